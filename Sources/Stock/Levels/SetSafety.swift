// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Sets how many units of levels that exist are kept back from promises; what was promised before stays promised.
package struct SetSafety: Statement {
    package static let sql = """
        WITH locked AS MATERIALIZED (
            -- By key, as everywhere: see ApplyStock.
            SELECT l.location_id, l.sku, n.safety
            FROM unnest($1::text[], $2::text[], $3::int[]) AS n(location_id, sku, safety)
            JOIN stock_level l ON l.location_id = n.location_id AND l.sku = n.sku
            ORDER BY l.location_id, l.sku
            FOR NO KEY UPDATE OF l
        )
        UPDATE stock_level l
        SET safety = n.safety
        FROM locked n
        WHERE l.location_id = n.location_id AND l.sku = n.sku
        """

    package let levels: [(key: StockKey, safety: Int)]

    package init(_ levels: [(key: StockKey, safety: Int)]) { self.levels = levels }

    package init(key: StockKey, safety: Int) { self.init([(key, safety)]) }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(levels.map(\.key.location.code))
        parameters.add(levels.map(\.key.sku.code))
        parameters.add(levels.map { Int32(clamping: $0.safety) })
    }
}
