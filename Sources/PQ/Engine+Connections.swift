// SPDX-License-Identifier: Apache-2.0
import CPQ
import DequeModule

extension Engine {
    func open(_ id: ConnectionID, _ kind: PoolState.Kind) {
        let role: Connection.Role = kind == .shared ? .shared : .exclusive
        connect(id, role) { engine, failure in
            let now = Loop.now
            if failure == nil {
                engine.act(engine.pool.opened(id, now: now))
            } else {
                let chance = Double.random(in: 0...1, using: &engine.random)
                engine.act(engine.pool.failed(id, now: now, chance: chance))
            }
            engine.remind(at: engine.pool.nextDeadline)
        }
    }

    /// Makes a connection on a helper thread and reports back on the loop's.
    func connect(
        _ id: ConnectionID, _ role: Connection.Role,
        _ done: @escaping @Sendable (isolated Engine, ConnectFailure?) -> Void
    ) {
        let keywords: [(keyword: String, value: String)]
        do {
            keywords = try ServerAddress(configuration).keywords(suspects: suspects, using: &random)
        } catch {
            let failure = ConnectFailure(message: error.debugDescription, host: nil)
            loop.call { [weak self] in self?.assumeIsolated { $0.connected(id, role, .failure(failure), done) } }
            return
        }
        Connector.connect(keywords) { [loop, weak self] result in
            loop.call { [weak self] in self?.assumeIsolated { $0.connected(id, role, result, done) } }
        }
    }

    private func connected(
        _ id: ConnectionID, _ role: Connection.Role, _ result: Result<FreshConnection, ConnectFailure>,
        _ done: @Sendable (isolated Engine, ConnectFailure?) -> Void
    ) {
        switch result {
        case .success(let fresh):
            guard let pointer = fresh.take() else { return }
            suspects.removeAll()
            connections[id] = Connection(id, role, pointer, loop: loop)
            observe(.connected)
            done(self, nil)
        case .failure(let failure):
            if let host = failure.host { suspects.insert(host) }
            observe(.connectFailed(message: failure.message))
            done(self, failure)
        }
    }

    /// Takes a connection that broke out of use and settles what was on its way.
    func lose(_ connection: Connection) {
        guard connections[connection.id] === connection else { return }
        connections[connection.id] = nil
        connection.isLost = true
        let state = connection.lastWords
        observe(.disconnected(sqlState: state))
        if let id = connection.lease { leases[id]?.isLost = true }
        let actions = pool.lost(connection.id, now: Loop.now)
        // The last first, since each that is sent again goes before those that wait.
        for operation in connection.inFlight.reversed() {
            guard !operation.isAnswered else {
                operations[operation.id] = nil
                continue
            }
            guard let error = operation.outcomeWhenLost(state, retries: configuration.readRetries) else {
                again(operation)
                continue
            }
            operations[operation.id] = nil
            operation.answer(.failure(error))
        }
        connection.inFlight.removeAll()
        act(actions)
        if case .listener(let id) = connection.role { listenerLost(id) }
        remind(at: pool.nextDeadline)
    }

    /// Deals with a request that has had no answer in time, or with a cancel request that had no effect.
    func expire(_ connection: Connection, _ now: UInt64) {
        guard connection.closesAt > now, let head = connection.inFlight.first else { return lose(connection) }
        head.isTimedOut = true
        if head.plan.isLoneCommit {
            // A lone COMMIT waits for a standby. To cancel that wait would show others what a failover may still
            // undo; to close the line leaves the server waiting, and the outcome unknown, which it is.
            lose(connection)
        } else {
            interrupt(connection, now)
        }
    }

    /// Asks the server to cancel what it does for this connection; closes the connection if that does not help soon.
    func interrupt(_ connection: Connection, _ now: UInt64) {
        connection.closesAt = min(connection.closesAt, now &+ configuration.cancelGrace.nanoseconds)
        remind(at: connection.closesAt)
        connection.lastCancelAt = now
        guard !connection.isCancelling else {
            // The request on its way was for the statement before this one; another one follows it.
            connection.mustCancelAgain = true
            return
        }
        guard let cancel = PQgetCancel(connection.pointer) else { return }
        connection.isCancelling = true
        connection.mustCancelAgain = false
        let request = CancelRequest(cancel)
        let id = connection.id
        let started = HelperThread.start { [loop, weak self] in
            request.send()
            loop.call { [weak self] in self?.assumeIsolated { $0.cancelSent(id) } }
        }
        if !started { connection.isCancelling = false }
    }

    private func cancelSent(_ id: ConnectionID) {
        guard let connection = connections[id] else { return }
        connection.isCancelling = false
        if connection.mustCancelAgain, let head = connection.inFlight.first, head.isTimedOut || head.isCancelled {
            interrupt(connection, Loop.now)
        } else {
            releaseIfPending(connection)
        }
    }
}

/// Owns a cancel request, which blocks while it is sent: not on the loop's thread.
///
/// `@unchecked Sendable`, proof: libpq copies into it all it needs when it is made, and allows it to be used on another
/// thread than its connection (manual, "Canceling Queries in Progress"); one helper thread uses it, once.
private final class CancelRequest: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }
    deinit { PQfreeCancel(pointer) }

    func send() {
        var message = [CChar](repeating: 0, count: 256)
        // A request that cannot be sent is answered by the grace period: the connection is closed.
        _ = PQcancel(pointer, &message, Int32(message.count))
    }
}
