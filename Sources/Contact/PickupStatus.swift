// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import Stock

/// Holds what a customer is told about a reservation: the page behind the signed link and its JSON are two prints of it.
///
/// Nothing internal is in here: no names of staff, no reasons a picker gave, no notes, no staging place.
package struct PickupStatus: Sendable, Equatable {
    package let reservation: ReservationID
    /// The version of the reservation that was read.
    package let version: Int
    package let kind: Reservation.Kind
    /// The web shop's own number; empty without one.
    package let reference: String
    package let status: CustomerStatus
    package let next: Next
    package let call: Call
    package let times: Times
    package let store: Location
    /// Whether the store is open at this moment.
    package let isOpenNow: Bool
    /// Today's hours and those of the days until the pick-up-by, at most `daysShown`; empty once nothing is to collect.
    package let hours: [OpenDay]
    /// The pickup code, as soon as the store has the work in hand and as long as it opens something.
    package let code: String?
    package let items: [Item]
    /// Yen.
    package let total: Int
    /// How near the customer has told to be, as long as there is something to collect.
    package let arrival: Arrival?
    /// Who collects for the customer; empty for nobody else.
    package let proxy: String
    /// Something may have been written, here or at the store where it began.
    package let isTalkedAbout: Bool
    /// What happened, the oldest first.
    package let timeline: [Moment]
    package let actions: Actions
    package let asOf: Instant

    /// How many days of opening hours are told.
    package static let daysShown = 7

    /// Says what happens next.
    package enum Next: Sendable, Equatable {
        /// The store looks whether it has everything; it promised an answer by then.
        case storeConfirms(by: Instant)
        /// Something was not found: the customer is asked how it goes on.
        case youDecide
        case storePrepares(by: Instant)
        case goodsTravel
        case collect(by: Instant)
        case nothing
        /// It is over without a hand-over.
        case over(Ending)
    }

    /// Says how a reservation ended that was not collected.
    package enum Ending: String, Sendable, CaseIterable {
        case cancelledByYou = "cancelled_by_you"
        case notAvailable = "not_available"
        case cancelled
        case lapsed
    }

    /// Says how it stands with the conversation.
    package enum Call: String, Sendable, CaseIterable {
        case none
        /// Somebody will get in touch.
        case expected
        /// Somebody tried, and will try again.
        case missed
        /// It was talked about.
        case spoken
        /// The customer has settled it without a call.
        case settledByYou = "settled_by_you"
    }

    package struct Times: Sendable, Equatable {
        package let createdAt: Instant
        package let readyBy: Instant
        package let readyAt: Instant?
        package let pickUpBy: Instant
        package let closedAt: Instant?
        /// The store promised to be done by `readyBy`, and is not.
        package let isLate: Bool
    }

    /// Tells the opening hours of one business day, in minutes since its midnight; past 1440 is after midnight.
    package struct OpenDay: Sendable, Equatable {
        package let day: Day
        /// In order; empty when the store stays shut.
        package let periods: [Range<Int>]
    }

    package struct Item: Sendable, Equatable {
        package let line: Int
        package let sku: SKU
        package let name: String
        /// Empty when there is none.
        package let nameEN: String
        /// A path of this service or an absolute URL; empty when there is none.
        package let imageURL: String
        /// What the catalogue says of it; nothing that tells a customer nothing.
        package let attributes: JSON.Object
        /// Yen.
        package let unitPrice: Int
        /// What is promised, with what is still undecided; 0 when the customer does without it.
        package let quantity: Int
        /// How many of them were not found and are yet to be decided about.
        package let undecided: Int
        package let collected: Int
    }

    /// Says what the customer may do now.
    package struct Actions: Sendable, Equatable {
        /// The pick-up-by that an extension would give; nil when none is to be had.
        package let extendsTo: Instant?
        /// Why there is none.
        package let extensionRefusal: Refusal?
        package let mayCancel: Bool
        package let mayAskForCall: Bool
        /// Somebody was to ask whether they will come, and nobody has reached them yet.
        package let mayConfirm: Bool
        /// What they may tell of their coming: on the way, then here.
        package let mayTell: Arrival?
        package let mayNameProxy: Bool
        /// Another store may serve it. Once; then it takes a word with somebody, for each store keeps it anew.
        package let mayChangeStore: Bool
    }
}
