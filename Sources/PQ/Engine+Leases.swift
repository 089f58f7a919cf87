// SPDX-License-Identifier: Apache-2.0

/// Is one exclusive connection in the hands of one task.
struct Lease {
    let connection: ConnectionID
    var isLost = false
    /// Whether BEGIN was sent.
    var hasBegun = false
    /// Whether COMMIT or ROLLBACK was sent.
    var hasEnded = false
    /// Whether its session was given other settings: nobody else is given it.
    var isSpent = false
    /// Whether anything was asked of it that must be confirmed at its end.
    var hasWritten = false

    init(connection: ConnectionID) { self.connection = connection }
}

/// Is a task that waits for an exclusive connection, and how long it does.
struct LeaseWaiter {
    let continuation: CheckedContinuation<Result<LeaseID, DatabaseError>, Never>
    let until: UInt64
}

extension Engine {
    /// Waits for an exclusive connection.
    nonisolated func lease() async throws(DatabaseError) -> LeaseID {
        let id = newRequestID()
        let flag = CancellationFlag()
        let until = RequestDeadline.current?.moment ?? .max
        return try await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waiter = LeaseWaiter(continuation: continuation, until: until)
                loop.call { self.assumeIsolated { $0.accept(id, flag, waiter) } }
            }
        } onCancel: {
            flag.raise()
            loop.call { self.assumeIsolated { $0.cancelLease(id) } }
        }.get()
    }

    private func accept(_ id: RequestID, _ flag: CancellationFlag, _ waiter: LeaseWaiter) {
        guard !flag.isRaised else {
            return waiter.continuation.resume(returning: .failure(DatabaseError(.cancelled)))
        }
        guard waiter.until > Loop.now else {
            return waiter.continuation.resume(returning: .failure(DatabaseError(.deadline(.acquire))))
        }
        leaseWaiters[id] = waiter
        act(pool.request(id, .exclusive, now: Loop.now))
        remind(at: pool.nextDeadline)
        remind(at: waiter.until)
    }

    private func cancelLease(_ id: RequestID) {
        guard let waiter = leaseWaiters[id], pool.withdraw(id) else { return }
        leaseWaiters[id] = nil
        waiter.continuation.resume(returning: .failure(DatabaseError(.cancelled)))
    }

    /// Sends a request on a lease's connection, BEGIN before the first, or says why not.
    func accept(_ operation: Operation, onLease id: LeaseID) {
        guard let lease = leases[id] else { return refuse(operation, .noActiveTransaction) }
        guard !operation.plan.isRollback else { return rollBack(operation, id, lease) }
        guard !lease.hasEnded else { return refuse(operation, .noActiveTransaction) }
        guard !lease.isLost, let connection = connections[lease.connection] else {
            var error = DatabaseError(.unavailable, statement: operation.plan.name)
            error.mayRestart = true
            return operation.answer(.failure(error))
        }
        if confirmation.isLost, mustBeConfirmed(operation.plan, lease) {
            return operation.answer(.failure(DatabaseError(.unconfirmed, statement: operation.plan.name)))
        }
        switch operation.plan.work {
        case .statements(let statements, let ending):
            guard !connection.isCopying else { return refuse(operation, .featureNotSupported) }
            let hadBegun = lease.hasBegun
            if ending == .commit { leases[id]?.hasEnded = true }
            // Nothing was asked of this transaction: there is nothing to begin, or to end.
            if statements.isEmpty, hadBegun == (ending == .none) { return operation.answer(.success([])) }
            operation.opensTransaction = !hadBegun
            leases[id]?.hasBegun = true
        case .script, .copyStart, .commands:
            guard !connection.isCopying else { return refuse(operation, .featureNotSupported) }
            // Outside a transaction each statement of a script commits by itself.
            if case .script = operation.plan.work { operation.isCommitting = !lease.hasBegun }
        case .copyChunk, .copyEnd:
            guard connection.isCopying else { return refuse(operation, .featureNotSupported) }
        }
        if operation.plan.commits { operation.isCommitting = true }
        if operation.plan.needsConfirmation, !operation.plan.isLoneCommit { leases[id]?.hasWritten = true }
        operations[operation.id] = operation
        send(operation, on: connection)
    }

    /// Whether a request on a lease writes, or commits what was written.
    private func mustBeConfirmed(_ plan: Plan, _ lease: Lease) -> Bool {
        switch plan.work {
        case .statements(let statements, let ending):
            statements.isEmpty ? ending == .commit && lease.hasWritten : plan.needsConfirmation
        case .script, .copyStart: true
        case .copyEnd(let abort, _): !abort
        case .commands, .copyChunk: false
        }
    }

    private func refuse(_ operation: Operation, _ state: SQLState) {
        operation.answer(.failure(DatabaseError(.server, state, statement: operation.plan.name)))
    }

    /// Rolls back what the session has open; does nothing when there is nothing, or no session any more.
    private func rollBack(_ operation: Operation, _ id: LeaseID, _ lease: Lease) {
        leases[id]?.hasEnded = true
        guard lease.hasBegun, !lease.isLost, let connection = connections[lease.connection], !connection.isIdle else {
            return operation.answer(.success([]))
        }
        guard operation.waitsUntil > Loop.now else {
            // Nobody waits for it. The session is closed when its lease is given back, and that rolls back too.
            return operation.answer(.success([]))
        }
        guard connection.isPipelining else {
            // A session in the middle of a COPY or a script cannot be told anything: its end rolls back.
            lose(connection)
            return operation.answer(.success([]))
        }
        operations[operation.id] = operation
        send(operation, on: connection)
    }

    /// Lets the statements of a lease outside a transaction take longer: a script, a COPY.
    nonisolated func allow(_ span: Duration, _ lease: LeaseID) async throws(DatabaseError) {
        loop.call { self.assumeIsolated { $0.leases[lease]?.isSpent = true } }
        let milliseconds = span.microseconds / 1000
        try await set(["SET statement_timeout = \(milliseconds)", "SET lock_timeout = \(milliseconds)"], lease)
    }

    /// Lets the statements of an open transaction take longer, or no longer.
    nonisolated func allow(_ span: Duration, inTransaction lease: LeaseID) async throws(DatabaseError) {
        try await set(["SET LOCAL statement_timeout = \(span.microseconds / 1000)"], lease)
    }

    private nonisolated func set(_ commands: [String], _ lease: LeaseID) async throws(DatabaseError) {
        let plan = Plan(
            "SET", .commands(commands), isReadOnly: true, within: configuration.statementDeadline.nanoseconds)
        _ = try await perform(plan, lease: lease).get()
    }

    /// Gives a lease back; a connection that is not as it was is closed.
    nonisolated func release(_ id: LeaseID) {
        loop.call { self.assumeIsolated { $0.takeBack(id) } }
    }

    private func takeBack(_ id: LeaseID) {
        guard let lease = leases.removeValue(forKey: id), !lease.isLost,
            let connection = connections[lease.connection]
        else { return }
        connection.lease = nil
        guard !lease.isSpent else { return lose(connection) }
        connection.isReleasePending = true
        releaseIfPending(connection)
    }

    func releaseIfPending(_ connection: Connection) {
        guard connection.isReleasePending, !connection.isCancelling else { return }
        // A commit that nobody waits for any more is seen through: its answer comes, or its time is over (`expire`).
        guard !connection.inFlight.contains(where: \.isCommitting) else { return }
        connection.isReleasePending = false
        guard connection.isIdle else { return lose(connection) }
        act(pool.finished(connection.id, now: Loop.now))
        remind(at: pool.nextDeadline)
    }
}
