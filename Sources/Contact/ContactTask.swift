// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// Holds one piece of outbound work: a customer to be reached about a reservation, for some reasons, by some time.
package struct ContactTask: Sendable, Equatable {
    package let id: ContactTaskID
    package let reservation: ReservationID
    package let purpose: Purpose
    package let reasons: [String]
    package let channel: ContactChannel
    package let policy: String
    package var state: State
    /// What came of it; empty while open.
    package var outcome: String
    /// When it should have been done; the slack is what remains until then.
    package let dueAt: Instant
    /// Not before this moment; always inside a callable window.
    package var nextAttemptAt: Instant
    package var attempts: Int
    /// Attempts that were made at the stores where the reservation was before. The pauses after them are used up.
    package var earlierAttempts = 0
    package let retryMinutes: [Int]
    package let whenUnreachable: WhenUnreachable
    package var offeredTo: StaffID?
    package var offerEndsAt: Instant?
    package let createdAt: Instant
    package var closedAt: Instant?
    /// Since when the task is `offeredTo`'s; an offer that is given again to the same person does not begin anew.
    package var offeredAt: Instant?

    package enum Purpose: String, Sendable, CaseIterable {
        /// Confirm, advise, take the worry away.
        case confirm
        /// Units were not found: the customer chooses how it goes on.
        case shortPick = "short_pick"
        /// The customer asked to be called.
        case callback
    }

    package enum State: String, Sendable, CaseIterable { case open, done, cancelled }

    /// What becomes of the hold when nobody is reached.
    package enum WhenUnreachable: String, Sendable, CaseIterable { case keep, release }
}

/// Says what came of one attempt.
package enum Disposition: String, Sendable, CaseIterable {
    case confirmed, changed, declined
    case noAnswer = "no_answer"
    case busy, voicemail
    case wrongNumber = "wrong_number"
    case callbackAsked = "callback_asked"
    case optedOut = "opted_out"
}
