// SPDX-License-Identifier: Apache-2.0

/// Names a moment as microseconds since 1970-01-01T00:00:00Z, the resolution of PostgreSQL's `timestamptz`.
public struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since the Unix epoch; negative before 1970.
    public var microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// Builds a moment from whole seconds since the Unix epoch.
    public init(seconds: Int64) { self.microseconds = seconds * 1_000_000 }

    public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

    public static func + (moment: Instant, span: Duration) -> Instant {
        Instant(microseconds: moment.microseconds + span.microseconds)
    }

    public static func - (moment: Instant, span: Duration) -> Instant {
        Instant(microseconds: moment.microseconds - span.microseconds)
    }

    /// Measures the span from `b` to `a`; negative when `a` comes first.
    public static func - (a: Instant, b: Instant) -> Duration { .microseconds(a.microseconds - b.microseconds) }
}

extension Duration {
    /// Counts the whole microseconds of this span, rounded towards zero.
    public var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}

/// Names a day of the proleptic Gregorian calendar, without a place or a zone: PostgreSQL's `date`.
public struct Day: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before it.
    public var sinceEpoch: Int

    public init(sinceEpoch: Int) { self.sinceEpoch = sinceEpoch }

    /// Builds a day from civil fields; nil when there is no such day (2026-02-30).
    ///
    /// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), (1...31).contains(day), (1...9999).contains(year) else { return nil }
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        sinceEpoch = era * 146_097 + dayOfEra - 719_468
        guard civil == (year, month, day) else { return nil }
    }

    /// Splits the day into year, month (1–12) and day of month (1–31). Source: as `init(year:month:day:)`.
    public var civil: (year: Int, month: Int, day: Int) {
        let z = sinceEpoch + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    /// Numbers the weekday as ISO 8601 does: Monday is 1, Sunday is 7.
    public var weekday: Int {
        let n = (sinceEpoch + 3) % 7
        return (n < 0 ? n + 7 : n) + 1
    }

    public static func < (a: Day, b: Day) -> Bool { a.sinceEpoch < b.sinceEpoch }
    public static func + (day: Day, days: Int) -> Day { Day(sinceEpoch: day.sinceEpoch + days) }
    public static func - (a: Day, b: Day) -> Int { a.sinceEpoch - b.sinceEpoch }
}

/// Holds the 128 bits of a UUID in the order of their bytes (RFC 9562): PostgreSQL's `uuid`.
public struct UniqueID: Hashable, Comparable, Sendable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    public static func < (a: UniqueID, b: UniqueID) -> Bool { (a.high, a.low) < (b.high, b.low) }
}
