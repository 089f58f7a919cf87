// SPDX-License-Identifier: Apache-2.0
import DequeModule

/// Decides which connection serves which request, without touching either: events in, actions out.
///
/// Times are monotonic nanoseconds and come in with each event. Whoever carries the actions out reports back:
/// `opened` or `failed` after `.open`, `finished` after each `.assign`, `lost` for a connection that went by itself.
/// A connection that was told to `.close` is gone at once, and is reported no more.
struct PoolState: Sendable {
    enum Kind: Hashable, Sendable { case shared, exclusive }

    enum Refusal: Hashable, Sendable { case queueFull, deadline, unavailable, closed }

    enum Action: Hashable, Sendable {
        case open(ConnectionID, Kind)
        case close(ConnectionID)
        case assign(RequestID, ConnectionID)
        case refuse(RequestID, Refusal)
        /// The last connection is gone after `close()`.
        case drained
    }

    struct Limits: Sendable {
        var shared: Int
        var exclusive: Int
        /// Requests on one shared connection.
        var depth: Int
        var waiting: Int
        var acquire: UInt64
        var idle: UInt64
        var backoff: Backoff
    }

    struct Slot: Sendable {
        let kind: Kind
        var isOpen = false
        var load = 0
        var idleSince: UInt64 = 0
        /// When a request was last answered here, or the first was given.
        var movedAt: UInt64 = 0
    }

    struct Waiting: Sendable {
        let id: RequestID
        let deadline: UInt64
    }

    let limits: Limits
    private(set) var slots: [ConnectionID: Slot] = [:]
    private var sharedCount = 0
    private(set) var waiting: [Kind: Deque<Waiting>] = [.shared: [], .exclusive: []]
    /// Tries to connect that failed since the last that did not.
    private(set) var failures = 0
    private(set) var notBefore: UInt64 = 0
    private(set) var isClosed = false
    private var isDrained = false
    private var isActive = false
    private var nextID: UInt64 = 1

    init(_ limits: Limits) { self.limits = limits }

    var waitingCount: Int { waiting.values.reduce(0) { $0 + $1.count } }

    /// The time at which `tick` has something to do.
    var nextDeadline: UInt64 {
        var next = UInt64.max
        for queue in waiting.values { if let first = queue.first { next = min(next, first.deadline) } }
        for slot in slots.values where slot.kind == .exclusive && slot.isOpen && slot.load == 0 {
            next = min(next, slot.idleSince &+ limits.idle)
        }
        if failures > 0, !isClosed, wantsMore(.shared) || wantsMore(.exclusive) { next = min(next, notBefore) }
        return next
    }

    /// Takes a request in: it is assigned, queued or refused. `isAgain` marks one that was served by a connection
    /// that went: it goes to the front.
    mutating func request(_ id: RequestID, _ kind: Kind, isAgain: Bool = false, now: UInt64) -> [Action] {
        guard !isClosed else { return [.refuse(id, .closed)] }
        isActive = true
        let entry = Waiting(id: id, deadline: now &+ limits.acquire)
        if isAgain {
            waiting[kind]?.prepend(entry)
        } else {
            waiting[kind]?.append(entry)
        }
        var actions = serve(now)
        if !isAgain, waitingCount > limits.waiting, waiting[kind]?.last?.id == id {
            waiting[kind]?.removeLast()
            actions.append(.refuse(id, .queueFull))
        }
        return actions
    }

    /// Takes a waiting request out; returns whether it was waiting.
    mutating func withdraw(_ id: RequestID) -> Bool {
        for kind in [Kind.shared, .exclusive] {
            if let index = waiting[kind]?.firstIndex(where: { $0.id == id }) {
                waiting[kind]?.remove(at: index)
                return true
            }
        }
        return false
    }

    mutating func opened(_ id: ConnectionID, now: UInt64) -> [Action] {
        guard var slot = slots[id] else { return [.close(id)] }
        failures = 0
        slot.isOpen = true
        slot.idleSince = now
        slots[id] = slot
        return serve(now)
    }

    mutating func failed(_ id: ConnectionID, now: UInt64, chance: Double) -> [Action] {
        guard remove(id) else { return [] }
        failures += 1
        notBefore = now &+ limits.backoff.delay(failures: failures, chance: chance)
        return serve(now)
    }

    mutating func lost(_ id: ConnectionID, now: UInt64) -> [Action] {
        guard remove(id) else { return [] }
        return serve(now)
    }

    /// Notes that a request on a connection has been answered, or its lease given back.
    mutating func finished(_ id: ConnectionID, now: UInt64) -> [Action] {
        guard var slot = slots[id] else { return [] }
        slot.load -= 1
        precondition(slot.load >= 0, "A connection finishes only what it was given.")
        slot.idleSince = now
        slot.movedAt = now
        slots[id] = slot
        return serve(now)
    }

    /// Ends waits that took too long, tries to connect again, closes what has been idle.
    mutating func tick(now: UInt64) -> [Action] {
        var actions: [Action] = []
        for kind in [Kind.shared, .exclusive] {
            // Without any connection the truth is that the database is away, not that it is busy.
            let refusal: Refusal = failures > 0 && !hasOpen(kind) ? .unavailable : .deadline
            while let first = waiting[kind]?.first, first.deadline <= now {
                waiting[kind]?.removeFirst()
                actions.append(.refuse(first.id, refusal))
            }
        }
        for (id, slot) in slots where slot.kind == .exclusive && slot.isOpen && slot.load == 0 {
            guard slot.idleSince &+ limits.idle <= now else { continue }
            _ = remove(id)
            actions.append(.close(id))
        }
        return actions + serve(now)
    }

    /// Refuses what waits and whatever comes, closes what is idle; the rest closes when it has finished.
    mutating func close(now: UInt64) -> [Action] {
        guard !isClosed else { return [] }
        isClosed = true
        var actions: [Action] = []
        for kind in [Kind.shared, .exclusive] {
            actions += (waiting[kind] ?? []).map { .refuse($0.id, .closed) }
            waiting[kind] = []
        }
        return actions + serve(now)
    }

    private mutating func serve(_ now: UInt64) -> [Action] {
        if isClosed { return drain() }
        var actions: [Action] = []
        for kind in [Kind.shared, .exclusive] {
            while let first = waiting[kind]?.first, let id = choose(kind, now) {
                waiting[kind]?.removeFirst()
                if slots[id]?.load == 0 { slots[id]?.movedAt = now }
                slots[id]?.load += 1
                actions.append(.assign(first.id, id))
            }
            while wantsMore(kind), now >= notBefore || failures == 0 {
                // After a failure one try at a time finds out whether the database is back.
                if failures > 0, slots.values.contains(where: { !$0.isOpen }) { break }
                let id = ConnectionID(number: nextID)
                nextID += 1
                slots[id] = Slot(kind: kind)
                if kind == .shared { sharedCount += 1 }
                actions.append(.open(id, kind))
            }
        }
        return actions
    }

    private mutating func remove(_ id: ConnectionID) -> Bool {
        guard let slot = slots.removeValue(forKey: id) else { return false }
        if slot.kind == .shared { sharedCount -= 1 }
        return true
    }

    private mutating func drain() -> [Action] {
        var actions: [Action] = []
        for (id, slot) in slots where slot.load == 0 {
            _ = remove(id)
            actions.append(.close(id))
        }
        if slots.isEmpty, !isDrained {
            isDrained = true
            actions.append(.drained)
        }
        return actions
    }

    /// Nanoseconds without an answer after which a busy connection is the last to be chosen: a commit may wait there for a
    /// standby, and whoever stands behind it waits along.
    private static var stall: UInt64 { 200_000_000 }

    /// Finds the shared connection with the least to do, or the idle exclusive one that was used last.
    private func choose(_ kind: Kind, _ now: UInt64) -> ConnectionID? {
        var best: (id: ConnectionID, slot: Slot)?
        func isStalled(_ slot: Slot) -> Bool { slot.load > 0 && slot.movedAt &+ Self.stall < now }
        for (id, slot) in slots where slot.kind == kind && slot.isOpen {
            guard slot.load < (kind == .shared ? limits.depth : 1) else { continue }
            guard let found = best else {
                best = (id, slot)
                continue
            }
            guard isStalled(slot) == isStalled(found.slot) else {
                if isStalled(found.slot) { best = (id, slot) }
                continue
            }
            if slot.load < found.slot.load || (slot.load == found.slot.load && slot.idleSince > found.slot.idleSince) {
                best = (id, slot)
            }
        }
        return best?.id
    }

    private func hasOpen(_ kind: Kind) -> Bool { slots.values.contains { $0.kind == kind && $0.isOpen } }

    /// Whether another connection of a kind is needed: shared ones all stand once anybody came, exclusive ones only
    /// as many as wait.
    private func wantsMore(_ kind: Kind) -> Bool {
        switch kind {
        case .shared: return isActive && sharedCount < limits.shared
        case .exclusive:
            let wanted = waiting[kind]?.count ?? 0
            // This is asked with each request: nothing is counted while nobody waits.
            guard wanted > 0, slots.count - sharedCount < limits.exclusive else { return false }
            return slots.values.count { $0.kind == kind && !$0.isOpen } < wanted
        }
    }
}
