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
        switch event.kind {
        // The customer's own words need no letter, and what follows at once upon ours was told with them.
        case "conversation.message"
        where event.author != Author.customer.description && event.data["follow_up"] != true:
            self = .message
        case "reservation.created": self = .received
        case "fulfilment.ready": self = .ready
        case "fulfilment.ready_revoked": self = .readyRevoked
        case "fulfilment.line_short_picked": self = .short
        case "reservation.rejected": self = .rejected
        case "reservation.cancelled": self = .cancelled
        case "reservation.expired": self = .expired
        case "reservation.extended": self = .extended
        // When a store will be ready is a promise among its own; the page tells it.
        case "reservation.calendar_moved" where event.data["pick_up_by"] != nil: self = .calendarMoved
        case "reservation.rerouted": self = .rerouted
        case "reservation.awaiting_transfer": self = .awaitingTransfer
        case "reservation.collected": self = .collected
        default: return nil
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
