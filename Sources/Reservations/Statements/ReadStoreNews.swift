// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says in three figures what has come in for a store: enough for a badge and a sound.
package struct StoreNews: Sendable, Equatable {
    /// Reservations that nobody of the store has looked at yet.
    package let fresh: Int
    /// The newest of them.
    package let newest: UniqueID?
    /// Reservations for which goods of this store are to be sent to another.
    package let shipments: Int

    package init(fresh: Int, newest: UniqueID?, shipments: Int) {
        self.fresh = fresh
        self.newest = newest
        self.shipments = shipments
    }
}

extension Reservations {
    /// Reads what has come in for a store.
    package func news(at location: LocationID) async throws(DatabaseError) -> StoreNews {
        try await database.first(ReadStoreNews(location: location)) ?? StoreNews(fresh: 0, newest: nil, shipments: 0)
    }
}

/// Counts what has come in: the first two by the index of open work, the third by that of lines that are held.
struct ReadStoreNews: Statement {
    static let sql = """
        SELECT
            (SELECT count(*) FROM reservation r WHERE r.location_id = $1 AND \(fresh)),
            (SELECT r.reservation_id FROM reservation r WHERE r.location_id = $1 AND \(fresh)
            ORDER BY r.reservation_id DESC LIMIT 1),
            (SELECT count(DISTINCT n.reservation_id)
            FROM reservation_line n
            JOIN reservation r ON r.location_id = n.location_id AND r.reservation_id = n.reservation_id
            WHERE n.held_at = $1 AND n.location_id <> n.held_at AND n.quantity > n.collected
                AND r.fulfilment = 'awaiting_stock')
        """
    static let isReadOnly = true

    /// The work nobody has looked at; the second condition is that of the index `reservation_worklist`.
    private static let fresh = """
        r.fulfilment = 'requested'
                AND r.fulfilment IN ('requested', 'accepted', 'awaiting_stock', 'picking', 'ready', 'to_return')
        """

    let location: LocationID

    func bind(_ parameters: inout Parameters) { parameters.add(location.code) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StoreNews {
        StoreNews(fresh: try row(), newest: try row(), shipments: try row())
    }
}
