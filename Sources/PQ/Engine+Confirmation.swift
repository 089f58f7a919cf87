// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Is what an engine knows of the standby: whether commits are confirmed, and how it asks while they are not.
struct Confirmation {
    /// When a commit first had no answer in time, in monotonic nanoseconds; nil while all is well.
    var lostAt: UInt64?
    /// The connection on which a write of our own waits.
    var probe: ConnectionID?
    var isConnecting = false
    var tries = 0
    /// When to look again with a fresh connection.
    var askAt = UInt64.max

    var isLost: Bool { lostAt != nil }
}

/// Commits, and writes nothing but that: when it is answered, a standby has all that was written before.
///
/// A transaction id alone is not enough: the server waits only for a commit that has written to the log before.
struct ConfirmCommits: Statement {
    static let sql = "SELECT pg_logical_emit_message(true, 'confirm', '')::text"
}

extension Engine {
    /// The numbers of probes' connections begin here, far from the pool's and the listeners'.
    private static var firstProbe: UInt64 { 1 << 61 }

    /// Tells whoever waits on a connection whose commit had no answer in time that its outcome is unknown, and keeps the
    /// connection: the server is left waiting, and its answer will tell that a standby is back.
    ///
    /// Another connection takes its place in the pool, so that reads go on. Beyond `keptConnections` the line is closed
    /// instead; the server's process waits either way.
    func keep(_ connection: Connection) {
        guard connections[connection.id] === connection else { return }
        let kept = connections.values.count { if case .kept = $0.role { true } else { false } }
        suspects.insert(connection.server.place)
        // Before anybody is told, so that whoever asks again finds the door shut.
        confirmationLost()
        guard kept < configuration.keptConnections, !isClosed else { return lose(connection) }
        if let lease = connection.lease { leases[lease]?.isLost = true }
        let actions = pool.lost(connection.id, now: Loop.now)
        let heldBack = connection.heldBack
        connection.heldBack.removeAll()
        for operation in (connection.retire() + heldBack).reversed() { tell(operation) }
        act(actions)
        remind(at: pool.nextDeadline)
    }

    /// Answers a request on a kept connection: what was to commit is unknown, what only reads is sent elsewhere.
    private func tell(_ operation: Operation) {
        guard operation.isCommitting, !operation.isAnswered else { return settle(lost: operation, nil) }
        operations[operation.id] = nil
        operation.answer(.failure(operation.unconfirmed))
    }

    /// Refuses writes from now on, and asks whether commits are confirmed.
    func confirmationLost() {
        guard !confirmation.isLost, !isClosed else { return }
        confirmation.lostAt = Loop.now
        confirmation.tries = 0
        isUnconfirmed.store(true, ordering: .relaxed)
        observe(.confirmationLost)
        askForConfirmation()
    }

    /// Connects anew, and writes where no write of ours waits yet.
    ///
    /// A fresh connection each time, since the primary may be another one by now. On a server where a probe waits already
    /// it is closed again: each write that waits costs the server a process, even when nobody listens to it any more.
    func askForConfirmation() {
        confirmation.askAt = .max
        guard confirmation.isLost, !isClosed, !confirmation.isConnecting else { return }
        confirmation.isConnecting = true
        let id = ConnectionID(number: Self.firstProbe + newNumber())
        connect(id, .probe) { engine, _ in engine.probeConnected(id) }
    }

    private func probeConnected(_ id: ConnectionID) {
        confirmation.isConnecting = false
        guard confirmation.isLost, !isClosed else { return drop(id) }
        confirmation.tries += 1
        let backoff = Backoff(first: .milliseconds(100), limit: configuration.reconnectDelayLimit)
        let chance = Double.random(in: 0...1, using: &random)
        confirmation.askAt = Loop.now &+ backoff.delay(failures: confirmation.tries, chance: chance)
        remind(at: confirmation.askAt)
        guard let connection = connections[id] else { return }
        if let waiting = confirmation.probe.flatMap({ connections[$0] }) {
            guard waiting.server != connection.server else { return drop(id) }
            drop(waiting.id)
        }
        confirmation.probe = id
        let plan = Plan(
            ConfirmCommits.name, .statements([BoundStatement(ConfirmCommits())]),
            within: configuration.statementDeadline.nanoseconds)
        let operation = Operation(newRequestID(), plan)
        operation.isCommitting = true
        send(operation, on: connection)
    }

    /// Reads what came on a connection outside the pool: a commit that was confirmed opens the door again.
    func heard(_ operation: Operation, on connection: Connection) {
        let isConfirmed = operation.isCommitting && operation.failure == nil && !operation.isUnreplicated
        if isConfirmed { confirmed(by: connection.server) }
        if connection.inFlight.isEmpty { drop(connection.id) }
    }

    /// A standby flushes in order: what it confirms now stands on all that was written before.
    private func confirmed(by server: Server) {
        guard let lostAt = confirmation.lostAt else { return }
        confirmation.lostAt = nil
        confirmation.askAt = .max
        isUnconfirmed.store(false, ordering: .relaxed)
        observe(.confirmed(after: .nanoseconds(Loop.now - lostAt)))
        // Those on the same server have their answers in a moment; those elsewhere may never have any.
        for connection in Array(connections.values) where connection.isOutOfPool && connection.server != server {
            drop(connection.id)
        }
    }

    /// Closes a connection outside the pool.
    private func drop(_ id: ConnectionID) {
        guard let connection = connections[id] else { return }
        lose(connection)
    }

    /// Notes that a connection outside the pool is gone; whoever asked on it was answered before.
    func probeLost(_ connection: Connection) {
        connection.inFlight.removeAll()
        guard confirmation.probe == connection.id else { return }
        confirmation.probe = nil
        guard confirmation.isLost else { return }
        confirmation.askAt = min(confirmation.askAt, Loop.now &+ configuration.retryDelay.nanoseconds)
        remind(at: confirmation.askAt)
    }
}
