// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

/// Writes what an attempt has made of its task.
struct UpdateTask: Statement {
    static let sql = """
        UPDATE contact_task
        SET state = $3, outcome = $4, next_attempt_at = $5, attempts = $6, offered_to = NULL, offer_ends_at = NULL,
            closed_at = $7
        WHERE location_id = $1 AND task_id = $2 AND state = 'open' AND attempts = $6 - 1
        """

    let task: ContactTask

    func bind(_ parameters: inout Parameters) {
        parameters.add(task.id.location.code)
        parameters.add(task.id.unique)
        parameters.add(task.state.rawValue)
        parameters.add(task.outcome)
        parameters.add(task.nextAttemptAt)
        parameters.add(Int32(task.attempts))
        parameters.add(task.closedAt)
    }
}

/// Keeps one attempt; its number is refused twice, so an attempt is logged once.
struct InsertAttempt: Statement {
    static let sql = """
        INSERT INTO contact_attempt (location_id, task_id, number, channel, agent_id, started_at, ended_at, disposition,
            note, need, advice, suggested, effect)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """

    let task: ContactTask
    let agent: StaffID
    let attempt: Attempt
    let effect: JSON

    func bind(_ parameters: inout Parameters) {
        parameters.add(task.id.location.code)
        parameters.add(task.id.unique)
        parameters.add(Int16(task.attempts))
        parameters.add(attempt.channel)
        parameters.add(agent.unique)
        parameters.add(attempt.startedAt)
        parameters.add(attempt.endedAt)
        parameters.add(attempt.disposition.rawValue)
        parameters.add(attempt.note)
        parameters.add(attempt.need)
        parameters.add(attempt.advice)
        parameters.add(attempt.suggested.map(\.code))
        parameters.add(JSONB(text: effect.text))
    }
}

/// Reads the attempts of a reservation's tasks, the oldest first: what was said, needed and advised.
struct ReadAttempts: Statement {
    static let sql = """
        SELECT a.location_id, a.task_id, a.number, a.channel, a.agent_id, coalesce(s.name, ''), a.started_at,
            a.ended_at, a.disposition, a.note, a.need, a.advice, a.suggested
        FROM contact_task t
        JOIN contact_attempt a ON a.location_id = t.location_id AND a.task_id = t.task_id
        LEFT JOIN staff s ON s.staff_id = a.agent_id
        WHERE t.location_id = $1 AND t.reservation_id = $2
        ORDER BY a.started_at, a.task_id, a.number
        """
    static let isReadOnly = true

    let id: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> LoggedAttempt { try LoggedAttempt(&row) }
}

/// Reads the last attempt of each reservation, whichever task it was made for.
struct ReadLastAttempts: Statement {
    static let sql = """
        SELECT k.location_id, k.reservation_id, l.location_id, l.task_id, l.number, l.channel, l.agent_id,
            coalesce(s.name, ''), l.started_at, l.ended_at, l.disposition, l.note, l.need, l.advice, l.suggested
        FROM unnest($1::text[], $2::uuid[]) AS k (location_id, reservation_id)
        CROSS JOIN LATERAL (
            SELECT a.*
            FROM contact_task t
            JOIN contact_attempt a ON a.location_id = t.location_id AND a.task_id = t.task_id
            WHERE t.location_id = k.location_id AND t.reservation_id = k.reservation_id
            ORDER BY a.started_at DESC, a.task_id DESC, a.number DESC
            LIMIT 1
        ) l
        LEFT JOIN staff s ON s.staff_id = l.agent_id
        """
    static let isReadOnly = true

    let ids: [ReservationID]

    func bind(_ parameters: inout Parameters) {
        parameters.add(ids.map(\.location.code))
        parameters.add(ids.map(\.unique))
    }

    static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (reservation: ReservationID, attempt: LoggedAttempt) {
        let id = ReservationID(location: LocationID(stored: try row()), unique: try row())
        return (id, try LoggedAttempt(&row))
    }
}

/// Finds advice by words in need, advice or note, the newest first.
struct SearchAdvice: Statement {
    static let sql = """
        SELECT a.location_id, a.task_id, a.number, a.channel, a.agent_id, coalesce(s.name, ''), a.started_at,
            a.ended_at, a.disposition, a.note, a.need, a.advice, a.suggested
        FROM contact_attempt a
        LEFT JOIN staff s ON s.staff_id = a.agent_id
        WHERE strpos(a.search, $1) > 0
            AND (cardinality($2::text[]) = 0 OR a.location_id = ANY ($2))
        ORDER BY a.started_at DESC, a.task_id, a.number
        LIMIT $3
        """
    static let isReadOnly = true

    let text: String
    let locations: [LocationID]
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(Folding.folded(text))
        parameters.add(locations.map(\.code))
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> LoggedAttempt { try LoggedAttempt(&row) }
}

/// Holds an attempt as it was logged, with the agent's name.
package struct LoggedAttempt: Sendable, Equatable {
    package let task: ContactTaskID
    package let number: Int
    package let channel: ContactChannel
    package let agent: StaffID
    package let agentName: String
    package let startedAt: Instant
    package let endedAt: Instant
    package let disposition: Disposition
    package let note: String
    package let need: String
    package let advice: String
    package let suggested: [SKU]

    init(_ row: inout RowReader) throws(DatabaseError) {
        let location = LocationID(stored: try row())
        task = ContactTaskID(location: location, unique: try row())
        number = try row()
        channel = try row()
        agent = StaffID(unique: try row())
        agentName = try row()
        startedAt = try row()
        endedAt = try row()
        disposition = try row.word()
        note = try row()
        need = try row()
        advice = try row()
        suggested = try row([String].self).map(SKU.init(stored:))
    }
}
