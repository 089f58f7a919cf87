// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Reads the goods of one aisle: those that share a drawing.
struct ReadAisle: Statement {
    static let sql = """
        SELECT sku, gtin, name, name_en, price, attributes, image_url, active
        FROM sku
        WHERE active AND image_url = $1
        ORDER BY sku
        LIMIT $2
        """
    static let isReadOnly = true

    let aisle: Aisle

    func bind(_ parameters: inout Parameters) {
        parameters.add(aisle.image.url)
        parameters.add(Limits.shopRows)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> CatalogueItem { try FindSKUs.decode(&row) }
}

/// Reads how many units of one SKU each location may still promise.
struct ReadShelves: Statement {
    static let sql = """
        SELECT location_id, greatest(0, on_hand - reserved - safety)
        FROM stock_level
        WHERE location_id = ANY($1::text[]) AND sku = $2
        """
    static let isReadOnly = true

    let locations: [LocationID]
    let sku: SKU

    func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.code))
        parameters.add(sku.code)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (location: LocationID, available: Int) {
        (LocationID(stored: try row()), try row())
    }
}
