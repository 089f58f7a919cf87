// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Insight
import Kit
import PQ
import Reservations
import Stock
import TestSupport

/// Is a small chain in a schema of its own, with all rooms that reservations live in, on a clock that the test moves.
///
/// It begins on Tuesday, 2026-11-24 at 12:00 in Tokyo. Every change of stock is booked through movements.
package struct Shop: Sendable {
    package let database: Database
    package let clock: SetEffects
    package let places: Places
    package let customers: Customers
    package let reservations: Reservations
    package let contactRules: ContactRules
    package let desk: Desk
    package let expiry: Expiry
    package let verify: Verify
    /// Has a mail address and a phone, and speaks Japanese.
    package let customer: CustomerID
    let crowd = Crowd()

    package var effects: Effects { clock.effects }

    /// Open from 10 to 20 every day.
    package static let s1 = LocationID(stored: "S001")
    /// Open from 10 to 20, closed on Wednesdays.
    package static let s2 = LocationID(stored: "S002")
    /// Open from 18 to 26, a bar: its Tuesday ends on Wednesday at 02:00.
    package static let s3 = LocationID(stored: "S003")
    package static let w1 = LocationID(stored: "W001")

    package static let clerk = Author.staff(StaffID(unique: UniqueID(high: 1, low: 1)), .clerk)
    package static let agent = StaffID(unique: UniqueID(high: 2, low: 2))
    package static let start = Instant(seconds: 1_795_489_200)
    package static let link = "https://shop.example/p/"

    /// Yen of each SKU.
    package static let prices = ["A": 1_000, "B": 5_000, "C": 30_000, "D": 800]
    /// Units on hand in each place at the beginning.
    /// The addresses of the shop's customer.
    package static let mail = ContactAddress(kind: .mail, value: "hanako@shop.example")
    package static let phone = ContactAddress(kind: .phone, value: "+819012345678")
    package static let shelves: [LocationID: [String: Int]] = [
        s1: ["A": 10, "B": 5, "C": 2, "D": 10], s2: ["A": 5, "B": 5, "C": 1], s3: ["A": 3, "B": 3],
        w1: ["A": 20, "B": 20, "C": 20],
    ]
}

/// Says how a shop differs from the plain one: with contact rows it contacts customers, without any it does not.
package struct ShopPlan: Sendable {
    package var policies: [ReservationPolicy] = []
    package var contact: [ContactPolicy] = []
    package var arms: [(name: String, share: Double)] = []
    package var shelves = Shop.shelves
    package var seed: UInt64 = 1

    package init(
        policies: [ReservationPolicy] = [], contact: [ContactPolicy] = [], arms: [(name: String, share: Double)] = [],
        shelves: [LocationID: [String: Int]] = Shop.shelves, seed: UInt64 = 1
    ) {
        self.policies = policies
        self.contact = contact
        self.arms = arms
        self.shelves = shelves
        self.seed = seed
    }
}

/// Runs a test with a small chain of its own, and proves the promises of the house from its ledgers afterwards.
package func withShop<R: Sendable>(_ plan: ShopPlan = ShopPlan(), _ body: (Shop) async throws -> R) async throws -> R {
    try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
        let shop = try await Shop(database, plan)
        let result = try await body(shop)
        try await shop.expectVerified()
        return result
    }
}

extension Shop {
    package init(_ database: Database, _ plan: ShopPlan) async throws {
        self.database = database
        clock = SetEffects(now: Shop.start, seed: plan.seed)
        let effects = clock.effects
        try await Shop.furnish(database, plan, at: Shop.start)
        places = Places(database: database)
        customers = Customers(database: database, effects: effects)
        contactRules = ContactRules(database: database, places: places)
        reservations = Reservations(
            database: database, effects: effects,
            rules: Rules(database: database, places: places),
            companions: [ContactCompanion(rules: contactRules, effects: effects), NoticeCompanion(effects: effects)])
        desk = Desk(reservations: reservations, rules: contactRules)
        expiry = Expiry(reservations)
        verify = Verify(database: database)
        guard let name = PersonName("山田 花子"), let mail = MailAddress(Shop.mail.value),
            let phone = PhoneNumber(Shop.phone.value)
        else { preconditionFailure("a name, an address and a number of the right form") }
        customer = try await customers.keep(CustomerDraft(name: name, phone: phone, mail: mail)).id
        try await fill(plan.shelves)
    }

    /// Writes what stands before the first customer comes: places, hours, catalogue and rules.
    private static func furnish(_ database: Database, _ plan: ShopPlan, at now: Instant) async throws {
        func week(_ location: LocationID, _ opens: Int, _ closes: Int, without closed: Int = 0)
            -> [(location: LocationID, period: OpeningPeriod)]
        {
            (1...7).filter { $0 != closed }.compactMap { day in
                OpeningPeriod(day: day, opens: opens, closes: closes).map { (location: location, period: $0) }
            }
        }
        var batch = Batch()
        batch.add(
            UpsertLocations([
                Location(id: s1, kind: .store, name: "銀座店", nameEN: "Ginza"),
                Location(id: s2, kind: .store, name: "梅田店", nameEN: "Umeda"),
                Location(id: s3, kind: .store, name: "中洲店", nameEN: "Nakasu"),
                Location(id: w1, kind: .warehouse, name: "川崎倉庫", nameEN: "Kawasaki"),
            ]))
        batch.add(
            InsertOpeningHours(
                week(s1, 600, 1200) + week(s2, 600, 1200, without: 3) + week(s3, 1080, 1560) + week(w1, 0, 1440)))
        var items = prices.map { code, price in
            CatalogueItem(sku: SKU(stored: code), name: "品\(code)", nameEN: "Item \(code)", price: price)
        }
        items.append(CatalogueItem(sku: SKU(stored: "OLD"), name: "旧品", price: 100, isActive: false))
        batch.add(UpsertSKUs(items, at: now))
        if !plan.policies.isEmpty { batch.add(KeepReservationPolicies(plan.policies)) }
        for row in plan.contact { batch.add(KeepContactPolicy(row)) }
        batch.add(InsertCrowd(at: now))
        for arm in plan.arms { batch.add(KeepExperimentArm(salt: 7, arm: arm.name, share: arm.share)) }
        _ = try await database.run(batch)
    }
}
