// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Bounds how many do something at once. Who finds no place is turned away at once, and waits nowhere.
package final class Slots: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    package init(_ limit: Int) { self.limit = limit }

    /// How many are at it.
    package var count: Int { taken.withLock { $0 } }

    /// Does something in a place of its own. Throws `Overloaded` when there is none, and what `work` throws.
    package func with<R>(_ work: () async throws -> R) async throws -> R {
        let isFree = taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
        guard isFree else { throw Overloaded() }
        defer { taken.withLock { $0 -= 1 } }
        return try await work()
    }
}
