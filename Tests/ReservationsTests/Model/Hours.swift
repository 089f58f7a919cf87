// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport

/// Reckons with the hours of the test chain in plain minutes of Tokyo.
struct Hours {
    let opens: Int
    let closes: Int
    /// 1 Monday … 7 Sunday; 0: none.
    let closed: Int

    static func of(_ store: LocationID) -> Hours {
        switch store {
        case Shop.s2: Hours(opens: 600, closes: 1200, closed: 3)
        case Shop.s3: Hours(opens: 1080, closes: 1560, closed: 0)
        default: Hours(opens: 600, closes: 1200, closed: 0)
        }
    }

    /// Microseconds since midnight of 1970-01-01 in Tokyo.
    private static func local(_ moment: Instant) -> Int64 { moment.microseconds + 9 * 3_600_000_000 }

    static func day(of moment: Instant) -> Int { Int(local(moment) / 86_400_000_000) }

    private static func moment(_ day: Int, _ minute: Int) -> Instant {
        Instant(microseconds: (Int64(day) * 1440 + Int64(minute)) * 60_000_000 - 9 * 3_600_000_000)
    }

    /// 1970-01-01 was a Thursday.
    func isOpen(_ day: Int) -> Bool { (day + 3) % 7 + 1 != closed }

    func closing(_ day: Int) -> Instant { Hours.moment(day, closes) }

    /// The day to which a moment belongs: yesterday while yesterday's last hours run.
    func businessDay(of moment: Instant) -> Int {
        let today = Hours.day(of: moment)
        return isOpen(today - 1) && moment < closing(today - 1) ? today - 1 : today
    }

    /// The n-th open day after one.
    func openDay(_ n: Int, after day: Int) -> Int {
        var (day, left) = (day, n)
        while left > 0 {
            day += 1
            if isOpen(day) { left -= 1 }
        }
        return day
    }

    func until(_ days: Int, from moment: Instant) -> Instant { closing(openDay(days, after: businessDay(of: moment))) }

    /// The first moment from one on at which customers may be called: from 10 to 20, every day.
    static func callable(from moment: Instant) -> Instant {
        let minute = local(moment) % 86_400_000_000 / 60_000_000
        if minute < 600 { return Hours.moment(day(of: moment), 600) }
        return minute < 1200 ? moment : Hours.moment(day(of: moment) + 1, 600)
    }
}
