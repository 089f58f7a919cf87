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

/// Tells of customers whether they are known, how many of their holds are open, and whether they reserve for the first
/// time, over all locations; one row for each, in their order. What has ended is not read for it, however much it is.
struct StandingOfCustomers: Statement {
    static let sql = """
        -- No EXISTS: the planner may turn one into a hash of the whole table while that is small.
        SELECT (SELECT true FROM customer c WHERE c.customer_id = k.customer_id LIMIT 1) IS NOT NULL,
            (SELECT count(*) FROM reservation r WHERE r.customer_id = k.customer_id AND r.hold = 'active'),
            (SELECT true FROM reservation r WHERE r.customer_id = k.customer_id LIMIT 1) IS NULL
        FROM unnest($1::uuid[]) WITH ORDINALITY AS k (customer_id, ord)
        ORDER BY k.ord
        """
    static let isReadOnly = true

    let customers: [CustomerID]

    func bind(_ parameters: inout Parameters) { parameters.add(customers.map(\.unique)) }

    struct Row: Sendable {
        let isKnown: Bool
        let open: Int
        let isFirst: Bool
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(isKnown: try row(), open: try row(), isFirst: try row())
    }
}
