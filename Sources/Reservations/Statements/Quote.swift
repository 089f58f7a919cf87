// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads names, prices and what is free of SKUs at locations, for several askers at once and without a lock: sold out is
/// answered from here.
package struct Quote: Statement {
    package static let sql = """
        SELECT k.ord, s.sku, s.gtin, s.name, s.name_en, s.price,
            greatest(0, coalesce(l.on_hand - l.reserved - l.safety, 0)) AS available, l.seen_at, l.missed_at
        FROM unnest($1::int[], $2::text[], $3::text[]) AS k (ord, location_id, sku)
        JOIN sku s ON s.sku = k.sku AND s.active
        LEFT JOIN stock_level l ON l.location_id = k.location_id AND l.sku = s.sku
        """
    package static let isReadOnly = true

    /// Which asker wants to know which SKU at which location.
    let asked: [(ord: Int, location: LocationID, sku: SKU)]

    package struct Row: Sendable, Equatable {
        let ord: Int
        package let sku: SKU
        package let gtin: String?
        package let name: String
        package let nameEN: String
        package let price: Int
        package let available: Int
        /// When a person last saw the shelf (a count, a receipt); nil when never.
        package let seenAt: Instant?
        /// When a picker last missed a unit.
        package let missedAt: Instant?
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(asked.map { Int32($0.ord) })
        parameters.add(asked.map(\.location.code))
        parameters.add(asked.map(\.sku.code))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(
            ord: try row(), sku: SKU(stored: try row()), gtin: try row(), name: try row(), nameEN: try row(),
            price: try row(), available: try row(), seenAt: try row(), missedAt: try row())
    }
}
