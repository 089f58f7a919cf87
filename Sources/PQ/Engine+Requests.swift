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
        // Read here: on the loop's thread it is nobody's task.
        let until = RequestDeadline.current?.moment ?? .max
        guard !isShielded else { return await submit(id, plan, lease, until, flag) }
        return await withTaskCancellationHandler {
            await submit(id, plan, lease, until, flag)
        } onCancel: {
            flag.raise()
            loop.call { self.assumeIsolated { $0.cancel(id) } }
        }
    }

    private nonisolated func submit(
        _ id: RequestID, _ plan: Plan, _ lease: LeaseID?, _ until: UInt64, _ flag: CancellationFlag
    ) async -> Answer {
        await withCheckedContinuation { continuation in
            loop.call {
                self.assumeIsolated {
                    let operation = Operation(id, plan, lease: lease, continuation)
                    operation.waitsUntil = until
                    $0.accept(operation, flag)
                }
            }
        }
    }

    private func accept(_ operation: Operation, _ flag: CancellationFlag) {
        guard !flag.isRaised else {
            return operation.answer(.failure(DatabaseError(.cancelled, statement: operation.plan.name)))
        }
        if operation.waitsUntil != .max {
            // What ends a lease is never refused: it frees the connection.
            guard operation.waitsUntil > Loop.now || operation.plan.isRollback else {
                return operation.answer(.failure(DatabaseError(.deadline(.acquire), statement: operation.plan.name)))
            }
            remind(at: operation.waitsUntil)
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
        // A commit is seen through: a cancel request might end the wait for a standby, and the server's clock ends the rest.
        guard operation.connection.flatMap({ connections[$0] }) != nil, !operation.isCommitting,
            !stopIfAlone(operation, Loop.now)
        else { return }
        if operation.plan.isReadOnly, operation.lease == nil {
            // Others are on the same line, and a cancel request might hit them: the answer will go nowhere. A write
            // is waited for, since only its answer tells whether it was done.
            operation.answer(.failure(error))
        }
    }

    /// Ends in the server what nobody waits for any more, where a cancel request can hit nothing else and no commit.
    /// Returns whether it did.
    @discardableResult
    private func stopIfAlone(_ operation: Operation, _ now: UInt64) -> Bool {
        guard !operation.isCommitting, let connection = operation.connection.flatMap({ connections[$0] }),
            connection.inFlight.count == 1, connection.heldBack.isEmpty
        else { return false }
        operation.isCancelled = true
        interrupt(connection, now)
        return true
    }

    /// Answers those who wait no longer. What was not sent is taken back; of what was sent the answer goes nowhere.
    func giveUp(_ now: UInt64) {
        for connection in Array(connections.values) {
            guard let head = connection.inFlight.first, head.isCommitting, !head.isAnswered, head.waitsUntil <= now,
                now - head.sentAt >= head.plan.span / 2
            else { continue }
            // It has waited long enough to be taken for one that nobody confirms.
            keep(connection)
        }
        for (id, operation) in operations where operation.waitsUntil <= now && !operation.isAnswered {
            if pool.withdraw(id) {
                operations[id] = nil
                operation.answer(.failure(DatabaseError(.deadline(.acquire), statement: operation.plan.name)))
            } else {
                operation.answer(.failure(operation.outcomeWhenLate))
                stopIfAlone(operation, now)
            }
        }
        for (id, waiter) in leaseWaiters where waiter.until <= now && pool.withdraw(id) {
            leaseWaiters[id] = nil
            waiter.continuation.resume(returning: .failure(DatabaseError(.deadline(.acquire))))
        }
    }

    /// The moment at which the next of those who wait gives up.
    var nextGivingUp: UInt64 {
        var next = UInt64.max
        for operation in operations.values where !operation.isAnswered { next = min(next, operation.waitsUntil) }
        for waiter in leaseWaiters.values { next = min(next, waiter.until) }
        return next
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
