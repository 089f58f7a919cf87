// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Doors where nobody signs in")
struct OpenDoorTests {
    private static let origin = "https://shop.example.jp"

    /// Lets a store hold so many units of an article for those of whom nothing is proved.
    private func bound(_ units: Int, _ house: House) async throws {
        let policy = ReservationPolicy(
            id: "all", holdDays: 3, readyMinutes: 120, extensionDays: 2, customerExtensions: 1, clerkExtensions: 2,
            agentExtensions: 3, openPerCustomer: 10, unprovedUnits: units)
        _ = try await house.database.count(KeepReservationPolicies([policy]))
    }

    /// Reserves in the shop as one of many made-up people, each from a source of its own unless one is given.
    private func reserve(
        _ number: Int, _ house: House, store: String = "S004", quantity: String = "1", from source: String? = nil,
        language: String = "ja"
    ) async throws -> HTTPAnswer {
        var wish = House.wish("k\(number)", store: store, quantity: quantity).filter { $0.0 != "phone" }
        wish.append(("phone", "090-0000-\(String(10_000 + number).suffix(4))"))
        return try await house.client.form(
            "/shop/KT-1010-24", wish,
            headers: [("Accept-Language", language), ("X-Forwarded-For", source ?? "203.0.113.\(number)")])
    }

    @Test("Sixty made-up numbers at once take no more of a shelf than the policy allows")
    func sixty() async throws {
        for isOne in [true, false] {
            try await withHouse { house in
                let plenty = [StockChange(House.tokyo, House.pan, onHand: 2_000, movement: .received)]
                _ = try await StockChanges(
                    plenty, author: .duty("test"), at: house.clock.now, effects: house.clock.effects
                ).run(on: house.database)
                let before = try await house.available(at: House.tokyo)
                let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                    for number in 1...60 {
                        group.addTask {
                            try await reserve(
                                number, house, quantity: "20", from: isOne ? "2001:db8::\(number)" : nil)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let taken = before - (try await house.available(at: House.tokyo))
                #expect(taken == 20 * answers.count { $0.status == 303 })
                #expect(taken <= Limits.unprovedUnits, "one of two may be refused for the other under way")
                if isOne {
                    let late = answers.filter { $0.status == 429 }
                    #expect(late.count == 60 - Limits.openReservationsPerMinute)
                    #expect(late.allSatisfy { $0.header("Retry-After") != nil })
                }
            }
        }
    }

    @Test("What is held for those of whom nothing is proved is bounded by article and store, at every open door")
    func bounds() async throws {
        try await withHouse(embed: EmbedDoor(origins: [Self.origin])) { house in
            try await bound(3, house)
            let first = try await reserve(1, house)
            #expect(first.status == 303)
            #expect(try await reserve(2, house, quantity: "2").status == 303)
            for (language, words) in [("ja", "多くのお取り置きを承っています"), ("en", "Many of this item are on hold")] {
                let refused = try await reserve(3, house, language: language)
                #expect(refused.status == 409 && refused.read.contains(words))
            }
            let wish: JSON = [
                "sku": "KT-1010-24", "store": "S004", "quantity": "1", "name": "髙橋 花子", "phone": "090-0000-9999",
            ]
            let embedded = try await house.client.post(
                "/embed/v1/reservations", wish, headers: [("Origin", Self.origin), ("Idempotency-Key", "\"e\"")])
            #expect(embedded.status == 409 && embedded.json["code"] == "TRK-325")
            #expect(embedded.json["detail"]?.string?.contains("ほかの店舗") == true)
            #expect(try await house.available(at: House.tokyo) == 2)
            // What was done before is answered as it was; another store has a bound of its own.
            #expect(try await reserve(1, house).header("Location") == first.header("Location"))
            #expect(try await reserve(4, house, store: "S001").status == 303)
            // Whoever proves the address is not among them any more.
            let path = try #require(first.header("Location"))
            let reservation = try await house.reservation(path)
            let address = try #require(reservation.recipient.addresses.first)
            try await house.customers.prove(address, of: reservation.customer, by: "link")
            #expect(try await reserve(5, house).status == 303)
            #expect(try await reserve(6, house).status == 409)
        }
    }

    @Test("Nor does whoever moves to another store get beyond the bound there, until something is proved")
    func moves() async throws {
        try await withHouse { house in
            try await bound(1, house)
            #expect(try await reserve(1, house).status == 303)
            let path = try #require(try await reserve(2, house, store: "S001").header("Location"))
            let refused = try await house.post("\(path)/store", [("key", "m"), ("store", "S004")])
            #expect(refused.status == 409 && refused.read.contains("多くのお取り置きを承っています"))
            #expect(try await house.available(at: House.tokyo) == 4)
            let reservation = try await house.reservation(path)
            let address = try #require(reservation.recipient.addresses.first)
            try await house.customers.prove(address, of: reservation.customer, by: "link")
            let moved = try await house.post("\(path)/store", [("key", "m2"), ("store", "S004")])
            #expect(moved.status == 303)
            #expect(try await house.available(at: House.tokyo) == 3)
        }
    }

    @Test("By a customer's links one thing is done twenty times an hour, and then said to be too often, in words")
    func links() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let before = try await house.reservation(path).version
            func name(_ number: Int, _ language: String = "ja") async throws -> HTTPAnswer {
                try await house.post(
                    "\(path)/proxy", [("key", "p\(number)"), ("name", "代理 \(number)")], language: language)
            }
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<60 { group.addTask { try await name(number).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0 == 429 } == 60 - Limits.linkActsPerHour)
            #expect(try await house.reservation(path).version <= before + Limits.linkActsPerHour)
            for (language, words) in [("ja", "同じ操作が短い時間に何度もありました"), ("en", "many times in the last hour")] {
                let refused = try await name(99, language)
                #expect(refused.status == 429 && refused.read.contains(words))
                #expect(Int(refused.header("Retry-After") ?? "").map { (1...3_600).contains($0) } == true)
            }
            // Anything else, and anybody else, is not held up; nor is the same an hour later.
            #expect(try await house.post("\(path)/call-me", [("key", "c")]).status == 303)
            let other = try await house.reserve("other")
            #expect(try await house.post("\(other)/proxy", [("key", "o"), ("name", "代理")]).status == 303)
            house.clock.advance(by: .seconds(3_600))
            #expect(try await name(100).status == 303)
        }
    }
}
