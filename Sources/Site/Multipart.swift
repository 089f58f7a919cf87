// SPDX-License-Identifier: Apache-2.0
import Kit

/// Reads what a form with a file sent: `multipart/form-data` (RFC 7578, RFC 2046 section 5.1).
struct Multipart: Sendable, Equatable {
    /// Holds one field: a text, or a file with the name it has at its sender.
    struct Part: Sendable, Equatable {
        let name: String
        /// Nil for a field that is no file.
        let file: String?
        let bytes: [UInt8]
    }

    let parts: [Part]

    init(parts: [Part]) { self.parts = parts }

    /// Reads a body; nil when it is cut off, when a part has no name, or beyond `Limits.formFields` parts and
    /// `Limits.partHeaderBytes` of headers.
    ///
    /// - Parameter contentType: the header that names the boundary.
    init?(_ body: [UInt8], contentType: String) {
        guard let boundary = Multipart.parameter("boundary", of: contentType[...]),
            (1...70).contains(boundary.utf8.count)
        else { return nil }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        var parts: [Part] = []
        // The first delimiter has no line break before it when nothing stands before it.
        guard
            var place = body.starts(with: delimiter.dropFirst(2))
                ? delimiter.count - 2 : Multipart.find(delimiter, in: body, from: 0).map({ $0 + delimiter.count })
        else { return nil }
        while !Multipart.has("--", in: body, at: place) {
            // White space may follow a delimiter on its line.
            while place < body.count, body[place] == 0x20 || body[place] == 0x09 { place += 1 }
            guard Multipart.has("\r\n", in: body, at: place), parts.count < Limits.formFields,
                let head = Multipart.find(Array("\r\n\r\n".utf8), in: body, from: place),
                head - place <= Limits.partHeaderBytes,
                let end = Multipart.find(delimiter, in: body, from: head + 2), end >= head + 4,
                let part = Multipart.part(head: body[place..<head], bytes: Array(body[(head + 4)..<end]))
            else { return nil }
            parts.append(part)
            place = end + delimiter.count
        }
        self.parts = parts
    }

    /// Gives a text field, or nothing of it.
    subscript(name: String) -> String {
        guard let part = parts.first(where: { $0.name == name && $0.file == nil }) else { return "" }
        return String(validating: part.bytes, as: UTF8.self) ?? ""
    }

    /// Gives a file that was chosen; a field without one is sent with an empty name.
    func file(_ name: String) -> Part? { parts.first { $0.name == name && $0.file?.isEmpty == false } }

    private static func part(head: ArraySlice<UInt8>, bytes: [UInt8]) -> Part? {
        guard let text = String(validating: head, as: UTF8.self) else { return nil }
        for line in text.split(whereSeparator: { $0 == "\r\n" || $0 == "\n" }) {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2, halves[0].lowercased() == "content-disposition" else { continue }
            guard halves[1].drop(while: { $0 == " " }).lowercased().hasPrefix("form-data"),
                let name = parameter("name", of: halves[1]), !name.isEmpty
            else { return nil }
            return Part(name: name, file: parameter("filename", of: halves[1]), bytes: bytes)
        }
        return nil
    }

    /// Reads one parameter of a header; browsers write a quote in a name as `%22` (WHATWG HTML, multipart/form-data).
    private static func parameter(_ name: String, of header: Substring) -> String? {
        var rest = header
        while let semicolon = rest.firstIndex(of: ";") {
            rest = rest[rest.index(after: semicolon)...].drop { $0 == " " || $0 == "\t" }
            guard let equals = rest.firstIndex(of: "=") else { return nil }
            let found = rest[..<equals].lowercased()
            rest = rest[rest.index(after: equals)...]
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                guard let quote = rest.firstIndex(of: "\"") else { return nil }
                value = String(rest[..<quote])
                rest = rest[rest.index(after: quote)...]
            } else {
                value = String(rest.prefix { $0 != ";" && $0 != " " })
                rest = rest.dropFirst(value.count)
            }
            if found == name { return value.replacing("%22", with: "\"") }
        }
        return nil
    }

    private static func has(_ text: String, in body: [UInt8], at place: Int) -> Bool {
        body[min(place, body.count)...].starts(with: text.utf8)
    }

    /// Finds where a pattern begins, from a place on.
    private static func find(_ pattern: [UInt8], in body: [UInt8], from start: Int) -> Int? {
        body.withUnsafeBufferPointer { bytes in
            pattern.withUnsafeBufferPointer { wanted in
                guard let first = wanted.first, bytes.count >= wanted.count else { return nil }
                var place = start
                let last = bytes.count - wanted.count
                while place <= last {
                    if bytes[place] == first {
                        var i = 1
                        while i < wanted.count, bytes[place + i] == wanted[i] { i += 1 }
                        if i == wanted.count { return place }
                    }
                    place += 1
                }
                return nil
            }
        }
    }
}
