// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads the holds of a location in the order of their ids, a page at a time. Very many may end at one moment, so a page
/// cannot begin at an end; the second condition is that of the index `reservation_worklist`, true of every hold.
struct ReadHeld: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM reservation r
        WHERE r.location_id = $1 AND r.hold = 'active' \(ListWork.condition(of: "r"))
            AND r.reservation_id > $2 AND r.created_at < $3
        ORDER BY r.reservation_id
        LIMIT $4
        """
    static let isReadOnly = true

    let location: LocationID
    let after: UniqueID
    /// Whatever was born later was counted by the calendar of now.
    let bornBefore: Instant
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(after)
        parameters.add(bornBefore)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Locks those of some reservations that still hold, in the order of their ids.
struct LockHeld: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM unnest($2::uuid[]) AS k (reservation_id)
        JOIN reservation r ON r.location_id = $1 AND r.reservation_id = k.reservation_id
        WHERE r.hold = 'active'
        ORDER BY r.reservation_id
        FOR NO KEY UPDATE OF r
        """

    let location: LocationID
    let ids: [ReservationID]

    func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(ids.map(\.unique))
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Reads when the ends of some reservations were last counted, where that was after their birth: when they were extended,
/// when goods that had to travel were there, or by the calendar of which edit.
struct ReadCounted: Statement {
    static let sql = """
        SELECT e.subject, max(e.at) FILTER (WHERE e.kind <> '\(Event.Kind.calendarMoved.rawValue)'),
            max((e.data ->> '\(Event.CalendarMoved.calendarOf)')::bigint)
                FILTER (WHERE e.kind = '\(Event.Kind.calendarMoved.rawValue)')
        FROM event e
        WHERE e.location_id = $1 AND e.subject = ANY ($2::uuid[])
            AND (e.kind IN ('\(Event.Kind.extended.rawValue)', '\(Event.Kind.calendarMoved.rawValue)')
                OR e.kind = '\(Event.Kind.ready.rawValue)' AND e.data ->> '\(Event.Ready.counted)' = 'true')
        GROUP BY e.subject
        """
    static let isReadOnly = true

    let location: LocationID
    let ids: [ReservationID]

    func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(ids.map(\.unique))
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (id: UniqueID, at: Instant) {
        let id: UniqueID = try row()
        let at: Instant? = try row()
        let calendar: Int? = try row()
        return (
            id,
            max(
                at ?? Instant(microseconds: 0),
                calendar.map { Instant(microseconds: Int64($0)) } ?? Instant(microseconds: 0))
        )
    }
}

/// Counts the holds of a location that end at one moment and are alike in all that a calendar moves.
struct CountHeld: Statement {
    static let sql = """
        SELECT r.kind, r.pick_up_by, r.extensions,
            CASE WHEN r.fulfilment IN ('requested', 'accepted', 'awaiting_stock', 'picking') THEN r.ready_by END,
            count(*)
        FROM reservation r
        WHERE r.location_id = $1 AND r.hold = 'active' AND r.pick_up_by >= $2
        GROUP BY 1, 2, 3, 4
        """
    static let isReadOnly = true

    let location: LocationID
    let from: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(from)
    }

    struct Row: Sendable {
        let kind: Reservation.Kind
        let pickUpBy: Instant
        let extensions: Int
        /// Nil once it is ready.
        let readyBy: Instant?
        let holds: Int
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(
            kind: try row.word(), pickUpBy: try row(), extensions: try row(), readyBy: try row(),
            holds: try row())
    }
}
