// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Locks levels in the order of their keys and reads them, for a decision that depends on the figures.
package struct LockLevels: Statement {
    package static let sql = """
        SELECT l.location_id, l.sku, l.on_hand, l.reserved
        FROM stock_level l
        JOIN unnest($1::text[], $2::text[]) AS k (location_id, sku)
            ON l.location_id = k.location_id COLLATE "C" AND l.sku = k.sku COLLATE "C"
        ORDER BY l.location_id, l.sku
        FOR NO KEY UPDATE OF l
        """

    let keys: [StockKey]

    package init(_ keys: [StockKey]) { self.keys = keys }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(keys.map(\.location.code))
        parameters.add(keys.map(\.sku.code))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> LockedLevel {
        LockedLevel(
            key: StockKey(LocationID(stored: try row()), SKU(stored: try row())), onHand: try row(),
            reserved: try row())
    }
}

/// Holds what a locked level stands at.
package struct LockedLevel: Sendable, Equatable {
    package let key: StockKey
    package let onHand: Int
    package let reserved: Int
}
