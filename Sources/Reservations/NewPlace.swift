// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

extension Reservations {
    /// Draws id and code and counts the dates of the reservation that is to go on at another store.
    ///
    /// - Throws: `notFound(reservation)`, `locationCannotServe`, `neverOpen`.
    package func newPlace(at location: LocationID, for id: ReservationID) async throws -> Command.NewPlace {
        guard let old = try await find(id) else { throw Refusal.notFound(.reservation) }
        let now = effects.now()
        let snapshot = try await rules.current()
        let store = try snapshot.directory.store(location)
        let policy = snapshot.policies.serving(store.id, old.kind)
        guard let calendar = snapshot.directory.calendar(of: store.id),
            let pickUpBy = calendar.pickUpBy(from: now, holdDays: policy.holdDays),
            let readyBy = calendar.minutesOpen(from: now, minutes: policy.readyMinutes)
        else { throw Refusal.neverOpen(location) }
        return Command.NewPlace(
            id: ReservationID(location: store.id, unique: effects.uniqueID(at: now)),
            pickupCode: effects.pickupCode(), pickUpBy: pickUpBy, readyBy: min(readyBy, pickUpBy),
            policy: policy.told)
    }
}
