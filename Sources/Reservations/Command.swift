// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Stock

/// Says what a person, a program or a duty wants done with one reservation.
package enum Command: Sendable, Equatable {
    /// The store takes the work.
    case accept
    /// The store cannot serve it; the reason corrects the stock of every line.
    case reject(reason: ShortReason, note: String)
    /// A picker has looked: how many of each line are in hand, and why units are missing. No items: all was found.
    case pick(items: [PickedItem], staging: String?)
    /// The parcel is packed and waits at a place.
    case ready(staging: String)
    /// "Ready" was wrong: it goes back to the picker, and the customer is told.
    case unready(reason: String)
    /// Hand-over at the counter. No items: all of it.
    case collect(items: [CollectedItem], proof: Proof, proxy: String?, rest: Rest)
    case cancel(reason: String)
    /// A later pick-up-by: a named day, or as many open days as the policy gives.
    case extend(until: Day?)
    /// The pick-up-by has passed (the sweeper's word).
    case expire
    /// The goods of an ended hold are back where they are sold from.
    case returnToShelf
    /// Goods of the reservation have been sent to the store, by these locations; nil means all that have any.
    case ship(from: Set<LocationID>?)
    /// The goods have come to the store.
    case arrive
    /// The customer does without the missing units of a line.
    case drop(line: Int)
    /// The customer takes another SKU instead of the missing units of a line.
    case substitute(line: Int, by: CatalogueItem)
    /// The customer waits until the missing units of a line come from another location.
    case wait(line: Int, from: LocationID)
    /// Goes on at another store as a new reservation.
    case reroute(to: NewPlace)
    /// The customer tells how near they are.
    case come(Arrival)
    /// The customer tells who collects for them; empty for nobody else.
    case nameProxy(String)
    /// How the customer wants to be told of this reservation.
    case wish(ContactWishes)
    /// Somebody of the chain corrects whom it is for; see `Customers.recipient`.
    case readdress(Recipient)
    /// The sum of the contact tasks has changed.
    case contact(ContactState)

    package struct PickedItem: Sendable, Equatable {
        package let line: Int
        /// Units in hand now, those picked before included.
        package let found: Int
        /// Why the others are not there; nil while the picker still looks.
        package let short: ShortReason?

        package init(line: Int, found: Int, short: ShortReason? = nil) {
            self.line = line
            self.found = found
            self.short = short
        }
    }

    package struct CollectedItem: Sendable, Equatable {
        package let line: Int
        package let quantity: Int

        package init(line: Int, quantity: Int) {
            self.line = line
            self.quantity = quantity
        }
    }

    /// How the counter knew that this is the customer or a proxy.
    package enum Proof: Sendable, Equatable {
        /// The eight-character pickup code.
        case code(String)
        /// The customer's link was shown and its signature checked.
        case link
        /// Name and last four digits were compared by a signed-in person.
        case identity
    }

    /// What becomes of the units that are not collected now.
    package enum Rest: String, Sendable, CaseIterable { case keep, release }

    /// What a new reservation at another store needs: its id, code and dates, drawn and counted by the caller.
    package struct NewPlace: Sendable, Equatable {
        package let id: ReservationID
        package let pickupCode: String
        package let pickUpBy: Instant
        package let readyBy: Instant
        /// The policy that counted the dates.
        package let policy: Event.PolicyEdition?

        package init(
            id: ReservationID, pickupCode: String, pickUpBy: Instant, readyBy: Instant,
            policy: Event.PolicyEdition? = nil
        ) {
            self.id = id
            self.pickupCode = pickupCode
            self.pickUpBy = pickUpBy
            self.readyBy = readyBy
            self.policy = policy
        }
    }
}

/// Says why a unit was not found, and so how the stock figure was wrong. Source of the words: facts of HotWax's reject
/// reasons (not in stock: the shelf is empty; mismatch, damaged, worn display: so many fewer; no variance: figure right).
package enum ShortReason: String, Sendable, CaseIterable {
    case notInStock = "not_in_stock"
    case mismatch
    case damaged
    case wornDisplay = "worn_display"
    case noVariance = "no_variance"
}

/// Holds what a decision needs to know beside the reservation: who asks, when, and the rules of the place.
package struct Ground: Sendable {
    package let now: Instant
    package let author: Author
    package let policy: ReservationPolicy
    package let calendar: OpeningCalendar
    /// On-hand and reserved of the reservation's SKUs, locked, when the command corrects them (`Command.needsLevels`).
    package let levels: [StockKey: LockedLevel]

    package init(
        now: Instant, author: Author, policy: ReservationPolicy, calendar: OpeningCalendar,
        levels: [StockKey: LockedLevel] = [:]
    ) {
        self.now = now
        self.author = author
        self.policy = policy
        self.calendar = calendar
        self.levels = levels
    }
}

extension Command {
    /// Tells whether the decision depends on the stock figures, so that they must be locked before it.
    var needsLevels: Bool {
        switch self {
        case .reject(let reason, _): reason != .noVariance
        case .pick(let items, _): items.contains { $0.short != nil && $0.short != .noVariance }
        default: false
        }
    }

    /// Tells whether the reservation goes on at another store.
    package var isMove: Bool {
        if case .reroute = self { true } else { false }
    }

    /// Tells whether new units are promised, so that the promise must be seen to hold before the commit.
    var promises: Bool {
        switch self {
        case .substitute, .wait, .reroute: true
        default: false
        }
    }
}
