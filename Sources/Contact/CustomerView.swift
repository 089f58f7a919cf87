// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Reads reservations for the customers they belong to.
package struct CustomerView: Sendable {
    private let reservations: Reservations

    package init(reservations: Reservations) { self.reservations = reservations }

    /// Reads how a reservation stands, following it to the store where it goes on.
    ///
    /// - Parameter check: looks whether who asks may see it, now that its recipient is known.
    /// - Throws: `notFound(.link)` when there is no such reservation: a link that leads nowhere is told like a forged
    ///   one; `Overloaded`; `DatabaseError`.
    package func status(
        of id: ReservationID, check: (Recipient) throws(Refusal) -> Void = { _ in }
    ) async throws -> PickupStatus {
        guard let story = try await reservations.story(of: id) else { throw Refusal.notFound(.link) }
        try check(story.reservation.recipient)
        let reservation = story.reservation
        let rules = try await reservations.rules.current()
        guard let store = rules.directory[reservation.location],
            let calendar = rules.directory.calendar(of: reservation.location)
        else { throw Refusal.notFound(.link) }
        let ground = Ground(
            now: reservations.effects.now(), author: .customer,
            policy: rules.policies.serving(reservation.location, reservation.kind), calendar: calendar)
        return PickupStatus(
            reservation, events: story.events, pictures: story.pictures, attributes: story.attributes, store: store,
            ground: ground)
    }
}
