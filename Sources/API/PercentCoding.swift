// SPDX-License-Identifier: Apache-2.0

/// Reads and writes percent-encoding (RFC 3986 section 2.1), strictly.
package enum PercentCoding {
    /// Encodes everything but unreserved characters.
    package static func encode(_ text: String) -> String {
        if text.utf8.allSatisfy(isUnreserved) { return text }
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// Decodes a text; nil for a broken escape, for bytes that are no UTF-8, for U+0000 and for characters beyond ASCII
    /// that stand there unescaped. In a query `+` means a space (the form of HTML forms).
    package static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        decode(utf8: text.utf8, plusIsSpace: plusIsSpace)
    }

    /// Decodes bytes; as `decode(_:plusIsSpace:)`.
    static func decode(utf8 text: some Collection<UInt8>, plusIsSpace: Bool = false) -> String? {
        // Most texts have nothing to decode, and are taken in one piece.
        let isPlain = text.allSatisfy {
            $0 < 0x80 && $0 != 0 && $0 != UInt8(ascii: "%") && ($0 != UInt8(ascii: "+") || !plusIsSpace)
        }
        if isPlain { return String(decoding: text, as: UTF8.self) }
        var bytes: [UInt8] = []
        var rest = text.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(nibble), let low = rest.next().flatMap(nibble) else { return nil }
                bytes.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
            case 0x80...: return nil
            default: bytes.append(byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    /// Reads the names and texts of a query or a form (`application/x-www-form-urlencoded`, WHATWG URL section 5) in their order;
    /// nil where one cannot be decoded, or there are more than `limit`.
    package static func pairs(
        _ text: some Collection<UInt8>, atMost limit: Int
    ) -> [(name: String, value: String)]? {
        let parts = text.split(separator: UInt8(ascii: "&"), maxSplits: limit)
        guard parts.count <= limit else { return nil }
        var pairs: [(name: String, value: String)] = []
        pairs.reserveCapacity(parts.count)
        for part in parts {
            let middle = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = decode(utf8: part[..<middle], plusIsSpace: true),
                let value = decode(utf8: part[middle...].dropFirst(), plusIsSpace: true)
            else { return nil }
            pairs.append((name, value))
        }
        return pairs
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
        default: nil
        }
    }
}
