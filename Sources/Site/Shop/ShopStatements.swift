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
