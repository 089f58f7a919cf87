// SPDX-License-Identifier: Apache-2.0

/// Holds a path as it is declared (`/v1/reservations/{id}/collect`): the one place from which it is registered,
/// documented and printed.
package struct Path: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The declared form, with parameters in braces.
    package let template: String

    package init(_ template: String) {
        precondition(template.hasPrefix("/"), "A path starts with a slash: \(template)")
        self.template = template
    }

    package init(stringLiteral template: String) { self.init(template) }

    package var description: String { template }

    /// Lists the names of the parameters, in order.
    package var parameters: [String] {
        segments.compactMap { $0.hasPrefix("{") ? String($0.dropFirst().dropLast()) : nil }
    }

    var segments: [Substring] { template.split(separator: "/") }

    /// Prints the path with values in the order of its parameters, percent-encoded. A number of values that differs
    /// from the number of parameters is a mistake of ours.
    package func url(_ values: any CustomStringConvertible...) -> String {
        precondition(values.count == parameters.count, "\(template) takes \(parameters.count) values")
        var rest = values[...]
        let parts = segments.map { segment -> String in
            segment.hasPrefix("{") ? PercentCoding.encode((rest.popFirst()?.description ?? "")) : String(segment)
        }
        return "/" + parts.joined(separator: "/")
    }

    /// Tells whether a path of a request, as the router would split it, has this form.
    func matches(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        let segments = segments
        return parts.count == segments.count
            && zip(parts, segments).allSatisfy { part, segment in segment.hasPrefix("{") || part == segment }
    }
}

/// Reads and writes percent-encoding (RFC 3986 section 2.1), strictly.
enum PercentCoding {
    /// Encodes everything but unreserved characters.
    static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
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

    /// Decodes a text; nil for a broken escape, for bytes that are no UTF-8, for U+0000 and for characters beyond ASCII
    /// that stand there unescaped. In a query `+` means a space (the form of HTML forms).
    static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
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

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 0x30
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 0x37
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 0x57
        default: nil
        }
    }
}
