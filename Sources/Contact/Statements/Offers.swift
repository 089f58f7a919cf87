// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Finds the tasks an agent could be offered, least slack first: due to be tried, not offered to another, the customer
/// not having stopped this channel. Read without a lock; `TakeOffer` decides.
struct FindOfferable: Statement {
    static let sql = """
        SELECT \(TaskColumns.list)
        FROM contact_task t
        JOIN reservation r ON r.location_id = t.location_id AND r.reservation_id = t.reservation_id
        WHERE t.state = 'open' AND t.due_at IS NOT NULL AND t.next_attempt_at <= $1
            AND (t.offer_ends_at IS NULL OR t.offer_ends_at < $1 OR t.offered_to = $2)
            AND (cardinality($3::text[]) = 0 OR t.location_id = ANY ($3))
            -- A stopped channel settles its tasks; one that is being stopped now is not offered meanwhile.
            AND NOT (t.channel = ANY (r.stopped))
        ORDER BY t.offered_to IS NOT DISTINCT FROM $2 DESC, t.due_at, t.location_id, t.task_id
        LIMIT $4
        """
    static let isReadOnly = true

    let now: Instant
    let agent: StaffID
    let locations: [LocationID]
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(now)
        parameters.add(agent.unique)
        parameters.add(locations.map(\.code))
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactTask { try TaskColumns.decode(&row) }
}

/// Takes the one live offer of a task, if it is still free: a conditional update, so that of two agents one wins.
struct TakeOffer: Statement {
    static let sql = """
        UPDATE contact_task t
        SET offered_to = $3, offer_ends_at = $5,
            offered_at = CASE WHEN t.offered_to = $3 THEN coalesce(t.offered_at, $4) ELSE $4 END
        WHERE t.location_id = $1 AND t.task_id = $2 AND t.state = 'open' AND t.next_attempt_at <= $4
            AND (t.offer_ends_at IS NULL OR t.offer_ends_at < $4 OR t.offered_to = $3)
        RETURNING \(TaskColumns.list)
        """

    let id: ContactTaskID
    let agent: StaffID
    let now: Instant
    let endsAt: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
        parameters.add(agent.unique)
        parameters.add(now)
        parameters.add(endsAt)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactTask { try TaskColumns.decode(&row) }
}

/// Gives an offer back, so that another agent can take the task at once.
struct DeclineOffer: Statement {
    static let sql = """
        UPDATE contact_task
        SET offered_to = NULL, offer_ends_at = NULL
        WHERE location_id = $1 AND task_id = $2 AND offered_to = $3 AND state = 'open'
        """

    let id: ContactTaskID
    let agent: StaffID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
        parameters.add(agent.unique)
    }
}
