// SPDX-License-Identifier: Apache-2.0

extension Database {
    /// Runs a body in one transaction at READ COMMITTED, and commits when it returns.
    ///
    /// The whole body runs again after a serialisation failure, a deadlock or a connection lost before COMMIT, at most
    /// `transactionRetries` times: it must have no other effects. An error that the body throws itself comes out as it
    /// is, after ROLLBACK. Throws `.unknownOutcome` when COMMIT was sent and its answer never came.
    @discardableResult
    public func transaction<R: Sendable>(
        _ body: @Sendable (Transaction) async throws -> R
    ) async throws -> R {
        var failures = 0
        while true {
            let transaction = Transaction(engine: engine, lease: try await engine.lease())
            do {
                let result = try await body(transaction)
                try await transaction.commit()
                engine.release(transaction.lease)
                return result
            } catch {
                await transaction.rollBack()
                engine.release(transaction.lease)
                guard let fault = error as? DatabaseError, fault.mayRestart,
                    failures < configuration.transactionRetries, RequestDeadline.current?.isOver != true
                else { throw error }
                failures += 1
                engine.observe(.retried(name: fault.statement ?? "transaction"))
                let backoff = Backoff(first: configuration.retryDelay, limit: configuration.reconnectDelayLimit)
                let delay = backoff.delay(failures: failures, chance: .random(in: 0...1))
                // A cancelled task learns of the error, not of the interrupted wait.
                do { try await Task.sleep(for: .nanoseconds(delay)) } catch { throw fault }
            }
        }
    }

    /// Runs a script of several statements outside any transaction: what PostgreSQL allows only there, such as
    /// CREATE DATABASE or VACUUM. Throws `.unknownOutcome` when the answer never came.
    public func execute(_ script: String) async throws(DatabaseError) {
        guard !script.utf8.contains(0) else { throw DatabaseError(.server, .invalidText, statement: "script") }
        let lease = try await engine.lease()
        let plan = Plan("script", .script(script), within: configuration.scriptDeadline.nanoseconds)
        defer { engine.release(lease) }
        try await engine.allow(configuration.scriptDeadline, lease)
        let answer = await engine.perform(plan, lease: lease)
        do {
            _ = try answer.get()
        } catch {
            var error = error
            // Without BEGIN each statement may have stood before the line broke.
            if error.mayRestart, error.kind == .unavailable { error.kind = .unknownOutcome }
            error.mayRestart = false
            throw error
        }
    }
}

/// Is an open transaction; it is good only within the body it was given to.
///
///     try await database.transaction { transaction in
///         guard let level = try await transaction.first(LockLevel(sku: sku)) else { return }
///         try await transaction.run(SetLevel(sku: sku, onHand: level - 1))
///     }
///
/// BEGIN goes with its first statement, so it costs no round trip of its own.
public struct Transaction: Sendable {
    let engine: Engine
    let lease: LeaseID

    /// Runs a statement and reads its rows.
    @discardableResult
    public func run<S: Statement>(_ statement: S) async throws(DatabaseError) -> [S.Row] {
        try await perform(statement).decode(S.self)
    }

    /// Runs a statement and reads its first row; nil when there is none.
    public func first<S: Statement>(_ statement: S) async throws(DatabaseError) -> S.Row? {
        try await perform(statement).decodeFirst(S.self)
    }

    /// Runs a statement and counts the rows it inserted, updated, deleted or selected.
    public func count<S: Statement>(_ statement: S) async throws(DatabaseError) -> Int {
        try await perform(statement).affected
    }

    /// Runs several statements in one round trip.
    @discardableResult
    public func run(_ batch: Batch) async throws(DatabaseError) -> Batch.Results {
        guard !batch.isEmpty else { return Batch.Results(boxes: []) }
        let plan = Plan(batch.name, .statements(batch.statements), within: statementSpan)
        return Batch.Results(boxes: try await engine.perform(plan, lease: lease).get())
    }

    /// Sends the last statements and COMMIT in one round trip; the body must return right after.
    ///
    /// When a statement fails, nothing of the transaction stays. Throws `.unknownOutcome` when the answer never came.
    @discardableResult
    public func finish(_ batch: Batch) async throws(DatabaseError) -> Batch.Results {
        let span = statementSpan + engine.configuration.commitDeadline.nanoseconds
        let plan = Plan(batch.name, .statements(batch.statements, ending: .commit), within: span)
        return Batch.Results(boxes: try await engine.perform(plan, lease: lease, isShielded: true).get())
    }

    /// Runs a script of several statements without parameters, as migrations have it.
    public func execute(_ script: String) async throws(DatabaseError) {
        guard !script.utf8.contains(0) else { throw DatabaseError(.server, .invalidText, statement: "script") }
        try await begin()
        let span = engine.configuration.scriptDeadline
        try await engine.allow(span, inTransaction: lease)
        _ = try await engine.perform(Plan("script", .script(script), within: span.nanoseconds), lease: lease).get()
        try await engine.allow(engine.configuration.statementTimeout, inTransaction: lease)
    }

    /// Makes sure that BEGIN was sent, before what cannot carry it along.
    func begin() async throws(DatabaseError) {
        _ = try await engine.perform(Plan("BEGIN", .statements([]), within: statementSpan), lease: lease).get()
    }

    /// Commits; does nothing when no statement was run or `finish` has committed. Cancelling the task does not stop it.
    func commit() async throws(DatabaseError) {
        let plan = Plan(
            "COMMIT", .statements([], ending: .commit), within: engine.configuration.commitDeadline.nanoseconds)
        do {
            _ = try await engine.perform(plan, lease: lease, isShielded: true).get()
        } catch {
            if error.sqlState == .noActiveTransaction { return }
            throw error
        }
    }

    func rollBack() async {
        let plan = Plan(
            "ROLLBACK", .statements([], ending: .rollback), within: engine.configuration.commitDeadline.nanoseconds)
        // A session that cannot even roll back is closed when its lease is given back, and that rolls back too.
        _ = await engine.perform(plan, lease: lease, isShielded: true)
    }

    private var statementSpan: UInt64 { engine.configuration.statementDeadline.nanoseconds }

    private func perform<S: Statement>(_ statement: S) async throws(DatabaseError) -> ResultBox {
        let plan = Plan(
            S.name, .statements([BoundStatement(statement)]), isReadOnly: S.isReadOnly, within: statementSpan)
        return try await engine.perform(plan, lease: lease).get()[0]
    }
}
