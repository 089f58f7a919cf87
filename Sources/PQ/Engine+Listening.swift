// SPDX-License-Identifier: Apache-2.0

/// Is one stream of notifications and the connection it has at the moment.
struct Listener {
    let id: ListenerID
    let channels: [String]
    let continuation: AsyncStream<Notification>.Continuation
    var connection: ConnectionID?
    var failures = 0
    /// When to connect again, in monotonic nanoseconds.
    var retryAt = UInt64.max
}

extension Engine {
    /// The numbers of listeners' connections begin here, far from the pool's.
    private static var firstListenerConnection: UInt64 { 1 << 62 }

    func listen(to channels: [String], _ continuation: AsyncStream<Notification>.Continuation) -> ListenerID {
        let id = ListenerID(number: newNumber())
        guard !isClosed else {
            continuation.finish()
            return id
        }
        let listener = Listener(id: id, channels: channels, continuation: continuation)
        listeners[id] = listener
        connect(listener)
        return id
    }

    func stopListening(_ id: ListenerID) {
        guard let listener = listeners.removeValue(forKey: id) else { return }
        if let connection = listener.connection { connections[connection] = nil }
    }

    func connect(_ listener: Listener) {
        let id = listener.id
        let connection = ConnectionID(number: Self.firstListenerConnection + newNumber())
        listeners[id]?.retryAt = .max
        connect(connection, .listener(id)) { engine, failure in
            if failure == nil { engine.subscribe(id, connection) } else { engine.listenerLost(id) }
        }
    }

    private func subscribe(_ id: ListenerID, _ connectionID: ConnectionID) {
        guard let listener = listeners[id], let connection = connections[connectionID] else {
            // Nobody listens any more.
            connections[connectionID] = nil
            return
        }
        listeners[id]?.connection = connectionID
        let commands = listener.channels.map { "LISTEN " + Self.quote($0) }
        let span = configuration.statementDeadline.nanoseconds
        let plan = Plan("LISTEN", .commands(commands), isReadOnly: true, within: span)
        let operation = Operation(newRequestID(), plan)
        send(operation, on: connection)
    }

    /// Tells the reader that the connection listens.
    func subscribed(_ id: ListenerID) {
        listeners[id]?.failures = 0
        listeners[id]?.continuation.yield(.connected)
    }

    func listenerLost(_ id: ListenerID) {
        guard var listener = listeners[id] else { return }
        listener.connection = nil
        listener.failures += 1
        let chance = Double.random(in: 0...1, using: &random)
        listener.retryAt = Loop.now &+ pool.limits.backoff.delay(failures: listener.failures, chance: chance)
        listeners[id] = listener
        remind(at: listener.retryAt)
    }

    private static func quote(_ identifier: String) -> String {
        var quoted = "\""
        for character in identifier.unicodeScalars where character != "\0" {
            if character == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(character)
        }
        return quoted + "\""
    }
}
