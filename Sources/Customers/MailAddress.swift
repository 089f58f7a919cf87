// SPDX-License-Identifier: Apache-2.0

/// Holds a mail address in the form in which it is looked up: lower case, ASCII, at most 254 bytes.
///
/// The check is on purpose wider than RFC 5321: Japanese carriers gave out addresses with dots in a row or before the
/// `@` (`hana..ko.@docomo.ne.jp`) for years, and their owners still receive mail there. Only a message that arrives
/// proves an address.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    /// Reads an address, in full-width letters too; nil for obvious nonsense: no `@` or two, spaces, quotes, a domain
    /// without a dot, labels that no domain may have, more than 64 bytes before the `@` or 254 in all (RFC 5321
    /// section 4.5.3.1).
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 1024 else { return nil }
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            guard value < 0x80 else { return nil }
            bytes.append((0x41...0x5A).contains(value) ? UInt8(value) + 0x20 : UInt8(value))
        }
        while bytes.first == 0x20 { bytes.removeFirst() }
        while bytes.last == 0x20 { bytes.removeLast() }
        guard bytes.count <= 254 else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count), parts[0].allSatisfy(MailAddress.isLocal),
            parts[0].contains(where: { $0 != UInt8(ascii: ".") }), MailAddress.isDomain(parts[1])
        else { return nil }
        self.text = String(decoding: bytes, as: UTF8.self)
    }

    /// Takes an address that comes out of the database.
    package init(stored text: String) { self.text = text }

    package var description: String { text }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    /// Letters, digits, dots and the `atext` marks of RFC 5322 section 3.2.3.
    private static func isLocal(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || ".!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    /// Two labels at least, of 1–63 letters, digits and inner hyphens; the last is not a number.
    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        let labels = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, !last.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return false
        }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                && label.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }
}
