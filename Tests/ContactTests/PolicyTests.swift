// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@testable import Contact

@Suite("Who is contacted")
struct PolicyTests {
    /// The rows of a plausible chain, the most pressing first.
    private static let rows = [
        row("asked", 10, whenAsked: true, within: 15), row("value", 20, minTotal: 30_000, within: 60),
        row("first", 30, firstTime: true, within: 120), row("lines", 40, minLines: 3, within: 120),
        row("unseen", 50, unseen: 14, within: 90), row("buyer", 60, kind: .buy, location: Shop.s2, within: 30),
        row("off", 1, enabled: false, within: 1),
    ]

    private static func row(
        _ id: String, _ priority: Int, enabled: Bool = true, kind: Reservation.Kind? = nil,
        location: LocationID? = nil, minTotal: Int? = nil, minLines: Int? = nil, firstTime: Bool? = nil,
        unseen: Int? = nil, whenAsked: Bool? = nil, within: Int
    ) -> ContactPolicy {
        ContactPolicy(
            id: id, priority: priority, enabled: enabled, reason: id, location: location, kind: kind,
            minTotal: minTotal, minLines: minLines, firstTime: firstTime, stockUnseenDays: unseen,
            whenAsked: whenAsked, withinMinutes: within, retryMinutes: [30])
    }

    @Test("Every row that matches names its reason, the first sets the work, the shortest the time")
    func reasons() async throws {
        try await withShop(ShopPlan(contact: Self.rows)) { shop in
            func contact(
                _ goods: [(String, Int)], at location: LocationID = Shop.s1, kind: Reservation.Kind = .reserve,
                asked: Bool = false
            ) async throws -> ContactTask? {
                let new = try await shop.reserve(goods, at: location, kind: kind, wantsContact: asked)
                let task = try await shop.desk.history(of: new.id).tasks.first
                #expect((new.contact == .pending) == (task != nil))
                #expect(try await shop.reservations.find(new.id) == new)
                return task
            }
            let first = try #require(try await contact([("A", 1)]))
            #expect(first.reasons == ["first"])
            #expect(first.dueAt == shop.clock.now + .seconds(7_200))
            #expect(try await contact([("A", 1)]) == nil)
            let dear = try #require(try await contact([("C", 1), ("A", 1), ("B", 1)], asked: true))
            #expect(dear.reasons == ["asked", "value", "lines"])
            #expect(dear.policy == "asked")
            #expect(dear.dueAt == shop.clock.now + .seconds(900))
            #expect(try await contact([("A", 1)], at: Shop.s2) == nil)
            #expect(try await contact([("A", 1)], at: Shop.s2, kind: .buy)?.reasons == ["buyer"])
            shop.clock.advance(by: .seconds(14 * 86_400))
            #expect(try await contact([("A", 1)])?.reasons == ["unseen"])
        }
    }

    @Test("A figure that a picker has found wrong since it was seen is little trusted")
    func missed() async throws {
        try await withShop(ShopPlan(contact: [Self.row("unseen", 1, unseen: 14, within: 60)])) { shop in
            #expect(try await shop.reserve([("A", 1)]).contact == .notNeeded)
            let short = try await shop.reserve([("A", 2)])
            shop.clock.advance(by: .seconds(60))
            try await shop.carryOut(
                .pick(items: [.init(line: 1, found: 1, short: .mismatch)], staging: nil), on: short.id)
            #expect(try await shop.reserve([("A", 1)]).contact == .pending)
            #expect(try await shop.reserve([("B", 1)]).contact == .notNeeded)
        }
    }

    @Test("A task is due before its hold ends, however short that is; too late for any call there is none")
    func beforeTheEnd() async throws {
        let today = ReservationPolicy(
            id: "today", holdDays: 0, readyMinutes: 30, extensionDays: 1, customerExtensions: 1, clerkExtensions: 1,
            agentExtensions: 1, openPerCustomer: 9)
        let plan = ShopPlan(policies: [today], contact: [Self.row("all", 1, within: 600)])
        try await withShop(plan) { shop in
            shop.clock.set(try #require(Instant(rfc3339: "2026-11-24T19:30:00+09:00")))
            let late = try await shop.reserve([("A", 1)])
            let task = try #require(try await shop.desk.history(of: late.id).tasks.first)
            #expect(task.dueAt == late.pickUpBy - .seconds(60))
            // The bar closes at 2 in the night, and nobody may be called after 20.
            shop.clock.set(try #require(Instant(rfc3339: "2026-11-24T21:00:00+09:00")))
            let night = try await shop.reserve([("A", 1)], at: Shop.s3)
            #expect(night.pickUpBy == Instant(rfc3339: "2026-11-25T02:00:00+09:00"))
            #expect(night.contact == .notNeeded)
        }
    }

    @Test("A refused reservation leaves no task behind")
    func refused() async throws {
        try await withShop(ShopPlan(contact: [Self.row("all", 1, within: 60)])) { (shop: Shop) async throws in
            await #expect(throws: Refusal.self) { try await shop.reserve([("C", 3)]) }
            #expect(try await shop.desk.open(locations: [], after: nil, limit: 9).isEmpty)
        }
    }
}
