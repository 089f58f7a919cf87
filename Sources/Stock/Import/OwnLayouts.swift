// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads `catalogue.csv`: sku, gtin, name, name_en, price, image_url, active, attributes as a JSON object, and any
/// number of columns such as `attributes.色`, each one attribute. A column that is not there leaves what stands.
struct CatalogueLayout: ImportLayout {
    private static let attributePrefix = "attributes."
    private var gathered = CatalogueSet()
    private var attributeColumns: [String]?

    var isFull: Bool { gathered.isFull }

    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault) {
        let sku = try row.sku()
        guard let price = Price(try row.needed("price")) else { throw ColumnFault("price", .notANumber) }
        guard price.isWhole else { throw ColumnFault("price", .fractionOfYen) }
        var item = CatalogueItem(
            sku: sku, gtin: try row.gtin("gtin"), name: try row.needed("name"), nameEN: try row.text("name_en"),
            price: price.yen, imageURL: try row.picture("image_url"))
        item.attributes = try attributes(row)
        item.isActive = try row.flag("active", otherwise: true)
        try run.once(sku, column: "sku")
        var leftOut: PartialItem.Columns = []
        for (column, part) in [
            ("gtin", PartialItem.Columns.gtin), ("name_en", .nameEN), ("image_url", .image), ("active", .active),
            ("attributes", .attributes),
        ] where !row.has(column) { leftOut.insert(part) }
        gathered.add(PartialItem(item, leftOut: leftOut), line: row.line)
    }

    private func attributes(_ row: ImportRow) throws(ColumnFault) -> JSON.Object {
        var attributes = JSON.Object()
        let text = row["attributes"]
        if !text.isEmpty {
            // Which byte is wrong matters less here than that the cell is no object.
            guard let object = (try? JSON(parsing: text))?.object else {
                throw ColumnFault("attributes", .badAttributes)
            }
            attributes = object
        }
        for column in row.columns.sorted() where column.hasPrefix(CatalogueLayout.attributePrefix) {
            guard !column.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
                throw ColumnFault(column, .controlCharacter)
            }
            let value = try row.text(column)
            let name = String(column.dropFirst(CatalogueLayout.attributePrefix.count))
            if !value.isEmpty {
                attributes[name] = .string(value)
            } else if row.has("attributes") {
                attributes[name] = nil
            } else {
                attributes[name] = .null
            }
        }
        return attributes
    }

    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws(DatabaseError) { try await gathered.flush(run) }
}

/// Reads `stock.csv`: location, sku, on_hand, safety, as_of. An empty safety leaves what stands; on_hand may be below zero, as
/// tills and other systems give it; as_of says of which moment on_hand tells (RFC 3339), else it is that of the file.
struct StockLayout: ImportLayout {
    private var gathered = StockSet()

    var isFull: Bool { gathered.isFull }

    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault) {
        let key = StockKey(try run.known(row), try row.sku())
        let figure = StockSet.Figure(
            line: row.line, column: "on_hand", key: key, onHand: try row.neededNumber("on_hand", StockSet.bounds),
            safety: try row.number("safety", 0...Limits.unitsPerMovement), asOf: try row.moment("as_of", now: run.at))
        try run.once(key, column: "sku")
        gathered.add(figure)
    }

    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws(DatabaseError) { try await gathered.flush(run) }
}
