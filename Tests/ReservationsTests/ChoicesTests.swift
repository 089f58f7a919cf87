// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Stock
import Testing

@testable import Reservations

@Suite("Choices of a customer")
struct ChoicesTests {
    static let store = Location(id: Shop.s1, kind: .store, name: "S001")

    @Test("What is wanted is what nobody has collected, the missing units included")
    func wanted() {
        let wanted = Wanted(Sample.short.reservation, at: Self.store)
        #expect(wanted.lines.map(\.open) == [2, 1] && wanted.lines.map(\.missing) == [1, 0])
        #expect(wanted.units == [SKU(stored: "A"): 2, SKU(stored: "B"): 1] && wanted.short.map(\.number) == [1])
        #expect(Wanted(Sample.picking.reservation, at: Self.store).short.isEmpty)
        let lack = wanted.short.map(wanted.lack)
        #expect(lack == [Lack(sku: SKU(stored: "A"), name: "A", unitPrice: 1_000, units: 1, isPaid: true)])
    }

    @Test("What a choice makes be held is counted where it is held")
    func units() throws {
        let short = Sample.short.reservation
        let (a, other) = (SKU(stored: "A"), CatalogueItem(sku: SKU(stored: "C"), name: "C", price: 1))
        #expect(Command.wait(line: 1, from: Shop.w1).units(of: short) == [StockKey(Shop.w1, a): 1])
        #expect(Command.substitute(line: 1, by: other).units(of: short) == [StockKey(Shop.s1, other.sku): 1])
        #expect(
            Command.drop(line: 1).units(of: short).isEmpty
                && Command.wait(line: 9, from: Shop.w1).units(of: short).isEmpty)
        let place = Command.NewPlace(
            id: ReservationID(location: Shop.s2, unique: UniqueID(high: 5, low: 5)), pickupCode: "AB12CD35",
            pickUpBy: Sample.now, readyBy: Sample.now)
        for sample in [Sample.ready, Sample.short] {
            #expect(
                Command.reroute(to: place).units(of: sample.reservation) == [
                    StockKey(Shop.s2, a): 2, StockKey(Shop.s2, SKU(stored: "B")): 1,
                ], "what is missing here is held there, too")
        }
    }

    @Test("A customer takes what is a sibling and no other thing")
    func substitute() async throws {
        try await withShop { shop in
            let choices = Choices(stock: StockRoom(database: shop.database, effects: shop.effects, places: shop.places))
            let wanted = Wanted(Sample.short.reservation, at: Self.store)
            let none = try await choices.substitutes(for: wanted)
            #expect(none.isEmpty)
            await #expect(throws: Refusal.doesNotFit("sku")) {
                _ = try await choices.substitute(SKU(stored: "C"), forLine: 1, of: wanted)
            }
            await #expect(throws: Refusal.doesNotFit("line 9")) {
                _ = try await choices.substitute(SKU(stored: "C"), forLine: 9, of: wanted)
            }
            let sources = try await choices.sources(for: wanted)
            #expect(sources == [1: Shop.w1])
            let stores = try await choices.stores(for: wanted)
            #expect(stores.map(\.store.id) == [Shop.s2, Shop.s3])
        }
    }
}
