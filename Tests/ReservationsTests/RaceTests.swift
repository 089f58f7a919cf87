// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@Suite("Races")
struct RaceTests {
    /// Runs a body so many times at once and counts how each came out, in words.
    private func crowd(
        _ count: Int, _ body: @escaping @Sendable (Int) async throws -> String
    ) async throws -> [String: Int] {
        try await withThrowingTaskGroup(of: String.self) { group in
            for i in 0..<count {
                group.addTask {
                    do { return try await body(i) } catch let refusal as Refusal { return refusal.word }
                }
            }
            var words: [String: Int] = [:]
            for try await word in group { words[word, default: 0] += 1 }
            return words
        }
    }

    @Test("Of 200 at once for one unit, one gets it and 199 read sold out")
    func oneUnit() async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 1]])) { shop in
            let outcomes = try await crowd(200) { _ in
                _ = try await shop.reserve([("A", 1)], for: shop.anybody())
                return "reserved"
            }
            #expect(outcomes == ["reserved": 1, "soldOut": 199])
            #expect(try await shop.level("A") == Figures(1, 1))
        }
    }

    @Test(
        "For k units and n buyers exactly k are served, wherever they look", arguments: [(3, 30), (17, 60), (40, 40)])
    func someUnits(units: Int, buyers: Int) async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": units, "B": buyers]])) { shop in
            let outcomes = try await crowd(buyers) { _ in
                _ = try await shop.reserve([("B", 1), ("A", 1)], for: shop.anybody())
                return "reserved"
            }
            var expected = ["reserved": units]
            if buyers > units { expected["soldOut"] = buyers - units }
            #expect(outcomes == expected)
            #expect(try await shop.level("A") == Figures(units, units))
            #expect(try await shop.level("B") == Figures(buyers, units))
        }
    }

    @Test("Whoever takes what is there shares the last units without a rest")
    func partialCrowd() async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 25]])) { shop in
            _ = try await crowd(20) { _ in
                _ = try await shop.reserve([("A", 3)], for: shop.anybody(), partial: true)
                return "reserved"
            }
            let level = try await shop.level("A")
            // A loser of three races may give up while a unit or two are left; more than was there is never promised.
            #expect((24...25).contains(level.reserved))
        }
    }

    @Test(
        "In 1,000 rounds of collecting against cancelling against expiring each hold has one end, and losers learn it")
    func threeEnds() async throws {
        let rounds = 1_000
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": rounds]])) { shop in
            var ready: [Reservation] = []
            for chunk in 0..<rounds / 50 {
                ready += try await withThrowingTaskGroup(of: Reservation.self) { group in
                    for _ in 0..<50 {
                        group.addTask {
                            let new = try await shop.reserve([("A", 1)], for: shop.anybody())
                            return try await shop.makeReady(new.id)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(ready.count == (chunk + 1) * 50)
            }
            // The clock of those who expire is one microsecond past the end, that of the others still before it.
            let late = SetEffects(now: ready[0].pickUpBy + .microseconds(1), seed: 9)
            let sweeper = Reservations(
                database: shop.database, effects: late.effects, rules: shop.reservations.rules, companions: [])
            var ends: [String: Int] = [:]
            for hold in ready {
                let words = try await crowd(3) { i in
                    switch i {
                    case 0:
                        try await shop.carryOut(
                            .collect(items: [], proof: .code(hold.pickupCode), proxy: nil, rest: .keep), on: hold.id)
                        return "did collect"
                    case 1:
                        try await shop.carryOut(.cancel(reason: "customer"), on: hold.id)
                        return "did cancel"
                    default:
                        _ = try await sweeper.perform(.expire, on: hold.id, by: .duty("expiry"))
                        return "did expire"
                    }
                }
                guard let winner = words.keys.first(where: { $0.hasPrefix("did") }), words[winner] == 1 else {
                    Issue.record("no winner or more than one: \(words)")
                    continue
                }
                let learnt = ["did collect": "collected", "did cancel": "released", "did expire": "expired"]
                let loss = learnt[winner] ?? ""
                if words != [winner: 1, loss: 2] { Issue.record("\(words)") }
                ends[winner, default: 0] += 1
            }
            #expect(ends.values.reduce(0, +) == rounds)
            #expect(ends.count > 1, "One side always wins: this was no race. \(ends)")
            let level = try await shop.level("A")
            #expect(level == Figures(rounds - (ends["did collect"] ?? 0), 0))
        }
    }

    @Test("Reservations, sales and counts of the same goods at once: nothing is promised twice, nothing is hidden")
    func againstSales() async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 60, "B": 60]])) { shop in
            let outcomes = try await crowd(240) { i in
                let code = i % 2 == 0 ? "A" : "B"
                switch i % 6 {
                case 0, 1:
                    try await shop.sell(1, code)
                    return "sold"
                case 2 where i % 48 == 2:
                    try await shop.book([
                        StockChange(Shop.s1, SKU(stored: code), counted: 20, movement: .counted, isSeen: true)
                    ])
                    return "counted"
                default:
                    let new = try await shop.reserve([(code, 1), (code == "A" ? "B" : "A", 1)], for: shop.anybody())
                    if i % 5 == 0 { try await shop.carryOut(.cancel(reason: "x"), on: new.id) }
                    return "reserved"
                }
            }
            #expect((outcomes["reserved"] ?? 0) > 0)
            #expect(Set(outcomes.keys).isSubset(of: ["reserved", "soldOut", "sold", "counted"]))
        }
    }

    @Test("Many lines in random orders at once wait for each other and never deadlock")
    func manyLines() async throws {
        let codes = ["A", "B", "C", "D"]
        let shelf = Dictionary(uniqueKeysWithValues: codes.map { ($0, 500) })
        try await withShop(ShopPlan(shelves: [Shop.s1: shelf, Shop.s2: shelf, Shop.w1: shelf])) { shop in
            let outcomes = try await crowd(150) { i in
                var chance = SeededRandom(seed: UInt64(i))
                let goods = codes.shuffled(using: &chance).map { ($0, Int.random(in: 1...2, using: &chance)) }
                let new = try await shop.reserve(
                    goods, at: i % 2 == 0 ? Shop.s1 : Shop.s2, for: shop.anybody(),
                    shipsFrom: i % 5 == 0 ? Shop.w1 : nil)
                switch i % 4 {
                case 0: try await shop.carryOut(.cancel(reason: "x"), on: new.id)
                case 1 where new.shipsFrom == nil:
                    let items = goods.indices.map { Command.PickedItem(line: $0 + 1, found: 0, short: .notInStock) }
                    try await shop.carryOut(.pick(items: items, staging: nil), on: new.id)
                case 2:
                    try await shop.carryOut(.reroute(to: shop.place(at: i % 8 == 2 ? Shop.s2 : Shop.s3)), on: new.id)
                default: break
                }
                return "done"
            }
            // Empty shelves and a store that has none of it are said; a deadlock would come out as a database error.
            #expect(Set(outcomes.keys).isSubset(of: ["done", "soldOut", "fit"]))
        }
    }
}
