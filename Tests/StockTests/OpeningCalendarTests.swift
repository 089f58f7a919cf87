// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import Testing

private func day(_ text: String) throws -> Day { try #require(Day(text)) }
private func moment(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

private func period(_ day: Int, _ opens: Int, _ closes: Int) throws -> OpeningPeriod {
    try #require(OpeningPeriod(day: day, opens: opens, closes: closes))
}

/// Monday to Saturday 10–20, but Wednesday shut; Friday until 26:00; Sunday 11–13 and 14–18; holidays 12–17.
private func shop(closures: [Closure] = [], holidays: Set<Day> = []) throws -> OpeningCalendar {
    var hours = try [1, 2, 4, 6].map { try period($0, 600, 1200) }
    hours += [try period(5, 600, 1560), try period(7, 660, 780), try period(7, 840, 1080), try period(8, 720, 1020)]
    return OpeningCalendar(hours: hours, closures: closures, holidays: holidays, zone: .tokyo)
}

@Suite("The opening calendar")
struct OpeningCalendarTests {
    @Test("Two in the morning belongs to yesterday while yesterday's period runs")
    func afterMidnight() throws {
        let calendar = try shop()
        let night = try moment("2026-11-28T01:30:00+09:00")
        #expect(calendar.isOpen(at: night))
        #expect(calendar.businessDay(at: night) == (try day("2026-11-27")))
        #expect(calendar.closing(on: try day("2026-11-27")) == (try moment("2026-11-28T02:00:00+09:00")))
        let closed = try moment("2026-11-28T02:00:00+09:00")
        #expect(!calendar.isOpen(at: closed))
        #expect(calendar.businessDay(at: closed) == (try day("2026-11-28")))
    }

    @Test("A lunch break is shut, and the day closes at its last closing")
    func lunchBreak() throws {
        let calendar = try shop()
        let sunday = try day("2026-11-29")
        #expect(calendar.periods(on: sunday).count == 2)
        #expect(!calendar.isOpen(at: try moment("2026-11-29T13:30:00+09:00")))
        #expect(
            calendar.nextOpening(after: try moment("2026-11-29T13:30:00+09:00"))
                == (try moment("2026-11-29T14:00:00+09:00")))
        #expect(calendar.closing(on: sunday) == (try moment("2026-11-29T18:00:00+09:00")))
    }

    @Test("A public holiday has its own hours where there are some, and closures go before all")
    func holidaysAndClosures() throws {
        let wednesday = try day("2026-11-25")
        #expect(!(try shop().isOpenDay(wednesday)))
        #expect(try shop(holidays: [wednesday]).closing(on: wednesday) == (try moment("2026-11-25T17:00:00+09:00")))
        let shut = try shop(closures: [Closure(days: wednesday...(wednesday + 3))], holidays: [wednesday])
        #expect(!shut.isOpenDay(wednesday))
        #expect(shut.openDayOnOrAfter(wednesday) == wednesday + 4)
        let weekly = OpeningCalendar(hours: [try period(3, 600, 660)], holidays: [wednesday], zone: .tokyo)
        #expect(weekly.isOpenDay(wednesday), "no rows for holidays: the weekday's hours stay")
        let shutOnHolidays = OpeningCalendar(
            hours: [try period(3, 600, 660), try period(8, 0, 0)], holidays: [wednesday], zone: .tokyo)
        #expect(!shutOnHolidays.isOpenDay(wednesday))
    }

    @Test("A closing day moves pick-up-by to the next open day")
    func pickUpBy() throws {
        let calendar = try shop()
        let monday = try moment("2026-11-23T15:00:00+09:00")
        #expect(calendar.pickUpBy(from: monday, holdDays: 0) == (try moment("2026-11-23T20:00:00+09:00")))
        // Tuesday is the first, Wednesday is shut, Thursday the second.
        #expect(calendar.pickUpBy(from: monday, holdDays: 2) == (try moment("2026-11-26T20:00:00+09:00")))
        #expect(calendar.pickUpBy(from: monday, holdDays: 3) == (try moment("2026-11-28T02:00:00+09:00")))
        #expect(calendar.pickUpBy(onOrAfter: try day("2026-11-25")) == (try moment("2026-11-26T20:00:00+09:00")))
        let evening = try moment("2026-11-23T21:00:00+09:00")
        #expect(calendar.pickUpBy(from: evening, holdDays: 0) == (try moment("2026-11-24T20:00:00+09:00")))
        let wednesday = try moment("2026-11-25T12:00:00+09:00")
        #expect(calendar.pickUpBy(from: wednesday, holdDays: 0) == (try moment("2026-11-26T20:00:00+09:00")))
        #expect(calendar.pickUpBy(from: wednesday, holdDays: 1) == (try moment("2026-11-26T20:00:00+09:00")))
    }

    @Test("A store that never opens has no pick-up-by, and asking ends")
    func neverOpen() throws {
        let calendar = OpeningCalendar(hours: [], zone: .tokyo)
        let now = try moment("2026-11-23T15:00:00+09:00")
        #expect(calendar.pickUpBy(from: now, holdDays: 0) == nil)
        #expect(calendar.pickUpBy(from: now, holdDays: 3) == nil)
        #expect(calendar.nextOpening(after: now) == nil)
        #expect(calendar.minutesOpen(from: now, minutes: 1) == nil)
        #expect(try shop().openDay(400, after: try day("2026-11-23")) == nil)
    }

    @Test("Open minutes pass over the night and the lunch break")
    func openMinutes() throws {
        let calendar = try shop()
        let sunday = try moment("2026-11-29T12:00:00+09:00")
        #expect(calendar.minutesOpen(from: sunday, minutes: 60) == (try moment("2026-11-29T13:00:00+09:00")))
        #expect(calendar.minutesOpen(from: sunday, minutes: 61) == (try moment("2026-11-29T14:01:00+09:00")))
        #expect(calendar.minutesOpen(from: sunday, minutes: 301) == (try moment("2026-11-30T10:01:00+09:00")))
        let night = try moment("2026-11-28T01:30:00+09:00")
        #expect(calendar.minutesOpen(from: night, minutes: 31) == (try moment("2026-11-28T10:01:00+09:00")))
        #expect(calendar.minutesOpen(from: night, minutes: 0) == night)
        #expect(
            calendar.minutesOpen(from: try moment("2026-11-28T05:00:00+09:00"), minutes: 0)
                == (try moment("2026-11-28T10:00:00+09:00")))
    }

    @Test("The wall clock rules where the offset changes")
    func daylightSaving() throws {
        let zone = try #require(Zone("Europe/Berlin"))
        let hours = try (1...7).map { try period($0, 60, 600) }
        let calendar = OpeningCalendar(hours: hours, zone: zone)
        // 2026-03-29: 02:00 becomes 03:00, so that 01:00–10:00 lasts eight hours; on 2026-10-25 it lasts ten.
        for (text, hours) in [("2026-03-29", 8), ("2026-10-25", 10), ("2026-11-22", 9)] {
            let period = try #require(calendar.periods(on: try day(text)).first)
            #expect(period.closes - period.opens == .seconds(3600 * hours))
        }
        // What no clock shows on that day is the jump itself: later times are never earlier moments.
        let jump = try moment("2026-03-29T03:00:00+02:00")
        let spring = try day("2026-03-29")
        for minute in [120, 121, 150, 179, 180] {
            #expect(zone.moment(LocalTime(day: spring, minute: minute)) == jump, "\(minute)")
        }
        #expect(zone.moment(LocalTime(day: spring, minute: 119)) == jump - .seconds(60))
        #expect(zone.moment(LocalTime(day: spring, minute: 181)) == jump + .seconds(60))
        // At midnight: the day begins at 01:00.
        let cairo = try #require(Zone("Africa/Cairo"))
        let start = cairo.moment(LocalTime(day: try day("2026-04-24"), minute: 0))
        #expect(start == (try moment("2026-04-24T01:00:00+03:00")))
    }

    @Test("Random calendars keep their laws", arguments: 0..<60)
    func laws(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        var hours: [OpeningPeriod] = []
        for weekday in 1...8 {
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                let opens = Int.random(in: 0...1439, using: &random)
                let closes = Int.random(in: opens...min(2880, opens + 1000), using: &random)
                hours.append(try period(weekday, opens, closes))
            }
        }
        let start = try day("2026-01-01") + Int.random(in: 0...700, using: &random)
        let closures = (0..<3).map { _ in
            let first = start + Int.random(in: 0...40, using: &random)
            return Closure(days: first...(first + Int.random(in: 0...5, using: &random)))
        }
        let holidays = Set((0..<5).map { _ in start + Int.random(in: 0...40, using: &random) })
        let zones = ["Asia/Tokyo", "Europe/Berlin", "America/St_Johns"].compactMap(Zone.init)
        let zone = try #require(zones.randomElement(using: &random))
        let calendar = OpeningCalendar(hours: hours, closures: closures, holidays: holidays, zone: zone)
        for _ in 0..<40 {
            let base = zone.moment(LocalTime(day: start, minute: 0))
            let now = base + .seconds(Int.random(in: 0...40 * 86_400, using: &random))
            if calendar.isOpen(at: now) {
                let day = calendar.businessDay(at: now)
                #expect(calendar.periods(on: day).contains { $0.opens <= now && now < $0.closes })
                #expect(calendar.minutesOpen(from: now, minutes: 0) == now)
            }
            if let next = calendar.nextOpening(after: now) {
                #expect(next > now && calendar.isOpen(at: next))
            }
            for days in 0...4 {
                guard let by = calendar.pickUpBy(from: now, holdDays: days) else { continue }
                #expect(by > now || days > 0, "a pick-up-by is never over when it is given")
                if days > 0 {
                    let after = (1...400).lazy.map { calendar.businessDay(at: now) + $0 }.filter(calendar.isOpenDay)
                    #expect(by == after.prefix(days).reversed().first.flatMap(calendar.closing(on:)))
                }
                // It is the closing of a day that is open: a moment before, somebody is there.
                #expect(calendar.isOpen(at: by - .seconds(1)))
            }
            if let few = calendar.minutesOpen(from: now, minutes: 30),
                let more = calendar.minutesOpen(from: now, minutes: 90)
            {
                #expect(few < more && more - few >= .seconds(3600))
                #expect(calendar.minutesOpen(from: few, minutes: 60) == more)
            }
        }
    }
}
