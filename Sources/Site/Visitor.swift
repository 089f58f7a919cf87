// SPDX-License-Identifier: Apache-2.0
import API
import Customers

/// Knows in which language a page is read: the one the visitor chose (`?lang=`), else the one the browser asks for.
package struct Visitor: Sendable, Equatable {
    package let language: Language
    /// The visitor chose: links keep the choice.
    package let isChosen: Bool

    package init(language: Language, isChosen: Bool = false) {
        self.language = language
        self.isChosen = isChosen
    }

    package init(query: FormFields, accepting header: String?) {
        if let chosen = Language(rawValue: query["lang"]) {
            self.init(language: chosen, isChosen: true)
        } else {
            self.init(language: Language(accepting: header))
        }
    }

    package var words: any Wording { language == .ja ? Japanese() : English() }

    var other: Visitor { Visitor(language: language == .ja ? .en : .ja, isChosen: true) }

    /// The value that a link or a hidden field carries on; empty when the browser's wish serves.
    var lang: String { isChosen ? language.rawValue : "" }

    /// Prints a link that keeps the chosen language.
    func link(_ path: Paths) -> String { path.url(("lang", lang)) }

    /// Picks a name in the visitor's language; the Japanese one serves where there is no other.
    func pick(ja: String, en: String) -> String { language == .en && !en.isEmpty ? en : ja }
}
