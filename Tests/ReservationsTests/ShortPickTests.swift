// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@Suite("Short picks")
struct ShortPickTests {
    /// Nobody else holds C: the shelf has 2 by the figures. Another holds 4 of A, of which the figures have 10.
    private func missed(
        _ shop: Shop, _ reason: ShortReason, found: Int = 1
    ) async throws -> (mine: Reservation, others: Reservation) {
        let others = try await shop.reserve([("A", 4)])
        let mine = try await shop.reserve([("A", 3), ("B", 1)], kind: .buy)
        let after = try await shop.carryOut(
            .accept,
            .pick(items: [.init(line: 1, found: found, short: reason), .init(line: 2, found: 1)], staging: nil),
            on: mine.id)
        return (after, others)
    }

    @Test(
        "Each reason corrects the stock figure in its own way",
        arguments: [
            (ShortReason.noVariance, Figures(10, 5)), (.mismatch, Figures(8, 5)), (.damaged, Figures(8, 5)),
            (.wornDisplay, Figures(8, 5)),
            // An empty shelf leaves only what is held: 4 of the other reservation and the 1 in hand.
            (.notInStock, Figures(5, 5)),
        ])
    func reasons(reason: ShortReason, left: Figures) async throws {
        try await withShop { shop in
            let (mine, _) = try await missed(shop, reason)
            #expect(try await shop.level("A") == left)
            #expect(mine.lines[0].quantity == 1)
            #expect(mine.lines[0].missing == 2)
            #expect(mine.lines[0].missingReason == reason.rawValue)
            #expect(mine.contact == .pending)
            await #expect(throws: Refusal.undecidedShortage) {
                try await shop.carryOut(.ready(staging: "B-1"), on: mine.id)
            }
        }
    }

    @Test("What a sale has taken is not taken away twice by the picker who misses it", arguments: ShortReason.allCases)
    func afterShortage(reason: ShortReason) async throws {
        try await withShop { shop in
            let mine = try await shop.reserve([("C", 2)])
            try await shop.sell(2, "C")
            #expect(try await shop.level("C") == Figures(0, 2, 2))
            let after = try await shop.carryOut(
                .pick(items: [.init(line: 1, found: 0, short: reason)], staging: nil), on: mine.id)
            #expect(try await shop.level("C") == Figures(0, 0))
            #expect(after.lines[0].missing == 2)
        }
    }

    @Test("Rejecting corrects the stock of what is not in hand, and gives everything back")
    func rejecting() async throws {
        try await withShop { shop in
            let others = try await shop.reserve([("B", 2)])
            let mine = try await shop.reserve([("A", 3), ("B", 2)])
            try await shop.carryOut(.accept, .pick(items: [.init(line: 1, found: 1)], staging: "B-2"), on: mine.id)
            let after = try await shop.carryOut(.reject(reason: .notInStock, note: "棚が空"), on: mine.id)
            #expect(after.hold == .released)
            #expect(after.fulfilment == .toReturn)
            #expect(try await shop.level("A") == Figures(1, 0))
            #expect(try await shop.level("B") == Figures(2, 2))
            try await shop.carryOut(.returnToShelf, on: mine.id)
            #expect(try await shop.level("A") == Figures(1, 0))
            #expect(others.hold == .active)
        }
    }

    @Test("A dropped line is paid back; a reservation with nothing left ends")
    func dropping() async throws {
        try await withShop { shop in
            let (mine, _) = try await missed(shop, .mismatch)
            let after = try await shop.carryOut(.drop(line: 1), on: mine.id)
            #expect(after.hold == .active)
            let refunds = try await shop.reservations.events(of: mine.id).filter { $0.kind == .refundDue }
            #expect(refunds.map { $0.data["amount"] } == [.int(2_000)])
            #expect(try await shop.carryOut(.ready(staging: "B-1"), on: mine.id).fulfilment == .ready)

            let alone = try await shop.reserve([("D", 1)], kind: .buy)
            let gone = try await shop.carryOut(
                .pick(items: [.init(line: 1, found: 0, short: .damaged)], staging: nil), .drop(line: 1), on: alone.id)
            #expect(gone.hold == .released)
            #expect(gone.fulfilment == .cancelled)
            #expect(try await shop.level("D") == Figures(9, 0))
        }
    }

    @Test("A substitute is promised under the same guard, and the difference is paid back")
    func substituting() async throws {
        try await withShop { shop in
            let (mine, _) = try await missed(shop, .mismatch)
            let item = CatalogueItem(sku: SKU(stored: "D"), name: "品D", price: 800)
            let after = try await shop.carryOut(.substitute(line: 1, by: item), on: mine.id)
            #expect(after.lines.map(\.quantity) == [1, 1, 2])
            #expect(try await shop.level("D") == Figures(10, 2))
            let refunds = try await shop.reservations.events(of: mine.id).filter { $0.kind == .refundDue }
            #expect(refunds.map { $0.data["amount"] } == [.int(400)])
            let ready = try await shop.carryOut(.pick(items: [], staging: nil), .ready(staging: "B-1"), on: mine.id)
            #expect(ready.total == 1_000 + 5_000 + 1_600)

            let other = try await shop.reserve([("B", 4)])
            let none = CatalogueItem(sku: SKU(stored: "C"), name: "品C", price: 30_000)
            try await shop.carryOut(
                .pick(items: [.init(line: 1, found: 1, short: .noVariance)], staging: nil), on: other.id)
            await #expect(throws: Refusal.soldOut(sku: none.sku, location: Shop.s1, available: 2)) {
                try await shop.carryOut(.substitute(line: 1, by: none), on: other.id)
            }
            #expect(try await shop.reservations.find(other.id)?.lines.map(\.missing) == [3])
            #expect(try await shop.level("C") == Figures(2, 0))
        }
    }

    @Test("A customer who waits: promised at the warehouse, on the road, promised in the store, collected")
    func waiting() async throws {
        try await withShop { shop in
            let (mine, _) = try await missed(shop, .notInStock)
            let waiting = try await shop.carryOut(.wait(line: 1, from: Shop.w1), on: mine.id)
            #expect(waiting.fulfilment == .awaitingStock)
            #expect(waiting.lines.map(\.heldAt) == [Shop.s1, Shop.s1, Shop.w1])
            #expect(try await shop.level("A", at: Shop.w1) == Figures(20, 2))
            let shipped = try await shop.carryOut(.ship(from: nil), on: mine.id)
            #expect(shipped.inTransit)
            #expect(try await shop.level("A", at: Shop.w1) == Figures(18, 0))
            #expect(try await shop.level("A") == Figures(5, 5))
            try await shop.expectVerified()
            let arrived = try await shop.carryOut(.arrive, on: mine.id)
            #expect(arrived.fulfilment == .accepted)
            #expect(try await shop.level("A") == Figures(7, 7))
            try await shop.carryOut(
                .pick(items: [], staging: nil), .ready(staging: "B-1"),
                .collect(items: [], proof: .identity, proxy: nil, rest: .release), on: mine.id)
            #expect(try await shop.level("A") == Figures(4, 4))
            #expect(try await shop.level("B") == Figures(4, 0))
        }
    }

    @Test("Another store takes over: the old promise ends and the new one begins in one transaction")
    func rerouting() async throws {
        try await withShop { shop in
            let (mine, _) = try await missed(shop, .mismatch)
            let place = shop.place(at: Shop.s2)
            let old = try await shop.carryOut(.reroute(to: place), on: mine.id)
            #expect(old.hold == .released)
            #expect(old.fulfilment == .toReturn)
            let new = try #require(try await shop.reservations.find(place.id))
            #expect(new.lines.map(\.quantity) == [3, 1])
            #expect(new.reroutedFrom == mine.id)
            #expect(try await shop.reservations.findCurrent(mine.id) == new)
            #expect(try await shop.level("A") == Figures(8, 4))
            #expect(try await shop.level("A", at: Shop.s2) == Figures(5, 3))
            #expect(try await shop.level("B", at: Shop.s2) == Figures(5, 1))
            try await shop.carryOut(.returnToShelf, on: mine.id)

            let far = shop.place(at: Shop.s3)
            await #expect(throws: Refusal.soldOut(sku: SKU(stored: "C"), location: Shop.s3, available: 0)) {
                let third = try await shop.reserve([("C", 1), ("A", 1)])
                try await shop.carryOut(.reroute(to: far), on: third.id)
            }
            #expect(try await shop.reservations.find(far.id) == nil)
            #expect(try await shop.level("A", at: Shop.s3) == Figures(3, 0))
        }
    }

    @Test("Goods of two places for one reservation: each says for itself that they were sent, and hears of it by name")
    func twoSources() async throws {
        try await withShop { shop in
            let mine = try await shop.reserve([("A", 2), ("B", 1)])
            let both = try await shop.carryOut(
                .pick(
                    items: [
                        .init(line: 1, found: 0, short: .noVariance), .init(line: 2, found: 0, short: .noVariance),
                    ],
                    staging: nil), .wait(line: 1, from: Shop.w1), .wait(line: 2, from: Shop.s2), on: mine.id)
            #expect(Set(both.sources) == [Shop.s2, Shop.w1])
            let half = try await shop.carryOut(.ship(from: [Shop.s2]), on: mine.id)
            #expect(half.sources == [Shop.w1] && half.inTransit && half.fulfilment == .awaitingStock)
            #expect(try await shop.level("B", at: Shop.s2) == Figures(4, 0))
            #expect(try await shop.level("A", at: Shop.w1) == Figures(20, 2))
            await #expect(throws: Refusal.wrongStep(step: "ship", fulfilment: "shipped")) {
                try await shop.carryOut(.ship(from: [Shop.s2]), on: mine.id)
            }
            let listed = try await shop.reservations.shipments(from: [Shop.w1], after: nil, limit: 9).map(\.id)
            #expect(listed == [mine.id])
            #expect(try await shop.reservations.shipments(from: [Shop.s2], after: nil, limit: 9).isEmpty)
            #expect(try await shop.reservations.news(at: Shop.w1).shipments == 1)
            #expect(try await shop.reservations.news(at: Shop.s2).shipments == 0)
            // What has come is booked in; the rest is waited for.
            let one = try await shop.carryOut(.arrive, on: mine.id)
            #expect(one.fulfilment == .awaitingStock)
            let all = try await shop.carryOut(.ship(from: nil), .arrive, on: mine.id)
            #expect(all.fulfilment == .accepted && all.sources.isEmpty)
            #expect(try await shop.level("A", at: Shop.w1) == Figures(18, 0))
            let shipped = try await shop.reservations.events(of: mine.id).filter { $0.kind == .shipped }
            #expect(shipped.map { $0.data["sources"] } == [["S002", "W001"], ["W001"]])
            try await shop.expectVerified()
        }
    }

    @Test("Cancelling with units in hand: free again at once, and to be brought back")
    func cancelling() async throws {
        try await withShop { shop in
            let (mine, _) = try await missed(shop, .mismatch)
            let after = try await shop.carryOut(.cancel(reason: "customer"), on: mine.id)
            #expect(after.fulfilment == .toReturn)
            #expect(try await shop.level("A") == Figures(8, 4))
            #expect(try await shop.level("B") == Figures(5, 0))
            let refunds = try await shop.reservations.events(of: mine.id).filter { $0.kind == .refundDue }
            #expect(refunds.map { $0.data["amount"] } == [.int(8_000)])
        }
    }
}
