// SPDX-License-Identifier: Apache-2.0

/// Holds a Global Trade Item Number as 14 digits, shorter forms padded by zeros (GS1 General Specifications 2.1).
package struct GTIN: Hashable, Sendable, CustomStringConvertible {
    /// 14 digits, the last of them the check digit.
    package let padded: String

    /// Reads 8, 12, 13 or 14 digits; nil for any other form or a wrong check digit.
    package init?(_ text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard [8, 12, 13, 14].contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }),
            GTIN.checkDigit(of: digits.dropLast()) == digits.last
        else { return nil }
        padded = String(repeating: "0", count: 14 - digits.count) + text
    }

    /// Takes a number that comes out of the database, whose CHECK has read it before.
    package init(stored padded: String) { self.padded = padded }

    /// Reckons the check digit of the digits before it: weights 3 and 1 in turn from the right, modulo 10
    /// (GS1 General Specifications 7.9). ASCII in and out.
    package static func checkDigit(of digits: some BidirectionalCollection<UInt8>) -> UInt8 {
        var sum = 0
        var weight = 3
        for digit in digits.reversed() {
            sum += Int(digit - 0x30) * weight
            weight = 4 - weight
        }
        return UInt8(ascii: "0") + UInt8((10 - sum % 10) % 10)
    }

    /// Tells whether the code is a JAN: an EAN-13 with a prefix of Japan, 45 or 49.
    package var isJAN: Bool { padded.hasPrefix("045") || padded.hasPrefix("049") }

    /// Tells whether a store gave the code itself (prefix 20–29): it names nothing outside that chain.
    package var isInStore: Bool { padded.hasPrefix("02") }

    /// Writes the code as it stands under the bars: 13 digits, 8 when it is a GTIN-8, 14 for a trade unit.
    package var description: String {
        if !padded.hasPrefix("0") { return padded }
        return String(padded.hasPrefix("000000") ? padded.suffix(8) : padded.suffix(13))
    }
}
