// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Finds SKUs, those that are no longer sold among them, by a part of their code or name or by their whole GTIN; in the
/// order of their codes, a page at a time. Without a text, all of them.
package struct BrowseCatalogue: Statement {
    package static let sql = """
        SELECT sku, gtin, name, name_en, price, attributes, image_url, active
        FROM sku
        WHERE sku > $3
            AND (gtin = $2 OR ($2 IS NULL AND search LIKE $1))
        ORDER BY sku
        LIMIT $4
        """
    package static let isReadOnly = true

    let text: String
    /// Go on after this code; empty for the first page.
    let after: String
    let limit: Int

    package init(text: String, after: String, limit: Int) {
        self.text = text
        self.after = after
        self.limit = limit
    }

    package func bind(_ parameters: inout Parameters) {
        SearchCatalogue(text: text, limit: limit).bindText(&parameters)
        parameters.add(after)
        parameters.add(limit)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> CatalogueItem {
        try CatalogueItem(&row)
    }
}

/// Sums a level's movements up to one of them: the running sum at that place of the ledger.
struct SumLedger: Statement {
    static let sql = """
        SELECT coalesce(sum(quantity), 0)
        FROM stock_movement
        WHERE location_id = $1 AND sku = $2 AND movement_id <= $3
        """
    static let isReadOnly = true

    let key: StockKey
    let through: UniqueID

    func bind(_ parameters: inout Parameters) {
        parameters.add(key.location.code)
        parameters.add(key.sku.code)
        parameters.add(through)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

extension StockRoom {
    /// Finds SKUs for those who keep the catalogue: see `BrowseCatalogue`.
    package func browse(
        _ text: String, after: String, limit: Int = Limits.defaultPageRows
    ) async throws(DatabaseError) -> [CatalogueItem] {
        try await database.run(BrowseCatalogue(text: text, after: after, limit: limit))
    }

    /// Tells what every location has of a SKU, in the order of the codes.
    package func levels(of sku: SKU) async throws -> [Availability] {
        let locations = try await places.current().all.map(\.id)
        var levels: [Availability] = []
        for start in stride(from: 0, to: locations.count, by: Limits.availabilityKeys) {
            let part = Array(locations[start..<min(start + Limits.availabilityKeys, locations.count)])
            levels += try await availability(skus: [sku], locations: part)
        }
        return levels
    }

    /// Reads a page of a level's ledger, the newest movement first, each with the sum of it and all before it.
    package func balancedLedger(
        _ location: LocationID, _ sku: SKU, before: UniqueID?, limit: Int
    ) async throws(DatabaseError) -> [(movement: Movement, sum: Int)] {
        let page = try await ledger(location, sku, before: before, limit: limit)
        guard let newest = page.first else { return [] }
        var sum = try await database.first(SumLedger(key: StockKey(location, sku), through: newest.id)) ?? 0
        return page.map { movement in
            defer { sum -= movement.quantity }
            return (movement, sum)
        }
    }
}
