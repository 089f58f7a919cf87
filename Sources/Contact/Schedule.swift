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

    /// Says what a disposition makes of the task, the contact and the hold. Pauses are counted from `now`, never from a
    /// moment that the agent's device has told.
    static func outcome(
        of attempt: Attempt, on task: ContactTask, pickUpBy: Instant, callable: OpeningCalendar, now: Instant
    ) -> Outcome {
        var task = task
        task.attempts += 1
        task.offeredTo = nil
        task.offerEndsAt = nil
        switch attempt.disposition {
        case .confirmed: return close(task, attempt, .reachedConfirmed, [], now)
        case .changed: return close(task, attempt, .reachedChanged, attempt.changes, now)
        case .declined: return close(task, attempt, .reachedDeclined, [.cancel(reason: "customer_declined")], now)
        case .callbackAsked:
            let asked = max(attempt.callbackAt ?? now, now)
            let planned = retry(task, attempt, from: asked, pickUpBy, callable, now)
            // This customer was reached: a call that would come too late is no reason to take the goods away.
            return planned.task.state == .open ? planned : close(task, attempt, .unreachable, [], now)
        case .noAnswer, .busy, .voicemail:
            guard task.attempts <= task.retryMinutes.count else { return giveUp(task, attempt, now) }
            let pause = task.retryMinutes[task.attempts - 1]
            return retry(task, attempt, from: now + .seconds(pause * 60), pickUpBy, callable, now)
        case .wrongNumber: return giveUp(task, attempt, now)
        // Whoever does not want to be called keeps the goods all the same.
        case .optedOut: return close(task, attempt, .unreachable, [], now)
        }
    }

    struct Outcome {
        let task: ContactTask
        let contact: ContactState
        let commands: [Command]
    }

    private static func retry(
        _ task: ContactTask, _ attempt: Attempt, from moment: Instant, _ pickUpBy: Instant, _ callable: OpeningCalendar,
        _ now: Instant
    ) -> Outcome {
        guard let next = nextAttempt(after: moment, on: task.channel, callable), next < pickUpBy else {
            return giveUp(task, attempt, now)
        }
        var task = task
        task.nextAttemptAt = next
        return Outcome(task: task, contact: .attempted, commands: [])
    }

    private static func giveUp(_ task: ContactTask, _ attempt: Attempt, _ now: Instant) -> Outcome {
        close(
            task, attempt, .unreachable, task.whenUnreachable == .release ? [.cancel(reason: "unreachable")] : [], now)
    }

    private static func close(
        _ task: ContactTask, _ attempt: Attempt, _ contact: ContactState, _ commands: [Command], _ now: Instant
    ) -> Outcome {
        var task = task
        task.state = .done
        task.outcome =
            contact == .unreachable && attempt.disposition != .optedOut
            ? "unreachable" : attempt.disposition.rawValue
        task.closedAt = now
        return Outcome(task: task, contact: contact, commands: commands)
    }
}
