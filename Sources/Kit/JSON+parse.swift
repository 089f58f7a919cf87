// SPDX-License-Identifier: Apache-2.0

extension JSON {
    /// Says why bytes are no JSON that the service takes, and where.
    package struct Failure: Error, Equatable, CustomStringConvertible {
        package enum Reason: String, Sendable {
            case unexpectedEnd = "the text ends too early"
            case unexpectedByte = "this character is not expected here"
            case trailingBytes = "something follows the value"
            case tooDeep = "arrays and objects are nested too deeply"
            case duplicateKey = "a member of this name came before"
            case invalidUTF8 = "the text is not valid UTF-8"
            case invalidEscape = "there is no such escape"
            case loneSurrogate = "half of a surrogate pair stands alone"
            case controlCharacter = "a control character stands in a text"
            case nul = "a text holds U+0000"
            case numberOutOfRange = "the number is too large"
        }

        package let reason: Reason
        /// Counts bytes from the start of the text.
        package let offset: Int

        package init(reason: Reason, offset: Int) {
            self.reason = reason
            self.offset = offset
        }

        package var description: String { "\(reason.rawValue) (byte \(offset))" }
    }

    /// Reads one value that fills the bytes (RFC 8259, white space around it allowed).
    ///
    /// Stricter than the RFC must be: refuses a byte order mark, duplicate names, lone surrogates, U+0000 (which
    /// PostgreSQL cannot store), numbers beyond a double and nesting beyond `Limits.jsonDepth`.
    package init(parsing bytes: some Collection<UInt8>, depth: Int = Limits.jsonDepth) throws(Failure) {
        func parse(_ buffer: UnsafeBufferPointer<UInt8>) -> Result<JSON, Failure> {
            var parser = JSONParser(bytes: buffer, depthLimit: depth)
            do throws(Failure) { return .success(try parser.document()) } catch { return .failure(error) }
        }
        let result = bytes.withContiguousStorageIfAvailable(parse) ?? Array(bytes).withUnsafeBufferPointer(parse)
        self = try result.get()
    }

    /// Reads one value that fills the text.
    package init(parsing text: some StringProtocol, depth: Int = Limits.jsonDepth) throws(Failure) {
        try self.init(parsing: text.utf8, depth: depth)
    }
}

/// Walks once over the bytes, by recursive descent whose depth is limited.
private struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    private var at = 0
    private var depth = 0

    init(bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
        self.bytes = bytes
        self.depthLimit = depthLimit
    }

    mutating func document() throws(JSON.Failure) -> JSON {
        let value = try value()
        skipSpace()
        guard at == bytes.count else { throw failure(.trailingBytes) }
        return value
    }

    private func failure(_ reason: JSON.Failure.Reason, at offset: Int? = nil) -> JSON.Failure {
        JSON.Failure(reason: reason, offset: offset ?? at)
    }

    /// Tells what stands at the cursor does not belong there, or that nothing stands there any more.
    private func unexpected() -> JSON.Failure { failure(at < bytes.count ? .unexpectedByte : .unexpectedEnd) }

    private mutating func skipSpace() {
        while at < bytes.count {
            switch bytes[at] {
            case 0x20, 0x09, 0x0A, 0x0D: at += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    private mutating func value() throws(JSON.Failure) -> JSON {
        skipSpace()
        guard at < bytes.count else { throw failure(.unexpectedEnd) }
        switch bytes[at] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw failure(.unexpectedByte)
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Failure) -> JSON {
        for i in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[i]) else { throw unexpected() }
        }
        return value
    }

    private mutating func open() throws(JSON.Failure) {
        depth += 1
        guard depth <= depthLimit else { throw failure(.tooDeep) }
        at += 1
        skipSpace()
    }

    private mutating func array() throws(JSON.Failure) -> JSON {
        try open()
        defer { depth -= 1 }
        var elements: [JSON] = []
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
    }

    private mutating func object() throws(JSON.Failure) -> JSON {
        try open()
        defer { depth -= 1 }
        var members: [(String, JSON)] = []
        // A long object gets a set of its names, so that a hostile one does not cost the square of its length.
        var names: Set<String> = []
        if take(UInt8(ascii: "}")) { return .object(JSON.Object()) }
        while true {
            skipSpace()
            let start = at
            guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { throw unexpected() }
            let key = try string()
            if members.count == 8 { names = Set(members.map(\.0)) }
            let isNew = members.count < 8 ? !members.contains { $0.0 == key } : names.insert(key).inserted
            guard isNew else { throw failure(.duplicateKey, at: start) }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected() }
            members.append((key, try value()))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(JSON.Object(distinct: members)) }
            guard take(UInt8(ascii: ",")) else { throw unexpected() }
        }
    }

    private mutating func digits() throws(JSON.Failure) {
        let start = at
        while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
        guard at > start else { throw unexpected() }
    }

    private mutating func number() throws(JSON.Failure) -> JSON {
        let start = at
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            try digits()
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let value = Int(text) { return .int(value) }
        guard let value = Double(text), value.isFinite else { throw failure(.numberOutOfRange, at: start) }
        return .double(value)
    }

    private mutating func string() throws(JSON.Failure) -> String {
        at += 1
        let start = at
        // Most texts have no escape: they are validated and copied in one step.
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes[start..<at], as: UTF8.self) else {
                    throw failure(.invalidUTF8, at: start)
                }
                at += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0: throw failure(.nul)
            case 1..<0x20: throw failure(.controlCharacter)
            default: at += 1
            }
        }
        throw failure(.unexpectedEnd)
    }

    private mutating func escapedString(from start: Int) throws(JSON.Failure) -> String {
        var text = Array(bytes[start..<at])
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: text, as: UTF8.self) else {
                    throw failure(.invalidUTF8, at: start)
                }
                return text
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0: throw failure(.nul, at: at - 1)
            case 1..<0x20: throw failure(.controlCharacter, at: at - 1)
            default: text.append(byte)
            }
        }
        throw failure(.unexpectedEnd)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSON.Failure) {
        guard at < bytes.count else { throw failure(.unexpectedEnd) }
        at += 1
        switch bytes[at - 1] {
        case UInt8(ascii: "\""): text.append(0x22)
        case UInt8(ascii: "\\"): text.append(0x5C)
        case UInt8(ascii: "/"): text.append(0x2F)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"): text.append(contentsOf: try unicodeEscape().utf8)
        default: throw failure(.invalidEscape, at: at - 2)
        }
    }

    /// Reads the four digits after `\u`, and the second half of a surrogate pair.
    private mutating func unicodeEscape() throws(JSON.Failure) -> String {
        let start = at - 2
        var code = try fourHexDigits()
        if (0xD800...0xDBFF).contains(code) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw failure(.loneSurrogate, at: start) }
            let low = try fourHexDigits()
            guard (0xDC00...0xDFFF).contains(low) else { throw failure(.loneSurrogate, at: start) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard code != 0 else { throw failure(.nul, at: start) }
        guard let scalar = Unicode.Scalar(code) else { throw failure(.loneSurrogate, at: start) }
        return String(Character(scalar))
    }

    private mutating func fourHexDigits() throws(JSON.Failure) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard at < bytes.count else { throw failure(.unexpectedEnd) }
            switch bytes[at] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): code = code << 4 | UInt32(bytes[at] - 0x30)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): code = code << 4 | UInt32(bytes[at] - 0x57)
            case UInt8(ascii: "A")...UInt8(ascii: "F"): code = code << 4 | UInt32(bytes[at] - 0x37)
            default: throw failure(.invalidEscape)
            }
            at += 1
        }
        return code
    }
}
