// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization

/// Remembers for a second who a token belongs to, so that a busy screen does not ask the database at each request.
///
/// A second is also the longest that a revoked key or session can go on, on this node or another. Unknown tokens are
/// not remembered.
final class PrincipalCache: Sendable {
    private struct Entry {
        let principal: Principal
        let readAt: Instant
        let until: Instant
    }

    private let entries = Mutex<[Bytes: Entry]>([:])
    private let capacity: Int

    init(capacity: Int = Limits.principalsRemembered) { self.capacity = capacity }

    /// Finds who was read for a token less than a second ago. A clock that was set back makes everything stale.
    func principal(for digest: Bytes, at now: Instant) -> Principal? {
        entries.withLock { entries in
            guard let entry = entries[digest], entry.readAt <= now, now < entry.until else { return nil }
            return entry.principal
        }
    }

    /// Remembers an answer. `readAt` is a moment before the database was asked, `endsAt` when the token itself ends.
    func remember(_ principal: Principal, for digest: Bytes, readAt: Instant, endsAt: Instant?) {
        let fresh = readAt + .milliseconds(Limits.principalMilliseconds)
        let entry = Entry(principal: principal, readAt: readAt, until: endsAt.map { min($0, fresh) } ?? fresh)
        entries.withLock { entries in
            if entries.count >= capacity, entries[digest] == nil {
                entries = entries.filter { $0.value.readAt <= readAt && readAt < $0.value.until }
                if entries.count >= capacity { entries.removeAll(keepingCapacity: true) }
            }
            entries[digest] = entry
        }
    }

    func forget(_ digest: Bytes) { entries.withLock { $0[digest] = nil } }

    func forgetAll() { entries.withLock { $0.removeAll(keepingCapacity: true) } }
}
