// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// Holds one reservation as it stands: the customer's claim on goods at a store, with its three life cycles.
package struct Reservation: Sendable, Equatable {
    package let id: ReservationID
    package let kind: Kind
    /// The web shop's own number; empty without one.
    package let reference: String
    package let customer: CustomerID
    package var hold: Hold
    package var fulfilment: Fulfilment
    package var contact: ContactState
    /// The number of the last event; the ETag of the resource.
    package var version: Int
    package let pickupCode: String
    package var pickUpBy: Instant
    /// The hold's original end: what a pickup is measured against, however often the hold is extended.
    package var firstPickUpBy: Instant
    /// When the store promised to have it ready.
    package var readyBy: Instant
    package var extensions: Int
    /// The warehouse that sends the goods; nil when the store has them.
    package let shipsFrom: LocationID?
    /// Where the parcel waits: "B-3".
    package var staging: String
    /// Who collected it, when not the customer.
    package var collector: String
    package var closeReason: String
    package var reroutedFrom: ReservationID?
    package var reroutedTo: ReservationID?
    package let note: String
    package var experiment: Experiment
    package let createdAt: Instant
    package var readyAt: Instant?
    package var closedAt: Instant?
    package var lines: [Line]
    /// How near the customer has told to be; nil while nothing was told.
    package var arrival: Arrival?
    package var arrivalAt: Instant?
    /// Who collects for the customer, as the customer has told; empty for nobody else.
    package var proxy = ""
    /// The person whom it is for, as was given: label, counter, calls and letters use this.
    package var recipient = Recipient.unknown

    /// `reserve`: pay in the store; `buy`: paid online (BOPIS).
    package enum Kind: String, Sendable, CaseIterable { case reserve, buy }

    /// Keeps the arm a customer was drawn into, with all that is needed to recompute it.
    package struct Experiment: Sendable, Equatable {
        package let arm: String
        package let salt: Int
        package let probability: Double

        package init(arm: String, salt: Int, probability: Double) {
            self.arm = arm
            self.salt = salt
            self.probability = probability
        }
    }

    /// Sums what the promised and undecided units cost, in yen.
    package var total: Int { lines.reduce(0) { $0 + $1.unitPrice * ($1.quantity + $1.missing) } }

    /// Sums what the units cost that nobody has collected, in yen: what an end of the hold gives back to who paid.
    package var unsettled: Int { lines.reduce(0) { $0 + $1.unitPrice * ($1.open + $1.missing) } }

    package var location: LocationID { id.location }

    /// Tells whether the hold still stands at a moment: a lapsed hold is never revived, even before the sweeper has come.
    package func stands(at now: Instant) -> Bool { hold == .active && now <= pickUpBy }

    /// When the customer's link ends: a month after the hold's first end, extensions and the days after it included.
    package var linkEndsAt: Instant { firstPickUpBy + .seconds(Limits.linkDays * 86_400) }

    package var hasMissing: Bool { lines.contains { $0.missing > 0 } }
    /// Units that a person of the store has in hand.
    package var inHand: Int { lines.reduce(0) { $0 + $1.picked - $1.collected } }
    package var inTransit: Bool { lines.contains { $0.isInTransit } }
}

/// Holds one line: so many of one SKU, and where the promised units are counted.
package struct Line: Sendable, Equatable {
    package let number: Int
    package let sku: SKU
    package let name: String
    package let nameEN: String
    /// Yen.
    package let unitPrice: Int
    /// What the customer asked for at first.
    package let requested: Int
    /// What is promised now.
    package var quantity: Int
    /// What a picker did not find and the customer has yet to decide about; no stock is held for it.
    package var missing: Int
    /// Units in a person's hand or staged, collected ones included.
    package var picked: Int
    package var collected: Int
    package var missingReason: String
    /// The location whose `reserved` counts the open units; nil once the hold has ended or while they travel.
    package var heldAt: LocationID?
    package var shippedAt: Instant?

    package var open: Int { quantity - collected }
    package var isInTransit: Bool { heldAt == nil && shippedAt != nil && open > 0 }
}

/// The promise: `active → consumed | released | expired`; each is reached at most once.
package enum Hold: String, Sendable, CaseIterable { case active, consumed, released, expired }

/// The store's work, from the request to the hand-over or back to the shelf.
package enum Fulfilment: String, Sendable, CaseIterable {
    case requested, accepted, picking, ready, collected, rejected, cancelled
    case awaitingStock = "awaiting_stock"
    case toReturn = "to_return"
    case returnedToShelf = "returned_to_shelf"
}

/// The conversation: the sum of the reservation's contact tasks.
package enum ContactState: String, Sendable, CaseIterable {
    case notNeeded = "not_needed"
    case pending, attempted
    case reachedConfirmed = "reached_confirmed"
    case reachedChanged = "reached_changed"
    case reachedDeclined = "reached_declined"
    case unreachable

    /// What is left of it when the reservation ends: then no contact is waited for.
    package var atTheEnd: ContactState {
        switch self {
        case .pending: .notNeeded
        case .attempted: .unreachable
        case .notNeeded, .reachedConfirmed, .reachedChanged, .reachedDeclined, .unreachable: self
        }
    }
}

/// How near a customer has told to be.
package enum Arrival: String, Sendable, CaseIterable {
    case onMyWay = "on_my_way"
    case here
}

/// What the customer reads, on every surface: one pure function of the three axes (docs/states.md).
package enum CustomerStatus: String, Sendable, CaseIterable {
    case checking, preparing
    case onItsWay = "on_its_way"
    case ready, collected, cancelled, expired

    /// Reads the three axes as one plain word.
    ///
    /// - Parameter lapsed: the hold's time is over though the sweeper has not come yet: the customer reads the truth.
    package init(hold: Hold, fulfilment: Fulfilment, contact: ContactState, lapsed: Bool = false) {
        switch (hold, fulfilment) {
        case (.consumed, _): self = .collected
        case (.released, _): self = .cancelled
        case (.expired, _): self = .expired
        case (.active, _) where lapsed: self = .expired
        case (.active, .ready): self = .ready
        case (.active, .awaitingStock): self = .onItsWay
        case (.active, .accepted), (.active, .picking): self = .preparing
        // A store has yet to answer, or an agent is about to call: nothing is sure.
        case (.active, _): self = .checking
        }
    }
}

extension Reservation {
    /// Says what the customer reads at a moment.
    package func status(at now: Instant) -> CustomerStatus {
        CustomerStatus(hold: hold, fulfilment: fulfilment, contact: contact, lapsed: !stands(at: now))
    }
}
