// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Plans contact tasks and their attempts: pure, so that its promises can be tested over random orders of events.
enum Schedule {
    /// Makes a task for a reservation: due within the policy's minutes but always before the hold ends, and not tried
    /// before the next callable moment. It goes by the policy's channel, or by another that the customer allows. Nil when
    /// nobody may be called before the hold ends, or when the customer has stopped every way: nobody would do the task.
    static func task(
        _ id: ContactTaskID, for reservation: Reservation, _ policies: [ContactPolicy], purpose: ContactTask.Purpose,
        callable: OpeningCalendar, now: Instant
    ) -> ContactTask? {
        guard let leading = policies.first,
            let channel = Schedule.channel(leading.channel, of: reservation.recipient, purpose)
        else { return nil }
        let within = policies.map(\.withinMinutes).min() ?? leading.withinMinutes
        guard let first = nextAttempt(after: now, on: channel, callable), first < reservation.pickUpBy else {
            return nil
        }
        return ContactTask(
            id: id, reservation: reservation.id, purpose: purpose, reasons: policies.map(\.reason),
            channel: channel, policy: leading.id, state: .open, outcome: "",
            dueAt: min(now + .seconds(within * 60), reservation.pickUpBy - .seconds(60)), nextAttemptAt: first,
            attempts: 0, retryMinutes: leading.retryMinutes, whenUnreachable: leading.whenUnreachable, offeredTo: nil,
            offerEndsAt: nil, createdAt: now, closedAt: nil)
    }

    /// Chooses the way by which a task is done: the one that the policy names, else a way in writing that leads to the
    /// customer. Who asked to be called is not written to instead.
    private static func channel(
        _ named: ContactChannel, of recipient: Recipient, _ purpose: ContactTask.Purpose
    ) -> ContactChannel? {
        if recipient.allows(named) { return named }
        guard purpose != .callback else { return nil }
        return recipient.ways.first { $0 != .phone && recipient.allows($0) }
    }

    /// Finds the first moment from `moment` on at which the customer may be reached on a channel: a call rings only in
    /// a callable window, a written message waits to be read.
    static func nextAttempt(after moment: Instant, on channel: ContactChannel, _ callable: OpeningCalendar) -> Instant?
    {
        guard channel == .phone else { return moment }
        return callable.isOpen(at: moment) ? moment : callable.nextOpening(after: moment)
    }

    /// Says what a disposition makes of the task, the contact and the hold.
    static func outcome(
        of attempt: Attempt, on task: ContactTask, pickUpBy: Instant, callable: OpeningCalendar
    ) -> Outcome {
        var task = task
        task.attempts += 1
        task.offeredTo = nil
        task.offerEndsAt = nil
        switch attempt.disposition {
        case .confirmed: return close(task, attempt, .reachedConfirmed, [])
        case .changed: return close(task, attempt, .reachedChanged, attempt.changes)
        case .declined: return close(task, attempt, .reachedDeclined, [.cancel(reason: "customer_declined")])
        case .callbackAsked:
            let asked = max(attempt.callbackAt ?? attempt.endedAt, attempt.endedAt)
            let planned = retry(task, attempt, from: asked, pickUpBy, callable)
            // This customer was reached: a call that would come too late is no reason to take the goods away.
            return planned.task.state == .open ? planned : close(task, attempt, .unreachable, [])
        case .noAnswer, .busy, .voicemail:
            guard task.attempts <= task.retryMinutes.count else { return giveUp(task, attempt) }
            let pause = task.retryMinutes[task.attempts - 1]
            return retry(task, attempt, from: attempt.endedAt + .seconds(pause * 60), pickUpBy, callable)
        case .wrongNumber: return giveUp(task, attempt)
        // Whoever does not want to be called keeps the goods all the same.
        case .optedOut: return close(task, attempt, .unreachable, [])
        }
    }

    struct Outcome {
        let task: ContactTask
        let contact: ContactState
        let commands: [Command]
    }

    private static func retry(
        _ task: ContactTask, _ attempt: Attempt, from moment: Instant, _ pickUpBy: Instant, _ callable: OpeningCalendar
    ) -> Outcome {
        guard let next = nextAttempt(after: moment, on: task.channel, callable), next < pickUpBy else {
            return giveUp(task, attempt)
        }
        var task = task
        task.nextAttemptAt = next
        return Outcome(task: task, contact: .attempted, commands: [])
    }

    private static func giveUp(_ task: ContactTask, _ attempt: Attempt) -> Outcome {
        close(task, attempt, .unreachable, task.whenUnreachable == .release ? [.cancel(reason: "unreachable")] : [])
    }

    private static func close(
        _ task: ContactTask, _ attempt: Attempt, _ contact: ContactState, _ commands: [Command]
    ) -> Outcome {
        var task = task
        task.state = .done
        task.outcome =
            contact == .unreachable && attempt.disposition != .optedOut
            ? "unreachable" : attempt.disposition.rawValue
        task.closedAt = attempt.endedAt
        return Outcome(task: task, contact: contact, commands: commands)
    }
}

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
