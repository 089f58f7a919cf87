// SPDX-License-Identifier: Apache-2.0
import Crypto
import HTTPTypes
import Kit

/// Says which page of a list is asked for: so many rows after a key that the page before ended with.
package struct Page: Sendable {
    package let limit: Int
    /// The key of the last row that the client has seen, as the endpoint gave it; nil on the first page.
    package let after: JSON?

    static let parameters: [Endpoint.Parameter] = [
        .query(
            "limit", .integer(1...Limits.pageRows).described("Rows of one page; \(Limits.defaultPageRows) if not said.")
        ),
        .query("cursor", .text(1...Limits.cursorCharacters).described("next_cursor of the page before.")),
    ]

    /// Builds the schema of a page of such items.
    package static func schema(_ name: String, of item: Schema) -> Schema {
        .named(
            name,
            .object([
                .required("items", .array(item, 0...Limits.pageRows)),
                .required("next_cursor", .text(1...Limits.cursorCharacters).nullable),
            ]))
    }
}

/// Seals keys into cursors that a client can hand back but neither make nor change: base64url of the key as JSON and of
/// 16 bytes of HMAC-SHA256 over it and the operation's name.
package struct CursorSeal: Sendable {
    private let key: SymmetricKey

    package init(key: [UInt8]) {
        precondition(key.count >= 32, "The key that seals cursors has 32 bytes or more")
        self.key = SymmetricKey(data: key)
    }

    func close(_ value: JSON, for operation: String) -> String {
        var bytes: [UInt8] = []
        value.write(to: &bytes)
        return Base64.url.text(bytes + tag(bytes, operation))
    }

    /// Opens a cursor; nil when it was not sealed by this key for this operation.
    func open(_ text: String, for operation: String) -> JSON? {
        guard let bytes = Base64.url.bytes(text), bytes.count > 16 else { return nil }
        let value = Array(bytes.dropLast(16))
        // Every byte is compared, so the time taken does not tell how many were right.
        let difference = zip(bytes.suffix(16), tag(value, operation)).reduce(0) { $0 | ($1.0 ^ $1.1) }
        guard difference == 0 else { return nil }
        return try? JSON(parsing: value)  // What we sealed is JSON; anything else is no cursor.
    }

    private func tag(_ bytes: [UInt8], _ operation: String) -> [UInt8] {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array(operation.utf8) + [0])
        code.update(data: bytes)
        return Array(code.finalize().prefix(16))
    }
}

extension Call {
    /// Answers one page: the items, and the key of the last row when more may follow.
    package func page(_ items: [JSON], next key: JSON?) -> Answer {
        let cursor = key.map { seal.close($0, for: endpoint.id) }
        var answer = Answer.ok(["items": .array(items), "next_cursor": JSON(cursor)])
        if let cursor {
            let query = target.query.filter { $0.name != "cursor" } + [(name: "cursor", value: cursor)]
            let text = query.map { "\(PercentCoding.encode($0.name))=\(PercentCoding.encode($0.value))" }
            answer.headers[.link] = "<\(target.path)?\(text.joined(separator: "&"))>; rel=\"next\""
        }
        return answer
    }
}
