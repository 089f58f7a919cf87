// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Finding reservations: by id, by pickup code, by what they have in common.
extension Reservations {
    /// Reads one reservation; nil when there is none.
    package func find(_ id: ReservationID) async throws(DatabaseError) -> Reservation? {
        var batch = Batch()
        let row = batch.add(ReadReservation(id: id))
        let lines = batch.add(ReadLines(ids: [id]))
        let results = try await database.run(batch)
        return try results[row].holding(try results[lines]).first
    }

    /// Reads several reservations; those that are not there are left out.
    package func find(_ ids: [ReservationID]) async throws(DatabaseError) -> [Reservation] {
        var batch = Batch()
        let rows = batch.add(ReadReservations(ids: ids))
        let lines = batch.add(ReadLines(ids: ids))
        let results = try await database.run(batch)
        return try results[rows].holding(try results[lines])
    }

    /// Follows a reservation to the store where it goes on, if it was rerouted; at most
    /// `Limits.movesFollowed` steps.
    package func findCurrent(_ id: ReservationID) async throws(DatabaseError) -> Reservation? {
        var found = try await find(id)
        for _ in 0..<Limits.movesFollowed {
            guard let next = found?.reroutedTo, let moved = try await find(next) else { break }
            found = moved
        }
        return found
    }

    /// Names who owns the keys that come by a customer's link to a reservation: the one with which the way began, so that
    /// the customer is the same client at every store, by whichever of the links.
    package func client(ofLink reservation: Reservation) async throws(DatabaseError) -> String {
        var first = reservation
        for _ in 0..<Limits.movesFollowed {
            guard let before = first.reroutedFrom, let origin = try await find(before) else { break }
            first = origin
        }
        return "link:\(first.id)"
    }

    /// Reads the open reservation of a store that a pickup code opens, as typed or scanned.
    package func find(code: String, at location: LocationID) async throws(DatabaseError) -> Reservation? {
        guard let normal = Crockford.normal(code) else { return nil }
        return try await filled(try await database.run(FindByPickupCode(location: location, code: normal))).first
    }

    /// Lists reservations, the newest first.
    package func list(_ filter: ReservationFilter) async throws(DatabaseError) -> [Reservation] {
        try await filled(
            filter.isWork
                ? try await database.run(ListWork(filter: filter))
                : try await database.run(ListReservations(filter: filter)))
    }

    /// Lists a customer's reservations, the newest first.
    package func list(of customer: CustomerID, limit: Int) async throws(DatabaseError) -> [Reservation] {
        try await filled(try await database.run(ListOfCustomer(customer: customer, limit: limit)))
    }

    /// Lists the open reservations of records, at most `Limits.pageRows`.
    package func open(of customers: [CustomerID]) async throws(DatabaseError) -> [Reservation] {
        guard !customers.isEmpty else { return [] }
        return try await filled(
            try await database.run(ListOpenOfCustomers(customers: customers, limit: Limits.pageRows)))
    }

    /// Lists the reservations of a person's records, the newest first.
    package func list(of customers: [CustomerID], limit: Int) async throws(DatabaseError) -> [Reservation] {
        try await filled(try await database.run(ListOfCustomers(customers: customers, limit: limit)))
    }

    /// Reads what happened to a reservation, in order.
    package func events(of id: ReservationID) async throws(DatabaseError) -> [Event] {
        try await database.run(ReadEvents(location: id.location, subject: id.unique))
    }

    func filled(_ reservations: [Reservation]) async throws(DatabaseError) -> [Reservation] {
        guard !reservations.isEmpty else { return [] }
        return reservations.holding(try await database.run(ReadLines(ids: reservations.map(\.id))))
    }
}
