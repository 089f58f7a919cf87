// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

/// Holds one message to a customer about one change of one reservation.
package struct Notice: Sendable, Equatable {
    package let location: LocationID
    package let id: UniqueID
    package let reservation: ReservationID
    /// The number of the event that it tells.
    package let number: Int
    package let kind: Kind
    package let channel: String
    /// The address; of a push message the id of the device.
    package let recipient: String
    /// What staff may read of the recipient: a device has no name.
    package var address: String { channel == "push" ? "" : recipient }
    /// The address to which its letter goes; nil for a device.
    var contactAddress: ContactAddress? {
        switch channel {
        case "mail": ContactAddress(kind: .mail, value: recipient)
        case "sms": ContactAddress(kind: .phone, value: recipient)
        default: nil
        }
    }
    package let language: String
    package let state: State
    package let attempts: Int
    /// Why the last attempt failed; empty when none has.
    package let failure: String
    package let createdAt: Instant
    package let acceptedAt: Instant?

    /// What the customer is told.
    package enum Kind: String, Sendable, CaseIterable {
        case received, accepted, ready, rejected, cancelled, expired, extended, rerouted
        /// "Ready" was wrong: the correction.
        case readyRevoked = "ready_revoked"
        /// Units were not found; an agent will be in touch.
        case short
        case awaitingTransfer = "awaiting_transfer"
        case collected
        /// Staff has written.
        case message
        /// The store's calendar has changed, and the pick-up-by with it.
        case calendarMoved = "calendar_moved"
    }

    /// How far it has come. "Accepted by the provider" is never shown as "delivered".
    package enum State: String, Sendable, CaseIterable {
        case queued, accepted, delivered, failed, unknown
        /// What happened since has made it untrue, so it was not sent.
        case overtaken
    }

    /// Tells whether what has become of the reservation has made this untrue before it was sent: in quiet hours, or while
    /// a provider was away. What it became is told by a notice of its own.
    func isOvertaken(by reservation: Reservation) -> Bool {
        switch kind {
        case .accepted, .readyRevoked, .short, .extended, .calendarMoved, .awaitingTransfer: reservation.hold != .active
        case .ready: reservation.fulfilment != .ready
        case .received, .rejected, .cancelled, .expired, .rerouted, .collected, .message: false
        }
    }
}

extension Notice.Kind {
    /// Reads which notice, if any, an event of a reservation gives cause to.
    init?(event: Event) {
        guard let payload = event.payload else { return nil }
        switch payload {
        // The customer's own words need no letter, and what follows at once upon ours was told with them.
        case .messageWritten(let told):
            guard !event.isByCustomer, told.followUp != true else { return nil }
            self = .message
        case .created: self = .received
        case .ready: self = .ready
        case .readyRevoked: self = .readyRevoked
        case .lineShortPicked: self = .short
        case .rejected: self = .rejected
        case .cancelled: self = .cancelled
        case .expired: self = .expired
        case .extended: self = .extended
        case .calendarMoved(let told):
            // When a store will be ready is a promise among its own; the page tells it.
            guard told.pickUpBy != nil else { return nil }
            self = .calendarMoved
        case .rerouted: self = .rerouted
        case .awaitingTransfer: self = .awaitingTransfer
        case .collected: self = .collected
        case .accepted, .refundDue, .lineDropped, .lineSubstituted, .pickingStarted, .picked, .shipped, .arrived,
            .partiallyCollected, .restReleased, .returnedToShelf, .onMyWay, .here, .proxyNamed, .confirmed,
            .wishesChanged, .corrected, .contactNotNeeded, .contactAsked, .contactScheduled, .contactAttempted,
            .reachedConfirmed, .reachedChanged, .reachedDeclined, .unreachable, .contactDropped, .shortageOpened,
            .shortageCovered, .shortageResolved:
            return nil
        }
    }
}

/// Queues notices in the transaction of the change they tell: one for each change and customer, or none.
package struct NoticeCompanion: Companion {
    private let effects: Effects

    package init(effects: Effects) { self.effects = effects }

    package func welcome(_ draft: inout ReservationDraft, _ facts: IntakeFacts) async throws {
        let reservation = draft.reservation
        let id = effects.uniqueID(at: reservation.createdAt)
        draft.alongside.add(
            NoticeBirth(
                id: id, reservation: reservation.id, number: 1, kind: .received, at: reservation.createdAt),
            to: BearNotices.self)
    }

    package func accompany(_ decision: inout Decision) async {
        let (reservation, at) = (decision.after.id, decision.at)
        // Of two lines that are short in one pick the customer hears once.
        var told: Set<Notice.Kind> = []
        for event in decision.events {
            guard let kind = Notice.Kind(event: event), told.insert(kind).inserted else { continue }
            let birth = NoticeBirth(
                id: effects.uniqueID(at: at), reservation: reservation, number: event.number, kind: kind, at: at)
            decision.alongside.add(birth, to: BearNotices.self)
            decision.alongside.add(birth, to: BearDeviceNotices.self)
        }
        // Devices go along to the store where it goes on.
        if let born = decision.born {
            decision.alongside.add(
                FollowDevices.Element(from: reservation, to: born.reservation.id), to: FollowDevices.self)
        }
    }
}
