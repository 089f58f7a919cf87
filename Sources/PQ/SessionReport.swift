// SPDX-License-Identifier: Apache-2.0
import CPQ
import Glibc

/// Says whether the sessions behind a database URL are what this module needs: one of its own for each connection, which
/// keeps what was prepared, and has the settings that it was asked for. A pooler in transaction mode gives neither.
public struct SessionReport: Hashable, Sendable {
    /// Is a setting that the server has otherwise than it was asked to.
    public struct Difference: Hashable, Sendable {
        public let name: String
        public let wanted: String
        /// What it has, or the server's words when it does not say.
        public let found: String
    }

    /// The server's words where a statement that was prepared could not be used afterwards.
    public var unusable: String?
    /// Whether one session of the server served two connections.
    public var isShared = false
    public var differences: [Difference] = []
    /// The settings that the URL itself names: they win over ours.
    public var overridden: [String] = []

    /// Connects twice, prepares on one connection, and uses it there while the other is in a transaction: a pooler that
    /// lends sessions by transaction has to give another one then.
    ///
    /// Throws `.unavailable` with libpq's own words when there is no connection.
    public static func read(_ configuration: DatabaseConfiguration) async throws(DatabaseError) -> SessionReport {
        let address = try ServerAddress(configuration)
        let result: Result<SessionReport, DatabaseError> = await withCheckedContinuation { continuation in
            let started = HelperThread.start {
                do throws(DatabaseError) {
                    continuation.resume(returning: .success(try look(address, configuration.connectTimeout)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
            if !started {
                continuation.resume(returning: .failure(DatabaseError(.unavailable, message: "no thread to ask with")))
            }
        }
        return try result.get()
    }

    private static func look(_ address: ServerAddress, _ span: Duration) throws(DatabaseError) -> SessionReport {
        let first = try Line(address, span)
        let second = try Line(address, span)
        var report = SessionReport(overridden: address.overridden)
        let own = first.ask("SELECT pg_backend_pid()::text")
        let prepared = first.prepare("torioki_look", "SELECT pg_backend_pid()::text")
        guard prepared.words == nil else {
            report.unusable = prepared.words
            return report
        }
        let opened = second.ask("BEGIN")
        let other = second.ask("SELECT pg_backend_pid()::text")
        let used = first.usePrepared("torioki_look")
        _ = second.ask("ROLLBACK")
        report.unusable = opened.words ?? used.words
        report.isShared = other.text == own.text || (used.text != nil && used.text != own.text)
        for (name, wanted) in address.session {
            // The server writes the wanted value as it writes its own (`10s`, `10000`); the change ends with the statement.
            let answer = first.ask(
                "SELECT current_setting($1), set_config($1, $2, true)", [name, wanted])
            guard answer.words != nil || answer.text != answer.secondText else { continue }
            let found = answer.words ?? answer.text ?? ""
            report.differences.append(
                Difference(name: name, wanted: answer.secondText ?? wanted, found: found))
        }
        return report
    }
}

/// Is one connection that is asked and waited for, outside the pool.
private struct Line {
    let connection: FreshConnection
    let pointer: OpaquePointer
    let span: Duration

    /// Holds an answer of one row: its first two columns, or why there is none.
    struct Answer {
        var text: String?
        var secondText: String?
        /// The server's or the client library's words.
        var words: String?
    }

    init(_ address: ServerAddress, _ span: Duration) throws(DatabaseError) {
        switch Connector.open(address.keywords(to: address.hosts), within: span) {
        case .success(let fresh):
            guard let pointer = fresh.pointer else { throw DatabaseError(.unavailable) }
            (connection, self.pointer, self.span) = (fresh, pointer, span)
        case .failure(let failure):
            throw DatabaseError(.unavailable, message: failure.message)
        }
    }

    func ask(_ sql: String, _ values: [String] = []) -> Answer {
        let copies = values.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        let pointers = copies.map { UnsafePointer<CChar>($0) }
        return answer { PQsendQueryParams(pointer, sql, Int32(values.count), nil, pointers, nil, nil, 0) }
    }

    func prepare(_ name: String, _ sql: String) -> Answer { answer { PQsendPrepare(pointer, name, sql, 0, nil) } }

    func usePrepared(_ name: String) -> Answer { answer { PQsendQueryPrepared(pointer, name, 0, nil, nil, nil, 0) } }

    private func answer(to send: () -> Int32) -> Answer {
        let result = ServerIdentity.answer(from: pointer, until: Loop.now &+ span.nanoseconds, to: send)
        guard let result else {
            let words = String(cString: PQerrorMessage(pointer))
            return Answer(words: words.isEmpty ? "no answer in time" : words)
        }
        let status = PQresultStatus(result.pointer)
        guard status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK else {
            return Answer(words: String(cString: PQresultErrorMessage(result.pointer)))
        }
        func column(_ index: Int32) -> String? {
            guard result.rows == 1, index < PQnfields(result.pointer) else { return nil }
            return PQgetvalue(result.pointer, 0, index).map { String(cString: $0) }
        }
        return Answer(text: column(0), secondText: column(1))
    }
}
