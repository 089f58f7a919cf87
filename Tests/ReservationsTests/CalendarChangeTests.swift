// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Stock
import Testing

@testable import Reservations

@Suite("What a changed calendar does to dates")
struct CalendarChangeTests {
    private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: "2026-\(text):00+09:00")) }

    private func day(_ text: String) throws -> Day { try #require(Day("2026-\(text)")) }

    /// Open every day, by default from 10 to 20.
    private func calendar(
        _ opens: Int = 600, _ closes: Int = 1200, shut: [ClosedRange<String>] = [], without: Int = 0
    ) throws -> OpeningCalendar {
        let hours = (1...7).filter { $0 != without }.compactMap { OpeningPeriod(day: $0, opens: opens, closes: closes) }
        let closures = try shut.map { Closure(days: try day($0.lowerBound)...(try day($0.upperBound))) }
        return OpeningCalendar(hours: hours, closures: closures, zone: .tokyo)
    }

    /// Reckons a hold of 27 November, 20:00, that was made on the 24th; the edit is of the 25th, 9:00.
    private func moved(
        _ end: String = "11-27T20:00", from before: OpeningCalendar, to after: OpeningCalendar, extensions: Int = 0
    ) throws -> Instant? {
        let changes = CalendarChanges([(before, try at("11-25T09:00"))], now: after)
        return changes.pickUpBy(
            try at(end), countedAt: try at("11-24T12:00"),
            mostDays: ReservationPolicy.fallback.mostDays(extensions: extensions))
    }

    @Test("Days on which the store is shut now are not counted against the customer")
    func closures() throws {
        let plain = try calendar()
        #expect(try moved(from: plain, to: calendar(shut: ["11-25"..."11-27"])) == at("11-30T20:00"))
        #expect(try moved(from: plain, to: calendar(shut: ["11-26"..."11-26"])) == at("11-28T20:00"))
        #expect(try moved(from: plain, to: calendar(shut: ["11-27"..."11-27"])) == at("11-28T20:00"))
        #expect(try moved(from: plain, to: calendar(shut: ["11-27"..."11-27"], without: 6)) == at("11-29T20:00"))
        // Beyond the hold, or over before: nothing.
        #expect(try moved(from: plain, to: calendar(shut: ["11-28"..."12-31"])) == nil)
        #expect(try moved(from: plain, to: calendar(shut: ["11-01"..."11-24"])) == nil)
    }

    @Test(
        "An end at which the store is shut now is that of the next open day; one that is open stays, if it were longer too"
    )
    func hours() throws {
        let plain = try calendar()
        #expect(try moved(from: plain, to: calendar(600, 1020)) == at("11-28T17:00"))
        #expect(try moved(from: plain, to: calendar(600, 1260)) == nil)
        #expect(try moved(from: plain, to: calendar(660, 1200)) == nil)
        // A bar: its Friday ends on Saturday at 2, now at midnight.
        let bar = try calendar(1080, 1560)
        #expect(try moved("11-28T02:00", from: bar, to: calendar(1080, 1440)) == at("11-29T00:00"))
        #expect(
            try moved("11-28T02:00", from: bar, to: calendar(1080, 1560, shut: ["11-27"..."11-27"]))
                == at("11-29T02:00"))
    }

    @Test("Nothing moves earlier: closures that go, hours that grow, a calendar without any open day")
    func never() throws {
        let plain = try calendar()
        #expect(try moved("11-30T20:00", from: calendar(shut: ["11-25"..."11-27"]), to: plain) == nil)
        #expect(try moved(from: calendar(without: 6), to: plain) == nil)
        #expect(try moved(from: plain, to: OpeningCalendar(hours: [], zone: .tokyo)) == nil)
    }

    @Test("A store that shuts and opens again and again does not lengthen a hold each time")
    func again() throws {
        let (plain, shut) = (try calendar(), try calendar(shut: ["11-25"..."11-27"]))
        var end = try at("11-27T20:00")
        for _ in 0..<3 {
            for (before, after) in [(plain, shut), (shut, plain)] {
                let changes = CalendarChanges([(before, try at("11-24T12:00"))], now: after)
                end =
                    changes.pickUpBy(
                        end, countedAt: try at("11-24T11:00"),
                        mostDays: ReservationPolicy.fallback.mostDays(extensions: 0))
                    ?? end
            }
        }
        #expect(try end == at("11-30T20:00"))
    }

    @Test("Edits one after the other are reckoned each by the calendar that it found, whenever it was reckoned")
    func twice() throws {
        let (plain, first) = (try calendar(), try calendar(shut: ["11-25"..."11-26"]))
        let second = try calendar(shut: ["11-25"..."11-26", "11-28"..."11-29"])
        let (one, two) = (try at("11-24T13:00"), try at("11-24T13:05"))
        let days = ReservationPolicy.fallback.mostDays(extensions: 0)
        let (end, born) = (try at("11-27T20:00"), try at("11-24T12:00"))
        let together = CalendarChanges([(plain, one), (first, two)], now: second)
        #expect(try together.pickUpBy(end, countedAt: born, mostDays: days) == at("12-01T20:00"))
        // The first was reckoned before the second came.
        let between = CalendarChanges([(plain, one)], now: first).pickUpBy(end, countedAt: born, mostDays: days)
        #expect(try between == at("11-29T20:00"))
        let after = together.pickUpBy(try at("11-29T20:00"), countedAt: one, mostDays: days)
        #expect(try after == at("12-01T20:00"))
        // Reckoned again by the same edits it stays.
        #expect(try together.pickUpBy(at("12-01T20:00"), countedAt: two, mostDays: days) == nil)
        // Counted since both, by a process that had not read them.
        #expect(
            try together.pickUpBy(at("11-29T20:00"), countedAt: two + .seconds(3), mostDays: days) == at("11-30T20:00"))
    }

    @Test("A promise of when it will be ready has as much open time as before")
    func ready() throws {
        let (plain, end) = (try calendar(), try at("11-27T20:00"))
        let (edit, born) = (try at("11-24T19:30"), try at("11-24T19:00"))
        func ready(_ promised: String, _ after: OpeningCalendar) throws -> Instant? {
            CalendarChanges([(plain, edit)], now: after).readyBy(try at(promised), countedAt: born, pickUpBy: end)
        }
        // Half an hour of the 24th was left, and one of the next open day.
        #expect(try ready("11-25T11:00", calendar(shut: ["11-25"..."11-25"])) == at("11-26T11:00"))
        #expect(try ready("11-25T11:00", calendar(660, 1200)) == at("11-25T12:00"))
        #expect(try ready("11-25T11:00", calendar(shut: ["11-25"..."11-29"])) == end)
        #expect(try ready("11-25T11:00", calendar(540, 1260)) == nil)
        #expect(try ready("11-24T19:15", calendar(shut: ["11-24"..."11-25"])) == nil)
    }

    @Test("However calendars change, an end moves later or not at all, and to a closing of the new calendar")
    func random() throws {
        var dice = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let edit = try at("11-25T09:00") + .seconds(Int64.random(in: 0..<400_000, using: &dice))
            func draw() throws -> OpeningCalendar {
                let opens = Int.random(in: 6...18, using: &dice) * 60
                let first = try day("11-24") + Int.random(in: 0..<8, using: &dice)
                let hours = (1...7).filter { _ in Int.random(in: 0..<6, using: &dice) > 0 }
                    .compactMap { OpeningPeriod(day: $0, opens: opens, closes: opens + 60 * Int.random(in: 2...12)) }
                return OpeningCalendar(
                    hours: hours, closures: [Closure(days: first...(first + Int.random(in: 0..<4, using: &dice)))],
                    zone: .tokyo)
            }
            let (before, after) = (try draw(), try draw())
            guard let end = before.pickUpBy(from: edit - .seconds(7_200), holdDays: 3) else { continue }
            let changes = CalendarChanges([(before, edit)], now: after)
            let (old, days) = (edit - .seconds(1), ReservationPolicy.fallback.mostDays(extensions: 0))
            let reckoned = changes.pickUpBy(end, countedAt: old, mostDays: days)
            if let reckoned {
                #expect(reckoned > end)
                #expect(after.closing(on: after.businessDay(at: reckoned - .microseconds(1))) == reckoned)
            }
            #expect(changes.pickUpBy(reckoned ?? end, countedAt: edit, mostDays: days) == nil || reckoned == nil)
        }
    }
}
