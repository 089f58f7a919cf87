// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Holds what one place is to send for one reservation of another store. Who it is for stays with that store: the parcel
/// is known by its tag.
struct Shipment: Sendable {
    let reservation: Reservation
    /// The place that sends.
    let from: LocationID

    /// The lines whose promised units lie here.
    var lines: [Line] { reservation.lines.filter { $0.open > 0 && $0.heldAt == from } }

    /// Names the step as the Idempotency-Key of its form, as `Reservation.key(of:)` names those of the store itself.
    var key: String { "\(reservation.id)-\(reservation.version)-ship-\(from.code)" }
}

extension StoreQuery {
    /// Reads all that a place is to send, the most pressing first, up to `Limits.workRows`.
    func shipments(from place: LocationID) async throws -> [Shipment] {
        var found: [Reservation] = []
        while found.count < Limits.workRows {
            let page = try await reservations.shipments(
                from: [place], after: found.last?.id.unique, limit: Limits.pageRows)
            found += page
            if page.count < Limits.pageRows { break }
        }
        return found.sorted(by: Reservation.isDueBefore).map { Shipment(reservation: $0, from: place) }
    }
}
