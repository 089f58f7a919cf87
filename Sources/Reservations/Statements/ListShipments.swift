// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

extension Reservations {
    /// Lists accepted reservations whose goods lie at these locations and are to be sent to their store, the newest first.
    package func shipments(
        from locations: [LocationID], after: UniqueID?, limit: Int
    ) async throws(DatabaseError) -> [Reservation] {
        let rows = try await database.run(ListShipments(locations: locations, after: after, limit: limit))
        guard !rows.isEmpty else { return [] }
        return rows.holding(try await database.run(ReadLines(ids: rows.map(\.id))))
    }
}

/// Lists what locations are to send: from the lines that are held there, by their index, to the reservations.
struct ListShipments: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM (
            SELECT DISTINCT n.location_id, n.reservation_id
            FROM reservation_line n
            WHERE n.held_at = ANY ($1::text[]) -- the locations that send
                AND n.location_id <> n.held_at
                AND n.quantity > n.collected
        ) k
        JOIN reservation r ON r.location_id = k.location_id AND r.reservation_id = k.reservation_id
        WHERE r.fulfilment = 'awaiting_stock'
            AND ($2::uuid IS NULL OR r.reservation_id < $2) -- the last one of the page before
        ORDER BY r.reservation_id DESC
        LIMIT $3
        """
    static let isReadOnly = true

    let locations: [LocationID]
    let after: UniqueID?
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.code))
        parameters.add(after)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}
