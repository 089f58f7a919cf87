// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@Suite("Taking reservations")
struct IntakeTests {
    private func keyed(_ key: String, _ fingerprint: UInt8 = 1) -> Keyed<Reservation> {
        Keyed(client: "web", key: key, fingerprint: [fingerprint]) {
            Answered(status: 201, body: JSON.object(["id": .string($0.id.description)]).text)
        }
    }

    @Test("What is there of it is taken when part is enough; otherwise all or nothing")
    func partial() async throws {
        try await withShop { shop in
            await #expect(throws: Refusal.soldOut(sku: SKU(stored: "C"), location: Shop.s1, available: 2)) {
                try await shop.reserve([("A", 1), ("C", 3)])
            }
            #expect(try await shop.level("A") == Figures(10, 0))
            let part = try await shop.reserve([("C", 2), ("A", 1), ("C", 3)], partial: true)
            #expect(part.lines.map(\.requested) == [5, 1])
            #expect(part.lines.map(\.quantity) == [2, 1])
            #expect(try await shop.reservations.find(part.id) == part)
            let rest = try await shop.reserve([("C", 1), ("A", 1)], partial: true)
            #expect(rest.lines.map(\.sku.code) == ["A"])
            await #expect(throws: Refusal.soldOut(sku: SKU(stored: "C"), location: Shop.s1, available: 0)) {
                try await shop.reserve([("C", 1)], partial: true)
            }
        }
    }

    @Test("What cannot be reserved is refused with its reason, and nothing stays")
    func refusals() async throws {
        let few = ReservationPolicy(
            id: "few", holdDays: 0, readyMinutes: 60, extensionDays: 1, customerExtensions: 1, clerkExtensions: 1,
            agentExtensions: 1, openPerCustomer: 2)
        try await withShop(ShopPlan(policies: [few])) { shop in
            let nowhere = LocationID(stored: "S999")
            await #expect(throws: Refusal.unknownSKU(SKU(stored: "NONE"))) { try await shop.reserve([("NONE", 1)]) }
            await #expect(throws: Refusal.unknownSKU(SKU(stored: "OLD"))) { try await shop.reserve([("OLD", 1)]) }
            for place in [nowhere, Shop.w1] {
                await #expect(throws: Refusal.locationCannotServe(place)) {
                    try await shop.reserve([("A", 1)], at: place)
                }
            }
            for from in [nowhere, Shop.s1] {
                await #expect(throws: Refusal.locationCannotServe(from)) {
                    try await shop.reserve([("A", 1)], shipsFrom: from)
                }
            }
            await #expect(throws: Refusal.doesNotFit("lines")) { try await shop.reserve([]) }
            for quantity in [0, -1, Limits.unitsPerLine + 1] {
                await #expect(throws: Refusal.doesNotFit("lines: quantity 2")) {
                    try await shop.reserve([("A", 1), ("B", quantity)])
                }
            }
            // No hold days: until today's closing, and tomorrow's once that is past.
            #expect(try await shop.reserve([("A", 1)]).pickUpBy == Instant(rfc3339: "2026-11-24T20:00:00+09:00"))
            shop.clock.set(try #require(Instant(rfc3339: "2026-11-24T20:00:00+09:00")))
            #expect(try await shop.reserve([("A", 1)]).pickUpBy == Instant(rfc3339: "2026-11-25T20:00:00+09:00"))
            await #expect(throws: Refusal.tooManyOpen(2)) { try await shop.reserve([("A", 1)]) }
            #expect(try await shop.level("A") == Figures(10, 2))
        }
    }

    @Test("One key sent 100 times at once makes one reservation and gets one answer", arguments: [10, 1])
    func oneKey(units: Int) async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": units]])) { shop in
            let answers = try await withThrowingTaskGroup(of: (isNew: Bool, id: String).self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        let done = try await shop.reservations.reserve(
                            shop.request([("A", 1)]), by: .program("web"), keyed: keyed("k-1"))
                        switch done {
                        case .now(let new, _): return (true, new.id.description)
                        case .before(let answered):
                            return (false, try JSON(parsing: Array(answered.body.utf8))["id"]?.string ?? "")
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.isNew } == 1)
            #expect(Set(answers.map(\.id)).count == 1)
            #expect(try await shop.level("A") == Figures(units, 1))
            await #expect(throws: Refusal.keyReused) {
                try await shop.reservations.reserve(
                    shop.request([("A", 2)]), by: .program("web"), keyed: keyed("k-1", 2))
            }
        }
    }

    @Test("A key on a command is done once too, and its answer outlives the state that allowed it")
    func keyedCommand() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            let collect = Command.collect(items: [], proof: .link, proxy: nil, rest: .keep)
            try await shop.makeReady(new.id)
            let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        switch try await shop.reservations.perform(
                            collect, on: new.id, by: Shop.clerk, keyed: keyed("k-2"))
                        {
                        case .now: true
                        case .before: false
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            #expect(try await shop.level("A") == Figures(9, 0))
            await #expect(throws: Refusal.alreadyCollected) { try await shop.carryOut(collect, on: new.id) }
        }
    }

    @Test("Who has read an older version is told so")
    func stale() async throws {
        try await withShop { shop in
            let new = try await shop.reserve([("A", 1)])
            _ = try await shop.reservations.perform(.accept, on: new.id, by: Shop.clerk, versions: [1])
            await #expect(throws: Refusal.stale(current: 2)) {
                try await shop.reservations.perform(.cancel(reason: ""), on: new.id, by: Shop.clerk, versions: [1])
            }
            await #expect(throws: Refusal.notFound(.reservation)) {
                try await shop.carryOut(
                    .accept, on: ReservationID(location: Shop.s2, unique: new.id.unique))
            }
        }
    }

    @Test("Reservations are found by place, work, customer and reference, the newest first, page by page")
    func finding() async throws {
        try await withShop { shop in
            var all: [Reservation] = []
            for i in 0..<6 {
                shop.clock.advance(by: .seconds(1))
                all.append(try await shop.reserve([("A", 1)], at: i % 3 == 2 ? Shop.s2 : Shop.s1))
            }
            let accepted = try await shop.carryOut(.accept, on: all[0].id)
            let newest = Array(all.reversed())
            func list(_ change: (inout ReservationFilter) -> Void) async throws -> [ReservationID] {
                var filter = ReservationFilter(locations: [Shop.s1, Shop.s2], limit: 10)
                change(&filter)
                return try await shop.reservations.list(filter).map(\.id)
            }
            #expect(try await list { _ in } == newest.map(\.id))
            #expect(try await list { $0.limit = 2 } == newest.prefix(2).map(\.id))
            #expect(try await list { $0.after = newest[1].id.unique } == newest.dropFirst(2).map(\.id))
            #expect(try await list { $0.locations = [Shop.s2] } == newest.filter { $0.location == Shop.s2 }.map(\.id))
            #expect(try await list { $0.fulfilment = [.accepted] } == [accepted.id])
            #expect(try await list { $0.reference = "W-1" }.count == 6)
            #expect(try await list { $0.reference = "W-2" }.isEmpty)
            #expect(try await list { $0.customer = shop.anybody() }.isEmpty)
            #expect(
                try await shop.reservations.list(of: shop.customer, limit: 4).map(\.id) == newest.prefix(4).map(\.id))
        }
    }
}
