// SPDX-License-Identifier: Apache-2.0
import PQ

/// Tells from when to when a location is open on one kind of day.
package struct OpeningPeriod: Hashable, Comparable, Sendable {
    /// 1 Monday … 7 Sunday (ISO 8601), 8 a public holiday.
    package let day: Int
    /// Minutes since that day's midnight, 0–1439.
    package let opens: Int
    /// Minutes since that day's midnight, `opens`–2880: past 1440 is the small hours of the next day. Equal to `opens`
    /// it says that the location is shut on such days.
    package let closes: Int

    package static let publicHoliday = 8

    /// Takes a period; nil when it breaks the bounds above, which are those of the table `opening_hours`.
    package init?(day: Int, opens: Int, closes: Int) {
        guard (1...8).contains(day), (0...1439).contains(opens), (opens...2880).contains(closes) else { return nil }
        self.day = day
        self.opens = opens
        self.closes = closes
    }

    package static func < (a: OpeningPeriod, b: OpeningPeriod) -> Bool {
        (a.day, a.opens, a.closes) < (b.day, b.opens, b.closes)
    }
}

/// Tells from which day to which a location stays shut, whatever its hours say.
package struct Closure: Hashable, Sendable {
    package let days: ClosedRange<Day>
    package let reason: String

    package init(days: ClosedRange<Day>, reason: String = "") {
        self.days = days
        self.reason = reason
    }
}
