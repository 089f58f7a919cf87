// SPDX-License-Identifier: Apache-2.0
import Dispatch
import Kit

/// Says that too many are signing in at this moment; the one turned away may try again after a few seconds.
package struct Busy: Error, Hashable, Sendable {
    /// Whole seconds after which another try makes sense (`Retry-After`).
    package let retryAfter: Int
}

/// Computes passwords off the threads that serve everybody else: a few at once, a few more in a line, the rest is
/// turned away with `Busy`, so that a flood of sign-ins cannot starve the counter.
///
/// Each party has its share: they take turns, and when the line is full whoever has most in it gives way to one with
/// less. Known devices and those who are signed in stand in a line of their own, which goes first; how much comes of a
/// device is bounded by its tries.
actor PasswordDesk {
    /// Each queue has a thread of its own while it works; the shared pool of Swift's tasks never computes a password.
    private var free: [DispatchQueue]
    private var known = FairLine<Party, CheckedContinuation<DispatchQueue, any Error>>()
    private var strangers = FairLine<Party, CheckedContinuation<DispatchQueue, any Error>>()
    private let waitingLimit: Int

    init(atOnce: Int = Limits.passwordsAtOnce, waiting limit: Int = Limits.passwordsWaiting) {
        free = (1...atOnce).map { DispatchQueue(label: "torioki.password.\($0)") }
        waitingLimit = limit
    }

    /// How many wait.
    var waitingCount: Int { known.count + strangers.count }

    /// Computes something on a thread of its own. Throws `Busy` when the line is full, and what `work` throws.
    ///
    /// Who waits here is not woken by cancellation: the line is short, and the wait a matter of two seconds.
    func compute<R: Sendable>(for party: Party, _ work: @escaping @Sendable () throws -> R) async throws -> R {
        let queue =
            if let next = free.popLast() {
                next
            } else {
                try await withCheckedThrowingContinuation { wait(party, $0) }
            }
        defer { handOn(queue) }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    private func wait(_ party: Party, _ turn: CheckedContinuation<DispatchQueue, any Error>) {
        let loser: CheckedContinuation<DispatchQueue, any Error>?
        if case .stranger = party {
            loser = strangers.add(turn, of: party, limit: waitingLimit)
        } else {
            loser = known.add(turn, of: party, limit: waitingLimit)
        }
        loser?.resume(throwing: Busy(retryAfter: 2))
    }

    private func handOn(_ queue: DispatchQueue) {
        if let next = known.next() ?? strangers.next() { next.resume(returning: queue) } else { free.append(queue) }
    }
}

/// Those who wait, of several parties that take turns. When it is full the last of the party with the most gives way to
/// one of a party with less ("longest queue drop"): nobody can fill it alone.
struct FairLine<Party: Hashable, Waiter> {
    /// The parties of which somebody waits; the first is served next.
    private var turns: [Party] = []
    private var waiting: [Party: [Waiter]] = [:]
    private(set) var count = 0

    init() {}

    /// Adds one who waits; gives the one who is turned away for it, which may be the same.
    mutating func add(_ waiter: Waiter, of party: Party, limit: Int) -> Waiter? {
        var loser: Waiter?
        if count >= limit {
            guard let most = turns.max(by: { size($0) < size($1) }), size(most) > size(party) + 1 else { return waiter }
            loser = waiting[most]?.popLast()
            count -= 1
        }
        if size(party) == 0 { turns.append(party) }
        waiting[party, default: []].append(waiter)
        count += 1
        return loser
    }

    /// Takes the one whose turn it is.
    mutating func next() -> Waiter? {
        guard !turns.isEmpty else { return nil }
        let party = turns.removeFirst()
        let waiter = waiting[party]?.removeFirst()
        count -= 1
        if size(party) > 0 { turns.append(party) } else { waiting[party] = nil }
        return waiter
    }

    private func size(_ party: Party) -> Int { waiting[party]?.count ?? 0 }
}
