// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import TestSupport
import Testing

private let a = SKU(stored: "A")

/// Figures below zero, as tills give them: kept, told, and nothing promised of them.
@Suite("Stock below zero")
struct BelowZeroTests {
    @Test(
        "A figure below zero is taken as it is and told; what stood before is no longer promised",
        arguments: [
            "location,sku,on_hand\nS001,A,-1\n", "{\"location\":\"S001\",\"sku\":\"A\",\"on_hand\":-1}\n",
            "Handle,SKU,Location,On hand\na,A,本店,-1\n",
        ])
    func figure(file: String) async throws {
        try await withShop { shop in
            try await shop.receive(4, "A")
            let report = try await shop.load(file)
            #expect(report.failed == 0 && report.warnings == 1 && report.faults.map(\.reason) == [.belowZero(-1)])
            let level = try await shop.level("A")
            #expect(level.onHand == -1 && level.short == 0 && level.openShortages == 0 && level.seenAt == nil)
            #expect(try await shop.room.availability(skus: [a], locations: [Shop.s1]).map(\.available) == [0])
            #expect(try await shop.apply([.reserve(1, of: a, at: Shop.s1)]).map(\.isApplied) == [false])
            #expect(try await shop.load(file).warnings == 1, "told as long as it is so")
            #expect(try await shop.violations() == 0)
            // The goods come: what was sold before they were booked is of them.
            try await shop.receive(3, "A")
            #expect(try await shop.room.availability(skus: [a], locations: [Shop.s1]).map(\.available) == [2])
        }
    }

    @Test("A new level may begin below zero, and a Shopify product's quantity be so")
    func new() async throws {
        try await withShop { shop in
            let products = "Handle,Title,Variant SKU,Variant Price,Variant Inventory Qty\nz,品Z,Z,100,-2\n"
            let report = try await shop.load(products, ImportOptions(location: Shop.s1))
            #expect(report.failed == 0 && report.faults.map(\.reason) == [.belowZero(-2)])
            #expect(try await shop.level("Z").onHand == -2)
            #expect(try await shop.violations() == 0)
        }
    }

    @Test("Short are the units that are promised, not those that a figure is below zero")
    func short() async throws {
        try await withShop { shop in
            try await shop.receive(3, "A")
            try await shop.apply([.reserve(2, of: a, at: Shop.s1)])
            _ = try await shop.load("location,sku,on_hand\nS001,A,-5\n")
            let level = try await shop.level("A")
            #expect(level.onHand == -5 && level.short == 2 && level.openShortages == 1)
            try await shop.apply([.release(2, of: a, at: Shop.s1)])
            let free = try await shop.level("A")
            #expect(free.short == 0 && free.openShortages == 0)
            #expect(try await shop.violations() == 0)
        }
    }

    @Test("A till's count may be below zero and is no look at the shelf; beyond all bounds it is refused")
    func counted() async throws {
        try await withShop { shop in
            let entry = StockEntry(sku: a, .counted(-3))
            _ = try await shop.room.record([entry], at: Shop.s1, author: .program("till"))
            let level = try await shop.level("A")
            #expect(level.onHand == -3 && level.seenAt == nil)
            await #expect(throws: Refusal.self) {
                _ = try await shop.room.record(
                    [StockEntry(sku: a, .counted(-1_000_000))], at: Shop.s1, author: .program("till"))
            }
        }
    }

    @Test("A database of before is brought to what is short now, and its tasks with it")
    func migration() async throws {
        try await withDatabase { (database: Database) async throws in
            let before = SchemaFile.onBoard.filter { $0.name < "0011" }
            _ = try await Migrator(database: database, files: before).migrate()
            try await database.execute(
                """
                INSERT INTO location (location_id, kind, name, name_en) VALUES ('S001', 'store', '本店', '');
                INSERT INTO sku (sku, name, price, updated_at)
                    SELECT s, s, 1, now() FROM unnest(ARRAY['A', 'B', 'C']) s;
                INSERT INTO stock_level (location_id, sku, on_hand, reserved, short)
                    VALUES ('S001', 'A', -1, 0, 1), ('S001', 'B', -2, 3, 5), ('S001', 'C', 1, 2, 1);
                INSERT INTO shortage (location_id, shortage_id, sku, short, opened_at)
                    SELECT location_id, gen_random_uuid(), sku, short, now() FROM stock_level;
                INSERT INTO event (location_id, subject, number, kind, author, at)
                    SELECT location_id, shortage_id, 1, 'shortage.opened', 'test', now() FROM shortage;
                """)
            _ = try await Migrator(database: database).migrate()
            let rows = try await database.run(ReadShort())
            #expect(rows == ["A 0 closed 2", "B 3 open 1", "C 1 open 1"])
        }
    }
}

/// Reads of each SKU what is short, whether its task is open, and the task's last event.
private struct ReadShort: Statement {
    static let sql = """
        SELECT l.sku || ' ' || l.short || CASE WHEN s.closed_at IS NULL THEN ' open ' ELSE ' closed ' END
            || (SELECT max(number) FROM event e WHERE e.subject = s.shortage_id)
        FROM stock_level l
        JOIN shortage s USING (location_id, sku)
        WHERE l.short = s.short OR s.closed_at IS NOT NULL
        ORDER BY l.sku
        """
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}
