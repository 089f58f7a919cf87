// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Holds one edit of a store's calendar: what was counted by the old one has as many open days, and as much open time, by
/// the new one.
package struct CalendarChange: Sendable {
    package let before: OpeningCalendar
    package let after: OpeningCalendar
    package let at: Instant

    package init(before: OpeningCalendar, after: OpeningCalendar, at: Instant) {
        self.before = before
        self.after = after
        self.at = at
    }

    /// Finds the end of a hold that had a number of open days left when the calendar changed: days on which the store stays
    /// shut are not counted against the customer. Nil when it stays: an earlier end would break a word that was given.
    ///
    /// - Parameter mostDays: open days that a hold may be given, today's among them.
    func pickUpBy(_ end: Instant, mostDays: Int) -> Instant? {
        guard end > at else { return nil }
        let today = before.businessDay(at: at)
        let last = before.lastDay(of: end)
        let left = min(mostDays, openDays(from: today, through: last))
        guard left > 0, let kept = openDay(left, from: today), kept > last, let closing = after.closing(on: kept) else {
            return nil
        }
        return closing > end ? closing : nil
    }

    /// Finds when a store should have it ready that had some open time left for it when the calendar changed. Nil when it
    /// stays.
    func readyBy(_ promised: Instant) -> Instant? {
        guard promised > at,
            let moved = after.reached(after: before.timeOpen(from: at, until: promised), from: at)
        else { return nil }
        return moved > promised ? moved : nil
    }

    /// Counts the days of the old calendar whose closing is yet to come.
    private func openDays(from first: Day, through last: Day) -> Int {
        guard first <= last, last - first <= Limits.calendarDays else { return 0 }
        return (0...(last - first)).count { ahead in before.closing(on: first + ahead).map { $0 > at } ?? false }
    }

    /// Finds the `n`-th day of the new calendar whose closing is yet to come.
    private func openDay(_ n: Int, from first: Day) -> Day? {
        var left = n
        for ahead in 0...Limits.calendarDays where after.closing(on: first + ahead).map({ $0 > at }) ?? false {
            left -= 1
            if left == 0 { return first + ahead }
        }
        return nil
    }
}

extension OpeningCalendar {
    /// Names the business day that a hold's end closes: the moment of closing is no longer open, so that of the moment
    /// before.
    fileprivate func lastDay(of end: Instant) -> Day { businessDay(at: end - .microseconds(1)) }

    /// Finds the end of the first open day that closes after a hold's end, where the store is shut at that end; nil where it
    /// is not, or never opens again.
    fileprivate func endAfter(_ end: Instant, on last: Day) -> Instant? {
        if let closing = closing(on: last), closing >= end { return nil }
        var day = last
        while let next = openDayOnOrAfter(day), let closing = closing(on: next) {
            if closing > end { return closing }
            day = next + 1
        }
        return nil
    }
}

/// Holds the edits of a store's calendar that are yet to be reckoned, in their order, and the calendar of now.
package struct CalendarChanges: Sendable {
    private let steps: [CalendarChange]
    let now: OpeningCalendar

    /// - Parameter edits: the calendar that each edit found, and when.
    package init(_ edits: [(before: OpeningCalendar, at: Instant)], now: OpeningCalendar) {
        self.now = now
        steps = edits.enumerated().map { i, edit in
            CalendarChange(before: edit.before, after: i + 1 < edits.count ? edits[i + 1].before : now, at: edit.at)
        }
    }

    /// The moment of the first edit: a hold that ended before is over, and is not touched.
    package var began: Instant { steps.first?.at ?? Instant(microseconds: .max) }
    /// The moment of the last edit.
    package var ended: Instant { steps.last?.at ?? Instant(microseconds: .max) }

    /// Finds the end of a hold by the calendar of now; nil when it stays.
    ///
    /// What was counted since an edit was counted by what the edit has made of the calendar, or by a process that had not
    /// read it yet; for these too an end at which the store is shut is that of the next open day.
    ///
    /// - Parameters:
    ///   - countedAt: when the end was last counted.
    ///   - mostDays: open days that a hold may be given, today's among them.
    func pickUpBy(_ end: Instant, countedAt: Instant, mostDays: Int) -> Instant? {
        guard end > began else { return nil }
        var moved = end
        for step in steps where countedAt < step.at { moved = step.pickUpBy(moved, mostDays: mostDays) ?? moved }
        // The end itself names its day by the calendar it was counted by, a later one by that of now.
        let counting = steps.first { countedAt < $0.at }?.before ?? steps.last?.after ?? now
        let last = (moved == end ? counting : now).lastDay(of: moved)
        moved = now.endAfter(moved, on: last) ?? moved
        return moved > end ? moved : nil
    }

    /// Finds when the store should have it ready; nil when that stays.
    func readyBy(_ promised: Instant, countedAt: Instant, pickUpBy end: Instant) -> Instant? {
        var moved = promised
        for step in steps where countedAt < step.at { moved = step.readyBy(moved) ?? moved }
        moved = min(moved, end)
        return moved > promised ? moved : nil
    }
}

extension Reservation {
    /// Decides what a changed calendar does to the dates of this reservation; a decision without events when they stay.
    ///
    /// A hold whose end had not come when the calendar changed is moved even if it has come since: it was not over.
    package func reckoning(_ changes: CalendarChanges, countedAt: Instant, on ground: Ground) -> Decision {
        var decision = Decision(self, on: ground)
        guard hold == .active, let dates = dates(changes, countedAt: countedAt, ground.policy) else { return decision }
        decision.after.pickUpBy = dates.pickUpBy
        decision.after.firstPickUpBy = dates.firstPickUpBy
        decision.after.readyBy = dates.readyBy
        // By the calendar of which edit it is counted now: reckoned again by the same one it stays.
        let zone = ground.calendar.zone
        var told = Event.CalendarMoved(calendarOf: Int(changes.ended.microseconds))
        if dates.pickUpBy != pickUpBy {
            told.from = PlaceTime(pickUpBy, in: zone)
            told.pickUpBy = PlaceTime(dates.pickUpBy, in: zone)
        }
        if dates.readyBy != readyBy {
            told.readyByFrom = PlaceTime(readyBy, in: zone)
            told.readyBy = PlaceTime(dates.readyBy, in: zone)
        }
        decision.happened(.calendarMoved(told))
        return decision
    }

    /// Counts the dates anew; nil when all stay.
    func dates(_ changes: CalendarChanges, countedAt: Instant, _ policy: ReservationPolicy) -> Dates? {
        let days = policy.mostDays(extensions: extensions)
        let end = changes.pickUpBy(pickUpBy, countedAt: countedAt, mostDays: days) ?? pickUpBy
        var (first, ready) = (firstPickUpBy, readyBy)
        // A pickup is measured against it, and the customer's link counts from it.
        first =
            first == pickUpBy ? end : min(end, changes.pickUpBy(first, countedAt: countedAt, mostDays: days) ?? first)
        if Reservation.isBeingPrepared(fulfilment) {
            ready = changes.readyBy(readyBy, countedAt: countedAt, pickUpBy: end) ?? readyBy
        }
        return end != pickUpBy || ready != readyBy
            ? Dates(pickUpBy: end, firstPickUpBy: first, readyBy: ready) : nil
    }

    /// Tells whether the store's promise of when it will be ready is still to be kept.
    static func isBeingPrepared(_ fulfilment: Fulfilment) -> Bool {
        [.requested, .accepted, .awaitingStock, .picking].contains(fulfilment)
    }

    struct Dates: Equatable {
        let pickUpBy: Instant
        let firstPickUpBy: Instant
        let readyBy: Instant
    }
}

extension ReservationPolicy {
    /// How many open days a hold has at most, the day on which it is counted and its extensions included. A store that shuts
    /// and opens again and again does not lengthen it each time.
    func mostDays(extensions: Int) -> Int { 1 + holdDays + extensions * max(1, extensionDays) }
}
