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
        let address: ServerAddress
        do {
            address = try ServerAddress(configuration)
        } catch {
            let failure = ConnectFailure(message: error.debugDescription, host: nil)
            loop.call { [weak self] in self?.assumeIsolated { $0.connected(id, role, .failure(failure), done) } }
            return
        }
        if address.hosts.count > 1, nextSurvey == .max { scheduleSurvey() }
        let order = address.order(suspects: suspects, using: &random)
        Connector.connect(address, order, configuration, watch) { [loop, weak self] result in
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
            for words in fresh.passedOver { observe(.serverRefused(message: words)) }
            connections[id] = Connection(id, role, pointer, fresh.server, loop: loop)
            observe(.connected)
            done(self, nil)
            loseOutdated()
        case .failure(let failure):
            if let host = failure.host { suspects.insert(host) }
            for words in failure.passedOver { observe(.serverRefused(message: words)) }
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
        watch.doubt()
        if connection.isOutOfPool { return probeLost(connection) }
        if let id = connection.lease { leases[id]?.isLost = true }
        let actions = pool.lost(connection.id, now: Loop.now)
        // What was held back was never sent, and what was sent may be sent again: the last first, since each goes before
        // those that wait.
        let heldBack = connection.heldBack
        connection.heldBack.removeAll()
        for operation in (connection.inFlight + heldBack).reversed() { settle(lost: operation, state) }
        connection.inFlight.removeAll()
        act(actions)
        if case .listener(let id) = connection.role { listenerLost(id) }
        remind(at: pool.nextDeadline)
    }

    func settle(lost operation: Operation, _ state: SQLState?) {
        guard !operation.isAnswered else {
            operations[operation.id] = nil
            return
        }
        guard let error = operation.outcomeWhenLost(state, retries: configuration.readRetries) else {
            return again(operation)
        }
        operations[operation.id] = nil
        operation.answer(.failure(error))
    }

    /// Deals with a request that has had no answer in time, or with a cancel request that had no effect.
    func expire(_ connection: Connection, _ now: UInt64) {
        guard connection.closesAt > now, let head = connection.inFlight.first else { return lose(connection) }
        head.isTimedOut = true
        if head.isCommitting {
            keep(connection)
        } else if connection.inFlight.contains(where: \.isCommitting) {
            // A cancel request might come late and hit a commit behind. The server's own clock should have ended the
            // statement: a server that does not even do that is gone.
            connection.closesAt = now &+ configuration.cancelGrace.nanoseconds
            remind(at: connection.closesAt)
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
        guard !connection.inFlight.contains(where: \.isCommitting),
            let cancel = PQgetCancel(connection.pointer)
        else { return }
        connection.isCancelling = true
        connection.mustCancelAgain = false
        let request = CancelRequest(cancel)
        let id = connection.id
        let started = HelperThread.start { [loop, weak self] in
            request.send()
            loop.call { [weak self] in self?.assumeIsolated { $0.cancelSent(id) } }
        }
        if !started {
            connection.isCancelling = false
            sendHeldBack(connection)
        }
    }

    private func cancelSent(_ id: ConnectionID) {
        guard let connection = connections[id] else { return }
        connection.isCancelling = false
        if connection.mustCancelAgain, connection.heldBack.isEmpty, let head = connection.inFlight.first,
            head.isTimedOut || head.isCancelled
        {
            interrupt(connection, Loop.now)
        } else {
            sendHeldBack(connection)
            releaseIfPending(connection)
        }
    }

    /// Sends what waited for a cancel request to be over; its effect is over too, since the server was told at once.
    private func sendHeldBack(_ connection: Connection) {
        let heldBack = connection.heldBack
        connection.heldBack.removeAll()
        for (index, operation) in heldBack.enumerated() {
            guard !connection.isLost else {
                connection.heldBack = Array(heldBack[index...])
                return
            }
            send(operation, on: connection)
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
