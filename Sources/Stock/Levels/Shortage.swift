// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is a task for a person: less lies at a location than is promised of a SKU.
///
/// It opens, rises, falls and closes with the figures themselves (`ApplyStock`), in the transaction that changes them.
package struct Shortage: Sendable, Equatable {
    package let id: ShortageID
    package let sku: SKU
    package let name: String
    package let nameEN: String
    /// Units that are promised and not there.
    package let short: Int
    package let onHand: Int
    package let reserved: Int
    package let cause: String
    package let openedAt: Instant

    /// Counts the units that are promised and not there. Below zero a figure says that others have taken more than it
    /// believed in; nobody is promised those, so never more are short than are promised. `ApplyStock` and the check
    /// `stock_level_promise` say the same.
    package static func units(onHand: Int, reserved: Int) -> Int { max(0, reserved - max(0, onHand)) }
}

/// Reads the open shortages of locations, the oldest first.
package struct ReadShortages: Statement {
    package static let sql = """
        SELECT s.location_id, s.shortage_id, s.sku, k.name, k.name_en, s.short, l.on_hand, l.reserved, s.cause,
            s.opened_at
        FROM shortage s
        JOIN stock_level l ON l.location_id = s.location_id AND l.sku = s.sku
        JOIN sku k ON k.sku = s.sku
        WHERE s.location_id = ANY ($1::text[]) AND s.closed_at IS NULL
        ORDER BY s.opened_at, s.shortage_id
        LIMIT $2
        """
    package static let isReadOnly = true

    package let locations: [LocationID]
    package let limit: Int

    package init(locations: [LocationID], limit: Int = Limits.pageRows) {
        self.locations = locations
        self.limit = limit
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.code))
        parameters.add(max(0, min(limit, Limits.pageRows)))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Shortage {
        let id = ShortageID(location: LocationID(stored: try row()), unique: try row())
        return Shortage(
            id: id, sku: SKU(stored: try row()), name: try row(), nameEN: try row(), short: try row(),
            onHand: try row(), reserved: try row(), cause: try row(), openedAt: try row())
    }
}

/// Writes how a covered shortage came right, and tells how short it still is: 0 when it was covered and is written.
struct ResolveShortage: Statement {
    static let sql = """
        WITH written AS (
            UPDATE shortage
            SET resolution = $3
            WHERE location_id = $1 AND shortage_id = $2 AND closed_at IS NOT NULL
        )
        SELECT CASE WHEN s.closed_at IS NULL THEN s.short ELSE 0 END,
            (SELECT coalesce(max(e.number), 0) FROM event e
                WHERE e.location_id = s.location_id AND e.subject = s.shortage_id)
        FROM shortage s
        WHERE s.location_id = $1 AND s.shortage_id = $2
        """

    let id: ShortageID
    let resolution: String

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
        parameters.add(resolution)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (short: Int, lastEvent: Int) {
        (try row(), try row())
    }
}
