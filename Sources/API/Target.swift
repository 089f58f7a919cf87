// SPDX-License-Identifier: Apache-2.0
import Kit

/// Holds the target of a request, read strictly: its path as sent, and the query decoded.
struct Target: Sendable {
    /// The path as it was sent, still percent-encoded.
    let path: String
    let query: [(name: String, value: String)]

    /// Reads a target in origin form (RFC 9112 section 3.2.1). Throws `.malformedTarget` when the query or a part of
    /// the path is not percent-encoded UTF-8, holds U+0000, or has too many parameters.
    init(_ target: String) throws(Problem) {
        let bytes = target.utf8
        let end = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        path = String(target[..<end])
        guard bytes.first == UInt8(ascii: "/"), PercentCoding.decode(path) != nil else {
            throw Problem(.malformedTarget)
        }
        guard end < bytes.endIndex else {
            query = []
            return
        }
        // Cut as bytes: a long query would cost far more as characters.
        let text = bytes[bytes.index(after: end)...]
        guard let pairs = PercentCoding.pairs(text, atMost: Limits.queryParameters) else {
            throw Problem(.malformedTarget)
        }
        query = pairs
    }
}

extension Schema {
    /// Reads the text of a parameter as the JSON value that this schema describes; a text that is no number stays a
    /// text, which the check then tells to be of the wrong type.
    func value(ofText text: String) -> JSON {
        switch kind {
        case .named(_, let inner): return inner.value(ofText: text)
        case .integer:
            // Only the form that JSON has too: no `+`, no leading zeros.
            return (Int(text).flatMap { String($0) == text ? $0 : nil }).map(JSON.int) ?? .string(text)
        case .number:
            if let value = try? JSON(parsing: text), value.double != nil { return value }  // Else it is a text.
            return .string(text)
        case .boolean: return text == "true" ? true : text == "false" ? false : .string(text)
        default: return .string(text)
        }
    }

    /// Gives the schema of the elements, when this is one of arrays.
    var items: Schema? {
        switch kind {
        case .array(let items, _): items
        case .named(_, let inner): inner.items
        default: nil
        }
    }
}
