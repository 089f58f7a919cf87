// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import TestSupport
import Testing

private let a = SKU(stored: "A")
private let b = SKU(stored: "B")
private let clerk = Author.program("till")

extension Shop {
    var room: StockRoom { StockRoom(database: database, effects: effects, places: Places(database: database)) }
}

@Suite("The stock room")
struct StockRoomTests {
    @Test("A clerk's lines are written together, and availability follows")
    func record() async throws {
        try await withShop { shop in
            let room = shop.room
            let levels = try await room.record(
                [
                    StockEntry(sku: b, .received(10), cause: "D-17"), StockEntry(sku: a, .counted(4)),
                    StockEntry(sku: b, .sold(2)), StockEntry(sku: b, .sent(3, to: Shop.s2)),
                    StockEntry(sku: b, .adjusted(-1), reason: "damaged"), StockEntry(sku: b, .returned(1)),
                ], at: Shop.s1, author: clerk)
            #expect(levels.map(\.onHand) == [4, 5])
            _ = try await room.record([StockEntry(sku: b, .arrived(3, from: Shop.s1))], at: Shop.s2, author: clerk)
            try await room.setSafety(1, of: b, at: Shop.s2)
            try await shop.apply([.reserve(1, of: b, at: Shop.s2)])
            let answer = try await room.availability(skus: [a, b], locations: [Shop.s2, Shop.s1])
            #expect(
                answer.map(\.key) == [
                    StockKey(Shop.s2, a), StockKey(Shop.s2, b), StockKey(Shop.s1, a), StockKey(Shop.s1, b),
                ])
            #expect(answer.map(\.available) == [0, 1, 4, 5])
            #expect(answer.map(\.confidence) == [.low, .low, .high, .low])
            let ledger = try await room.ledger(Shop.s1, b, limit: 3)
            #expect(ledger.map(\.quantity) == [1, -1, -3] && ledger[2].cause == "to:S002")
            let rest = try await room.ledger(Shop.s1, b, before: ledger[2].id)
            #expect(rest.map(\.quantity) == [-2, 10] && rest[1].author == "program:till")
            #expect(try await shop.violations() == 0)
        }
    }

    @Test("One unknown SKU, and nothing is written, not even what goes alongside")
    func unknown() async throws {
        try await withShop { shop in
            let room = shop.room
            let lines = [StockEntry(sku: a, .received(1)), StockEntry(sku: SKU(stored: "NO SUCH"), .received(1))]
            let keyed = Keyed<Void>(client: "till", key: "k", fingerprint: [1]) { Answered(status: 201, body: "{}") }
            let keep = keyed.keep((), location: Shop.s1.code, at: .system)
            await #expect(throws: Refusal.unknownSKU(SKU(stored: "NO SUCH"))) {
                try await room.record(lines, at: Shop.s1, author: clerk, keep: keep)
            }
            await #expect(throws: Refusal.notFound(.location)) {
                try await room.record(
                    [StockEntry(sku: a, .received(1))], at: LocationID(stored: "S999"), author: clerk)
            }
            let kept = try await shop.database.run(keyed.find)
            let ledger = try await room.ledger(Shop.s1, a)
            #expect(kept.isEmpty && ledger.isEmpty)
        }
    }

    @Test("Of a hundred tills at once those with an unknown SKU fail alone; every other line is in the ledger")
    func crowd() async throws {
        try await withShop { shop in
            let room = shop.room
            let refused = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    let sku = number % 25 == 7 ? SKU(stored: "NO SUCH") : number % 2 == 0 ? a : b
                    let author = Author.program(number % 3 == 0 ? "till" : "other till")
                    group.addTask {
                        do {
                            let after = try await room.record(
                                [StockEntry(sku: sku, .received(2))], at: Shop.s1, author: author)
                            return after.map(\.key.sku) != [sku]
                        } catch { return true }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(refused == 4)
            let levels = try await room.availability(skus: [a, b], locations: [Shop.s1])
            // 7, 32, 57 and 82 named the unknown one: two even numbers and two odd ones.
            #expect(levels.map(\.onHand) == [96, 96])
            #expect(try await shop.violations() == 0)
        }
    }

    @Test(
        "Quantities that make no sense are refused",
        arguments: [
            StockEntry(sku: a, .received(0)), StockEntry(sku: a, .sold(-1)), StockEntry(sku: a, .sold(1_000_000)),
            StockEntry(sku: a, .counted(-1_000_000)), StockEntry(sku: a, .adjusted(0), reason: "x"),
            StockEntry(sku: a, .adjusted(1)), StockEntry(sku: a, .sent(1, to: Shop.s1)),
            StockEntry(sku: a, .received(1), cause: String(repeating: "x", count: 201)),
        ])
    func nonsense(entry: StockEntry) async throws {
        try await withShop { shop in
            await #expect(throws: Refusal.self) { try await shop.room.record([entry], at: Shop.s1, author: clerk) }
        }
    }

    @Test("A shortage is listed until the stock covers it, and cannot be talked away")
    func shortages() async throws {
        try await withShop { shop in
            let room = shop.room
            try await shop.receive(2, "A")
            try await shop.apply([.reserve(2, of: a, at: Shop.s1)])
            _ = try await room.record([StockEntry(sku: a, .counted(0))], at: Shop.s1, author: clerk)
            let open = try await room.shortages(locations: [Shop.s1, Shop.s2])
            let shortage = try #require(open.first)
            #expect(open.count == 1 && shortage.short == 2 && shortage.name == "品A" && shortage.cause == "counted")
            await #expect(throws: Refusal.doesNotFit("2 units are still short")) {
                try await room.closeShortage(shortage.id, resolution: "found", author: clerk)
            }
            _ = try await room.record([StockEntry(sku: a, .counted(2))], at: Shop.s1, author: clerk)
            let left = try await room.shortages(locations: [Shop.s1])
            #expect(left.isEmpty)
            try await room.closeShortage(shortage.id, resolution: "behind the counter", author: clerk)
            let nowhere = ShortageID(location: Shop.s2, unique: shortage.id.unique)
            await #expect(throws: Refusal.notFound(.shortage)) {
                try await room.closeShortage(nowhere, resolution: "", author: clerk)
            }
            let told = try await shop.database.run(ReadEvents(location: Shop.s1, subject: shortage.id.unique))
            #expect(told.map { $0.payload?.kind } == [.shortageOpened, .shortageCovered, .shortageResolved])
            #expect(told.map(\.data).first == ["sku": "A", "short": 2, "cause": "counted"])
            #expect(told.map(\.data).last == ["resolution": "behind the counter"])
        }
    }

    @Test("The nearest stores answer first and the warehouse last")
    func near() async throws {
        try await withShop { shop in
            func place(_ id: LocationID, _ kind: Location.Kind, _ latitude: Double) -> Location {
                Location(
                    id: id, kind: kind, name: id.code,
                    coordinates: Coordinates(latitude: latitude, longitude: 139))
            }
            _ = try await shop.database.run(
                UpsertLocations([
                    place(Shop.s1, .store, 35), place(Shop.s2, .store, 36), place(Shop.w1, .warehouse, 37),
                ]))
            try await shop.receive(2, "A", at: Shop.w1)
            let point = try #require(Coordinates(latitude: 36.2, longitude: 139))
            let answer = try await shop.room.availability(skus: [a], near: point, stores: 2)
            #expect(answer.map(\.location.id) == [Shop.s2, Shop.s1, Shop.w1])
            #expect(answer.map { $0.levels.map(\.available) } == [[0], [0], [2]])
            let one = try await shop.room.availability(skus: [a], near: point, stores: 1)
            #expect(one.map(\.location.id) == [Shop.s2, Shop.w1])
        }
    }

    @Test("Confidence follows the age of the last look and what was missed")
    func confidence() {
        let now = Instant(seconds: 100 * 86_400)
        func ago(_ days: Int) -> Instant { now - .seconds(days * 86_400) }
        let table: [(seen: Instant?, missed: Instant?, Confidence)] = [
            (nil, nil, .low), (ago(0), nil, .high), (ago(3), nil, .high), (ago(4), nil, .medium),
            (ago(14), nil, .medium),
            (ago(15), nil, .low), (ago(1), ago(0), .low), (ago(1), ago(5), .medium), (ago(1), ago(20), .high),
            (ago(1), ago(1), .low),
        ]
        for (seen, missed, expected) in table {
            #expect(Confidence(seenAt: seen, missedAt: missed, now: now) == expected)
        }
    }

    @Test("A SKU is found by code, name or GTIN, and wildcards are letters")
    func search() async throws {
        try await withShop { shop in
            let gtin = try #require(GTIN("4901234567894"))
            let item = CatalogueItem(
                sku: SKU(stored: "MUG-100%"), gtin: gtin, name: "髙﨑のマグ", nameEN: "Mug", price: 1200,
                attributes: ["色": "藍"])
            _ = try await shop.database.run(UpsertSKUs([item], at: shop.effects.now()))
            for text in ["4901234567894", "髙﨑", "mug", "100%"] {
                #expect(try await shop.room.search(text) == [item])
            }
            let wild = try await shop.room.search("10_%")
            let few = try await shop.room.search("", limit: 3)
            #expect(wild.isEmpty && few.count == 3)
        }
    }
}
