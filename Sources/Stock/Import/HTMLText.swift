// SPDX-License-Identifier: Apache-2.0

/// Takes the words out of HTML that a shop's owner wrote.
enum HTMLText {
    private static let entities: [Substring: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "yen": "¥", "ndash": "–",
        "mdash": "—", "hellip": "…", "times": "×", "copy": "©", "reg": "®", "trade": "™", "lsquo": "‘", "rsquo": "’",
        "ldquo": "“", "rdquo": "”",
    ]

    /// Leaves out tags, comments, scripts and styles, reads the usual entities and joins white space; at most `limit`
    /// characters stay. The result is plain text: it may hold `<` again and is escaped where it is shown.
    static func words(of html: String, limit: Int) -> String {
        var text = ""
        var rest = Substring(html)
        while let next = rest.firstIndex(where: { $0 == "<" || $0 == "&" }) {
            text += rest[..<next]
            rest = rest[next...]
            if rest.first == "&" { text += takeEntity(&rest) } else { text += takeTag(&rest) }
        }
        text += rest
        let words = text.split { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
        let joined = words.joined(separator: " ")
        return joined.count <= limit ? joined : joined.prefix(limit - 1) + "…"
    }

    /// Passes over a tag, and over what a script, a style or a comment holds; gives the space that a tag stands for.
    private static func takeTag(_ rest: inout Substring) -> String {
        let name = rest.dropFirst().prefix { $0.isLetter }.lowercased()
        guard !name.isEmpty || rest.hasPrefix("</") || rest.hasPrefix("<!") else {
            rest = rest.dropFirst()
            return "<"
        }
        let end = rest.hasPrefix("<!--") ? "-->" : name == "script" || name == "style" ? "</\(name)" : ">"
        guard let found = rest.lowercasedRange(of: end) else {
            rest = ""
            return " "
        }
        rest = rest[found...]
        if end != ">", end != "-->" { rest = rest.firstIndex(of: ">").map { rest[rest.index(after: $0)...] } ?? "" }
        return " "
    }

    /// Reads `&name;`, `&#8364;` or `&#x20AC;`; anything else is an ampersand.
    private static func takeEntity(_ rest: inout Substring) -> String {
        let body = rest.dropFirst().prefix(10)
        guard let end = body.firstIndex(of: ";") else {
            rest = rest.dropFirst()
            return "&"
        }
        let name = body[..<end]
        let character: String?
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let code =
                digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            character = code.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        } else {
            character = entities[name]
        }
        guard let character else {
            rest = rest.dropFirst()
            return "&"
        }
        rest = rest[body.index(after: end)...]
        return character
    }
}

extension Substring {
    /// Finds where the first occurrence of an ASCII text in lower case ends, whatever the case it is written in.
    fileprivate func lowercasedRange(of pattern: String) -> Index? {
        let wanted = Array(pattern.utf8)
        let bytes = utf8
        var at = bytes.startIndex
        while at != bytes.endIndex {
            var here = at
            var matched = 0
            while matched < wanted.count, here != bytes.endIndex {
                let byte = bytes[here]
                guard ((0x41...0x5A).contains(byte) ? byte + 0x20 : byte) == wanted[matched] else { break }
                matched += 1
                here = bytes.index(after: here)
            }
            if matched == wanted.count { return here }
            at = bytes.index(after: at)
        }
        return nil
    }
}
