// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Customers
import Kit
import PQ
import Reservations

/// The customer's signed link to a reservation: printed, opened, and held against the address to which it was sent.
package struct CustomerLink: Sendable {
    private let link: PickupLink
    private let publicURL: String
    /// What was done by links within the hour, by reservation and by what was done.
    private let acts = Limiter<Act>(Limits.linkActsPerHour, inSeconds: 3_600)

    private struct Act: Hashable, Sendable {
        let reservation: ReservationID
        let name: String
    }

    /// - Parameter publicURL: where customers reach the service, without a slash at its end.
    package init(link: PickupLink, publicURL: String) {
        self.link = link
        self.publicURL = publicURL
    }

    /// Signs a link that serves until `Reservation.linkEndsAt`.
    ///
    /// - Parameter address: the address to which it is sent; nil for a link that is shown or given to a program, which proves
    ///   nothing.
    package func token(for reservation: Reservation, to address: ContactAddress? = nil) -> String {
        link.sign(
            reservation: reservation.id, expires: reservation.linkEndsAt, to: address.map(CustomerLink.text(of:)))
    }

    package func url(for reservation: Reservation, to address: ContactAddress? = nil) -> String {
        url(token: token(for: reservation, to: address))
    }

    /// Prints the address that a token opens: what the customer was sent, and what the QR code says.
    package func url(token: String) -> String { "\(publicURL)/r/\(token)" }

    /// Reads what a token opens, or the whole address, as a scanner reads it. Throws `notFound(link)` for one that is
    /// forged or over.
    package func open(_ scanned: String, now: Instant) throws(Refusal) -> PickupLink.Opened {
        guard let start = scanned.ranges(of: "/r/").last?.upperBound else {
            return try link.open(scanned, now: now)
        }
        return try link.open(scanned[start...].prefix { $0 != "?" && $0 != "#" && $0 != "/" }, now: now)
    }

    /// Finds the address to which a link was sent among those of the recipient; nil for a link that was shown.
    ///
    /// - Throws: `notFound(link)` for a link to an address that is no longer the recipient's: whoever got a letter by a
    ///   mistyped number sees nothing more once it is corrected.
    package func address(_ opened: PickupLink.Opened, of recipient: Recipient) throws(Refusal) -> ContactAddress? {
        guard opened.mark != nil else { return nil }
        guard let sentTo = recipient.addresses.first(where: { link.wasSent(opened, to: CustomerLink.text(of: $0)) })
        else {
            throw .notFound(.link)
        }
        return sentTo
    }

    /// What a link leads to: the reservation at the store where it goes on, and the address to which the link was sent.
    package struct Visit: Sendable {
        package let reservation: Reservation
        package let sentTo: ContactAddress?
    }

    /// Opens a link.
    ///
    /// - Parameter act: what is done by it, as the last part of its path says, by page or API; nil where nothing is, or where it
    ///   has a limit of its own.
    /// - Throws: `notFound(link)` for one that is forged or over, leads nowhere, or was sent to an address that is no longer the
    ///   customer's; `tooOften` when the same was done too often by links to that reservation, since each leaves events and
    ///   letters behind that staff must read; `DatabaseError`.
    package func visit(
        _ scanned: String, to act: String? = nil, in reservations: Reservations, now: Instant
    ) async throws -> Visit {
        let opened = try open(scanned, now: now)
        guard let reservation = try await reservations.findCurrent(opened.reservation) else {
            throw Refusal.notFound(.link)
        }
        let visit = Visit(reservation: reservation, sentTo: try address(opened, of: reservation.recipient))
        if let act, let seconds = acts.wait(Act(reservation: opened.reservation, name: act), at: now) {
            throw Refusal.tooOften(retryAfter: seconds)
        }
        return visit
    }

    /// Reads what a link shows. Throws as `visit`.
    package func status(
        _ scanned: String, in reservations: Reservations, now: Instant
    ) async throws -> PickupStatus {
        let opened = try open(scanned, now: now)
        return try await CustomerView(reservations: reservations).status(of: opened.reservation) {
            recipient throws(Refusal) in
            _ = try address(opened, of: recipient)
        }
    }

    /// Takes a link that was shown at the counter as the proof of a hand-over: it opens this reservation, or one that goes on
    /// in it, since whoever was rerouted still has the first link.
    ///
    /// - Throws: `wrongCode` for any other link; `DatabaseError`.
    package func proof(
        _ scanned: String, of id: ReservationID, in reservations: Reservations, now: Instant
    ) async throws -> Command.Proof {
        do {
            guard try await visit(scanned, in: reservations, now: now).reservation.id == id else {
                throw Refusal.wrongCode
            }
            return .link
        } catch Refusal.notFound {
            throw Refusal.wrongCode
        }
    }

    private static func text(of address: ContactAddress) -> String { "\(address.kind.rawValue):\(address.value)" }
}

extension Customers {
    /// Keeps that an address is the customer's own: the link of a letter to it was acted on. Programs that look through mail open
    /// links, but act on none.
    package func prove(by visit: CustomerLink.Visit) async throws {
        guard let address = visit.sentTo else { return }
        try await prove(address, of: visit.reservation.customer, by: "link")
    }
}
