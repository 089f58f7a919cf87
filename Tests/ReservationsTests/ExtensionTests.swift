// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Stock
import Testing

@testable import Reservations

@Suite("Extending")
struct ExtensionTests {
    private func moment(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test("Open days are counted, closed ones are not")
    func openDays() throws {
        var reservation = Sample.fresh
        reservation.pickUpBy = try moment("2026-11-24T20:00:00+09:00")
        // Closed on Wednesdays: two open days after Tuesday is Friday.
        let ground = Sample.ground(calendar: Sample.calendar(without: [3]))
        let after = try reservation.deciding(.extend(until: nil), on: ground).after
        #expect(after.pickUpBy == (try moment("2026-11-27T20:00:00+09:00")))
        #expect(after.extensions == 1)
        #expect(after.firstPickUpBy == reservation.firstPickUpBy)
    }

    @Test("A named day that is closed moves to the next open one; too far or too early is refused")
    func namedDay() throws {
        var reservation = Sample.fresh
        reservation.pickUpBy = try moment("2026-11-24T20:00:00+09:00")
        let ground = Sample.ground(calendar: Sample.calendar(without: [3]))
        let wednesday = try day("2026-11-25")
        let after = try reservation.deciding(.extend(until: wednesday), on: ground).after
        #expect(after.pickUpBy == (try moment("2026-11-26T20:00:00+09:00")))
        for day in ["2026-11-24", "2026-11-28"] {
            let day = try self.day(day)
            #expect(throws: Refusal.extensionLimit(2)) {
                try reservation.deciding(.extend(until: day), on: ground)
            }
        }
    }

    @Test(
        "A store that closes after midnight counts from the day that ends, not from the next", arguments: [1440, 1560])
    func afterMidnight(closes: Int) throws {
        let calendar = Sample.calendar(1080, closes)
        var reservation = Sample.fresh
        reservation.pickUpBy = try #require(calendar.closing(on: day("2026-11-24")))
        let after = try reservation.deciding(.extend(until: nil), on: Sample.ground(calendar: calendar)).after
        #expect(after.pickUpBy == (try calendar.closing(on: day("2026-11-26"))))
    }

    @Test("Each role has its own limit, and the service's duties have none to give")
    func roles() throws {
        let person = StaffID(unique: UniqueID(high: 1, low: 1))
        let limits: [(Author, Int)] = [
            (.customer, 1), (.staff(person, .clerk), 2), (.staff(person, .agent), 3), (.program("web"), 3),
            (.duty("expiry"), 0),
        ]
        for (author, limit) in limits {
            var reservation = Sample.fresh
            for _ in 0..<limit {
                reservation = try reservation.deciding(.extend(until: nil), on: Sample.ground(by: author)).after
            }
            #expect(reservation.extensions == limit)
            #expect(throws: Refusal.extensionLimit(limit)) {
                try reservation.deciding(.extend(until: nil), on: Sample.ground(by: author))
            }
            let supervisor = Author.staff(person, .supervisor)
            #expect(
                try reservation.deciding(.extend(until: nil), on: Sample.ground(by: supervisor)).after.extensions
                    == limit + 1)
        }
    }

    @Test("The most specific policy serves: place and kind, then place, then kind, then neither")
    func policies() {
        func row(_ id: String, _ location: LocationID?, _ kind: Reservation.Kind?) -> ReservationPolicy {
            ReservationPolicy(
                id: id, location: location, kind: kind, holdDays: 1, readyMinutes: 60, extensionDays: 1,
                customerExtensions: 0, clerkExtensions: 0, agentExtensions: 0, openPerCustomer: 1)
        }
        let rows = [
            row("any", nil, nil), row("buy", nil, .buy), row("here", Shop.s1, nil), row("both", Shop.s1, .buy),
            row("any2", nil, nil),
        ]
        for order in [rows, rows.reversed()] {
            let policies = ReservationPolicies(order)
            #expect(policies.serving(Shop.s1, .buy).id == "both")
            #expect(policies.serving(Shop.s1, .reserve).id == "here")
            #expect(policies.serving(Shop.s2, .buy).id == "buy")
            #expect(policies.serving(Shop.s2, .reserve).id == "any")
        }
        #expect(ReservationPolicies([]).serving(Shop.s1, .buy) == .fallback)
    }
}
