// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

struct EventsWithoutGap: Proof {
    static let promise = 2
    static let says = "every reservation's events are numbered 1 to its version"
    static let sql = """
        SELECT count(*), count(*) FILTER (
            WHERE e.total IS DISTINCT FROM r.version OR e.last IS DISTINCT FROM r.version OR e.first <> 1)
        FROM reservation r
        LEFT JOIN (
            SELECT location_id, subject, count(*)::int AS total, min(number) AS first, max(number) AS last
            FROM event
            GROUP BY location_id, subject
        ) e ON e.location_id = r.location_id AND e.subject = r.reservation_id
        """
}

struct MessagesAreTold: Proof {
    static let promise = 2
    static let says = "every message has its event, by the same author, and every such event its message"
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE m.author IS DISTINCT FROM e.author)
        FROM message m
        FULL JOIN (SELECT location_id, subject, number, author FROM event
                WHERE kind = '\(Event.Kind.messageWritten.rawValue)') e
            ON e.location_id = m.location_id AND e.subject = m.reservation_id AND e.number = m.number
        """
}

struct HoldEndsOnce: Proof {
    static let promise = 3
    static let says = "a hold ends at most once, and as its events say"
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE CASE r.hold
            WHEN 'active' THEN coalesce(e.ends, 0) <> 0
            WHEN 'consumed' THEN coalesce(e.ends, 0) <> 1 OR e.last_end <> '\(Event.Kind.collected.rawValue)'
            WHEN 'expired' THEN coalesce(e.ends, 0) <> 1 OR e.last_end <> '\(Event.Kind.expired.rawValue)'
            ELSE coalesce(e.ends, 0) <> 1
                OR e.last_end IN ('\(Event.Kind.collected.rawValue)', '\(Event.Kind.expired.rawValue)')
        END)
        FROM reservation r
        LEFT JOIN (
            SELECT location_id, subject, count(*) AS ends, max(kind) AS last_end
            FROM event
            WHERE kind IN ('\(Event.Kind.collected.rawValue)', '\(Event.Kind.expired.rawValue)',
                '\(Event.Kind.cancelled.rawValue)', '\(Event.Kind.rejected.rawValue)',
                '\(Event.Kind.rerouted.rawValue)')
            GROUP BY location_id, subject
        ) e ON e.location_id = r.location_id AND e.subject = r.reservation_id
        """
}

struct NothingHeldAfterTheEnd: Proof {
    static let promise = 3
    static let says = "an ended hold holds no stock"
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE r.hold <> 'active' AND n.held_at IS NOT NULL)
        FROM reservation r
        JOIN reservation_line n ON n.location_id = r.location_id AND n.reservation_id = r.reservation_id
        """
}

struct ContactBornWithReservation: Proof {
    static let promise = 4
    static let says = "a reservation that wanted a contact was born with its task"
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE NOT EXISTS (
            SELECT FROM contact_task t
            WHERE t.location_id = e.location_id AND t.reservation_id = e.subject AND t.created_at = e.at))
        FROM event e
        WHERE e.kind = '\(Event.Kind.created.rawValue)' AND e.data ->> 'contact' IN ('pending', 'attempted')
        """
}

struct ContactBeforeTheEnd: Proof {
    static let promise = 4
    static let says = "every contact task is due before its hold ends"
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE t.due_at >= r.pick_up_by OR t.next_attempt_at >= r.pick_up_by)
        FROM contact_task t
        JOIN reservation r ON r.location_id = t.location_id AND r.reservation_id = t.reservation_id
        """
}

struct OneAttemptEach: Proof {
    static let promise = 4
    static let says = "a task's attempts are numbered 1 to its count"
    static let sql = """
        SELECT count(*), count(*) FILTER (
            WHERE t.attempts <> coalesce(a.total, 0) OR t.attempts <> coalesce(a.last, 0) OR a.first <> 1)
        FROM contact_task t
        LEFT JOIN (
            SELECT location_id, task_id, count(*) AS total, min(number) AS first, max(number) AS last
            FROM contact_attempt
            GROUP BY location_id, task_id
        ) a USING (location_id, task_id)
        """
}

/// Reads what was answered under keys, a page at a time in the order of the primary key.
struct ReadAnswers: Statement {
    static let sql = """
        SELECT client, key, body
        FROM idempotency
        WHERE (client, key) > ($1, $2)
        ORDER BY client, key
        LIMIT $3
        """
    static let isReadOnly = true

    let after: Row?
    let limit: Int

    struct Row: Sendable {
        let client: String
        let key: String
        /// The reservation the answer names, if it names one.
        let reservation: ReservationID?
    }

    func bind(_ parameters: inout Parameters) {
        parameters.add(after?.client ?? "")
        parameters.add(after?.key ?? "")
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        let (client, key): (String, String) = (try row(), try row())
        let body: String = try row()
        // An answer that is no JSON object, or names something else, speaks of no reservation.
        let answered = try? JSON(parsing: Array(body.utf8))
        return Row(
            client: client, key: key, reservation: answered?["id"]?.string.flatMap { ReservationID($0) })
    }
}

/// Counts which of some reservations are there.
struct CountReservations: Statement {
    static let sql = """
        SELECT count(*)
        FROM unnest($1::text[], $2::uuid[]) AS k (location_id, reservation_id)
        JOIN reservation r USING (location_id, reservation_id)
        """
    static let isReadOnly = true

    let ids: [ReservationID]

    func bind(_ parameters: inout Parameters) {
        parameters.add(ids.map(\.location.code))
        parameters.add(ids.map(\.unique))
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}
