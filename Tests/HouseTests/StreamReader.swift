// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport

/// Reads `/v1/events` as a client does: message by message, with the id it would come back with.
struct StreamReader {
    struct Message: Sendable, Equatable {
        let id: String
        let kind: String
        let data: JSON
    }

    private let connection: HTTPConnection
    private var text = ""
    let status: Int

    /// Connects, and waits for the first line, which says that events from now on will come.
    init(_ served: ServedHouse, as token: String, after id: String? = nil, query: String = "") async throws {
        connection = try await HTTPConnection(port: served.client.port)
        let headers = ServedHouse.headers(token) + (id.map { [("Last-Event-ID", $0)] } ?? [])
        status = try await connection.open("GET", "/v1/events\(query)", headers: headers).status
        guard status == 200 else { return }
        while !text.contains("\n\n") { try await read() }
    }

    private mutating func read() async throws {
        guard let part = try await connection.next() else { throw ConnectionEnded() }
        text += String(decoding: part, as: UTF8.self)
    }

    /// Gives the next message; throws `ConnectionEnded` when the stream is over.
    mutating func next() async throws -> Message {
        while true {
            guard let end = text.firstRange(of: "\n\n") else {
                try await read()
                continue
            }
            let lines = text[..<end.lowerBound].split(separator: "\n")
            text = String(text[end.upperBound...])
            func field(_ name: String) -> String? {
                lines.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
            }
            guard let id = field("id"), let kind = field("event"), let data = field("data") else { continue }
            return Message(id: id, kind: kind, data: try JSON(parsing: data))
        }
    }

    /// Reads so many messages.
    mutating func next(_ count: Int) async throws -> [Message] {
        var messages: [Message] = []
        while messages.count < count { messages.append(try await next()) }
        return messages
    }

    func close() async { await connection.close() }
}
