// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says which reservations head office looks for, the newest first.
package struct ReservationSearch: Sendable, Equatable {
    package var locations: [LocationID]
    /// What the customer reads now.
    package var status: CustomerStatus?
    package var hold: Hold?
    package var fulfilment: Fulfilment?
    package var contact: ContactState?
    package var kind: Reservation.Kind?
    /// Made at this moment or later.
    package var from: Instant?
    /// Made before this moment.
    package var until: Instant?
    /// Go on after this one.
    package var after: UniqueID?
    package var limit: Int

    package init(locations: [LocationID], limit: Int = Limits.defaultPageRows) {
        self.locations = locations
        self.limit = limit
    }

    /// Tells whether a reservation is among those that are looked for; what the statement asks, in Swift.
    package func matches(_ reservation: Reservation, at now: Instant) -> Bool {
        locations.contains(reservation.location) && status.map { $0 == reservation.status(at: now) } ?? true
            && hold.map { $0 == reservation.hold } ?? true && fulfilment.map { $0 == reservation.fulfilment } ?? true
            && contact.map { $0 == reservation.contact } ?? true && kind.map { $0 == reservation.kind } ?? true
            && from.map { reservation.createdAt >= $0 } ?? true && until.map { reservation.createdAt < $0 } ?? true
    }

    /// The holds among which the wanted ones are.
    var holds: [Hold] {
        let byStatus: [Hold] =
            switch status {
            case nil: Hold.allCases
            case .checking, .preparing, .onItsWay, .ready: [.active]
            case .collected: [.consumed]
            case .cancelled: [.released]
            case .expired: [.expired, .active]
            }
        return byStatus.filter { hold == nil || hold == $0 }
    }

    /// The points of the store's work among which the wanted ones are.
    var fulfilments: [Fulfilment] {
        let byStatus: [Fulfilment] =
            switch status {
            case nil, .collected, .cancelled, .expired: Fulfilment.allCases
            case .checking: [.requested]
            case .preparing: [.accepted, .picking]
            case .onItsWay: [.awaitingStock]
            case .ready: [.ready]
            }
        return byStatus.filter { fulfilment == nil || fulfilment == $0 }
    }

    /// Whether nothing can match, whatever the tables hold.
    var isImpossible: Bool { locations.isEmpty || holds.isEmpty || fulfilments.isEmpty }

    /// Whether only such are wanted as a store still has work with: an index of its own knows those.
    package var isWork: Bool { Set(Fulfilment.work).isSuperset(of: fulfilments) }

    /// Whether not every reservation is wanted: few may match among many that are read.
    package var isChoosy: Bool { status != nil || hold != nil || fulfilment != nil || contact != nil || kind != nil }
}

/// Lists reservations by what they have in common: of each location the newest by its own key, then merged. The ids are in
/// the order of time, so a span of days is a range of the key.
struct SearchReservations: Statement {
    static let sql = search(among: "")
    static let isReadOnly = true

    /// Writes the statement with one more condition on the rows `i`.
    fileprivate static func search(among condition: String) -> String {
        """
        SELECT \(ReservationColumns.list)
        FROM unnest($1::text[]) AS k (location_id)
        CROSS JOIN LATERAL (
            SELECT *
            FROM reservation i
            WHERE i.location_id = k.location_id \(condition)
                AND i.reservation_id >= $2 AND i.reservation_id < $3 -- made from, and before
                AND i.hold = ANY ($4::text[])
                AND i.fulfilment = ANY ($5::text[])
                AND i.contact = ANY ($6::text[])
                AND i.kind = ANY ($7::text[])
                -- Whether its time is over, where that matters: now, and now.
                AND ($8::timestamptz IS NULL OR i.hold <> 'active' OR i.pick_up_by >= $8)
                AND ($9::timestamptz IS NULL OR i.hold <> 'active' OR i.pick_up_by < $9)
            ORDER BY i.reservation_id DESC
            LIMIT $10
        ) r
        ORDER BY r.reservation_id DESC
        LIMIT $10
        """
    }

    let search: ReservationSearch
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        let first = search.from.map(UniqueID.init(first:)) ?? UniqueID(high: 0, low: 0)
        let end = search.until.map(UniqueID.init(first:)) ?? UniqueID(high: .max, low: .max)
        let stands: Set<CustomerStatus> = [.checking, .preparing, .onItsWay, .ready]
        parameters.add(search.locations.map(\.code))
        parameters.add(first)
        parameters.add(min(end, search.after ?? end))
        parameters.add(search.holds.map(\.rawValue))
        parameters.add(search.fulfilments.map(\.rawValue))
        parameters.add((search.contact.map { [$0] } ?? ContactState.allCases).map(\.rawValue))
        parameters.add((search.kind.map { [$0] } ?? Reservation.Kind.allCases).map(\.rawValue))
        parameters.add(search.status.map(stands.contains) == true ? now : nil)
        parameters.add(search.status == .expired ? now : nil)
        parameters.add(search.limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Lists those that a store has work with, from the index of open work: as `SearchReservations`.
struct SearchWork: Statement {
    static let sql = SearchReservations.search(among: ListWork.condition(of: "i"))
    static let isReadOnly = true

    let search: ReservationSearch
    let now: Instant

    func bind(_ parameters: inout Parameters) { SearchReservations(search: search, now: now).bind(&parameters) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Finds reservations of locations by an open pickup code, or by the web shop's own number, the newest first.
struct FindByNumber: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM unnest($1::text[]) AS k (location_id)
        CROSS JOIN LATERAL (
            (SELECT * FROM reservation i
             WHERE i.location_id = k.location_id AND i.pickup_code = $2 AND i.hold = 'active')
            UNION
            (SELECT * FROM reservation i
             WHERE i.location_id = k.location_id AND (folded(i.reference) COLLATE "C") = $3 AND i.reference <> '')
        ) r
        ORDER BY r.reservation_id DESC
        LIMIT $4
        """
    static let isReadOnly = true

    let locations: [LocationID]
    let code: String
    let reference: String
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.code))
        parameters.add(code)
        parameters.add(Folding.folded(reference))
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Lists the reservations of several customers, the newest first.
struct ListOfCustomers: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM unnest($1::uuid[]) AS k (customer_id)
        CROSS JOIN LATERAL (
            SELECT *
            FROM reservation i
            WHERE i.customer_id = k.customer_id
            ORDER BY i.reservation_id DESC
            LIMIT $2
        ) r
        ORDER BY r.reservation_id DESC
        LIMIT $2
        """
    static let isReadOnly = true

    let customers: [CustomerID]
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(customers.map(\.unique))
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

/// Lists the open reservations of several customers.
struct ListOpenOfCustomers: Statement {
    static let sql = """
        SELECT \(ReservationColumns.list)
        FROM unnest($1::uuid[]) AS k (customer_id)
        CROSS JOIN LATERAL (
            SELECT *
            FROM reservation i
            WHERE i.customer_id = k.customer_id AND i.hold = 'active'
            LIMIT $2
        ) r
        LIMIT $2
        """
    static let isReadOnly = true

    let customers: [CustomerID]
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(customers.map(\.unique))
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Reservation {
        try ReservationColumns.decode(&row)
    }
}

extension UniqueID {
    /// The first id that could have been drawn at a moment.
    fileprivate init(first moment: Instant) {
        self.init(high: UInt64(max(0, moment.microseconds / 1000)) << 16, low: 0)
    }
}

extension Reservations {
    /// Lists what a search wants, the newest first.
    package func search(_ search: ReservationSearch) async throws(DatabaseError) -> [Reservation] {
        guard !search.isImpossible else { return [] }
        let now = effects.now()
        return try await filled(
            search.isWork
                ? try await database.run(SearchWork(search: search, now: now))
                : try await database.run(SearchReservations(search: search, now: now)))
    }

    /// Finds reservations by what a person has of them: an open pickup code, a web shop's number, or these customers.
    /// At most `limit`, the newest first.
    package func find(
        number: String, customers: [CustomerID], at locations: [LocationID], limit: Int
    ) async throws(DatabaseError) -> [Reservation] {
        var batch = Batch(name: "FindReservations")
        let numbered = batch.add(
            FindByNumber(
                locations: locations, code: Crockford.normal(number) ?? "", reference: number, limit: limit))
        let owned = batch.add(ListOfCustomers(customers: customers, limit: limit))
        let results = try await database.run(batch)
        var found = try results[numbered]
        let known = Set(found.map(\.id))
        let seen = Set(locations)
        found += try results[owned].filter { !known.contains($0.id) && seen.contains($0.location) }
        found.sort { $1.id.unique < $0.id.unique }
        return try await filled(Array(found.prefix(limit)))
    }
}
