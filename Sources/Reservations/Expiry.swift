// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Gives back the stock of holds whose time is over. That a hold is over is decided by the statement that collects or
/// extends it; the sweep only books it, so it may come late but never too early.
package struct Expiry: Sendable {
    private let reservations: Reservations

    package init(_ reservations: Reservations) { self.reservations = reservations }

    /// Sweeps until nothing is due, a set at a time on one connection, so that customers keep the rest of the machine;
    /// counts the holds that were ended.
    ///
    /// A set takes holds of many stores together: its cost is mostly that of the transaction, not of its rows. Many
    /// sweepers may run at once: each takes rows that nobody has locked.
    package func sweep() async throws -> Int {
        let now = reservations.effects.now()
        var ended = 0
        while true {
            let swept = try await sweepSet(now)
            ended += swept
            if swept < Limits.sweepRows { return ended }
        }
    }

    private func sweepSet(_ now: Instant) async throws -> Int {
        let snapshot = try await reservations.prepared()
        return try await reservations.database.transaction { transaction in
            let due = try await transaction.run(LockDue(now: now, limit: Limits.sweepRows))
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
