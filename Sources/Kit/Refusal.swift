// SPDX-License-Identifier: Apache-2.0
import PQ

/// Says what the shop says no to. Every case is mapped at one place to an HTTP status, a stable code and words in
/// Japanese and English (`API/Problem`), which docs/errors.md lists.
package enum Refusal: Error, Hashable, Sendable {
    /// There is no such thing, or the asker may not see it.
    case notFound(Thing)
    /// Fewer units can be promised than were asked for.
    case soldOut(sku: SKU, location: LocationID, available: Int)
    /// The location is closed down, a warehouse where a store is needed, or unknown.
    case locationCannotServe(LocationID)
    /// The catalogue has no such SKU, or no longer sells it.
    case unknownSKU(SKU)
    /// A line, a quantity or a choice does not fit the reservation it names.
    case doesNotFit(String)
    /// The hold was resolved before: what it became is told, so that a loser of a race learns who won.
    case alreadyCollected
    case alreadyReleased
    case expired
    /// The store's work stands at another point than this step needs.
    case wrongStep(step: String, fulfilment: String)
    /// A picker missed units and the customer has not decided about them.
    case undecidedShortage
    /// Not every promised unit is in hand.
    case notAllPicked
    /// This author may not extend (any more), or not as far as asked.
    case extensionLimit(Int)
    /// The customer holds as many open reservations as the policy allows.
    case tooManyOpen(Int)
    /// A store holds as many units of a SKU as the policy allows for customers of whom nothing is proved.
    case tooManyUnproved(sku: SKU, location: LocationID)
    /// The pickup code or the link does not open this reservation.
    case wrongCode
    /// The thing has changed since it was read (If-Match).
    case stale(current: Int)
    /// The same Idempotency-Key came with another request before.
    case keyReused
    /// Nobody may be called now: the callable window is closed.
    case outsideCallableWindow(opensAt: Instant?)
    /// The customer has asked not to be contacted in this way.
    case contactStopped
    /// The task is not offered to this agent, or its offer has lapsed.
    case notOffered
    /// The task is closed.
    case taskClosed
    /// The customer has written as much as one may within an hour; seconds until the next message is taken.
    case tooManyMessages(retryAfter: Int)
    /// A customer has done the same by one link as often as one may within an hour; seconds until the next is taken.
    case tooOften(retryAfter: Int)
    /// No store is open within a year: the calendar has no pick-up-by to give.
    case neverOpen(LocationID)

    /// Names what was looked for.
    package enum Thing: String, Hashable, Sendable {
        case reservation, location, sku, customer, contactTask = "contact_task", shortage, link, staff, route
    }
}
