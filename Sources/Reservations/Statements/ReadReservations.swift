// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads the rows of reservations, without their lines, in one order of columns for every statement that needs them.
enum ReservationColumns {
    static let list = """
        r.location_id, r.reservation_id, r.kind, r.reference, r.customer_id, r.hold, r.fulfilment, r.contact, r.version,
        r.pickup_code, r.pick_up_by, r.first_pick_up_by, r.ready_by, r.extensions, r.ships_from, r.staging, r.collector,
        r.close_reason, r.rerouted_from, r.rerouted_to, r.note, r.experiment_arm, r.experiment_salt,
        r.experiment_probability, r.created_at, r.ready_at, r.closed_at, r.arrival, r.arrival_at, r.proxy,
        r.recipient_name, r.recipient_kana, r.recipient_phone, r.recipient_mail, r.language, r.stopped, r.quiet_from,
        r.quiet_until
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        let location = LocationID(stored: try row())
        return Reservation(
            id: ReservationID(location: location, unique: try row()),
            kind: try row.word(), reference: try row(), customer: CustomerID(unique: try row()),
            hold: try row.word(), fulfilment: try row.word(), contact: try row.word(), version: try row(),
            pickupCode: try row(), pickUpBy: try row(), firstPickUpBy: try row(), readyBy: try row(),
            extensions: try row(), shipsFrom: try row(String?.self).map(LocationID.init(stored:)),
            staging: try row(), collector: try row(), closeReason: try row(),
            reroutedFrom: ReservationID(try row(String.self)), reroutedTo: ReservationID(try row(String.self)),
            note: try row(),
            experiment: Reservation.Experiment(arm: try row(), salt: try row(), probability: try row()),
            createdAt: try row(), readyAt: try row(), closedAt: try row(), lines: [],
            arrival: Arrival(rawValue: try row(String.self)), arrivalAt: try row(), proxy: try row(),
            recipient: try Recipients.decode(&row))
    }
}

extension Parameters {
    /// Adds the ids of a set as two arrays: locations, then unique parts.
    mutating func add(_ ids: [ReservationID]) {
        add(ids.map(\.location.code))
        add(ids.map(\.unique))
    }
}

/// Reads one reservation, and locks it when it is about to change.
struct ReadReservation: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM reservation r
        WHERE r.location_id = $1 AND r.reservation_id = $2
        """
    static let isReadOnly = true

    let id: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Reads several reservations; those that are not there are left out.
struct ReadReservations: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM unnest($1::text[], $2::uuid[]) AS k (location_id, reservation_id)
        JOIN reservation r ON r.location_id = k.location_id AND r.reservation_id = k.reservation_id
        """
    static let isReadOnly = true

    let ids: [ReservationID]

    func bind(_ parameters: inout Parameters) { parameters.add(ids) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Locks one reservation before it is decided about. Lock order of the house: reservations first, then stock levels.
struct LockReservation: Statement {
    static let sql = ReadReservation.sql + "\nFOR NO KEY UPDATE"

    let id: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Locks holds whose time is over, store by store; what another sweeper or a counter has in hand is left to them, and so is
/// a store whose calendar has changed until its holds are reckoned anew: their time may not be over.
struct LockDue: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM location l
        CROSS JOIN LATERAL (
            SELECT *
            FROM reservation
            WHERE location_id = l.location_id AND hold = 'active' AND pick_up_by < $1
            ORDER BY pick_up_by
            LIMIT $2
            FOR NO KEY UPDATE SKIP LOCKED) r
        WHERE NOT EXISTS (SELECT FROM calendar_mark k WHERE k.location_id = l.location_id)
        LIMIT $2
        """

    let now: Instant
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(now)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Reads the lines of reservations, in order.
struct ReadLines: Statement {
    static let sql = """
        SELECT n.location_id, n.reservation_id, n.line, n.sku, n.name, n.name_en, n.unit_price, n.requested, n.quantity,
            n.missing, n.picked, n.collected, n.missing_reason, n.held_at, n.shipped_at
        FROM unnest($1::text[], $2::uuid[]) AS k (location_id, reservation_id)
        JOIN reservation_line n ON n.location_id = k.location_id AND n.reservation_id = k.reservation_id
        ORDER BY n.location_id, n.reservation_id, n.line
        """
    static let isReadOnly = true

    let ids: [ReservationID]

    func bind(_ parameters: inout Parameters) { parameters.add(ids) }

    struct Row: Sendable {
        let id: ReservationID
        let line: Line
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        let location = LocationID(stored: try row())
        return Row(
            id: ReservationID(location: location, unique: try row()),
            line: Line(
                number: try row(), sku: SKU(stored: try row()), name: try row(), nameEN: try row(),
                unitPrice: try row(), requested: try row(), quantity: try row(), missing: try row(),
                picked: try row(), collected: try row(), missingReason: try row(),
                heldAt: try row(String?.self).map(LocationID.init(stored:)), shippedAt: try row()))
    }
}

extension [Reservation] {
    /// Puts the lines that were read into their reservations.
    func holding(_ rows: [ReadLines.Row]) -> [Reservation] {
        let lines = Dictionary(grouping: rows, by: \.id)
        return map { reservation in
            var reservation = reservation
            reservation.lines = lines[reservation.id]?.map(\.line) ?? []
            return reservation
        }
    }
}

/// Finds an open reservation of a store by its pickup code.
struct FindByPickupCode: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM reservation r
        WHERE r.location_id = $1 AND r.pickup_code = $2 AND r.hold = 'active'
        """
    static let isReadOnly = true

    let location: LocationID
    let code: String

    func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(code)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}
