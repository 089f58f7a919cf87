// SPDX-License-Identifier: Apache-2.0
import PQ
import Synchronization

/// Keeps at hand what every request needs and hardly ever changes (calendars, policies): it is given from memory while it
/// is fresh, and read anew when it has aged.
///
/// Its age is measured by the monotonic clock: it is no time of the shop.
package final class Remembered<Value: Sendable>: Sendable {
    package typealias Read = @Sendable () async throws(DatabaseError) -> Value

    private struct State {
        var held: (value: Value, readAt: ContinuousClock.Instant)?
        var isReading = false
    }

    private let freshFor: Duration
    private let read: Read
    private let state = Mutex(State())

    /// - Parameter freshFor: how old a value may be when it is given.
    package init(freshFor: Duration, read: @escaping Read) {
        self.freshFor = freshFor
        self.read = read
    }

    /// Gives the value. While one caller reads it anew, the others get the aged one.
    package func current() async throws(DatabaseError) -> Value {
        let now = ContinuousClock.now
        let held: Value? = state.withLock { state in
            guard let held = state.held, state.isReading || now - held.readAt < freshFor else {
                state.isReading = true
                return nil
            }
            return held.value
        }
        if let held { return held }
        return try await reload()
    }

    /// Reads the value now: for whoever has just changed it.
    @discardableResult
    package func reload() async throws(DatabaseError) -> Value {
        let readAt = ContinuousClock.now
        defer { state.withLock { $0.isReading = false } }
        let value = try await read()
        // A read that began before another and ends after it saw what was before.
        state.withLock { if $0.held.map({ $0.readAt <= readAt }) ?? true { $0.held = (value, readAt) } }
        return value
    }

    /// Gives the value that was read last, however old; nil before the first.
    package var last: Value? { state.withLock { $0.held?.value } }
}
