// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Reckons anew what was counted by a calendar that has changed since: the ends of holds, and when a store should have
/// them ready. The edit itself commits at once and leaves a mark (`MarkCalendars`); this works the marks of a location off,
/// a set of holds at a time.
///
/// It may be ended anywhere: what a set has moved bears an event that names the edit it is counted by, and is not moved by
/// it again, so whoever claims the marks after it goes through all holds and does the rest. A reservation is locked and
/// read anew before it is decided about, as by every other command: whatever has collected, extended or ended it is seen.
/// The sweep leaves a marked location alone (`LockDue`), so no hold ends by a calendar that is over.
///
/// For some seconds after an edit other processes count by the old calendar. So a mark stays for
/// `Limits.calendarSettlesSeconds`, and all holds are looked at once more before it goes.
package struct Reckoning: Sendable {
    private let reservations: Reservations

    private var database: Database { reservations.database }
    private var effects: Effects { reservations.effects }

    package init(_ reservations: Reservations) { self.reservations = reservations }

    /// Works at the marks that nobody else has; counts the holds that were moved.
    package func round() async throws -> Int {
        let now = effects.now()
        let claimed = try await database.run(
            ClaimCalendarMarks(
                now: now, until: now + .seconds(Limits.calendarLeaseSeconds), limit: Limits.calendarsPerRound))
        guard !claimed.isEmpty else { return 0 }
        let snapshot = try await reservations.prepared()
        let marks = try await database.run(ReadCalendarMarks(Set(claimed).sorted()))
        var moved = 0
        for (location, edits) in Dictionary(grouping: marks, by: \.location).sorted(by: { $0.key < $1.key }) {
            moved += try await reckon(location, edits, snapshot)
        }
        return moved
    }

    /// Goes through the holds of one location; leaves the marks for later while others may still count by an old calendar.
    private func reckon(_ location: LocationID, _ marks: [CalendarMark], _ snapshot: Rules.Snapshot) async throws -> Int
    {
        let changes = CalendarChanges(
            marks.map { ($0.before.calendar, $0.at) }, now: marks[marks.count - 1].now.calendar)
        let (began, ids) = (effects.now(), marks.map(\.id))
        let settled = changes.ended + .seconds(Limits.calendarSettlesSeconds)
        var moved = 0
        var after = UniqueID(high: 0, low: 0)
        while true {
            try Task.checkCancellation()
            let page = try await database.run(
                ReadHeld(location: location, after: after, bornBefore: settled, limit: Limits.reckonedRows))
            moved += try await move(page, at: location, by: changes, snapshot)
            guard page.count == Limits.reckonedRows, let last = page.last else { break }
            after = last.id.unique
            let lease = effects.now() + .seconds(Limits.calendarLeaseSeconds)
            _ = try await database.count(KeepCalendarMarks(location, ids, until: lease))
        }
        _ =
            began >= settled
            ? try await database.count(DeleteCalendarMarks(location, ids))
            : try await database.count(KeepCalendarMarks(location, ids, until: settled))
        return moved
    }

    /// Moves those of a page that the changes move, in one transaction.
    private func move(
        _ page: [Reservation], at location: LocationID, by changes: CalendarChanges, _ snapshot: Rules.Snapshot
    ) async throws -> Int {
        let counted = try await counted(page, location) { try await database.run($0) }
        let wanted = page.filter { held in
            let policy = snapshot.policies.serving(held.location, held.kind)
            return held.dates(changes, countedAt: counted[held.id.unique] ?? held.createdAt, policy) != nil
        }
        guard !wanted.isEmpty else { return 0 }
        return try await database.transaction { transaction in
            let locked = try await transaction.run(LockHeld(location: location, ids: wanted.map(\.id)))
            guard !locked.isEmpty else { return 0 }
            // After the lock: what was counted by whoever had it before is seen.
            let counted = try await self.counted(locked, location) { try await transaction.run($0) }
            let lines = try await transaction.run(ReadLines(ids: locked.map(\.id)))
            var decisions: [Decision] = []
            for held in locked.holding(lines) {
                let ground = Ground(
                    now: effects.now(), author: .duty("calendar"),
                    policy: snapshot.policies.serving(held.location, held.kind), calendar: changes.now)
                let decision = held.reckoning(
                    changes, countedAt: counted[held.id.unique] ?? held.createdAt, on: ground)
                guard !decision.events.isEmpty else { continue }
                decisions.append(await reservations.accompanied(decision))
            }
            try await reservations.write(decisions, with: Batch(), in: transaction)
            return decisions.count
        }
    }

    /// Reads when the dates of reservations were last counted.
    private func counted(
        _ held: [Reservation], _ location: LocationID,
        _ run: (ReadCounted) async throws -> [(id: UniqueID, at: Instant)]
    ) async throws -> [UniqueID: Instant] {
        guard !held.isEmpty else { return [:] }
        let rows = try await run(ReadCounted(location: location, ids: held.map(\.id)))
        return Dictionary(rows.map { ($0.id, $0.at) }, uniquingKeysWith: max)
    }
}

extension Reservations: CalendarReach {
    /// Counts the holds that edits of calendars would move if they were made now. Holds that are alike are counted together,
    /// so a store with very many costs a few rows.
    package func touched(by edits: [CalendarEdit]) async throws -> CalendarTouch {
        let now = effects.now()
        let policies = try await rules.current().policies
        var touch = CalendarTouch()
        for edit in edits {
            let changes = CalendarChanges([(edit.before.calendar, now)], now: edit.after.calendar)
            let counted = now - .microseconds(1)
            for row in try await database.run(CountHeld(location: edit.location, from: now)) {
                let days = policies.serving(edit.location, row.kind).mostDays(extensions: row.extensions)
                let end = changes.pickUpBy(row.pickUpBy, countedAt: counted, mostDays: days)
                let ready = row.readyBy.flatMap {
                    changes.readyBy($0, countedAt: counted, pickUpBy: end ?? row.pickUpBy)
                }
                if end != nil { touch.notices += row.holds }
                if end != nil || ready != nil { touch.holds += row.holds }
            }
        }
        return touch
    }
}
