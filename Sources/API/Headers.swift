// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Kit

/// Reads the headers that have a form of their own.
package enum Headers {
    /// Reads an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): a quoted string of structured fields
    /// (RFC 9651 section 3.3.3), or, as many clients send it, the bare key.
    ///
    /// Throws `.malformedHeader` for anything else, an empty key and one beyond `Limits.keyCharacters`.
    package static func idempotencyKey(_ text: String) throws(Problem) -> String {
        let text = text[...].trimming(" \t")
        var key: [UInt8] = []
        if text.hasPrefix("\"") {
            var bytes = text.utf8.dropFirst()
            var isClosed = false
            while !isClosed {
                switch bytes.popFirst() {
                case UInt8(ascii: "\""): isClosed = true
                case UInt8(ascii: "\\"):
                    guard let escaped = bytes.popFirst(), "\"\\".utf8.contains(escaped) else {
                        throw malformed("Idempotency-Key")
                    }
                    key.append(escaped)
                case let byte?: key.append(byte)
                case nil: throw malformed("Idempotency-Key")
                }
            }
            guard bytes.isEmpty else { throw malformed("Idempotency-Key") }
        } else {
            key = Array(text.utf8)
            guard !key.contains(where: { " \",;\\".utf8.contains($0) }) else { throw malformed("Idempotency-Key") }
        }
        guard (1...Limits.keyCharacters).contains(key.count), key.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw malformed("Idempotency-Key")
        }
        return String(decoding: key, as: UTF8.self)
    }

    /// Reads an If-Match (RFC 9110 section 13.1.1): nil for `*`, else the versions of the tags in its list. A tag that
    /// no version has, and a weak one, which never matches strongly, are not among them.
    static func versions(_ text: String) throws(Problem) -> [Int]? {
        if text[...].trimming(" \t") == "*" { return nil }
        var (versions, tags): ([Int], Int) = ([], 0)
        var rest = text[...].utf8
        func passBlanks() { while rest.first == 0x20 || rest.first == 0x09 { rest.removeFirst() } }
        while true {
            passBlanks()
            // Empty elements of a list are passed over (section 5.6.1.2).
            if rest.first == UInt8(ascii: ",") {
                rest.removeFirst()
                continue
            }
            guard !rest.isEmpty else { break }
            let isWeak = rest.starts(with: "W/".utf8)
            if isWeak { rest.removeFirst(2) }
            guard rest.popFirst() == UInt8(ascii: "\""), let end = rest.firstIndex(of: UInt8(ascii: "\"")) else {
                throw malformed("If-Match")
            }
            let tag = Substring(rest[..<end])
            rest = rest[rest.index(after: end)...]
            tags += 1
            if !isWeak, tag.hasPrefix("v"), let version = Int(tag.dropFirst()),
                Answer.tag(version: version) == "\"\(tag)\""
            {
                versions.append(version)
            }
            passBlanks()
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { throw malformed("If-Match") }
        }
        guard tags > 0 else { throw malformed("If-Match") }
        return versions
    }

    /// Tells whether an If-None-Match names a tag, weakly compared (RFC 9110 section 13.1.2).
    static func names(_ header: String, _ tag: String) -> Bool {
        header.split(separator: ",").contains { part in
            let part = part.trimming(" \t")
            return part == "*" || part == tag || (part.hasPrefix("W/") && part.dropFirst(2) == tag)
        }
    }

    /// Takes the token out of an Authorization header of the Bearer scheme (RFC 6750 section 2.1); nil without one.
    static func bearer(_ header: String?) -> String? {
        guard let bytes = header?.utf8 else { return nil }
        var rest = bytes[...]
        for letter in "bearer ".utf8 {
            // The scheme's case does not matter (RFC 9110 section 11.1).
            guard let byte = rest.popFirst(), byte == letter || byte | 0x20 == letter && letter != 0x20 else {
                return nil
            }
        }
        while rest.first == 0x20 { rest.removeFirst() }
        while rest.last == 0x20 { rest.removeLast() }
        guard (1...Limits.tokenCharacters).contains(rest.count), rest.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        return String(Substring(rest))
    }

    /// Takes a request's id that a client or a proxy gave, when it has a form that is safe in a log.
    static func requestID(_ header: String?) -> String? {
        guard let header, (1...Limits.requestIDCharacters).contains(header.utf8.count),
            header.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                    true
                default: false
                }
            })
        else { return nil }
        return header
    }

    static func malformed(_ name: String) -> Problem {
        Problem(.malformedHeader, Words(ja: "\(name)ヘッダーが読めません。", en: "The \(name) header cannot be read."))
    }
}
