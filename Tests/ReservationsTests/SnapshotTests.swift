// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Stock
import Testing

@testable import Reservations

@Suite("Promises on the newest figures")
struct SnapshotTests {
    /// How a set comes to its verdict: decided one by one, or as the intake asks, where it is first taken as a whole.
    enum Way: CaseIterable {
        case decided, asked

        func verdicts(on drafts: [ReservationDraft], _ database: Database) async throws -> [ReserveSet.Row] {
            switch self {
            case .decided: try await database.run(ReserveSet(drafts: drafts))
            case .asked: try await ReservationDraft.ask(drafts, database).map { try $0.get() }
            }
        }
    }

    @Test(
        "Units that come while a promise waits for the row are taken by it, though its snapshot does not show them",
        arguments: Way.allCases)
    func newestFigures(way: Way) async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 1]])) { shop in
            let held = try await shop.reserve([("A", 1)])
            let draft = ReservationDraft(reservation: try await another(like: held, in: shop), author: .customer)
            let waiting = try await shop.database.transaction { transaction in
                var batch = Batch()
                StockChanges(
                    [StockChange(Shop.s1, SKU(stored: "A"), onHand: 1, movement: .received)], author: .customer,
                    at: shop.clock.now, effects: shop.effects
                ).add(to: &batch)
                _ = try await transaction.run(batch)
                let promise = Task { try await way.verdicts(on: [draft], shop.database) }
                // Until the promise stands in the queue for the row that this transaction has locked.
                while try await transaction.first(CountWaiting()) == 0 { await Task.yield() }
                return promise
            }
            #expect(try await waiting.value == [.reserved])
            #expect(try await shop.level("A") == Figures(2, 2))
        }
    }

    @Test("Units that go while a promise waits are not promised again", arguments: Way.allCases)
    func gone(way: Way) async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 2]])) { shop in
            let held = try await shop.reserve([("A", 1)])
            let draft = ReservationDraft(reservation: try await another(like: held, in: shop), author: .customer)
            let waiting = try await shop.database.transaction { transaction in
                var batch = Batch()
                StockChanges(
                    [StockChange(Shop.s1, SKU(stored: "A"), onHand: -1, movement: .sold)], author: .customer,
                    at: shop.clock.now, effects: shop.effects
                ).add(to: &batch)
                _ = try await transaction.run(batch)
                let promise = Task { try await way.verdicts(on: [draft], shop.database) }
                while try await transaction.first(CountWaiting()) == 0 { await Task.yield() }
                return promise
            }
            #expect(try await waiting.value == [.soldOut(SKU(stored: "A"), available: 0)])
            #expect(try await shop.level("A") == Figures(1, 1))
        }
    }

    @Test(
        "A set is served in its order; who was refused only for a neighbour's sake is told to ask again",
        arguments: Way.allCases)
    func set(way: Way) async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 3, "B": 1]])) { shop in
            let first = try await shop.reserve([("A", 1)])
            var set: [ReservationDraft] = []
            for goods in [[("A", 1)], [("A", 1), ("B", 2)], [("A", 1)], [("A", 2)]] {
                set.append(try await draft(like: first, goods, in: shop))
            }
            let rows = try await way.verdicts(on: set, shop.database)
            // The second fails for B; what it would have had of A is still there for the third.
            #expect(
                rows == [
                    .reserved, .soldOut(SKU(stored: "B"), available: 1), .again,
                    .soldOut(SKU(stored: "A"), available: 1),
                ])
            #expect(try await shop.level("A") == Figures(3, 2))
            let kept = try #require(try await shop.reservations.find(set[0].reservation.id))
            #expect(kept == set[0].reservation)
        }
    }

    @Test("A set that is taken as a whole is written whole, or not at all")
    func whole() async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 4, "B": 1]])) { shop in
            let first = try await shop.reserve([("A", 1)])
            let tooMuch = [
                try await draft(like: first, [("B", 1), ("A", 1)], in: shop),
                try await draft(like: first, [("A", 3)], in: shop),
            ]
            let error = await #expect(throws: DatabaseError.self) {
                try await shop.database.run(ReserveAll(drafts: tooMuch))
            }
            #expect(error?.sqlState == .divisionByZero)
            #expect(try await shop.level("A") == Figures(4, 1))
            #expect(try await shop.level("B") == Figures(1, 0))
            for draft in tooMuch { #expect(try await shop.reservations.find(draft.reservation.id) == nil) }

            let enough = [tooMuch[0], try await draft(like: first, [("A", 2)], in: shop)]
            _ = try await shop.database.run(ReserveAll(drafts: enough))
            #expect(try await shop.level("A") == Figures(4, 4))
            #expect(try await shop.level("B") == Figures(1, 1))
            for draft in enough { #expect(try await shop.reservations.find(draft.reservation.id) == draft.reservation) }
        }
    }

    private func draft(
        like held: Reservation, _ goods: [(String, Int)], in shop: Shop
    ) async throws -> ReservationDraft {
        var new = try await another(like: held, in: shop)
        new.lines = goods.enumerated().map { i, good in
            Line(
                number: i + 1, sku: SKU(stored: good.0), name: "品", nameEN: "Item", unitPrice: 7, requested: good.1,
                quantity: good.1, missing: 0, picked: 0, collected: 0, missingReason: "", heldAt: Shop.s1,
                shippedAt: nil)
        }
        return ReservationDraft(reservation: new, author: .customer)
    }

    /// A new reservation of the same, as the intake would draw it up.
    private func another(like held: Reservation, in shop: Shop) async throws -> Reservation {
        Reservation(
            id: ReservationID(location: held.location, unique: shop.effects.uniqueID()), kind: held.kind, reference: "",
            customer: held.customer, hold: .active, fulfilment: .requested, contact: .notNeeded, version: 1,
            pickupCode: shop.effects.pickupCode(), pickUpBy: held.pickUpBy, firstPickUpBy: held.pickUpBy,
            readyBy: held.readyBy, extensions: 0, shipsFrom: nil, staging: "", collector: "", closeReason: "",
            reroutedFrom: nil, reroutedTo: nil, note: "", experiment: held.experiment, createdAt: shop.clock.now,
            readyAt: nil, closedAt: nil, lines: held.lines)
    }
}

private struct CountWaiting: Statement {
    static let sql = """
        SELECT count(*) FROM pg_stat_activity
        WHERE application_name = current_setting('application_name') AND wait_event_type = 'Lock'
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}
