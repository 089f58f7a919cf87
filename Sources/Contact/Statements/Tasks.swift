// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads tasks in one order of columns for every statement that needs them.
enum TaskColumns {
    static let list = """
        t.location_id, t.task_id, t.reservation_id, t.purpose, t.reasons, t.channel, t.policy_id, t.state, t.outcome,
        t.due_at, t.next_attempt_at, t.attempts, t.retry_minutes, t.when_unreachable, t.offered_to, t.offer_ends_at,
        t.created_at, t.closed_at
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactTask {
        let location = LocationID(stored: try row())
        return ContactTask(
            id: ContactTaskID(location: location, unique: try row()),
            reservation: ReservationID(location: location, unique: try row()), purpose: try row.word(),
            reasons: try row(), channel: try row(), policy: try row(), state: try row.word(), outcome: try row(),
            dueAt: try row(), nextAttemptAt: try row(), attempts: try row(),
            retryMinutes: try row([Int32].self).map(Int.init), whenUnreachable: try row.word(),
            offeredTo: try row(UniqueID?.self).map(StaffID.init(unique:)), offerEndsAt: try row(),
            createdAt: try row(), closedAt: try row())
    }
}

/// Bears a task, if its reservation is there: after `ReserveSet` in one transaction, so both are born or neither.
struct BearTask: Statement {
    static let sql = """
        INSERT INTO contact_task (location_id, task_id, reservation_id, purpose, reasons, channel, policy_id, state,
            due_at, next_attempt_at, retry_minutes, when_unreachable, created_at)
        SELECT $1, $2, $3, $4, $5, $6, $7, 'open', $8, $9, $10, $11, $12
        WHERE EXISTS (SELECT FROM reservation r WHERE r.location_id = $1 AND r.reservation_id = $3)
            -- A customer who asks twice, or a pick that misses two lines, is one piece of work.
            AND NOT EXISTS (
                SELECT FROM contact_task o
                WHERE o.location_id = $1 AND o.reservation_id = $3 AND o.purpose = $4 AND o.state = 'open')
        """

    let task: ContactTask

    func bind(_ parameters: inout Parameters) {
        parameters.add(task.id.location.code)
        parameters.add(task.id.unique)
        parameters.add(task.reservation.unique)
        parameters.add(task.purpose.rawValue)
        parameters.add(task.reasons)
        parameters.add(task.channel)
        parameters.add(task.policy)
        parameters.add(task.dueAt)
        parameters.add(task.nextAttemptAt)
        parameters.add(task.retryMinutes.map(Int32.init))
        parameters.add(task.whenUnreachable.rawValue)
        parameters.add(task.createdAt)
    }
}

/// Closes what is still open for a reservation whose hold has ended.
struct CancelTasks: Statement {
    static let sql = """
        UPDATE contact_task
        SET state = 'cancelled', outcome = 'reservation_closed', closed_at = $3, offered_to = NULL,
            offer_ends_at = NULL
        WHERE location_id = $1 AND reservation_id = $2 AND state = 'open'
        """

    let reservation: ReservationID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservation.location.code)
        parameters.add(reservation.unique)
        parameters.add(at)
    }
}

/// Closes an open task of one purpose whose cause is gone (every missing unit is decided about).
struct SettleTasks: Statement {
    static let sql = """
        UPDATE contact_task
        SET state = 'done', outcome = 'settled', closed_at = $4, offered_to = NULL, offer_ends_at = NULL
        WHERE location_id = $1 AND reservation_id = $2 AND purpose = $3 AND state = 'open'
        """

    let reservation: ReservationID
    let purpose: ContactTask.Purpose
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservation.location.code)
        parameters.add(reservation.unique)
        parameters.add(purpose.rawValue)
        parameters.add(at)
    }
}

/// Reads one task and locks it; after its reservation, as everywhere.
struct LockTask: Statement {
    static let sql = """
        SELECT \(TaskColumns.list)
        FROM contact_task t
        WHERE t.location_id = $1 AND t.task_id = $2
        FOR NO KEY UPDATE
        """

    let id: ContactTaskID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactTask { try TaskColumns.decode(&row) }
}

/// Reads one task.
struct ReadTask: Statement {
    static let sql = """
        SELECT \(TaskColumns.list)
        FROM contact_task t
        WHERE t.location_id = $1 AND t.task_id = $2
        """
    static let isReadOnly = true

    let id: ContactTaskID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactTask { try TaskColumns.decode(&row) }
}

/// Reads every task of a reservation, the oldest first.
struct ReadTasksOfReservation: Statement {
    static let sql = """
        SELECT \(TaskColumns.list)
        FROM contact_task t
        WHERE t.location_id = $1 AND t.reservation_id = $2
        ORDER BY t.task_id
        """
    static let isReadOnly = true

    let id: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactTask { try TaskColumns.decode(&row) }
}

/// Lists open tasks, least slack first, within some locations (none named: all).
struct ListOpenTasks: Statement {
    static let sql = """
        SELECT \(TaskColumns.list)
        FROM contact_task t
        WHERE t.state = 'open'
            AND (cardinality($1::text[]) = 0 OR t.location_id = ANY ($1))
            AND ($2::timestamptz IS NULL OR (t.due_at, t.location_id, t.task_id) > ($2, $3, $4))
        ORDER BY t.due_at, t.location_id, t.task_id
        LIMIT $5
        """
    static let isReadOnly = true

    let locations: [LocationID]
    let after: (dueAt: Instant, id: ContactTaskID)?
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.code))
        parameters.add(after?.dueAt)
        parameters.add(after?.id.location.code)
        parameters.add(after?.id.unique)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactTask { try TaskColumns.decode(&row) }
}
