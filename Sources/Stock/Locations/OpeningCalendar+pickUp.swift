// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Counts how long a parcel waits, in the business days of the store that keeps it.
extension OpeningCalendar {
    /// Finds until when a customer may pick up: the closing of the `holdDays`-th open day after the business day of
    /// `moment`, so that days on which the store stays shut are not counted against the customer.
    ///
    /// 0 is the business day of `moment` itself, or the next open day when that one is shut or over. Nil when the
    /// calendar has no such day within `Limits.calendarDays`.
    package func pickUpBy(from moment: Instant, holdDays: Int) -> Instant? {
        let day = businessDay(at: moment)
        guard holdDays <= 0 else { return openDay(holdDays, after: day).flatMap(closing(on:)) }
        if let closing = closing(on: day), closing > moment { return closing }
        return openDay(1, after: day).flatMap(closing(on:))
    }

    /// Finds until when a customer may pick up who was promised a day: its closing, or that of the next open day.
    package func pickUpBy(onOrAfter day: Day) -> Instant? { openDayOnOrAfter(day).flatMap(closing(on:)) }
}
