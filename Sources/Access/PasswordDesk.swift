// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Kit

/// Says that too many are signing in at this moment; the one turned away may try again after a few seconds.
package struct Busy: Error, Hashable, Sendable {
    /// Whole seconds after which another try makes sense (`Retry-After`).
    package let retryAfter: Int
}

/// Computes passwords off the threads that serve everybody else: a few at once, a few more in a queue, the rest is
/// turned away with `Busy`, so that a flood of sign-ins cannot starve the counter.
actor PasswordDesk {
    /// Each queue has a thread of its own while it works; the shared pool of Swift's tasks never computes a password.
    private var free: [DispatchQueue]
    private var waiting: [CheckedContinuation<DispatchQueue, Never>] = []
    private let waitingLimit: Int

    init(atOnce: Int = Limits.passwordsAtOnce, waiting limit: Int = Limits.passwordsWaiting) {
        free = (1...atOnce).map { DispatchQueue(label: "torioki.password.\($0)") }
        waitingLimit = limit
    }

    /// Computes something on a thread of its own. Throws `Busy` when the queue is full, and what `work` throws.
    ///
    /// Who waits here is not woken by cancellation: the queue is short, and the wait a matter of two seconds.
    func compute<R: Sendable>(_ work: @escaping @Sendable () throws -> R) async throws -> R {
        let queue: DispatchQueue
        if let next = free.popLast() {
            queue = next
        } else {
            guard waiting.count < waitingLimit else { throw Busy(retryAfter: 2) }
            queue = await withCheckedContinuation { waiting.append($0) }
        }
        defer { handOn(queue) }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    private func handOn(_ queue: DispatchQueue) {
        if waiting.isEmpty { free.append(queue) } else { waiting.removeFirst().resume(returning: queue) }
    }
}
