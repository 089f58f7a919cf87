// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says that the calendars of some locations are about to change, so that a duty reckons anew what was counted by them. It
/// stands before the change in its transaction: what it keeps is the calendar that holds were counted by.
struct MarkCalendars: Statement {
    static let sql = """
        INSERT INTO calendar_mark (location_id, mark_id, at, before)
        SELECT l.location_id, $2, $3, \(OpeningRules.json)
        FROM location l
        WHERE l.location_id = ANY ($1::text[])
        ON CONFLICT (location_id, mark_id) DO NOTHING
        """

    let locations: [LocationID]
    let id: UniqueID
    let at: Instant

    init(_ locations: [LocationID], _ effects: Effects) {
        self.locations = locations
        at = effects.now()
        id = effects.uniqueID(at: at)
    }

    func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.code))
        parameters.add(id)
        parameters.add(at)
    }
}

/// Says the same of all locations that have hours of their own on public holidays.
struct MarkHolidayCalendars: Statement {
    static let sql = """
        INSERT INTO calendar_mark (location_id, mark_id, at, before)
        SELECT l.location_id, $1, $2, \(OpeningRules.json)
        FROM location l
        WHERE EXISTS (
            SELECT FROM opening_hours o
            WHERE o.location_id = l.location_id AND o.day = \(OpeningPeriod.publicHoliday))
        """

    let id: UniqueID
    let at: Instant

    init(_ effects: Effects) {
        at = effects.now()
        id = effects.uniqueID(at: at)
    }

    func bind(_ parameters: inout Parameters) {
        parameters.add(id)
        parameters.add(at)
    }
}

/// Tells of an edit of a location's calendar whose holds are to be reckoned anew.
package struct CalendarMark: Sendable {
    package let location: LocationID
    package let id: UniqueID
    package let at: Instant
    /// The calendar that was edited.
    package let before: OpeningRules
    /// The calendar of now, as it was with this mark and no later one.
    package let now: OpeningRules
}

/// Claims locations with marks that nobody works at, until a moment: whoever falls over leaves them to the next. A location
/// may be named more than once.
package struct ClaimCalendarMarks: Statement {
    package static let sql = """
        UPDATE calendar_mark k
        SET claimed_until = $2
        FROM (
            SELECT location_id, mark_id
            FROM calendar_mark
            WHERE claimed_until <= $1
            ORDER BY mark_id, location_id
            LIMIT $3
            FOR NO KEY UPDATE SKIP LOCKED) due
        WHERE k.location_id = due.location_id AND k.mark_id = due.mark_id
        RETURNING k.location_id
        """

    let now: Instant
    let until: Instant
    let limit: Int

    package init(now: Instant, until: Instant, limit: Int) {
        self.now = now
        self.until = until
        self.limit = limit
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(now)
        parameters.add(until)
        parameters.add(limit)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> LocationID {
        LocationID(stored: try row())
    }
}

/// Reads the marks of locations in the order of their edits, each with the calendar of now: in one statement, so that the
/// calendar has the edits of these marks and no other.
package struct ReadCalendarMarks: Statement {
    package static let sql = """
        SELECT k.location_id, k.mark_id, k.at, k.before, \(OpeningRules.json)
        FROM calendar_mark k
        JOIN location l ON l.location_id = k.location_id
        WHERE k.location_id = ANY ($1::text[])
        ORDER BY k.location_id, k.at, k.mark_id
        """
    package static let isReadOnly = true

    let locations: [LocationID]

    package init(_ locations: [LocationID]) { self.locations = locations }

    package func bind(_ parameters: inout Parameters) { parameters.add(locations.map(\.code)) }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> CalendarMark {
        CalendarMark(
            location: LocationID(stored: try row()), id: try row(), at: try row(), before: try row.rules(),
            now: try row.rules())
    }
}

/// Says until when claimed marks of a location are worked at: later as long as the work goes on.
package struct KeepCalendarMarks: Statement {
    package static let sql = """
        UPDATE calendar_mark
        SET claimed_until = $3
        WHERE location_id = $1 AND mark_id = ANY ($2::uuid[])
        """

    let location: LocationID
    let marks: [UniqueID]
    let until: Instant

    package init(_ location: LocationID, _ marks: [UniqueID], until: Instant) {
        self.location = location
        self.marks = marks
        self.until = until
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(marks)
        parameters.add(until)
    }
}

/// Takes marks away whose holds are all reckoned; one of an edit that came meanwhile stays.
package struct DeleteCalendarMarks: Statement {
    package static let sql = "DELETE FROM calendar_mark WHERE location_id = $1 AND mark_id = ANY ($2::uuid[])"

    let location: LocationID
    let marks: [UniqueID]

    package init(_ location: LocationID, _ marks: [UniqueID]) {
        self.location = location
        self.marks = marks
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(marks)
    }
}

/// Is asked how much an edit of calendars would touch; the rooms above know of what was counted by them.
package protocol CalendarReach: Sendable {
    /// Counts the holds whose dates would move, and the customers' notices of it.
    func touched(by changes: [CalendarEdit]) async throws -> CalendarTouch
}

/// Holds a location's calendar before and after an edit.
package struct CalendarEdit: Sendable {
    package let location: LocationID
    package let before: OpeningRules
    package let after: OpeningRules

    package init(location: LocationID, before: OpeningRules, after: OpeningRules) {
        self.location = location
        self.before = before
        self.after = after
    }
}

/// Says how much an edit of calendars touches.
package struct CalendarTouch: Sendable, Equatable {
    /// Holds whose pick-up-by or ready-by moves.
    package var holds: Int
    /// Those whose customers are told: the pick-up-by moves.
    package var notices: Int

    package init(holds: Int = 0, notices: Int = 0) {
        self.holds = holds
        self.notices = notices
    }

    package static func + (a: CalendarTouch, b: CalendarTouch) -> CalendarTouch {
        CalendarTouch(holds: a.holds + b.holds, notices: a.notices + b.notices)
    }
}
