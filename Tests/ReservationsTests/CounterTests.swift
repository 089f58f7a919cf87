// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@Suite("At the counter, on the road, over time")
struct CounterTests {
    @Test("Taken back, then made ready again; a proxy collects and is known")
    func unreadyAndProxy() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 2)])
            try await shop.makeReady(new.id)
            let back = try await shop.carryOut(.unready(reason: "wrong size"), on: new.id)
            #expect(back.fulfilment == .picking)
            #expect(back.readyAt == nil)
            await #expect(throws: Refusal.wrongStep(step: "collect", fulfilment: "picking")) {
                try await shop.carryOut(.collect(items: [], proof: .link, proxy: nil, rest: .keep), on: new.id)
            }
            try await shop.carryOut(.ready(staging: "C-1"), on: new.id)
            await #expect(throws: Refusal.wrongCode) {
                try await shop.carryOut(
                    .collect(items: [], proof: .code("00000000"), proxy: nil, rest: .keep), on: new.id)
            }
            let done = try await shop.carryOut(
                .collect(items: [], proof: .code(new.pickupCode), proxy: "山田 太郎", rest: .keep), on: new.id)
            #expect(done.collector == "山田 太郎")
            #expect(done.hold == .consumed)
            #expect(try await shop.level("A") == Figures(8, 0))
        }
    }

    @Test("Part is collected, the rest is kept and collected later")
    func partlyKept() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 3), ("B", 1)])
            try await shop.makeReady(new.id)
            let part = try await shop.carryOut(
                .collect(items: [.init(line: 1, quantity: 2)], proof: .identity, proxy: nil, rest: .keep), on: new.id)
            #expect(part.hold == .active)
            #expect(try await shop.level("A") == Figures(8, 1))
            try await shop.expectVerified()
            await #expect(throws: Refusal.doesNotFit("items: line 1")) {
                try await shop.carryOut(
                    .collect(items: [.init(line: 1, quantity: 2)], proof: .identity, proxy: nil, rest: .keep),
                    on: new.id)
            }
            let done = try await shop.carryOut(
                .collect(items: [], proof: .identity, proxy: nil, rest: .keep), on: new.id)
            #expect(done.hold == .consumed)
            #expect(try await shop.level("A") == Figures(7, 0))
            #expect(try await shop.level("B") == Figures(4, 0))
        }
    }

    @Test("Part is collected, the rest is released and paid back")
    func partlyReleased() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 3), ("B", 1)], kind: .buy)
            try await shop.makeReady(new.id)
            let done = try await shop.carryOut(
                .collect(items: [.init(line: 1, quantity: 1)], proof: .identity, proxy: nil, rest: .release), on: new.id
            )
            #expect(done.hold == .consumed)
            #expect(try await shop.level("A") == Figures(9, 0))
            #expect(try await shop.level("B") == Figures(5, 0))
            let refunds = try await shop.reservations.events(of: new.id).filter { $0.kind == .refundDue }
            #expect(refunds.map { $0.data["amount"] } == [.int(7_000)])
        }
    }

    @Test("After a partial hand-over a store can still reject the rest, and pays back only that")
    func rejectingTheRest() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 3)], kind: .buy)
            try await shop.makeReady(new.id)
            try await shop.carryOut(
                .collect(items: [.init(line: 1, quantity: 1)], proof: .identity, proxy: nil, rest: .keep),
                .unready(reason: "broken"), .pick(items: [.init(line: 1, found: 2)], staging: nil), on: new.id)
            let after = try await shop.carryOut(.reject(reason: .damaged, note: ""), on: new.id)
            #expect(after.fulfilment == .toReturn)
            // 10, one collected, one damaged; the third is in hand and goes back to the shelf.
            #expect(try await shop.level("A") == Figures(8, 0))
            let refunds = try await shop.reservations.events(of: new.id).filter { $0.kind == .refundDue }
            #expect(refunds.map { $0.data["amount"] } == [.int(2_000)])
        }
    }

    @Test("Shipped from the warehouse; cancelled on the road, the goods come to the store's shelf")
    func cancelledInTransit() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("C", 3)], shipsFrom: Shop.w1)
            #expect(try await shop.level("C", at: Shop.w1) == Figures(20, 3))
            let accepted = try await shop.carryOut(.accept, on: new.id)
            #expect(accepted.status(at: shop.clock.now) == .onItsWay)
            try await shop.carryOut(.ship(from: nil), on: new.id)
            #expect(try await shop.level("C", at: Shop.w1) == Figures(17, 0))
            let cancelled = try await shop.carryOut(.cancel(reason: "customer"), on: new.id)
            #expect(cancelled.fulfilment == .toReturn)
            try await shop.expectVerified()
            #expect(try await shop.level("C") == Figures(2, 0))
            let back = try await shop.carryOut(.returnToShelf, on: new.id)
            #expect(back.fulfilment == .returnedToShelf)
            #expect(try await shop.level("C") == Figures(5, 0))
        }
    }

    @Test("Goods that travelled are kept for the store's own days from the day they are ready")
    func shipped() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("C", 1)], shipsFrom: Shop.w1)
            shop.clock.advance(by: .seconds(6 * 86_400))
            let ready = try await shop.carryOut(
                .accept, .ship(from: nil), .arrive, .pick(items: [], staging: nil), .ready(staging: "D-4"), on: new.id)
            #expect(ready.pickUpBy == Instant(rfc3339: "2026-12-04T20:00:00+09:00"))
            #expect(try await shop.level("C") == Figures(3, 1))
        }
    }

    @Test("The sweep ends lapsed holds and no others, gives the stock back once, and says what was a no-show")
    func expiry() async throws {
        try await withShop { shop in
            let (a, b) = (try await shop.reserve([("A", 2)]), try await shop.reserve([("A", 1), ("B", 1)]))
            let kept = try await shop.reserve([("A", 1)])
            try await shop.makeReady(b.id)
            try await shop.carryOut(.extend(until: nil), on: kept.id)
            shop.clock.set(a.pickUpBy)
            #expect(try await shop.expiry.sweep() == 0)
            shop.clock.advance(by: .microseconds(1))
            await #expect(throws: Refusal.expired) {
                try await shop.carryOut(.collect(items: [], proof: .link, proxy: nil, rest: .keep), on: b.id)
            }
            await #expect(throws: Refusal.expired) { try await shop.carryOut(.extend(until: nil), on: a.id) }
            let swept = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await shop.expiry.sweep() } }
                return try await group.reduce(0, +)
            }
            #expect(swept == 2)
            #expect(try await shop.level("A") == Figures(10, 1))
            #expect(try await shop.level("B") == Figures(5, 0))
            #expect(try await shop.reservations.find(a.id)?.fulfilment == .cancelled)
            let noShow = try #require(try await shop.reservations.find(b.id))
            #expect(noShow.closeReason == "no_show")
            #expect(noShow.fulfilment == .toReturn)
            try await shop.carryOut(.returnToShelf, on: b.id)
            #expect(try await shop.reservations.find(kept.id)?.hold == .active)
        }
    }

    @Test("A sweep of more holds than fit one transaction ends them all")
    func longSweep() async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 1_000]])) { shop in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<450 {
                    group.addTask { _ = try await shop.reserve([("A", 2)], for: shop.anybody()) }
                }
                try await group.waitForAll()
            }
            #expect(try await shop.level("A") == Figures(1_000, 900))
            shop.clock.advance(by: .seconds(10 * 86_400))
            #expect(try await shop.expiry.sweep() == 450)
            #expect(try await shop.level("A") == Figures(1_000, 0))
        }
    }
}
