// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@testable import Contact

/// Moments come from the agent's device, whose clock nobody set.
@Suite("A client's clock is not trusted")
struct AttemptClockTests {
    private let callable = CallableWindows((1...7).compactMap { OpeningPeriod(day: $0, opens: 0, closes: 1_440) })
        .calendar(zone: .tokyo, holidays: [])
    /// An hour after the task was born, ten minutes after it was offered.
    private let now = Shop.start + .seconds(3_600)

    private func task(next: Int64 = 0, offered: Int64? = 3_000) -> ContactTask {
        ContactTask(
            id: ContactTaskID(location: Shop.s1, unique: UniqueID(high: 1, low: 1)),
            reservation: ReservationID(location: Shop.s1, unique: UniqueID(high: 2, low: 2)), purpose: .confirm,
            reasons: ["all"], channel: .phone, policy: "all", state: .open, outcome: "", dueAt: Shop.start,
            nextAttemptAt: Shop.start + .seconds(next), attempts: 0, retryMinutes: [30], whenUnreachable: .keep,
            offeredTo: Shop.agent, offerEndsAt: now, createdAt: Shop.start, closedAt: nil,
            offeredAt: offered.map { Shop.start + .seconds($0) })
    }

    private func refusal(
        _ started: Int64, _ ended: Int64, callback: Int64? = nil, on task: ContactTask, at now: Instant
    ) -> Refusal? {
        let attempt = Attempt(
            channel: .phone, startedAt: Shop.start + .seconds(started), endedAt: Shop.start + .seconds(ended),
            disposition: callback == nil ? .noAnswer : .callbackAsked,
            callbackAt: callback.map { Shop.start + .seconds($0) })
        do {
            try attempt.check(on: task, callable, now: now)
            return nil
        } catch { return error }
    }

    @Test("An attempt lies between the offer and now, and is no longer than a call can be; a minute is forgiven")
    func bounds() {
        let cases: [(Int64, Int64, String?)] = [
            (3_000, 3_600, nil), (3_540, 3_600, nil), (2_940, 3_600, nil), (3_600, 3_660, nil),
            // Before the offer, before the task, long before either.
            (2_939, 3_600, "started_at"), (-1, 3_600, "started_at"), (-3 * 86_400, -3 * 86_400 + 60, "started_at"),
            // The year 1970, and the largest there is.
            (-Shop.start.microseconds / 1_000_000, 3_600, "started_at"),
            // After now, before its beginning.
            (3_600, 3_661, "ended_at"), (3_000, 86_400, "ended_at"), (3_500, 3_499, "ended_at"),
            (250_000_000_000, 250_000_000_000, "ended_at"),
        ]
        for (started, ended, wrong) in cases {
            #expect(
                refusal(started, ended, on: task(), at: now) == wrong.map { .doesNotFit($0) }, "\(started)–\(ended)")
        }
        let evening = Shop.start + .seconds(6 * 3_600)
        #expect(refusal(3_600, 3_600 + Limits.attemptSeconds, on: task(), at: evening) == nil)
        #expect(refusal(3_600, 3_601 + Limits.attemptSeconds, on: task(), at: evening) == .doesNotFit("ended_at"))
        // An offer of before the upgrade says nothing: then the task's birth and its pause bound it.
        #expect(refusal(0, 3_600, on: task(offered: nil), at: now) == nil)
        #expect(refusal(1_700, 3_600, on: task(next: 1_800, offered: nil), at: now) == .doesNotFit("started_at"))
    }

    @Test("A callback is asked for in the call, and within the longest hold")
    func callbacks() {
        let last = 3_600 + Limits.callbackDays * 86_400
        let cases: [(Int64, String?)] = [
            (3_600, nil), (86_400, nil), (3_000, nil), (last, nil), (last + 1, "callback_at"),
            (2_939, "callback_at"), (-86_400, "callback_at"), (250_000_000_000, "callback_at"),
        ]
        for (callback, wrong) in cases {
            #expect(
                refusal(3_000, 3_600, callback: callback, on: task(), at: now) == wrong.map { .doesNotFit($0) },
                "\(callback)")
        }
    }

    @Test("Four attempts in a minute, dated days back, do not use up the schedule: each pause is counted from now")
    func schedule() async throws {
        let policy = ContactPolicy(
            id: "all", priority: 1, reason: "all", withinMinutes: 60, retryMinutes: [30, 60, 120],
            whenUnreachable: .release)
        try await withShop(ShopPlan(contact: [policy])) { shop in
            let new = try await shop.reserve([("A", 1)])
            let id = try #require(try await shop.desk.claim(by: Shop.agent, locations: [])).id
            let past = shop.clock.now - .seconds(3 * 86_400)
            let old = Attempt(channel: .phone, startedAt: past, endedAt: past + .seconds(30), disposition: .noAnswer)
            for _ in 0..<4 {
                await #expect(throws: Refusal.doesNotFit("started_at")) {
                    try await shop.desk.log(old, on: id, by: Shop.agent, role: .agent)
                }
                shop.clock.advance(by: .seconds(15))
            }
            // One that took a while is written down later: the next call comes half an hour after that.
            let began = shop.clock.now
            shop.clock.advance(by: .seconds(600))
            let call = Attempt(channel: .phone, startedAt: began, endedAt: began + .seconds(20), disposition: .noAnswer)
            let logged = try await shop.desk.log(call, on: id, by: Shop.agent, role: .agent).fresh
            #expect(logged.task.nextAttemptAt == shop.clock.now + .seconds(1_800))
            #expect(try await shop.desk.claim(by: Shop.agent, locations: []) == nil)
            #expect(try await shop.reservations.find(new.id)?.hold == .active)
        }
    }

    @Test("A task that closes closes now, whatever the device says")
    func closing() async throws {
        try await withShop(ShopPlan(contact: [DeskTests.all])) { shop in
            _ = try await shop.reserve([("A", 1)])
            let task = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            let ahead = shop.clock.now + .seconds(45)
            let call = Attempt(channel: .phone, startedAt: ahead, endedAt: ahead, disposition: .confirmed)
            let logged = try await shop.desk.log(call, on: task.id, by: Shop.agent, role: .agent).fresh
            #expect(logged.task.closedAt == shop.clock.now)
        }
    }

    @Test("An offer begins when the task becomes somebody's, and not again when it is shown once more")
    func offers() async throws {
        try await withShop(ShopPlan(contact: [DeskTests.all])) { shop in
            _ = try await shop.reserve([("A", 1)])
            shop.clock.advance(by: .seconds(1_200))
            let first = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            let began = shop.clock.now
            shop.clock.advance(by: .seconds(300))
            let again = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            #expect(first.offeredAt == began && again.offeredAt == began)
            // Another's call of the time before cannot become this one's.
            try await shop.desk.decline(first.id, by: Shop.agent)
            let colleague = StaffID(unique: UniqueID(high: 9, low: 9))
            let taken = try #require(try await shop.desk.claim(by: colleague, locations: []))
            #expect(taken.offeredAt == shop.clock.now)
            let call = Attempt(channel: .phone, startedAt: began, endedAt: began, disposition: .confirmed)
            await #expect(throws: Refusal.doesNotFit("started_at")) {
                try await shop.desk.log(call, on: taken.id, by: colleague, role: .agent)
            }
        }
    }
}
