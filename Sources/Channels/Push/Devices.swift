// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

/// Knows which devices are told of a reservation by push messages: those of whoever has its link and asked for it.
package struct Devices: Sendable {
    private let reservations: Reservations
    private let services: PushServices
    /// What a browser needs to subscribe; nil where no push is offered.
    package let key: String?

    private var database: Database { reservations.database }
    private var effects: Effects { reservations.effects }

    package init(reservations: Reservations, key: PushKey, services: PushServices = .known) {
        self.reservations = reservations
        self.services = services
        self.key = services.isEmpty ? nil : key.text
    }

    /// Tells a device of a reservation from now on, in the language that its owner reads; the customer's wish not to be
    /// told by push is taken back by it. Asked again it is renewed. At most `Limits.devicesPerReservation` are kept.
    ///
    /// - Throws: `doesNotFit` for a device whose push service is not known here.
    package func keep(
        _ device: PushSubscription, of reservation: Reservation, language: Language
    ) async throws {
        guard services.admits(device.endpoint) else { throw Refusal.doesNotFit("endpoint") }
        let now = effects.now()
        if !reservation.recipient.allows(.push) {
            var wishes = reservation.recipient.wishes
            wishes.stopped.remove(.push)
            _ = try await reservations.perform(.wish(wishes), on: reservation.id, by: .customer)
        }
        var batch = Batch(name: "KeepDevice")
        batch.add(
            KeepDevice(
                reservation: reservation.id, id: effects.uniqueID(at: now), device: device, language: language, at: now)
        )
        batch.add(TrimDevices(reservation: reservation.id, kept: Limits.devicesPerReservation))
        _ = try await database.run(batch)
    }

    /// Tells a device of a reservation no more.
    package func forget(_ endpoint: String, of reservation: ReservationID) async throws(DatabaseError) {
        _ = try await database.count(ForgetDevice(reservation: reservation, endpoint: endpoint))
    }

    /// Lists the addresses of the devices that are told of a reservation.
    package func endpoints(of reservation: ReservationID) async throws(DatabaseError) -> [String] {
        try await database.run(ListDevices(reservation: reservation))
    }

    /// Forgets devices that were not renewed for `Limits.deviceDays`; counts them.
    package func sweep() async throws(DatabaseError) -> Int {
        try await database.count(ForgetOldDevices(before: effects.now() - .seconds(Limits.deviceDays * 86_400)))
    }
}
