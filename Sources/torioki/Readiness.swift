// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ServiceLifecycle
import Synchronization

/// Tells whether requests should be sent here: the service is up, nobody asked it to stop, the database can be written.
final class Readiness: Sendable {
    private let database: Database
    private let isOpen = Atomic<Bool>(false)

    init(database: Database) { self.database = database }

    func open() { isOpen.store(true, ordering: .relaxed) }
    func withdraw() { isOpen.store(false, ordering: .relaxed) }

    /// Whether writes are confirmed by a standby, where there must be one. Each service learns that by its own writes: one
    /// that writes nothing says yes.
    var isConfirming: Bool { database.isConfirming }

    /// Asks the database, for a second at most: a prober waits no longer.
    var isReady: Bool {
        get async {
            guard isOpen.load(ordering: .relaxed) else { return false }
            return await withTaskGroup(of: Bool.self) { group in
                group.addTask { [database] in
                    // Whatever keeps the database from answering means the same here.
                    (try? await database.first(IsWritable())) == true
                }
                group.addTask {
                    // Cut short when the database has answered.
                    try? await Task.sleep(for: .seconds(1))
                    return false
                }
                defer { group.cancelAll() }
                return await group.next() ?? false
            }
        }
    }
}

/// Tells whether the server takes writes: a standby does not.
struct IsWritable: Statement {
    static let isReadOnly = true
    static let sql = "SELECT NOT pg_is_in_recovery()"
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Bool { try row() }
}

/// Withdraws readiness when the service is asked to stop, and keeps the door open a while, so that those who send
/// requests can turn elsewhere.
struct Doorkeeper: Service, CustomStringConvertible {
    let readiness: Readiness
    let drain: Duration
    let observer: Observer
    var description: String { "doorkeeper" }

    func run() async throws {
        // Cancellation means the same as a graceful end, only without the wait.
        try? await gracefulShutdown()
        readiness.withdraw()
        observer(.stopping(reason: Task.isCancelled ? "a service failed" : "asked to"))
        try? await Task.sleep(for: drain)
    }
}
