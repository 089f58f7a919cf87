// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations

extension PickupStatus {
    /// Tells one thing that happened, as far as it concerns the customer.
    package struct Moment: Sendable, Equatable {
        package let kind: Kind
        package let at: Instant
        /// The new pick-up-by of an extension, or of a calendar that has changed.
        package let until: Instant?

        package enum Kind: String, Sendable, CaseIterable {
            case received, accepted, preparing, searching, shipped, arrived, ready, extended, changed, spoken
            case collected, cancelled, expired, moved
            case movedHere = "moved_here"
            case readyTakenBack = "ready_taken_back"
            case callAsked = "call_asked"
            case callPlanned = "call_planned"
            case callMissed = "call_missed"
            /// The store's calendar has changed, and the pick-up-by with it.
            case calendarMoved = "calendar_moved"
            /// Somebody was to call, and may not any more before the end.
            case callDropped = "call_dropped"
            case partlyCollected = "partly_collected"
            case notAvailable = "not_available"
            case onMyWay = "on_my_way"
            case here
            case proxyNamed = "proxy_named"
            case confirmedByYou = "confirmed_by_you"
            case changedByYou = "changed_by_you"
        }

        package init(kind: Kind, at: Instant, until: Instant? = nil) {
            self.kind = kind
            self.at = at
            self.until = until
        }

        /// Reads an event; nil for one that only concerns the shop.
        package init?(_ event: Event) {
            guard let kind = Kind(event) else { return nil }
            let until = event.data["pick_up_by"]?.string.flatMap { Instant(rfc3339: $0) }
            self.init(kind: kind, at: event.at, until: kind == .extended || kind == .calendarMoved ? until : nil)
        }
    }
}

extension PickupStatus.Moment.Kind {
    fileprivate init?(_ event: Event) {
        switch event.kind {
        case "reservation.created": self = event.data["rerouted_from"] == nil ? .received : .movedHere
        case "reservation.accepted": self = .accepted
        case "fulfilment.picking_started": self = .preparing
        case "fulfilment.line_short_picked": self = .searching
        case "fulfilment.shipped": self = .shipped
        case "fulfilment.arrived": self = .arrived
        case "fulfilment.ready": self = .ready
        case "fulfilment.ready_revoked": self = .readyTakenBack
        case "fulfilment.partially_collected": self = .partlyCollected
        case "reservation.collected": self = .collected
        case "reservation.extended": self = .extended
        case "reservation.calendar_moved": self = .calendarMoved
        case "reservation.cancelled": self = .cancelled
        case "reservation.rejected": self = .notAvailable
        case "reservation.expired": self = .expired
        case "reservation.rerouted": self = .moved
        case "reservation.line_dropped", "reservation.line_substituted", "reservation.awaiting_transfer":
            self = event.author == Author.customer.description ? .changedByYou : .changed
        case "customer.on_my_way": self = .onMyWay
        case "customer.here": self = .here
        case "customer.proxy_named": self = .proxyNamed
        case "customer.confirmed": self = .confirmedByYou
        // What customers settle themselves is told by what they did.
        case let kind where kind.hasPrefix("contact.reached_") && event.author == Author.customer.description:
            return nil
        case "contact.asked": self = .callAsked
        case "contact.scheduled": self = .callPlanned
        case "contact.dropped": self = .callDropped
        case "contact.attempted": self = .callMissed
        case "contact.reached_confirmed", "contact.reached_changed", "contact.reached_declined": self = .spoken
        default: return nil
        }
    }
}
