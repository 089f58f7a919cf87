// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Knows when one location is open: its week, its public holidays and its closures, read in its own time zone.
///
/// A business day is named by the day on which it begins: a bar that opens on Friday at 18:00 until 26:00 has its
/// Saturday 01:30 on Friday.
package struct OpeningCalendar: Sendable {
    package let zone: Zone
    /// Index 1–8 as in `OpeningPeriod.day`; in order, without overlap, without empty periods.
    private let week: [[Range<Int>]]
    /// Whether public holidays have hours of their own; otherwise they keep their weekday's.
    private let hasHolidayHours: Bool
    private let closures: [ClosedRange<Day>]
    private let holidays: Set<Day>

    package init(hours: [OpeningPeriod], closures: [Closure] = [], holidays: Set<Day> = [], zone: Zone) {
        var week = [[Range<Int>]](repeating: [], count: 9)
        for period in hours.sorted() where period.opens < period.closes {
            if let last = week[period.day].last, last.upperBound >= period.opens {
                let end = max(last.upperBound, period.closes)
                week[period.day][week[period.day].count - 1] = last.lowerBound..<end
            } else {
                week[period.day].append(period.opens..<period.closes)
            }
        }
        self.week = week
        self.zone = zone
        self.closures = closures.map(\.days)
        self.holidays = holidays
        hasHolidayHours = hours.contains { $0.day == OpeningPeriod.publicHoliday }
    }

    /// Minutes since the day's midnight, as the week, the holidays and the closures give them.
    private func minutes(on day: Day) -> [Range<Int>] {
        if closures.contains(where: { $0.contains(day) }) { return [] }
        return week[hasHolidayHours && holidays.contains(day) ? OpeningPeriod.publicHoliday : day.weekday]
    }

    /// Gives the hours of a day as a sign at the door has them: minutes since its midnight, past 1440 the small hours of
    /// the next day.
    package func hours(on day: Day) -> [Range<Int>] { minutes(on: day) }

    /// Lists the periods that begin on a day, in order. One that a change of offset swallows whole is left out.
    package func periods(on day: Day) -> [(opens: Instant, closes: Instant)] {
        minutes(on: day).compactMap { period in
            let opens = zone.moment(LocalTime(day: day, minute: period.lowerBound))
            let closes = zone.moment(LocalTime(day: day, minute: period.upperBound))
            return opens < closes ? (opens, closes) : nil
        }
    }

    /// Tells whether the location opens at all on a day.
    package func isOpenDay(_ day: Day) -> Bool { !periods(on: day).isEmpty }

    /// Finds the last closing of a business day, maybe after midnight; nil on a day without opening.
    package func closing(on day: Day) -> Instant? { periods(on: day).last?.closes }

    /// Tells whether the location is open at a moment; the moment of closing is no longer open.
    package func isOpen(at moment: Instant) -> Bool {
        let today = zone.local(moment).day
        return [today + -1, today].contains { day in
            periods(on: day).contains { $0.opens <= moment && moment < $0.closes }
        }
    }

    /// Names the business day of a moment: yesterday's as long as yesterday's last period runs past midnight.
    package func businessDay(at moment: Instant) -> Day {
        let today = zone.local(moment).day
        let ofYesterday = periods(on: today + -1).contains { $0.opens <= moment && moment < $0.closes }
        return ofYesterday ? today + -1 : today
    }

    /// Finds the first open day that is `day` or comes after it; nil when none comes within `Limits.calendarDays`.
    package func openDayOnOrAfter(_ day: Day) -> Day? {
        (0...Limits.calendarDays).lazy.map { day + $0 }.first(where: isOpenDay)
    }

    /// Finds the `n`-th open day after a day, `n` from 1; nil when it lies beyond `Limits.calendarDays`.
    package func openDay(_ n: Int, after day: Day) -> Day? {
        precondition(n >= 1, "the days after a day are counted from 1")
        var left = n
        for next in 1...Limits.calendarDays where isOpenDay(day + next) {
            left -= 1
            if left == 0 { return day + next }
        }
        return nil
    }

    /// Finds the first moment after `moment` at which the location opens; nil when none comes within the limit.
    package func nextOpening(after moment: Instant) -> Instant? {
        let today = zone.local(moment).day
        for ahead in 0...Limits.calendarDays {
            if let next = periods(on: today + ahead).first(where: { $0.opens > moment }) { return next.opens }
        }
        return nil
    }

    /// Adds minutes in which the location is open to a moment: for the promise of when a parcel is ready.
    ///
    /// 0 minutes give the moment itself while open, otherwise the next opening. Nil when the open time does not
    /// suffice within `Limits.calendarDays`.
    package func minutesOpen(from moment: Instant, minutes: Int) -> Instant? {
        reached(after: .seconds(60 * max(0, minutes)), from: moment)
    }

    /// Adds a span in which the location is open to a moment: see `minutesOpen`.
    package func reached(after span: Duration, from moment: Instant) -> Instant? {
        var left = span
        var reached = moment
        let today = zone.local(moment).day
        for ahead in -1...Limits.calendarDays {
            // Periods of two days may overlap: what is counted once begins at `reached`.
            for period in periods(on: today + ahead) where period.closes > reached {
                let start = max(period.opens, reached)
                if left <= period.closes - start { return start + left }
                left -= period.closes - start
                reached = period.closes
            }
        }
        return nil
    }

    /// Sums the time in which the location is open from one moment to another.
    package func timeOpen(from start: Instant, until end: Instant) -> Duration {
        var sum = Duration.zero
        var reached = start
        let (first, last) = (zone.local(start).day + -1, zone.local(end).day)
        guard start < end, last - first <= Limits.calendarDays else { return .zero }
        for ahead in 0...(last - first) {
            for period in periods(on: first + ahead) where period.closes > reached && period.opens < end {
                let until = min(period.closes, end)
                sum += until - max(period.opens, reached)
                reached = until
            }
        }
        return sum
    }
}
