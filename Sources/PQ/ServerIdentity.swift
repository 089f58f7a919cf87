// SPDX-License-Identifier: Apache-2.0
import CPQ
import Glibc

/// Tells one server from another, and an old primary from the one that was promoted after it.
///
/// A cluster keeps its system identifier for life, and so do its standbys; each promotion begins a timeline with the
/// next higher number. What a server does not tell, because its functions are not there or refused, is nil.
public struct ServerIdentity: Hashable, Sendable {
    /// `system_identifier` of the control file.
    public var system: String?
    /// The timeline that is written; of a standby the one of its last checkpoint, which may lag behind.
    public var timeline: Int?
    /// When the server was started, as it writes it.
    public var started: String?
    /// nil when it does not say.
    public var isWritable: Bool?

    public init(system: String? = nil, timeline: Int? = nil, started: String? = nil, isWritable: Bool? = nil) {
        self.system = system
        self.timeline = timeline
        self.started = started
        self.isWritable = isWritable
    }

    /// Whether old primaries can be told from new ones by this.
    public var isTelling: Bool { system != nil && timeline != nil }
}

extension ServerIdentity {
    /// Asks for everything. All four functions may be called by anybody (PostgreSQL 15), unless rights were taken away.
    private static let whole = """
        SELECT s.system_identifier::text,
               CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id FROM pg_control_checkpoint())
                    ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::integer END::text,
               pg_postmaster_start_time()::text,
               NOT pg_is_in_recovery()
        FROM pg_control_system() AS s
        """

    /// Asks only for what is nowhere refused.
    private static let part = "SELECT NULL, NULL, pg_postmaster_start_time()::text, NOT pg_is_in_recovery()"

    /// Asks the server behind a fresh connection, outside pipeline mode; nil when the line broke or time ran out.
    static func read(_ connection: OpaquePointer, within span: Duration) -> ServerIdentity? {
        let deadline = Loop.now &+ span.nanoseconds
        for sql in [whole, part] {
            guard let result = answer(from: connection, until: deadline, to: { PQsendQuery(connection, sql) }) else {
                return nil
            }
            if PQresultStatus(result.pointer) == PGRES_TUPLES_OK, result.rows == 1 {
                func text(_ column: Int32) -> String? {
                    guard PQgetisnull(result.pointer, 0, column) == 0 else { return nil }
                    return PQgetvalue(result.pointer, 0, column).map { String(cString: $0) }
                }
                return ServerIdentity(
                    system: text(0), timeline: text(1).flatMap { Int($0) }, started: text(2),
                    isWritable: text(3).map { $0 == "t" })
            }
            if PQstatus(connection) == CONNECTION_BAD || result.isFatal { return nil }
        }
        // A server that knows none of these functions is no PostgreSQL of ours to judge.
        return ServerIdentity()
    }

    /// Sends what is to be asked and waits for its one result, no longer than the deadline.
    static func answer(
        from connection: OpaquePointer, until deadline: UInt64, to send: () -> Int32
    ) -> ResultBox? {
        guard send() == 1 else { return nil }
        var last: ResultBox?
        while true {
            while PQisBusy(connection) == 1 {
                let now = Loop.now
                guard now < deadline else { return nil }
                var event = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
                let wait = Int32(clamping: (deadline - now + 999_999) / 1_000_000)
                guard poll(&event, 1, wait) >= 0 || errno == EINTR else { return nil }
                if event.revents != 0, PQconsumeInput(connection) == 0 { return nil }
            }
            guard let pointer = PQgetResult(connection) else { return last }
            last = ResultBox(pointer)
        }
    }
}

/// Is the server at the other end of a connection: where it was reached, and who it says it is.
struct Server: Hashable, Sendable {
    var place: String
    var identity: ServerIdentity
}
