// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads names, prices and what is free of some SKUs at one location, without a lock: sold out is answered from here.
package struct Quote: Statement {
    package static let sql = """
        SELECT s.sku, s.gtin, s.name, s.name_en, s.price,
            greatest(0, coalesce(l.on_hand - l.reserved - l.safety, 0)) AS available, l.seen_at, l.missed_at
        FROM unnest($2::text[]) AS k (sku)
        JOIN sku s ON s.sku = k.sku AND s.active
        LEFT JOIN stock_level l ON l.location_id = $1 AND l.sku = s.sku
        """
    package static let isReadOnly = true

    let location: LocationID
    let skus: [SKU]

    package struct Row: Sendable, Equatable {
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
        parameters.add(location.code)
        parameters.add(skus.map(\.code))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(
            sku: SKU(stored: try row()), gtin: try row(), name: try row(), nameEN: try row(), price: try row(),
            available: try row(), seenAt: try row(), missedAt: try row())
    }
}

/// Counts a customer's open and earlier reservations, over all locations.
struct CountOfCustomer: Statement {
    static let sql = """
        SELECT count(*) FILTER (WHERE hold = 'active'), count(*)
        FROM reservation
        WHERE customer_id = $1
        """
    static let isReadOnly = true

    let customer: CustomerID

    func bind(_ parameters: inout Parameters) { parameters.add(customer.unique) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (open: Int, all: Int) {
        (try row(), try row())
    }
}
