// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads the movements of one level, the newest first; `before` is the id where the last page ended.
package struct ReadLedger: Statement {
    package static let sql = """
        SELECT movement_id, kind, quantity, reason, cause, author, at, location_id, sku
        FROM stock_movement
        WHERE location_id = $1 AND sku = $2
            AND ($3::uuid IS NULL OR movement_id < $3)
        ORDER BY movement_id DESC
        LIMIT $4
        """
    package static let isReadOnly = true

    package let key: StockKey
    package let before: UniqueID?
    package let limit: Int

    package init(key: StockKey, before: UniqueID?, limit: Int) {
        self.key = key
        self.before = before
        self.limit = limit
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(key.location.code)
        parameters.add(key.sku.code)
        parameters.add(before)
        parameters.add(max(0, min(limit, Limits.pageRows)))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Movement {
        let id: UniqueID = try row()
        let kind: String = try row()
        guard let kind = Movement.Kind(rawValue: kind) else {
            throw DatabaseError(kind: .decoding, table: "stock_movement", statement: name)
        }
        let (quantity, reason, cause, author): (Int, String, String, String) = (
            try row(), try row(), try row(), try row()
        )
        let at: Instant = try row()
        return Movement(
            location: LocationID(stored: try row()), sku: SKU(stored: try row()), id: id, kind: kind,
            quantity: quantity, reason: reason, cause: cause, author: author, at: at)
    }
}
