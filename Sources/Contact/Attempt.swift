// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Holds what an agent reports of one try to reach a customer.
package struct Attempt: Sendable {
    package let channel: ContactChannel
    package let startedAt: Instant
    package let endedAt: Instant
    package let disposition: Disposition
    package let note: String
    /// What the customer needs, in the agent's words; kept with the advice, searchable, in the store's sight.
    package let need: String
    package let advice: String
    package let suggested: [SKU]
    /// When the customer wants to be called back.
    package let callbackAt: Instant?
    /// What the customer chose (`changed`): extend, reroute, drop, substitute, wait.
    package let changes: [Command]

    package init(
        channel: ContactChannel, startedAt: Instant, endedAt: Instant, disposition: Disposition, note: String = "",
        need: String = "", advice: String = "", suggested: [SKU] = [], callbackAt: Instant? = nil,
        changes: [Command] = []
    ) {
        self.channel = channel
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.disposition = disposition
        self.note = note
        self.need = need
        self.advice = advice
        self.suggested = suggested
        self.callbackAt = callbackAt
        self.changes = changes
    }
}

extension Attempt {
    /// Refuses what cannot have been. The moments are the client's, whose clock is not trusted: an attempt lies between the
    /// moment from which this agent had this task to do and now, and is not longer than a call can be. Nothing that
    /// follows from it is counted from these moments.
    func check(on task: ContactTask, _ callable: OpeningCalendar, now: Instant) throws(Refusal) {
        let skew = Duration.seconds(Limits.clockSkewSeconds)
        guard changes.isEmpty == (disposition != .changed) else { throw .doesNotFit("changes") }
        // Before the moments: an agent keeps a task that moved to a store where nobody may be called yet.
        guard channel != .phone || callable.isOpen(at: startedAt) else {
            throw .outsideCallableWindow(opensAt: callable.nextOpening(after: startedAt))
        }
        // Not before the last attempt and its pause, for the task is offered to nobody until then.
        let earliest = max(task.createdAt, task.nextAttemptAt, task.offeredAt ?? task.createdAt)
        guard startedAt >= earliest - skew else { throw .doesNotFit("started_at") }
        guard startedAt <= endedAt, endedAt <= now + skew, endedAt <= startedAt + .seconds(Limits.attemptSeconds) else {
            throw .doesNotFit("ended_at")
        }
        if let callbackAt {
            // One that has passed while the attempt was written down is due now.
            guard callbackAt >= startedAt - skew, callbackAt <= now + .seconds(Limits.callbackDays * 86_400) else {
                throw .doesNotFit("callback_at")
            }
        }
    }
}
