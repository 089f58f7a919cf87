// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import PQ

@Suite("Pool, without a server") struct PoolStateTests {
    private static let second: UInt64 = 1_000_000_000

    private func pool(shared: Int = 2, exclusive: Int = 3, depth: Int = 2, waiting: Int = 4) -> PoolState {
        PoolState(
            PoolState.Limits(
                shared: shared, exclusive: exclusive, depth: depth, waiting: waiting, acquire: 5 * Self.second,
                idle: 60 * Self.second, backoff: Backoff(first: .milliseconds(10), limit: .seconds(2))))
    }

    private func request(_ number: UInt64) -> RequestID { RequestID(number: number) }

    private func opened(_ actions: [PoolState.Action]) -> [ConnectionID] {
        actions.compactMap { if case .open(let id, _) = $0 { id } else { nil } }
    }

    private func assigned(_ actions: [PoolState.Action]) -> [ConnectionID] {
        actions.compactMap { if case .assign(_, let id) = $0 { id } else { nil } }
    }

    @Test("The first request opens every shared connection and no other, and waits")
    func first() {
        var pool = pool()
        let actions = pool.request(request(1), .shared, now: 0)
        #expect(actions.count == 2 && opened(actions).count == 2)
        #expect(pool.waitingCount == 1)
        let ready = pool.opened(opened(actions)[0], now: 1)
        #expect(ready == [.assign(request(1), opened(actions)[0])])
    }

    @Test("Requests go to the shared connection with the least to do, up to its depth")
    func leastLoaded() {
        var pool = pool()
        let ids = opened(pool.request(request(0), .shared, now: 0))
        var all = ids.flatMap { pool.opened($0, now: 1) }
        for number in 1..<4 { all += pool.request(request(UInt64(number)), .shared, now: 2) }
        #expect(Dictionary(grouping: assigned(all)) { $0 }.mapValues(\.count) == [ids[0]: 2, ids[1]: 2])
        #expect(pool.request(request(9), .shared, now: 3).isEmpty)
        #expect(pool.finished(ids[1], now: 4) == [.assign(request(9), ids[1])])
    }

    @Test("A connection that has long answered nothing is chosen last, though it has the least to do")
    func stalled() {
        var pool = pool(depth: 4)
        let ids = opened(pool.request(request(0), .shared, now: 0))
        // The first request waits on one of them, for a standby perhaps.
        let stuck = assigned(ids.flatMap { pool.opened($0, now: 1) })
        let late = Self.second
        var rest: [ConnectionID] = []
        for number in 1..<5 { rest += assigned(pool.request(request(UInt64(number)), .shared, now: late)) }
        #expect(stuck.count == 1 && rest.count == 4 && !rest.contains(stuck[0]))
        // Where only it has room, it is taken all the same.
        #expect(assigned(pool.request(request(9), .shared, now: late)) == stuck)
    }

    @Test("Exclusive connections are opened one for each that waits, and are lent to one at a time")
    func exclusive() {
        var pool = pool(shared: 1, waiting: 9)
        _ = pool.request(request(0), .shared, now: 0)
        var ids: [ConnectionID] = []
        for number in 1...4 { ids += opened(pool.request(request(UInt64(number)), .exclusive, now: 0)) }
        #expect(ids.count == 3)
        let lent = ids.flatMap { pool.opened($0, now: 1) }
        #expect(assigned(lent) == ids)
        #expect(pool.finished(ids[1], now: 2) == [.assign(request(4), ids[1])])
        #expect(pool.finished(ids[0], now: 3).isEmpty)
        // The one that was used last is warm.
        #expect(pool.finished(ids[2], now: 4).isEmpty)
        #expect(pool.request(request(5), .exclusive, now: 5) == [.assign(request(5), ids[2])])
    }

    @Test("One request more than may wait is refused at once")
    func queueFull() {
        var pool = pool(waiting: 2)
        for number in 1...2 { _ = pool.request(request(UInt64(number)), .shared, now: 0) }
        #expect(pool.request(request(3), .shared, now: 0).contains(.refuse(request(3), .queueFull)))
        #expect(pool.waitingCount == 2)
    }

    @Test("A wait ends at its deadline; without any connection the database counts as away")
    func deadline() {
        var pool = pool()
        let ids = opened(pool.request(request(1), .shared, now: 0))
        #expect(pool.nextDeadline == 5 * Self.second)
        #expect(pool.tick(now: 5 * Self.second) == [.refuse(request(1), .deadline)])
        for id in ids { _ = pool.failed(id, now: 6 * Self.second, chance: 0) }
        _ = pool.request(request(2), .shared, now: 6 * Self.second)
        #expect(pool.tick(now: 11 * Self.second).contains(.refuse(request(2), .unavailable)))
    }

    @Test("After a failure one connection at a time tries, later and later; then all come back")
    func backoff() {
        var pool = pool(shared: 3)
        let ids = opened(pool.request(request(1), .shared, now: 0))
        #expect(ids.count == 3)
        var now: UInt64 = 0
        for id in ids { #expect(opened(pool.failed(id, now: now, chance: 1)).isEmpty) }
        var waits: [UInt64] = []
        var probe: ConnectionID?
        for _ in 0..<12 {
            waits.append(pool.notBefore - now)
            now = pool.notBefore
            let tries = opened(pool.tick(now: now))
            #expect(tries.count == 1)
            probe = tries.first
            if let probe { _ = pool.failed(probe, now: now, chance: 1) }
        }
        #expect(waits == waits.sorted() && waits.last == 2 * Self.second)
        now = pool.notBefore
        probe = opened(pool.tick(now: now)).first
        if let probe { #expect(opened(pool.opened(probe, now: now)).count == 2) }
    }

    @Test("Exclusive connections that served nobody for a while are closed, shared ones stay")
    func idling() {
        var pool = pool(shared: 1, waiting: 9)
        let shared = opened(pool.request(request(1), .shared, now: 0))
        let lent = opened(pool.request(request(2), .exclusive, now: 0))
        for id in shared + lent { _ = pool.opened(id, now: 0) }
        _ = pool.finished(shared[0], now: 0)
        _ = pool.finished(lent[0], now: 1)
        #expect(pool.nextDeadline == 60 * Self.second + 1)
        #expect(pool.tick(now: 60 * Self.second).isEmpty)
        #expect(pool.tick(now: 60 * Self.second + 1) == [.close(lent[0])])
        #expect(Array(pool.slots.keys) == shared)
    }

    @Test("Closing refuses what waits and ends when the last request has finished")
    func closing() {
        var pool = pool(shared: 1, depth: 1)
        let ids = opened(pool.request(request(1), .shared, now: 0))
        _ = pool.opened(ids[0], now: 0)
        _ = pool.request(request(2), .shared, now: 0)
        #expect(pool.close(now: 1) == [.refuse(request(2), .closed)])
        #expect(pool.request(request(3), .shared, now: 1) == [.refuse(request(3), .closed)])
        #expect(pool.finished(ids[0], now: 2) == [.close(ids[0]), .drained])
    }
}
