// SPDX-License-Identifier: Apache-2.0
import Kit
import NIOHTTP1

extension Album {
    /// Takes an answer with its status and its headers, in the form in which a difference is easiest to read: JSON as an
    /// indented document, a page with one tag a line.
    ///
    /// - Parameter name: of the file, without the ending, which is chosen by the type.
    package func take(_ name: String, _ answer: HTTPAnswer) {
        let type = answer.header("Content-Type") ?? ""
        let head = ["\(answer.status)"] + answer.told.map { "\($0): \($1)" }
        if type.contains("json"), let body = try? JSON(parsing: answer.body) {
            // What cannot be read as JSON, whatever its type says, is kept as it came.
            take("\(name).json", JSON.object(["answer": .array(head.map(JSON.string)), "body": body]).indented)
        } else if type.hasPrefix("text/html") {
            take("\(name).html", "<!--\n\(head.joined(separator: "\n"))\n-->\n\(Self.broken(answer.text))")
        } else {
            // Lines of a calendar are folded wherever they become long (RFC 5545, 3.1), in the midst of a link, too.
            let text = type.hasPrefix("text/calendar") ? answer.text.replacing("\r\n ", with: "") : answer.text
            take("\(name).txt", "\(head.joined(separator: "\n"))\n\n\(text)")
        }
    }

    /// Breaks a page before each tag that follows another. A break that was there before is marked, so nothing is lost.
    static func broken(_ html: String) -> String {
        html.replacing("\n", with: "⏎\n").replacing("><", with: ">\n<")
    }
}

extension HTTPAnswer {
    /// Lists the headers that are the service's own word, in the order of their names.
    var told: [(String, String)] {
        let left: Set = ["date", "server", "content-length", "connection", "transfer-encoding", "x-request-id"]
        return headers.map { ($0.name.lowercased(), $0.value) }.filter { !left.contains($0.0) }.sorted { $0 < $1 }
    }
}

extension JSON {
    /// The value as an indented text, members in their order.
    package var indented: String { indented(after: "\n") }

    private func indented(after margin: String) -> String {
        let inner = margin + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + $0.indented(after: inner) }
            return "[\(lines.joined(separator: ","))\(margin)]"
        case .object(let object) where !object.isEmpty:
            let lines = object.map { "\(inner)\(JSON.string($0.key).text): \($0.value.indented(after: inner))" }
            return "{\(lines.joined(separator: ","))\(margin)}"
        default: return text
        }
    }
}
