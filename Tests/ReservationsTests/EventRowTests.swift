// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import ShopSupport
import Stock
import Testing

@testable import Reservations

/// What is written is held against texts, so that rows of before and of after are read by the same eyes.
@Suite("Rows of events")
struct EventRowTests {
    private func rows(_ shop: Shop, _ id: ReservationID) async throws -> [(Event.Kind?, JSON)] {
        try await shop.reservations.events(of: id).map { ($0.kind, $0.data) }
    }

    private func edition(_ policy: Event.PolicyEdition) -> String {
        #"{"id":"\#(policy.id)","edition":\#(policy.edition)}"#
    }

    @Test("From birth to hand-over: the rows, member by member")
    func mainJob() async throws {
        let call = ContactPolicy(
            id: "all", priority: 1, reason: "every_reservation", withinMinutes: 60, retryMinutes: [30])
        try await withShop(ShopPlan(contact: [call])) { shop in
            let new = try await shop.reserve([("A", 2), ("B", 1)])
            shop.clock.advance(by: .seconds(95 * 60 + 59))
            try await shop.makeReady(new.id)
            try await shop.carryOut(
                .collect(
                    items: [.init(line: 1, quantity: 2)], proof: .code(new.pickupCode), proxy: "別人", rest: .release),
                on: new.id)
            let expected: [(Event.Kind, String)] = [
                (
                    .created,
                    """
                    {"kind":"reserve","lines":[{"sku":"A","quantity":2,"unit_price":1000},
                      {"sku":"B","quantity":1,"unit_price":5000}],"pick_up_by":"2026-11-27T20:00:00+09:00",
                     "contact":"pending","arm":"human","policy":\(edition(ReservationPolicy.fallback.told)),
                     "contact_policy":\(edition(call.told))}
                    """
                ),
                (.accepted, "{}"), (.pickingStarted, "{}"),
                (
                    .picked,
                    """
                    {"lines":[{"line":1,"sku":"A","picked":2,"quantity":2},{"line":2,"sku":"B","picked":1,"quantity":1}],
                     "staging":""}
                    """
                ),
                (.ready, #"{"staging":"B-3","pick_up_by":"2026-11-27T20:00:00+09:00","open_minutes":95}"#),
                (.collected, #"{"lines":[{"line":1,"sku":"A","quantity":2}],"proof":"code","proxy":true}"#),
                (.restReleased, #"{"units":1}"#),
            ]
            let rows = try await rows(shop, new.id)
            #expect(rows.map(\.0) == expected.map(\.0))
            for (row, text) in zip(rows, expected) {
                let json = try JSON(parsing: text.1)
                #expect(row.1 == json, "\(text.0)")
            }
        }
    }

    @Test("The time until ready is counted in the store's own hours, over nights and closed days")
    func openMinutes() async throws {
        try await withShop { shop in
            // From Tuesday noon: S001 has eight hours left, S002 is closed on Wednesday.
            let (first, second) = (try await shop.reserve([("A", 1)]), try await shop.reserve([("A", 1)], at: Shop.s2))
            shop.clock.advance(by: .seconds(22 * 3_600 + 30 * 60))
            try await shop.makeReady(first.id)
            shop.clock.advance(by: .seconds(24 * 3_600))
            try await shop.makeReady(second.id)
            for (id, minutes) in [(first.id, 8 * 60 + 30), (second.id, 8 * 60 + 30)] {
                guard case .ready(let told) = try await shop.reservations.events(of: id).last?.payload else {
                    Issue.record("no event of readiness")
                    continue
                }
                #expect(told.openMinutes == minutes)
            }
        }
    }

    @Test("A reservation that moves tells where it comes from, and by which policy its new dates are counted")
    func moved() async throws {
        try await withShop { shop in
            let old = try await shop.reserve([("A", 1)])
            let place = try await shop.reservations.newPlace(at: Shop.s2, for: old.id)
            try await shop.carryOut(.reroute(to: place), on: old.id)
            let rows = try await rows(shop, place.id)
            let text = """
                {"rerouted_from":"\(old.id)","policy":\(edition(ReservationPolicy.fallback.told)),"contact":"not_needed",
                 "confirm":false}
                """
            let json = try JSON(parsing: text)
            #expect(rows.count == 1 && rows[0].0 == .created && rows[0].1 == json)
            #expect(try await self.rows(shop, old.id).last?.1 == ["to": .string(place.id.description)])
        }
    }

    @Test("An edited policy has another edition, the same rules the same one")
    func editions() {
        func policy(_ days: Int, id: String = "standard") -> Event.PolicyEdition {
            ReservationPolicy(
                id: id, holdDays: days, readyMinutes: 120, extensionDays: 2, customerExtensions: 1, clerkExtensions: 2,
                agentExtensions: 3, openPerCustomer: 10
            ).told
        }
        #expect(policy(3) == policy(3) && policy(3).edition != policy(4).edition)
        #expect(policy(3).id != policy(3, id: "other").id)
        func contact(_ minutes: Int) -> Int {
            ContactPolicy(id: "all", priority: 1, reason: "r", withinMinutes: minutes, retryMinutes: [30]).told.edition
        }
        #expect(contact(60) == contact(60) && contact(60) != contact(61))
    }
}
