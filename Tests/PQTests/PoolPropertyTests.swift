// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import PQ

/// Plays everybody around the pool, at random, and checks after each event what must always hold.
private struct PoolWorld {
    static let limits = PoolState.Limits(
        shared: 2, exclusive: 3, depth: 3, waiting: 5, acquire: 100, idle: 300,
        backoff: Backoff(first: .nanoseconds(10), limit: .nanoseconds(80)))

    var pool = PoolState(limits)
    var random: SplitMix
    var now: UInt64 = 0
    var requests: UInt64 = 0
    var waiting: Set<RequestID> = []
    var opening: Set<ConnectionID> = []
    var open: [ConnectionID: PoolState.Kind] = [:]
    var kinds: [ConnectionID: PoolState.Kind] = [:]
    var served: [ConnectionID: [RequestID]] = [:]
    var answered: Set<RequestID> = []
    var isDrained = false

    init(seed: UInt64) { random = SplitMix(state: seed) }

    mutating func carryOut(_ actions: [PoolState.Action]) {
        for action in actions {
            switch action {
            case .open(let id, let kind):
                #expect(kinds[id] == nil)
                kinds[id] = kind
                opening.insert(id)
            case .close(let id):
                #expect(served[id, default: []].isEmpty)
                opening.remove(id)
                open[id] = nil
            case .assign(let request, let id):
                let wasWaiting = waiting.remove(request) != nil
                #expect(open[id] != nil && wasWaiting)
                served[id, default: []].append(request)
            case .refuse(let request, _):
                let isNew = answered.insert(request).inserted
                #expect(isNew)
                waiting.remove(request)
            case .drained:
                #expect(!isDrained)
                isDrained = true
            }
        }
        check()
    }

    func check() {
        let shared = kinds.filter { $0.value == .shared && (open[$0.key] != nil || opening.contains($0.key)) }
        let exclusive = kinds.filter { $0.value == .exclusive && (open[$0.key] != nil || opening.contains($0.key)) }
        #expect(shared.count <= Self.limits.shared && exclusive.count <= Self.limits.exclusive)
        #expect(waiting.count == pool.waitingCount && pool.slots.count == shared.count + exclusive.count)
        for (id, list) in served {
            #expect(list.count <= (kinds[id] == .shared ? Self.limits.depth : 1))
            #expect(pool.slots[id]?.load ?? 0 == list.count)
        }
        // Nobody waits beside a connection that has room.
        for kind in [PoolState.Kind.shared, .exclusive] where !(pool.waiting[kind]?.isEmpty ?? true) {
            let room = open.contains { id, other in
                other == kind && served[id, default: []].count < (kind == .shared ? Self.limits.depth : 1)
            }
            #expect(!room)
        }
    }

    mutating func step() {
        now += UInt64.random(in: 0...20, using: &random)
        switch Int.random(in: 0..<12, using: &random) {
        case 0..<4:
            requests += 1
            let id = RequestID(number: requests)
            waiting.insert(id)
            carryOut(pool.request(id, Bool.random(using: &random) ? .shared : .exclusive, now: now))
        case 4, 5:
            guard let id = opening.sorted(by: { $0.number < $1.number }).randomElement(using: &random) else { return }
            opening.remove(id)
            if Int.random(in: 0..<3, using: &random) > 0 {
                open[id] = kinds[id]
                carryOut(pool.opened(id, now: now))
            } else {
                carryOut(pool.failed(id, now: now, chance: Double.random(in: 0...1, using: &random)))
            }
        case 6..<9: finishOne()
        case 9: loseOne()
        case 10:
            guard let id = waiting.sorted(by: { $0.number < $1.number }).randomElement(using: &random) else { return }
            let wasWaiting = pool.withdraw(id)
            #expect(wasWaiting)
            waiting.remove(id)
            check()
        default: carryOut(pool.tick(now: now))
        }
    }

    mutating func finishOne() {
        let busy = served.filter { !$0.value.isEmpty }.keys.sorted { $0.number < $1.number }
        guard let id = busy.randomElement(using: &random) else { return }
        served[id]?.removeFirst()
        carryOut(pool.finished(id, now: now))
    }

    mutating func loseOne() {
        guard let id = open.keys.sorted(by: { $0.number < $1.number }).randomElement(using: &random) else { return }
        open[id] = nil
        let orphans = served.removeValue(forKey: id) ?? []
        let kind = kinds[id] ?? .shared
        carryOut(pool.lost(id, now: now))
        for request in orphans where kind == .shared {
            waiting.insert(request)
            carryOut(pool.request(request, .shared, isAgain: true, now: now))
        }
    }

    /// Lets everything come to an end and closes.
    mutating func end() {
        while served.contains(where: { !$0.value.isEmpty }) { finishOne() }
        carryOut(pool.close(now: now))
        while served.contains(where: { !$0.value.isEmpty }) { finishOne() }
        #expect(isDrained && open.isEmpty && waiting.isEmpty)
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014), so that a seed repeats a run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

@Suite("Pool, at random") struct PoolPropertyTests {
    @Test("Whatever happens in whatever order, limits hold, nobody is forgotten and it ends", arguments: 1...40)
    func anything(seed: UInt64) {
        var world = PoolWorld(seed: seed)
        for _ in 0..<400 { world.step() }
        world.end()
    }
}
