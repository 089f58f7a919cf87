// SPDX-License-Identifier: Apache-2.0
import Access
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations

/// Correcting whom a reservation is for.
extension Site {
    @Sendable func correctRecipient(_ asked: Asked, _ office: Office) async throws -> Answered {
        guard office.person.may(.writeReservations) else { throw Forbidden() }
        let before = try await reservation(asked)
        let after = office.link(.reservation(before.id), [("done", OfficeDone.readdressed.rawValue)])
        let form: Form<Reservation> = try form(asked, office.person, "readdress \(before.id)", after: after)
        let input = PersonInput(asked.form)
        let read = input.read()
        guard read.faults.isEmpty, let name = read.name else {
            return try await reservationPage(office, before, input, nil, read.faults, status: .unprocessableContent)
        }
        let wanted = try await customers.recipient(
            name: name, kana: read.kana, phone: read.phone, mail: read.mail)
        do {
            return .seeOther(
                try await form.done {
                    try await readdress(before, to: wanted, seen: Int(asked.form["seen"]), office, $0)
                })
        } catch Refusal.keyReused {
            return try await reservationPage(
                office, before, input, Piece.refused(.keyReused, office.words), status: .conflict)
        } catch Refusal.stale {
            let now = try await reservation(asked)
            let faults = office.meanwhile(now.recipient.facts, typed: wanted.facts)
            return try await reservationPage(
                office, now, input, office.stale(faults), faults, status: .preconditionFailed)
        }
    }

    /// Corrects the recipient that was seen. The reservation's version holds it between look and lock: where something else has
    /// happened to the reservation, looks again.
    ///
    /// - Throws: `stale` when the recipient has changed since it was seen; what `perform` throws.
    private func readdress(
        _ reservation: Reservation, to wanted: Recipient, seen: Int?, _ office: Office, _ keyed: Keyed<Reservation>
    ) async throws -> Done<Reservation> {
        var reservation = reservation
        for _ in 0..<3 {
            guard seen == nil || seen == reservation.recipient.facts.edition else { break }
            do {
                return try await reservations.perform(
                    .readdress(wanted), on: reservation.id, by: office.person.author, versions: [reservation.version],
                    keyed: keyed)
            } catch Refusal.stale {
                guard let now = try await reservations.find(reservation.id) else { break }
                reservation = now
            }
        }
        throw Refusal.stale(current: reservation.version)
    }
}
