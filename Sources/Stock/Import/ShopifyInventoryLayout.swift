// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads an inventory export of Shopify: one row for each variant and location. Locations are found by code or name;
/// what a location does not stock is passed over.
struct ShopifyInventoryLayout: ImportLayout {
    private var gathered = StockSet()
    private let byName: [String: LocationID]

    init(locations: some Sequence<Location>) {
        // Of two locations with one name neither is meant for sure.
        var found: [String: LocationID?] = [:]
        for location in locations {
            for name in Set([location.name, location.nameEN, location.id.code].map { $0.lowercased() }) {
                found[name] = found.keys.contains(name) ? .some(nil) : location.id
            }
        }
        byName = found.compactMapValues { $0 }
    }

    var isFull: Bool { gathered.isFull }

    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault) {
        let handle = try row.needed("handle")
        let name = try row.needed("location")
        let text = row["on hand"].isEmpty ? row["on hand (current)"] : row["on hand"]
        if text.isEmpty || text.lowercased() == "not stocked" {
            run.report.skipped += 1
            return
        }
        guard let location = byName[name.lowercased()] else { throw ColumnFault("location", .unknownLocation) }
        let options = ShopifyColumns.options(
            names: try ShopifyColumns.optionNames(row), values: try ShopifyColumns.optionValues(row))
        let (sku, isMade) = try ShopifyColumns.sku(row, "sku", handle: handle, options: options)
        let column = row["on hand"].isEmpty ? "on hand (current)" : "on hand"
        let key = StockKey(location, sku)
        let onHand = try row.neededNumber(column, StockSet.bounds)
        try run.once(key, column: "sku")
        if isMade { run.report.made(sku) }
        gathered.add(StockSet.Figure(line: row.line, column: column, key: key, onHand: onHand, safety: nil))
    }

    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws(DatabaseError) { try await gathered.flush(run) }
}
