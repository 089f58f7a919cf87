// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// The one thing that a clerk does next with a reservation.
package enum NextStep: Sendable, Equatable {
    case accept
    case pick
    /// All is in hand: it needs a place, and the customer a word.
    case makeReady
    case handOver
    case returnToShelf
    /// Goods are to come from another location.
    case receive
    /// Nothing, until the customer has decided about missing units.
    case awaitDecision
    /// Nothing: the time is over, and the sweep is about to take it.
    case lapsed
    case nothing

    package init(_ reservation: Reservation, at now: Instant) {
        if reservation.fulfilment == .toReturn {
            self = .returnToShelf
        } else if reservation.hold != .active {
            self = .nothing
        } else if !reservation.stands(at: now) {
            self = .lapsed
        } else {
            switch reservation.fulfilment {
            case .requested: self = .accept
            case .accepted, .picking:
                let isInHand = reservation.lines.allSatisfy { $0.picked == $0.quantity }
                self = !isInHand ? .pick : reservation.hasMissing ? .awaitDecision : .makeReady
            case .awaitingStock: self = .receive
            case .ready: self = .handOver
            case .toReturn: self = .returnToShelf
            case .collected, .rejected, .cancelled, .returnedToShelf: self = .nothing
            }
        }
    }
}

/// How pressing something is.
package enum Urgency: Sendable, Equatable {
    case calm
    /// Less than `Urgency.soonSeconds` are left.
    case soon
    case late

    package static let soonSeconds = 30 * 60

    package init(due: Instant, now: Instant) {
        self = now > due ? .late : due - now <= .seconds(Urgency.soonSeconds) ? .soon : .calm
    }
}
