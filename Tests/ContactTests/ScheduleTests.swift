// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@testable import Contact

@Suite("Planning contacts")
struct ScheduleTests {
    /// From 10 to 20 on weekdays, not at all on Sundays.
    private let callable = CallableWindows((1...6).compactMap { OpeningPeriod(day: $0, opens: 600, closes: 1200) })
        .calendar(zone: .tokyo, holidays: [])

    private func moment(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text + "+09:00")) }

    private func task(retry: [Int] = [30, 120], whenUnreachable: ContactTask.WhenUnreachable = .keep) -> ContactTask {
        ContactTask(
            id: ContactTaskID(location: Shop.s1, unique: UniqueID(high: 1, low: 1)),
            reservation: ReservationID(location: Shop.s1, unique: UniqueID(high: 2, low: 2)), purpose: .confirm,
            reasons: ["all"], channel: .phone, policy: "all", state: .open, outcome: "", dueAt: Shop.start,
            nextAttemptAt: Shop.start, attempts: 0, retryMinutes: retry, whenUnreachable: whenUnreachable,
            offeredTo: Shop.agent, offerEndsAt: Shop.start, createdAt: Shop.start, closedAt: nil)
    }

    private func attempt(_ disposition: Disposition, at moment: Instant, callbackAt: Instant? = nil) -> Attempt {
        Attempt(
            channel: .phone, startedAt: moment, endedAt: moment, disposition: disposition, callbackAt: callbackAt)
    }

    @Test("A call waits for the next callable window, over nights and Sundays; a message does not")
    func windows() throws {
        let cases = [
            ("2026-11-24T12:00:00", "2026-11-24T12:00:00"), ("2026-11-24T20:00:00", "2026-11-25T10:00:00"),
            ("2026-11-24T03:00:00", "2026-11-24T10:00:00"), ("2026-11-28T19:59:59", "2026-11-28T19:59:59"),
            ("2026-11-28T20:00:00", "2026-11-30T10:00:00"),
        ]
        for (from, to) in cases {
            let from = try moment(from)
            #expect(Schedule.nextAttempt(after: from, on: .phone, callable) == (try moment(to)))
            #expect(Schedule.nextAttempt(after: from, on: .sms, callable) == from)
        }
    }

    @Test("Attempts that reach nobody are repeated as the policy says, one more than it has pauses, then given up")
    func retries() throws {
        var task = task()
        let (until, start) = (try moment("2026-11-27T20:00:00"), try moment("2026-11-24T19:00:00"))
        for (disposition, next) in [
            (Disposition.noAnswer, "2026-11-24T19:30:00"), (.busy, "2026-11-25T10:00:00"), (.voicemail, ""),
        ] {
            let now = task.attempts == 0 ? start : task.nextAttemptAt
            let outcome = Schedule.outcome(
                of: attempt(disposition, at: now), on: task, pickUpBy: until, callable: callable, now: now)
            task = outcome.task
            #expect(task.offeredTo == nil && task.offerEndsAt == nil)
            if next.isEmpty {
                #expect(task.state == .done && task.outcome == "unreachable" && outcome.contact == .unreachable)
            } else {
                #expect(task.state == .open && outcome.contact == .attempted)
                #expect(task.nextAttemptAt == (try moment(next)))
            }
        }
        #expect(task.attempts == 3)
    }

    @Test("Nobody is called after the hold's end: a retry that would come later is given up")
    func holdEnds() throws {
        let at = try moment("2026-11-24T19:00:00")
        for until in ["2026-11-24T19:30:00", "2026-11-24T19:15:00"] {
            let outcome = Schedule.outcome(
                of: attempt(.noAnswer, at: at), on: task(), pickUpBy: try moment(until), callable: callable, now: at)
            #expect(outcome.task.state == .done)
        }
        let kept = Schedule.outcome(
            of: attempt(.noAnswer, at: at), on: task(), pickUpBy: try moment("2026-11-24T19:30:01"), callable: callable,
            now: at)
        #expect(kept.task.state == .open)
    }

    @Test("A callback is tried when the customer asked, within the window, however many attempts there were")
    func callback() throws {
        var asked = task(retry: [])
        asked.attempts = 9
        let outcome = Schedule.outcome(
            of: attempt(
                .callbackAsked, at: try moment("2026-11-24T12:00:00"), callbackAt: try moment("2026-11-24T21:00:00")),
            on: asked, pickUpBy: try moment("2026-11-27T20:00:00"), callable: callable,
            now: try moment("2026-11-24T12:00:00"))
        #expect(outcome.task.state == .open)
        #expect(outcome.task.nextAttemptAt == (try moment("2026-11-25T10:00:00")))
    }

    @Test("Each disposition that ends a task says what becomes of contact and hold")
    func ends() throws {
        let until = try moment("2026-11-27T20:00:00")
        func outcome(_ disposition: Disposition, _ rule: ContactTask.WhenUnreachable = .keep) -> Schedule.Outcome {
            Schedule.outcome(
                of: attempt(disposition, at: Shop.start), on: task(retry: [], whenUnreachable: rule),
                pickUpBy: until, callable: callable, now: Shop.start)
        }
        let expected: [(Disposition, ContactState, String, [Command])] = [
            (.confirmed, .reachedConfirmed, "confirmed", []), (.changed, .reachedChanged, "changed", []),
            (.declined, .reachedDeclined, "declined", [.cancel(reason: "customer_declined")]),
            (.wrongNumber, .unreachable, "unreachable", []), (.noAnswer, .unreachable, "unreachable", []),
            (.optedOut, .unreachable, "opted_out", []),
        ]
        for (disposition, contact, word, commands) in expected {
            let got = outcome(disposition)
            #expect(got.task.state == .done && got.task.outcome == word && got.contact == contact)
            #expect(got.commands == commands)
        }
        for disposition in [Disposition.noAnswer, .wrongNumber] {
            #expect(outcome(disposition, .release).commands == [.cancel(reason: "unreachable")])
        }
        #expect(outcome(.optedOut, .release).commands.isEmpty)
    }

    @Test(
        "Over random dispositions and hours every attempt lies in a window and before the hold's end",
        arguments: 0..<100)
    func promises(seed: UInt64) throws {
        var chance = SeededRandom(seed: seed)
        let until = Shop.start + .seconds(Int64.random(in: 60...4 * 86_400, using: &chance))
        var task = task(
            retry: (0..<Int.random(in: 0...5, using: &chance)).map { _ in
                Int.random(in: 1...2_000, using: &chance)
            })
        while task.state == .open {
            #expect(task.nextAttemptAt < until)
            #expect(callable.isOpen(at: task.nextAttemptAt))
            let disposition = try #require(
                [Disposition.noAnswer, .busy, .voicemail, .callbackAsked].randomElement(using: &chance))
            let outcome = Schedule.outcome(
                of: attempt(
                    disposition, at: task.nextAttemptAt,
                    callbackAt: task.nextAttemptAt + .seconds(Int64.random(in: 3_600...90_000, using: &chance))),
                on: task, pickUpBy: until, callable: callable, now: task.nextAttemptAt)
            #expect(outcome.task.attempts == task.attempts + 1)
            #expect(outcome.task.state == .done || outcome.task.nextAttemptAt > task.nextAttemptAt)
            task = outcome.task
        }
        #expect(task.closedAt != nil)
    }
}
