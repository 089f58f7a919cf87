// SPDX-License-Identifier: Apache-2.0

extension Engine {
    /// Refuses whatever comes, lets what is in flight end, then closes everything.
    nonisolated func close() async {
        await withCheckedContinuation { continuation in
            loop.call { self.assumeIsolated { $0.close(continuation) } }
        }
    }

    private func close(_ continuation: CheckedContinuation<Void, Never>) {
        guard !isClosed else {
            if closeDeadline == .max { continuation.resume() } else { closeWaiters.append(continuation) }
            return
        }
        isClosed = true
        closeWaiters.append(continuation)
        closeDeadline = Loop.now &+ configuration.closeDeadline.nanoseconds
        remind(at: closeDeadline)
        let ending = listeners.values
        listeners.removeAll()
        for listener in ending {
            if let connection = listener.connection { connections[connection] = nil }
            listener.continuation.finish()
        }
        for connection in Array(connections.values) where connection.isOutOfPool { lose(connection) }
        act(pool.close(now: Loop.now))
    }

    func closeByForce() {
        for connection in Array(connections.values) { lose(connection) }
        finishClosing()
    }

    func finishClosing() {
        closeDeadline = .max
        for waiter in closeWaiters { waiter.resume() }
        closeWaiters.removeAll()
    }
}
