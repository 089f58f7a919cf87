// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says which reservations are wanted, the newest first.
package struct ReservationFilter: Sendable {
    package var locations: [LocationID]
    /// Points of the store's work; empty for all.
    package var fulfilment: [Fulfilment]
    package var customer: CustomerID?
    package var reference: String?
    /// Go on after this one.
    package var after: UniqueID?
    package var limit: Int

    package init(
        locations: [LocationID], fulfilment: [Fulfilment] = [], customer: CustomerID? = nil, reference: String? = nil,
        after: UniqueID? = nil, limit: Int
    ) {
        self.locations = locations
        self.fulfilment = fulfilment
        self.customer = customer
        self.reference = reference
        self.after = after
        self.limit = limit
    }
}

/// Lists reservations of some locations, the newest first: the newest of each location by its own key, then merged.
struct ListReservations: Statement {
    static let sql = list(where: "")

    /// Writes the statement with one more condition on the rows `i`.
    fileprivate static func list(where condition: String) -> String {
        """
        SELECT \(ReservationColumns.list)
        FROM unnest($1::text[]) AS k (location_id)
        CROSS JOIN LATERAL (
            SELECT *
            FROM reservation i
            WHERE i.location_id = k.location_id \(condition)
                AND (cardinality($2::text[]) = 0 OR i.fulfilment = ANY ($2))
                AND ($3::uuid IS NULL OR i.customer_id = $3)
                AND ($4::text IS NULL OR i.reference = $4)
                AND ($5::uuid IS NULL OR i.reservation_id < $5)
            ORDER BY i.reservation_id DESC
            LIMIT $6
        ) r
        ORDER BY r.reservation_id DESC
        LIMIT $6
        """
    }

    static let isReadOnly = true

    let filter: ReservationFilter

    func bind(_ parameters: inout Parameters) {
        parameters.add(filter.locations.map(\.code))
        parameters.add(filter.fulfilment.map(\.rawValue))
        parameters.add(filter.customer?.unique)
        parameters.add(filter.reference)
        parameters.add(filter.after)
        parameters.add(filter.limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Lists what a store has work with, the newest first: as `ListReservations`, from the index of open work, so that what
/// was handed over long ago is not read.
struct ListWork: Statement {
    /// The condition of the index `reservation_worklist`; it says the same as `Fulfilment.work`.
    static func condition(of table: String) -> String {
        """
        AND \(table).fulfilment IN ('requested', 'accepted', 'awaiting_stock', 'picking', 'ready', 'to_return')
        """
    }

    static let sql = ListReservations.list(where: condition(of: "i"))
    static let isReadOnly = true

    let filter: ReservationFilter

    func bind(_ parameters: inout Parameters) { ListReservations(filter: filter).bind(&parameters) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

extension ReservationFilter {
    /// Whether only such reservations are wanted as a store still has work with.
    var isWork: Bool { !fulfilment.isEmpty && Set(Fulfilment.work).isSuperset(of: fulfilment) }
}

extension Fulfilment {
    /// The points at which a store has work.
    static let work: [Fulfilment] = [.requested, .accepted, .awaitingStock, .picking, .ready, .toReturn]
}

/// Lists a customer's reservations at all locations, the newest first.
struct ListOfCustomer: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM reservation r
        WHERE r.customer_id = $1
        ORDER BY r.reservation_id DESC
        LIMIT $2
        """
    static let isReadOnly = true

    let customer: CustomerID
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}
