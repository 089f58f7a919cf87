// SPDX-License-Identifier: Apache-2.0
import Kit
import Synchronization

/// Asks a server from many tasks at once: each request takes an idle connection or opens one.
package final class HTTPClient: Sendable {
    package let port: Int
    private let idle = Mutex<[HTTPConnection]>([])

    package init(port: Int) { self.port = port }

    /// Asks, and reads the whole answer. A connection that the server closed while it was idle is replaced by a new one.
    package func send(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8] = []
    ) async throws -> HTTPAnswer {
        var connection = idle.withLock { $0.popLast() }
        while let candidate = connection, !candidate.isOpen { connection = idle.withLock { $0.popLast() } }
        let taken: HTTPConnection
        if let connection { taken = connection } else { taken = try await HTTPConnection(port: port) }
        let answer = try await taken.send(method, path, headers: headers, body: body)
        if answer.header("Connection") == "close" { await taken.close() } else { idle.withLock { $0.append(taken) } }
        return answer
    }

    package func get(_ path: String, headers: [(String, String)] = []) async throws -> HTTPAnswer {
        try await send("GET", path, headers: headers)
    }

    /// Posts JSON.
    package func post(_ path: String, _ body: JSON, headers: [(String, String)] = []) async throws -> HTTPAnswer {
        try await send(
            "POST", path, headers: headers + [("Content-Type", "application/json")], body: Array(body.text.utf8))
    }

    package func close() async {
        let connections = idle.withLock { idle in
            defer { idle = [] }
            return idle
        }
        for connection in connections { await connection.close() }
    }
}

extension HTTPAnswer {
    /// Reads the body as JSON; `null` when it is none, which no expectation meets.
    package var json: JSON { (try? JSON(parsing: body)) ?? .null }
}
