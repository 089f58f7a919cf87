// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Is a PostgreSQL database: runs statements, batches, transactions and COPY over a pool of connections.
///
///     let database = Database(DatabaseConfiguration(url: "postgres:///shop"))
///     let levels = try await database.run(LevelOf(sku: "4901234567894"))
///
/// Single statements and batches share a few connections, on which they follow each other without waiting for answers.
/// Inside a transaction's body use the transaction and not the database: a statement on a shared connection may stand
/// behind another that waits for the transaction's locks.
public final class Database: Sendable {
    let engine: Engine

    /// Connects when the first statement comes. The observer is called on the thread that serves the connections.
    public init(
        _ configuration: DatabaseConfiguration, observe: @escaping @Sendable (DatabaseObservation) -> Void = { _ in }
    ) {
        engine = Engine(configuration, observe: observe)
    }

    public var configuration: DatabaseConfiguration { engine.configuration }

    /// Whether commits are confirmed, as far as this process knows. While they are not, writes are refused at once
    /// (`.unconfirmed`), and reads are served.
    public var isConfirming: Bool { !engine.isUnconfirmed.load(ordering: .relaxed) }

    /// Runs a statement and reads its rows.
    ///
    /// A statement with `isReadOnly` is sent again when its connection goes; another throws `.unknownOutcome` then.
    ///
    /// - Parameter isShielded: whether the statement is seen through though the task is cancelled.
    @discardableResult
    public func run<S: Statement>(
        _ statement: S, isShielded: Bool = false
    ) async throws(DatabaseError) -> [S.Row] {
        try await engine.perform(plan(statement), isShielded: isShielded).get()[0].decode(S.self)
    }

    /// Runs a statement and reads its first row; nil when there is none.
    public func first<S: Statement>(_ statement: S) async throws(DatabaseError) -> S.Row? {
        try await engine.perform(plan(statement)).get()[0].decodeFirst(S.self)
    }

    /// Runs a statement and counts the rows it inserted, updated, deleted or selected.
    public func count<S: Statement>(_ statement: S) async throws(DatabaseError) -> Int {
        try await engine.perform(plan(statement)).get()[0].affected
    }

    /// Runs several statements in one round trip; all take effect, or none.
    ///
    /// - Parameter isShielded: whether they are seen through though the task is cancelled.
    @discardableResult
    public func run(_ batch: Batch, isShielded: Bool = false) async throws(DatabaseError) -> Batch.Results {
        guard !batch.isEmpty else { return Batch.Results(boxes: []) }
        let plan = Plan(
            batch.name, .statements(batch.statements), isReadOnly: batch.statements.allSatisfy { $0.type.isReadOnly },
            within: configuration.statementDeadline.nanoseconds)
        return Batch.Results(boxes: try await engine.perform(plan, isShielded: isShielded).get())
    }

    /// Waits for what is in flight, up to `closeDeadline`, and closes every connection; what comes later is refused.
    public func close() async { await engine.close() }

    /// Listens to channels on a connection of its own, for as long as the stream is read.
    ///
    ///     for await word in database.listen(to: ["stock"]) { await readWhatIsNew() }
    ///
    /// Gives `.connected` after each (re)connect: what was notified before is lost, so the reader looks for itself.
    /// At most 1,024 unread notifications are kept, the newest.
    public func listen(to channels: [String]) -> AsyncStream<Notification> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Notification.self, bufferingPolicy: .bufferingNewest(1024))
        engine.loop.call { [engine] in
            engine.assumeIsolated { engine in
                let id = engine.listen(to: channels, continuation)
                // The stream keeps the connections alive, not this object: whoever listens need not hold on to it.
                continuation.onTermination = { _ in
                    engine.loop.call { engine.assumeIsolated { $0.stopListening(id) } }
                }
            }
        }
        return stream
    }

    private func plan<S: Statement>(_ statement: S) -> Plan {
        Plan(
            S.name, .statements([BoundStatement(statement)]), isReadOnly: S.isReadOnly,
            within: configuration.statementDeadline.nanoseconds)
    }
}
