// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Reads reservations for the customers they belong to.
package struct CustomerView: Sendable {
    private let reservations: Reservations

    package init(reservations: Reservations) { self.reservations = reservations }

    /// Reads how a reservation stands, following it to the store where it goes on. Two waits for the database, one of
    /// them for two reads at once.
    ///
    /// - Throws: `notFound(.link)` when there is no such reservation: a link that leads nowhere is told like a forged
    ///   one; `DatabaseError`.
    package func status(of id: ReservationID) async throws -> PickupStatus {
        guard let reservation = try await reservations.findCurrent(id) else { throw Refusal.notFound(.link) }
        let rules = try await reservations.rules.current()
        guard let store = rules.directory[reservation.location],
            let calendar = rules.directory.calendar(of: reservation.location)
        else { throw Refusal.notFound(.link) }
        async let events = reservations.events(of: reservation.id)
        async let items = reservations.database.run(FindSKUs(reservation.lines.map(\.sku)))
        let pictures = try await items.map { ($0.sku, $0.imageURL) }
        let ground = Ground(
            now: reservations.effects.now(), author: .customer,
            policy: rules.policies.serving(reservation.location, reservation.kind), calendar: calendar)
        return PickupStatus(
            reservation, events: try await events,
            pictures: Dictionary(pictures, uniquingKeysWith: { first, _ in first }), store: store, ground: ground)
    }
}
