// SPDX-License-Identifier: Apache-2.0
import Customers

/// Holds one sentence in the languages that the service speaks.
package struct Words: Hashable, Sendable {
    package let ja: String
    package let en: String

    package init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }

    package subscript(language: Language) -> String {
        switch language {
        case .ja: ja
        case .en: en
        }
    }
}

extension Language {
    /// Chooses Japanese or English by an Accept-Language header (RFC 9110 section 12.5.4): the one with the higher
    /// weight, at equal weights the first that is named; Japanese when neither is.
    package init(accepting header: String?) {
        var best: (language: Language, weight: Double)?
        for range in (header ?? "").split(separator: ",").prefix(20) {
            let parts = range.split(separator: ";").map { $0.trimming(" \t") }
            guard let tag = parts.first?.lowercased() else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            let language: Language? =
                switch tag.prefix(while: { $0 != "-" }) {
                case "ja", "*": .ja
                case "en": .en
                default: nil
                }
            if let language, weight > best?.weight ?? 0 { best = (language, weight) }
        }
        self = best?.language ?? .ja
    }
}

extension Substring {
    /// Drops the given ASCII characters from both ends.
    func trimming(_ characters: String) -> Substring {
        var text = self
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return text
    }
}
