// SPDX-License-Identifier: Apache-2.0
import Synchronization

/// Keeps what was asked for lately, a bounded number of entries: two halves, of which the older one is dropped whole when
/// the younger is full. What is asked for again moves to the younger.
package final class Recent<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Halves {
        var young: [Key: Value] = [:]
        var old: [Key: Value] = [:]
    }

    private let halfLimit: Int
    private let halves = Mutex(Halves())

    /// - Parameter limit: entries at most, 2 or more.
    package init(limit: Int) { halfLimit = max(1, limit / 2) }

    /// Finds what was kept for a key, if it is still here.
    package func value(for key: Key) -> Value? {
        halves.withLock { halves in
            if let value = halves.young[key] { return value }
            guard let value = halves.old[key] else { return nil }
            put(value, for: key, in: &halves)
            return value
        }
    }

    /// Keeps a value, in place of one that was kept for the key.
    package func keep(_ value: Value, for key: Key) {
        halves.withLock { put(value, for: key, in: &$0) }
    }

    /// Changes a value in one step, beginning with `initial` where none is kept.
    package func update<R>(_ key: Key, from initial: Value, _ change: (inout Value) -> R) -> R {
        halves.withLock { halves in
            var value = halves.young[key] ?? halves.old[key] ?? initial
            let result = change(&value)
            put(value, for: key, in: &halves)
            return result
        }
    }

    /// How many entries are kept.
    package var count: Int { halves.withLock { $0.young.count + $0.old.count } }

    private func put(_ value: Value, for key: Key, in halves: inout Halves) {
        halves.young[key] = value
        guard halves.young.count >= halfLimit else { return }
        halves.old = halves.young
        halves.young = [:]
    }
}
