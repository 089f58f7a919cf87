// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import TestSupport
import Testing

/// Is a small chain in a schema of its own: stores S001 and S002, warehouse W001, SKUs A–J.
struct Shop: Sendable {
    let database: Database
    let clock: SetEffects

    var effects: Effects { clock.effects }

    static let s1 = LocationID(stored: "S001")
    static let s2 = LocationID(stored: "S002")
    static let w1 = LocationID(stored: "W001")

    /// Changes levels as one set.
    @discardableResult
    func apply(
        _ changes: [StockChange], onRefusal: StockChanges.OnRefusal = .skip
    ) async throws(DatabaseError) -> [LevelAfter] {
        let set = StockChanges(
            changes, author: .duty("test"), at: effects.now(), effects: effects, onRefusal: onRefusal)
        return try await set.run(on: database)
    }

    /// Puts units on a shelf.
    func receive(_ quantity: Int, _ sku: String, at location: LocationID = Shop.s1) async throws(DatabaseError) {
        try await apply([StockChange(location, SKU(stored: sku), onHand: quantity, movement: .received)])
    }

    func level(_ sku: String, at location: LocationID = Shop.s1) async throws -> TestLevel {
        try #require(try await database.first(ReadTestLevel(location: location, sku: SKU(stored: sku))))
    }

    /// Counts what breaks the laws: levels that are not the sum of their movements, shortages without or beside a
    /// level that is short.
    func violations() async throws(DatabaseError) -> Int { try await database.first(CountViolations()) ?? -1 }
}

/// Runs a test with a small chain of its own.
func withShop(_ body: (Shop) async throws -> Void) async throws {
    try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
        let now = try #require(Instant(rfc3339: "2026-11-22T10:00:00+09:00"))
        let shop = Shop(database: database, clock: SetEffects(now: now, seed: 1))
        var batch = Batch()
        batch.add(
            UpsertLocations([
                Location(id: Shop.s1, kind: .store, name: "本店"), Location(id: Shop.s2, kind: .store, name: "駅前店"),
                Location(id: Shop.w1, kind: .warehouse, name: "倉庫"),
            ]))
        let skus = "ABCDEFGHIJ".map { CatalogueItem(sku: SKU(stored: String($0)), name: "品\($0)", price: 100) }
        batch.add(UpsertSKUs(skus, at: now))
        _ = try await database.run(batch)
        try await body(shop)
    }
}

struct TestLevel: Equatable, Sendable {
    var onHand: Int
    var reserved: Int
    var short: Int
    var seenAt: Instant?
    var missedAt: Instant?
    var movements: Int
    var openShortages: Int
}

private struct ReadTestLevel: Statement {
    static let sql = """
        SELECT l.on_hand, l.reserved, l.short, l.seen_at, l.missed_at,
            (SELECT count(*) FROM stock_movement m WHERE m.location_id = l.location_id AND m.sku = l.sku),
            (SELECT count(*) FROM shortage s
                WHERE s.location_id = l.location_id AND s.sku = l.sku AND s.closed_at IS NULL)
        FROM stock_level l
        WHERE l.location_id = $1 AND l.sku = $2
        """
    let location: LocationID
    let sku: SKU

    func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(sku.code)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> TestLevel {
        TestLevel(
            onHand: try row(), reserved: try row(), short: try row(), seenAt: try row(), missedAt: try row(),
            movements: try row(), openShortages: try row())
    }
}

private struct CountViolations: Statement {
    static let sql = """
        SELECT count(*)
        FROM stock_level l
        WHERE on_hand <> (SELECT coalesce(sum(quantity), 0) FROM stock_movement m
                WHERE m.location_id = l.location_id AND m.sku = l.sku)
            OR short <> coalesce((SELECT s.short FROM shortage s
                WHERE s.location_id = l.location_id AND s.sku = l.sku AND s.closed_at IS NULL), 0)
        """
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}
