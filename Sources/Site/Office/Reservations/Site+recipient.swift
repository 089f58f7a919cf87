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
        guard let keyed: Keyed<Reservation> = keyed(asked, office.person, "readdress \(before.id)", after: after) else {
            throw Unreadable()
        }
        let input = PersonInput(asked.form)
        do {
            if let answered = try await keyed.before(in: reservations.database) { return .seeOther(answered.body) }
        } catch Refusal.keyReused {
            return try await reservationPage(
                office, before, input, Piece.refused(.keyReused, office.words), status: .conflict)
        }
        let read = input.read()
        guard read.faults.isEmpty, let name = read.name else {
            return try await reservationPage(office, before, input, nil, read.faults, status: .unprocessableContent)
        }
        let wanted = try await customers.recipient(
            name: name, kana: read.kana, phone: read.phone, mail: read.mail)
        guard try await readdress(before, to: wanted, seen: Int(asked.form["seen"]), office, keyed) else {
            let now = try await reservation(asked)
            let faults = office.meanwhile(now.recipient.facts, typed: wanted.facts)
            return try await reservationPage(
                office, now, input, office.stale(faults), faults, status: .preconditionFailed)
        }
        return .seeOther(after)
    }

    /// Corrects the recipient that was seen; false when it has changed since. The reservation's version holds it between
    /// look and lock: where something else has happened to the reservation, looks again.
    private func readdress(
        _ reservation: Reservation, to wanted: Recipient, seen: Int?, _ office: Office, _ keyed: Keyed<Reservation>
    ) async throws -> Bool {
        var reservation = reservation
        for _ in 0..<3 {
            guard seen == nil || seen == reservation.recipient.facts.edition else { return false }
            let (id, version) = (reservation.id, reservation.version)
            let isDone = try await takes {
                _ = try await again {
                    try await reservations.perform(
                        .readdress(wanted), on: id, by: office.person.author, versions: [version], keyed: keyed)
                }
            }
            if isDone { return true }
            guard let now = try await reservations.find(id) else { return false }
            reservation = now
        }
        return false
    }
}
