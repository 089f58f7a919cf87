// SPDX-License-Identifier: Apache-2.0

extension Engine {
    /// Sends a request, on a lease's connection or on a shared one, and waits for its answer.
    ///
    /// A cancelled task stops the wait unless `isShielded`.
    nonisolated func perform(_ plan: Plan, lease: LeaseID? = nil, isShielded: Bool = false) async -> Answer {
        if let fault = plan.fault(limit: configuration.requestBytesLimit) {
            return .failure(DatabaseError(.server, fault, statement: plan.name))
        }
        let id = newRequestID()
        let flag = CancellationFlag()
        guard !isShielded else { return await submit(id, plan, lease, flag) }
        return await withTaskCancellationHandler {
            await submit(id, plan, lease, flag)
        } onCancel: {
            flag.raise()
            loop.call { self.assumeIsolated { $0.cancel(id) } }
        }
    }

    private nonisolated func submit(
        _ id: RequestID, _ plan: Plan, _ lease: LeaseID?, _ flag: CancellationFlag
    ) async -> Answer {
        await withCheckedContinuation { continuation in
            loop.call {
                self.assumeIsolated { $0.accept(Operation(id, plan, lease: lease, continuation), flag) }
            }
        }
    }

    private func accept(_ operation: Operation, _ flag: CancellationFlag) {
        guard !flag.isRaised else {
            return operation.answer(.failure(DatabaseError(.cancelled, statement: operation.plan.name)))
        }
        guard let id = operation.lease else {
            operation.isCommitting = operation.plan.needsConfirmation
            if confirmation.isLost, operation.isCommitting {
                return operation.answer(.failure(DatabaseError(.unconfirmed, statement: operation.plan.name)))
            }
            operations[operation.id] = operation
            act(pool.request(operation.id, .shared, now: Loop.now))
            if pool.waitingCount > 0 { remind(at: pool.nextDeadline) }
            return
        }
        accept(operation, onLease: id)
    }

    private func cancel(_ id: RequestID) {
        guard let operation = operations[id] else { return }
        operation.isCancelled = true
        let error = DatabaseError(.cancelled, statement: operation.plan.name)
        if pool.withdraw(id) {
            operations[id] = nil
            return operation.answer(.failure(error))
        }
        guard let connection = operation.connection.flatMap({ connections[$0] }) else { return }
        if operation.isCommitting {
            // Seen through: a cancel request might end the wait for a standby, and the server's clock ends the rest.
        } else if connection.inFlight.count == 1, connection.heldBack.isEmpty {
            interrupt(connection, Loop.now)
        } else if operation.plan.isReadOnly, operation.lease == nil {
            // Others are on the same line, and a cancel request might hit them: the answer will go nowhere. A write
            // is waited for, since only its answer tells whether it was done.
            operation.answer(.failure(error))
        }
    }

    /// Gives a complete request its answer, or sends it again when it met bad luck that is not its own.
    func settle(_ operation: Operation, on connection: Connection) {
        if connection.isOutOfPool { return heard(operation, on: connection) }
        let now = Loop.now
        defer { if operation.lease == nil, connection.lease == nil { finished(connection, now) } }
        guard var error = operation.failure else {
            operations[operation.id] = nil
            if operation.isUnreplicated, operation.plan.needsConfirmation {
                confirmationLost()
                var error = operation.unconfirmed
                error.sqlState = .warning
                error.message = "committed here, not confirmed by the standby"
                return operation.answer(.failure(error))
            }
            observe(.statementFinished(name: operation.plan.name, duration: .nanoseconds(now - operation.sentAt)))
            if case .listener(let id) = connection.role { subscribed(id) }
            return operation.answer(.success(operation.results))
        }
        if error.sqlState == .queryCanceled {
            if operation.isCancelled {
                error.kind = .cancelled
            } else if operation.isTimedOut {
                error.kind = .deadline(.statement)
            } else if now - connection.lastCancelAt < 5_000_000_000, connection.lastCancelAt > 0,
                now - operation.sentAt < configuration.statementTimeout.nanoseconds
            {
                // The cancel request was meant for another statement on this line.
                error.mayRestart = true
            } else {
                // The server's own clock.
                error.kind = .deadline(.statement)
            }
        }
        let mayRepeat = operation.lease == nil && error.mayRestart && !operation.isAnswered
        if mayRepeat, operation.attempts < configuration.readRetries {
            return again(operation)
        }
        operations[operation.id] = nil
        observe(.statementFinished(name: operation.plan.name, duration: .nanoseconds(now - operation.sentAt)))
        // A listener that was refused tries again with a new connection, later and later.
        if case .listener = connection.role { connection.isLost = true }
        operation.answer(.failure(error))
    }

    /// Sends a request of which nothing stayed once more, before those that came later.
    func again(_ operation: Operation) {
        operation.restart()
        observe(.retried(name: operation.plan.name))
        act(pool.request(operation.id, .shared, isAgain: true, now: Loop.now))
        remind(at: pool.nextDeadline)
    }

    private func finished(_ connection: Connection, _ now: UInt64) {
        guard case .shared = connection.role else { return }
        act(pool.finished(connection.id, now: now))
    }
}
