// SPDX-License-Identifier: Apache-2.0
import Kit

/// Holds what a form or a query sent: names and texts, in `application/x-www-form-urlencoded` (WHATWG URL, section 5).
package struct FormFields: Sendable, Equatable {
    private var values: [String: String] = [:]

    package init() {}

    /// Reads fields; nil for a broken escape, for bytes that are no UTF-8, for U+0000 and for more than
    /// `Limits.formFields`. Of a name that comes twice the first counts.
    package init?(_ text: some StringProtocol) {
        let pairs = text.split(separator: "&")
        guard pairs.count <= Limits.formFields else { return nil }
        for pair in pairs {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = URLCoding.decode(parts[0], plusIsSpace: true),
                let value = URLCoding.decode(parts.count == 2 ? parts[1] : "", plusIsSpace: true)
            else { return nil }
            if values[name] == nil { values[name] = value }
        }
    }

    /// Gives a field as it was typed; empty when it is not there.
    package subscript(name: String) -> String { values[name] ?? "" }

    /// Gives a field without the white space at its ends.
    package func trimmed(_ name: String) -> String {
        let isBlank: (Character) -> Bool = { $0.isWhitespace }
        let text = self[name].drop(while: isBlank)
        return String(text.reversed().drop(while: isBlank).reversed())
    }

    package func isOn(_ name: String) -> Bool { values[name] != nil }
}

/// Writes and reads percent-encoding (RFC 3986 section 2.1), strictly.
enum URLCoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// Encodes everything but unreserved characters.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Decodes a text; nil for a broken escape, for bytes that are no UTF-8 and for U+0000.
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(value), let low = rest.next().flatMap(value) else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    private static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
        default: nil
        }
    }
}
