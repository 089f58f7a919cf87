// SPDX-License-Identifier: Apache-2.0
/// Is a name as names are compared in a search: without spaces, ASCII letters in lower case.
///
/// `ofName` and `ofKana` say the same in SQL, letter for letter as the indexes `customer_search_name` and
/// `customer_search_kana` have it. Collation "C" keeps `lower` to ASCII on every server.
struct SearchForm: Hashable, Sendable {
    let text: String

    init(_ name: PersonName) {
        var result = String.UnicodeScalarView()
        for scalar in name.text.unicodeScalars {
            guard scalar != " ", scalar != "\u{3000}" else { continue }
            result.append(("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar)
        }
        self.text = String(result)
    }

    /// The first text beyond all that begin with this one.
    var end: String { text + "\u{10FFFF}" }

    static let ofName = "translate(lower(name COLLATE \"C\"), ' \u{3000}', '')"
    static let ofKana = "translate(lower(kana COLLATE \"C\"), ' \u{3000}', '')"
}
