// SPDX-License-Identifier: Apache-2.0
import PQ

/// Names a place in the stream of all events, after which a reader goes on: the writing transaction, then the event's
/// key within it. Why this order misses nothing: docs/decisions/0004.md.
package struct EventCursor: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let tx: UInt64
    package let location: String
    package let subject: UniqueID
    package let number: Int

    package init(tx: UInt64, location: String, subject: UniqueID, number: Int) {
        self.tx = tx
        self.location = location
        self.subject = subject
        self.number = number
    }

    /// Reads `tx.location.subject.number`, the form of an SSE id; nil for any other form.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, let tx = UInt64(parts[0]), LocationID(parts[1]) != nil,
            let subject = Crockford.uniqueID(parts[2]), let number = Int(parts[3]), number >= 0, number <= Int32.max
        else { return nil }
        self.init(tx: tx, location: String(parts[1]), subject: subject, number: number)
    }

    /// The place after everything that transactions before `tx` have written.
    static func before(_ tx: UInt64) -> EventCursor {
        EventCursor(tx: tx, location: "", subject: UniqueID(high: 0, low: 0), number: 0)
    }

    package var description: String { "\(tx).\(location).\(Crockford.text(of: subject)).\(number)" }

    package static func < (a: EventCursor, b: EventCursor) -> Bool {
        if a.tx != b.tx { return a.tx < b.tx }
        if a.location != b.location { return a.location.utf8.lexicographicallyPrecedes(b.location.utf8) }
        return (a.subject, a.number) < (b.subject, b.number)
    }
}

/// Holds an event with its place in the stream.
package struct StreamedEvent: Sendable, Equatable {
    package let cursor: EventCursor
    package let event: Event
}

/// Reads events after a place, in the order of the stream. It stops below the oldest transaction in progress: what that
/// one will commit comes later in the order than anything returned here.
struct ReadStream: Statement {
    static let sql = """
        SELECT tx, location_id, subject, number, kind, author, at, data
        FROM event
        WHERE (tx, location_id, subject, number) > ($1, $2, $3, $4)
            AND tx < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY tx, location_id, subject, number
        LIMIT $5
        """
    static let isReadOnly = true

    let after: EventCursor
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(XID8(after.tx))
        parameters.add(after.location)
        parameters.add(after.subject)
        parameters.add(Int32(after.number))
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StreamedEvent {
        let tx = try row(XID8.self).value
        let event = try Event(&row)
        return StreamedEvent(
            cursor: EventCursor(
                tx: tx, location: event.location.code, subject: event.subject, number: event.number),
            event: event)
    }
}

/// Reads where the stream stands now.
struct ReadStreamEnd: Statement {
    static let sql = "SELECT pg_snapshot_xmin(pg_current_snapshot())"
    static let isReadOnly = true

    func bind(_ parameters: inout Parameters) {}

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> EventCursor {
        .before(try row(XID8.self).value)
    }
}

/// Reads what happened to one subject, in order.
package struct ReadEvents: Statement {
    package static let sql = """
        SELECT location_id, subject, number, kind, author, at, data
        FROM event
        WHERE location_id = $1 AND subject = $2
        ORDER BY number
        """
    package static let isReadOnly = true

    let location: LocationID
    let subject: UniqueID

    package init(location: LocationID, subject: UniqueID) {
        self.location = location
        self.subject = subject
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(location.code)
        parameters.add(subject)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Event { try Event(&row) }
}

/// Reads what happened to several subjects; each subject's events in order.
package struct ReadEventsOfSet: Statement {
    package static let sql = """
        SELECT e.location_id, e.subject, e.number, e.kind, e.author, e.at, e.data
        FROM unnest($1::text[], $2::uuid[]) AS k (location_id, subject)
        JOIN event e ON e.location_id = k.location_id AND e.subject = k.subject
        ORDER BY e.location_id, e.subject, e.number
        """
    package static let isReadOnly = true

    let subjects: [(location: LocationID, subject: UniqueID)]

    package init(subjects: [(location: LocationID, subject: UniqueID)]) { self.subjects = subjects }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(subjects.map(\.location.code))
        parameters.add(subjects.map(\.subject))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Event { try Event(&row) }
}

extension Event {
    init(_ row: inout RowReader) throws(DatabaseError) {
        let location = LocationID(stored: try row())
        let subject: UniqueID = try row()
        let number: Int = try row()
        let name: String = try row()
        let author: String = try row()
        let at: Instant = try row()
        let text = try row(JSONB.self).text
        guard let data = try? JSON(parsing: Array(text.utf8)) else {
            // Only this service writes the column, as jsonb: what cannot be read was not written by it.
            throw .undecodable("event data that is no JSON")
        }
        self.init(
            location: location, subject: subject, number: number, stored: name, author: author, at: at, data: data)
    }
}
