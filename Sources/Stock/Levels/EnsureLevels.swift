// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Creates the levels that do not exist yet, at zero; SKUs and locations that nobody knows get none.
///
/// Lock order: location_id, then sku, as everywhere. An inserted row makes others that insert the same wait until the
/// end of this transaction, so here too the order is kept.
struct EnsureLevels: Statement {
    static let sql = """
        INSERT INTO stock_level (location_id, sku)
        SELECT l.location_id, s.sku
        FROM unnest($1::text[], $2::text[]) AS k(location_id, sku)
        JOIN location l ON l.location_id = k.location_id
        JOIN sku s ON s.sku = k.sku
        -- Most levels exist: for them nothing is written, not even a lock.
        WHERE NOT EXISTS (
            SELECT FROM stock_level e
            WHERE e.location_id = k.location_id AND e.sku = k.sku)
        ORDER BY l.location_id, s.sku
        ON CONFLICT (location_id, sku) DO NOTHING
        """

    let keys: [StockKey]

    init(_ keys: [StockKey]) { self.keys = keys }

    func bind(_ parameters: inout Parameters) {
        parameters.add(keys.map(\.location.code))
        parameters.add(keys.map(\.sku.code))
    }
}
