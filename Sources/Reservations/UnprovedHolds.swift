// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import Synchronization

/// Bounds the units that customers of whom nothing is proved hold of one SKU at one store: whoever makes up names and
/// numbers at an open door empties no shelf. Asked at those doors only, before the reservation, and nowhere on the way of
/// others.
///
/// What is under way in this process counts as held, so that many who come at once find no gap; it may count twice for the
/// moment between its commit and its answer, so that one near the bound is refused too early rather than too late. Of
/// several services each counts its own: together they may go beyond by what is under way.
final class UnprovedHolds: Sendable {
    private let underWay = Mutex<[StockKey: Int]>([:])

    /// Does something that will hold these units, if they fit. Throws `tooManyUnproved`, and what `work` throws.
    func with<R>(
        _ units: [StockKey: Int], limit: (LocationID) -> Int, in database: Database, _ work: () async throws -> R
    ) async throws -> R {
        // Seen on entering, before the count: what ends in between is then in both, never in neither.
        let underWay = underWay.withLock { underWay in
            underWay.merge(units, uniquingKeysWith: +)
            return underWay
        }
        defer {
            self.underWay.withLock { underWay in
                for (key, count) in units { underWay[key] = underWay[key].flatMap { $0 > count ? $0 - count : nil } }
            }
        }
        for key in units.keys.sorted() {
            let held = try await database.first(CountUnproved(key)) ?? 0
            guard held + underWay[key, default: 0] <= limit(key.location) else {
                throw Refusal.tooManyUnproved(sku: key.sku, location: key.location)
            }
        }
        return try await work()
    }
}

extension Reservations {
    /// Takes a reservation at an open door, from somebody who gives a name and an address and proves nothing.
    ///
    /// - Throws: as `reserve`, and `tooManyUnproved`.
    package func reserveOpenly(
        _ request: ReservationRequest, keyed: Keyed<Reservation>
    ) async throws -> Done<Reservation> {
        try request.check()
        let units = request.summed.map { (StockKey(request.heldAt, $0.sku), $0.quantity) }
        return try await bounded(Dictionary(units, uniquingKeysWith: +)) {
            try await reserve(request, by: .customer, keyed: keyed)
        }
    }

    /// Does what a customer asks for behind a link that makes other units be held: another store, another article. It is
    /// bounded as a new reservation is while nothing is proved of the customer.
    ///
    /// - Throws: `tooManyUnproved`, and what `work` throws.
    package func takingOpenly(
        _ command: Command, on id: ReservationID, _ work: () async throws -> Done<Reservation>
    ) async throws -> Done<Reservation> {
        guard let reservation = try await find(id), reservation.kind == .reserve,
            try await database.first(IsUnproved(customer: reservation.customer)) == true
        else { return try await work() }
        return try await bounded(command.units(of: reservation), work)
    }

    private func bounded(
        _ units: [StockKey: Int], _ work: () async throws -> Done<Reservation>
    ) async throws -> Done<Reservation> {
        let policies = try await rules.current().policies
        return try await unproved.with(
            units, limit: { policies.serving($0, .reserve).unprovedUnits }, in: database, work)
    }
}

/// Tells whether nothing is proved of a customer. By who proved it, not by when: the index of that begins with the address.
struct IsUnproved: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT NOT EXISTS (
            SELECT FROM customer_identity
            WHERE customer_id = $1 AND proved_by <> '')
        """

    let customer: CustomerID

    func bind(_ parameters: inout Parameters) { parameters.add(customer.unique) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Bool { try row() }
}

/// Counts the units of a SKU that a location holds for customers of whom nothing is proved; what is paid is not among them.
struct CountUnproved: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT coalesce(sum(line.quantity - line.collected), 0)::bigint
        FROM reservation_line AS line
        JOIN reservation
            ON reservation.location_id = line.location_id AND reservation.reservation_id = line.reservation_id
        WHERE line.held_at = $1 -- the location
          AND line.sku = $2
          AND reservation.kind = 'reserve'
          AND NOT EXISTS (
              SELECT FROM customer_identity AS identity
              WHERE identity.customer_id = reservation.customer_id AND identity.proved_by <> '')
        """

    let key: StockKey

    init(_ key: StockKey) { self.key = key }

    func bind(_ parameters: inout Parameters) {
        parameters.add(key.location.code)
        parameters.add(key.sku.code)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}
