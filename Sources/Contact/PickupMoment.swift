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

        /// Reads an event; nil for one that only concerns the shop, and for one that this version cannot read.
        package init?(_ event: Event) {
            guard let payload = event.payload, let (kind, until) = Self.read(payload, event.isByCustomer) else {
                return nil
            }
            self.init(kind: kind, at: event.at, until: until?.instant)
        }

        private static func read(
            _ payload: Event.Payload, _ isByCustomer: Bool
        ) -> (kind: Kind, until: PlaceTime?)? {
            switch payload {
            case .created(let told): (told.reroutedFrom == nil ? .received : .movedHere, nil)
            case .accepted: (.accepted, nil)
            case .pickingStarted: (.preparing, nil)
            case .lineShortPicked: (.searching, nil)
            case .shipped: (.shipped, nil)
            case .arrived: (.arrived, nil)
            case .ready: (.ready, nil)
            case .readyRevoked: (.readyTakenBack, nil)
            case .partiallyCollected: (.partlyCollected, nil)
            case .collected: (.collected, nil)
            case .extended(let told): (.extended, told.pickUpBy)
            case .calendarMoved(let told): (.calendarMoved, told.pickUpBy)
            case .cancelled: (.cancelled, nil)
            case .rejected: (.notAvailable, nil)
            case .expired: (.expired, nil)
            case .rerouted: (.moved, nil)
            case .lineDropped, .lineSubstituted, .awaitingTransfer: (isByCustomer ? .changedByYou : .changed, nil)
            case .onMyWay: (.onMyWay, nil)
            case .here: (.here, nil)
            case .proxyNamed: (.proxyNamed, nil)
            case .confirmed: (.confirmedByYou, nil)
            case .contactAsked: (.callAsked, nil)
            case .contactScheduled: (.callPlanned, nil)
            case .contactDropped: (.callDropped, nil)
            case .contactAttempted: (.callMissed, nil)
            // What customers settle themselves is told by what they did.
            case .reachedConfirmed, .reachedChanged, .reachedDeclined: isByCustomer ? nil : (.spoken, nil)
            case .picked, .restReleased, .returnedToShelf, .refundDue, .wishesChanged, .corrected, .contactNotNeeded,
                .unreachable, .messageWritten, .shortageOpened, .shortageCovered, .shortageResolved:
                nil
            }
        }
    }
}
