// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import TestSupport
import Testing

private let a = SKU(stored: "A")
private let b = SKU(stored: "B")

@Suite("Changes of stock levels")
struct ApplyStockTests {
    @Test("The last piece goes to one customer")
    func lastPiece() async throws {
        try await withShop { shop in
            try await shop.receive(1, "A")
            let winners = try await withThrowingTaskGroup { group in
                for _ in 0..<100 {
                    group.addTask { try await shop.apply([.reserve(1, of: a, at: Shop.s1)])[0].isApplied }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
            let level = try await shop.level("A")
            #expect(level.onHand == 1 && level.reserved == 1 && level.movements == 1)
        }
    }

    @Test("Changes of one level are summed, and a count is what was counted then")
    func summed() async throws {
        try await withShop { shop in
            try await shop.receive(10, "A")
            shop.clock.advance(by: .seconds(1))
            let after = try await shop.apply([
                StockChange(Shop.s1, a, onHand: -2, movement: .sold),
                StockChange(Shop.s1, a, counted: 5, movement: .counted, isSeen: true),
                StockChange(Shop.s1, a, onHand: -1, movement: .sold),
                StockChange(Shop.s1, a, counted: 4, movement: .counted),
                StockChange(Shop.s1, a, counted: 3, movement: .counted, reason: "again"),
                StockChange(Shop.s1, a, onHand: 7, movement: .received),
            ])
            #expect(after.count == 1 && after[0].before == 10 && after[0].onHand == 10)
            let ledger = try await shop.database.run(ReadLedger(key: StockKey(Shop.s1, a), before: nil, limit: 10))
            // Newest first; the count that found what it should has no line.
            #expect(ledger.map(\.quantity) == [7, -1, -1, -3, -2, 10])
            #expect(ledger[1].reason == "again" && ledger[1].kind == .counted)
            #expect(try await shop.level("A").seenAt == shop.effects.now())
            #expect(try await shop.violations() == 0)
        }
    }

    @Test("A count that finds what is there writes no movement, but the shelf was seen")
    func countWithoutDifference() async throws {
        try await withShop { shop in
            try await shop.receive(3, "A")
            shop.clock.advance(by: .seconds(60))
            try await shop.apply([StockChange(Shop.s1, a, counted: 3, movement: .counted, isSeen: true)])
            let level = try await shop.level("A")
            #expect(level.movements == 1 && level.seenAt == shop.effects.now())
        }
    }

    @Test("A guarded change respects safety stock and needs a level that exists")
    func guarded() async throws {
        try await withShop { shop in
            try await shop.receive(5, "A")
            _ = try await shop.database.run(SetSafety(key: StockKey(Shop.s1, a), safety: 2))
            let refused = try await shop.apply([.reserve(4, of: a, at: Shop.s1)])
            #expect(!refused[0].isApplied && refused[0].exists && refused[0].available == 3)
            #expect(try await shop.apply([.reserve(3, of: a, at: Shop.s1)])[0].isApplied)
            let missing = try await shop.apply([.reserve(1, of: b, at: Shop.s1)])
            #expect(!missing[0].isApplied && !missing[0].exists)
            let lines = (1...3).map { _ in StockChange.reserve(1, of: a, at: Shop.s1) }
            #expect(try await shop.apply(lines).map(\.isApplied) == [false], "lines of one SKU are one wish")
        }
    }

    @Test("A refusal skips its key, skips all or fails the batch, as asked")
    func refusals() async throws {
        try await withShop { shop in
            try await shop.receive(5, "A")
            let wish: [StockChange] = [.reserve(1, of: a, at: Shop.s1), .reserve(1, of: b, at: Shop.s1)]
            #expect(try await shop.apply(wish, onRefusal: .skipAll).map(\.isApplied) == [false, false])
            #expect(try await shop.level("A").reserved == 0)
            let error = await #expect(throws: DatabaseError.self) { try await shop.apply(wish, onRefusal: .fail) }
            #expect(error?.constraint == "stock_level_promise" && error?.isRetryable == false)
            #expect(try await shop.level("A").reserved == 0)
            #expect(try await shop.apply(wish).map(\.isApplied) == [true, false])
            let unknown = StockChange(Shop.s1, SKU(stored: "NO SUCH"), onHand: 1, movement: .received)
            #expect(try await shop.apply([unknown])[0].exists == false)
            let tooFew = wish + [.reserve(9, of: a, at: Shop.s1)]
            await #expect(throws: DatabaseError.self) { try await shop.apply(tooFew, onRefusal: .fail) }
        }
    }

    @Test("Figures that no shelf holds are refused, not an error of the server")
    func absurd() async throws {
        try await withShop { shop in
            try await shop.receive(999_999_999, "A")
            let more = StockChange(Shop.s1, a, onHand: 2_000_000_000, movement: .received)
            #expect(try await shop.apply([more])[0].isApplied == false)
        }
    }

    @Test("A sale below what is promised opens a shortage; it rises, falls and closes with the stock")
    func shortage() async throws {
        try await withShop { shop in
            try await shop.receive(5, "A")
            try await shop.apply([.reserve(4, of: a, at: Shop.s1)])
            try await shop.apply([StockChange(Shop.s1, a, onHand: -3, movement: .sold, cause: "receipt 7")])
            #expect(try await shop.level("A").short == 2)
            #expect(try await shop.violations() == 0)
            try await shop.apply([StockChange(Shop.s1, a, onHand: -3, movement: .sold)])
            let level = try await shop.level("A")
            #expect(level.onHand == -1 && level.short == 4 && level.openShortages == 1, "never more than is promised")
            try await shop.apply([.release(2, of: a, at: Shop.s1)])
            #expect(try await shop.level("A").short == 2)
            try await shop.receive(3, "A")
            let covered = try await shop.level("A")
            #expect(covered.short == 0 && covered.openShortages == 0)
            #expect(try await shop.violations() == 0)
            try await shop.apply([StockChange(Shop.s1, a, onHand: -1, movement: .sold)])
            #expect(try await shop.level("A").openShortages == 1)
        }
    }

    @Test("Many tasks on few levels neither deadlock nor lose a unit")
    func race() async throws {
        try await withShop { shop in
            for sku in "ABCDE" { try await shop.receive(20, String(sku)) }
            let tasks = 32
            try await withThrowingTaskGroup { group in
                for task in 0..<tasks {
                    group.addTask {
                        var random = SeededRandom(seed: UInt64(task))
                        for _ in 0..<25 { try await shop.apply(randomChanges(&random)) }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await shop.violations() == 0)
            let moved = try await shop.database.run(AllLevels())
            #expect(moved.allSatisfy { $0.reserved >= 0 })
        }
    }
}

/// 1–6 changes of random kinds at random levels, in random order; some levels do not exist yet.
private func randomChanges(_ random: inout SeededRandom) -> [StockChange] {
    (0..<Int.random(in: 1...6, using: &random)).map { _ in
        let sku = SKU(stored: String("ABCDEFG".randomElement(using: &random) ?? "A"))
        let location = Bool.random(using: &random) ? Shop.s1 : Shop.s2
        let quantity = Int.random(in: 1...3, using: &random)
        switch Int.random(in: 0...4, using: &random) {
        case 0: return StockChange(location, sku, onHand: quantity, movement: .received)
        case 1: return StockChange(location, sku, onHand: -quantity, movement: .sold)
        case 2: return StockChange(location, sku, counted: quantity * 5 - 7, movement: .counted, isSeen: true)
        default: return .reserve(quantity, of: sku, at: location)
        }
    }
}

private struct AllLevels: Statement {
    static let sql = "SELECT on_hand, reserved FROM stock_level"
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (onHand: Int, reserved: Int) {
        (try row(), try row())
    }
}
