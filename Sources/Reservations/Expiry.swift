// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Gives back the stock of holds whose time is over. That a hold is over is decided by the statement that collects or
/// extends it; the sweep only books it, so it may come late but never too early.
package struct Expiry: Sendable {
    private let reservations: Reservations

    package init(_ reservations: Reservations) { self.reservations = reservations }

    /// Sweeps every location until nothing is due, a few at a time; counts the holds that were ended.
    ///
    /// Many sweepers may run at once: each takes rows that nobody has locked.
    package func sweep() async throws -> Int {
        let now = reservations.effects.now()
        var due = try await reservations.database.run(FindDueLocations(now: now)).makeIterator()
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<Limits.sweepLanes {
                if let location = due.next() { group.addTask { try await empty(location, now) } }
            }
            var ended = 0
            while let swept = try await group.next() {
                ended += swept
                if let location = due.next() { group.addTask { try await empty(location, now) } }
            }
            return ended
        }
    }

    private func empty(_ location: LocationID, _ now: Instant) async throws -> Int {
        var ended = 0
        while true {
            let swept = try await sweep(location, now)
            ended += swept
            if swept < Limits.sweepRows { return ended }
        }
    }

    private func sweep(_ location: LocationID, _ now: Instant) async throws -> Int {
        let snapshot = try await reservations.prepared()
        return try await reservations.database.transaction { transaction in
            let due = try await transaction.run(LockDue(location: location, now: now, limit: Limits.sweepRows))
            guard !due.isEmpty else { return 0 }
            let lines = try await transaction.run(ReadLines(ids: due.map(\.id)))
            var decisions: [Decision] = []
            for reservation in due.holding(lines) {
                let ground = try snapshot.ground(for: reservation, author: .duty("expiry"), now: now)
                decisions.append(
                    await reservations.accompanied(try reservation.deciding(.expire, on: ground)))
            }
            try await reservations.write(decisions, with: Batch(), in: transaction)
            return decisions.count
        }
    }
}
