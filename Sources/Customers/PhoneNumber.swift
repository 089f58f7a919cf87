// SPDX-License-Identifier: Apache-2.0
import Kit

/// Holds a telephone number as `+` and 8–15 digits (ITU-T E.164), however a person wrote it.
package struct PhoneNumber: Hashable, Sendable, CustomStringConvertible {
    /// `+819012345678`.
    package let e164: String

    /// Reads a number in a Japanese national form (`090-1234-5678`, `０３（１２３４）５６７８`) or an international one (`+81…`,
    /// `0081…`, `010-1-…` as dialled from Japan). Spaces, dots, parentheses and hyphens of all kinds are passed over, and the
    /// invisible marks with which address books keep a number's direction (U+202D 090… U+202C).
    ///
    /// Nil for letters, for extensions, and for lengths that no subscriber has. Japanese lengths are those of the
    /// numbering plan of the Ministry of Internal Affairs and Communications: 10 digits after the country code
    /// for 050, 060, 070, 080 and 090, 9 for all others; pagers and machines (020) are nobody's telephone.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 96, var digits = PhoneNumber.digits(text) else { return nil }
        var isInternational = false
        if digits.first == "+" {
            digits.removeFirst()
            isInternational = true
        } else if digits.hasPrefix("010") {
            digits.removeFirst(3)
            isInternational = true
        } else if digits.hasPrefix("00") {
            digits.removeFirst(2)
            isInternational = true
        }
        if isInternational, !digits.hasPrefix("81") {
            guard (8...15).contains(digits.utf8.count), digits.first != "0" else { return nil }
            e164 = "+" + digits
            return
        }
        if isInternational { digits.removeFirst(2) }
        // "+81 (0)90 …" keeps the national zero that the country code replaces.
        if digits.first == "0" {
            digits.removeFirst()
        } else if !isInternational {
            return nil
        }
        guard PhoneNumber.isPlausibleInJapan(digits) else { return nil }
        e164 = "+81" + digits
    }

    /// Takes a number that comes out of the database, as `e164` wrote it.
    package init(stored e164: String) { self.e164 = e164 }

    package var description: String { e164 }

    /// The last four digits, by which a counter asks "is it you?" without showing the rest.
    package var lastFour: String { String(e164.suffix(4)) }

    /// Writes the number as people read it in Japan: `090-1234-5678`, `03-1234-5678`, `0120-123-456`; numbers of other
    /// countries stay as they are. Area codes of four and five digits are grouped as those of three: right digits,
    /// a hyphen out of its place.
    package var display: String {
        guard e164.hasPrefix("+81") else { return e164 }
        let digits = Array("0" + e164.dropFirst(3))
        let widths: [Int] =
            switch true {
            case e164.hasPrefix("+81800"): [4, 3, 4]
            case digits.count == 11: [3, 4, 4]
            case e164.hasPrefix("+81120"), e164.hasPrefix("+81570"): [4, 3, 3]
            case digits[1] == "3", digits[1] == "6": [2, 4, 4]
            default: [3, 3, 4]
            }
        guard widths.reduce(0, +) == digits.count else { return e164 }
        var start = 0
        return widths.map { width in
            defer { start += width }
            return String(digits[start..<start + width])
        }.joined(separator: "-")
    }

    /// Checks a national number without its leading zero.
    private static func isPlausibleInJapan(_ digits: String) -> Bool {
        guard let first = digits.first, first != "0" else { return false }
        switch digits.prefix(2) {
        case "20": return false
        case "50", "60", "70", "80", "90": return digits.utf8.count == 10
        default: return digits.utf8.count == 9
        }
    }

    /// Keeps the digits, and a plus at the front; nil when anything else but punctuation is there.
    private static func digits(_ text: some StringProtocol) -> String? {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": result.unicodeScalars.append(scalar)
            case "\u{FF10}"..."\u{FF19}":
                result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFF10 + 0x30)))
            case "+", "\u{FF0B}":
                guard result.isEmpty else { return nil }
                result = "+"
            case _ where passedOver.contains(scalar) || Folding.invisible.contains(scalar): continue
            default: return nil
            }
        }
        return result
    }

    /// What people write between digits: hyphens, dashes, minus signs, waves and the long-vowel mark that Japanese
    /// keyboards give in their place, in both widths; spaces, dots, slashes, parentheses and brackets.
    private static let passedOver: Set<Unicode.Scalar> = [
        "-", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}", "\u{FE63}", "\u{FF0D}",
        "\u{30FC}", "\u{FF70}", "\u{2500}", " ", "\u{A0}", "\u{3000}", "\u{2009}", "\u{202F}", ".", "\u{FF0E}", "(",
        ")", "\u{FF08}", "\u{FF09}", "\t", "/", "\u{FF0F}", "[", "]", "\u{FF3B}", "\u{FF3D}", "~", "\u{FF5E}",
        "\u{301C}",
        "\u{2053}", "\u{223C}", "\u{FF61}", "\u{30FB}", "\u{FF65}", "\u{2000}", "\u{2001}", "\u{2002}", "\u{2003}",
        "\u{2004}", "\u{2005}", "\u{2006}", "\u{2007}", "\u{2008}", "\u{200A}", "\u{205F}", "\u{2043}", "\u{2501}",
    ]
}
