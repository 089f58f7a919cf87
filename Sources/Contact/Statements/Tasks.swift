// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// Reads tasks in one order of columns for every statement that needs them.
enum TaskColumns {
    static let list = """
        t.location_id, t.task_id, t.reservation_id, t.purpose, t.reasons, t.channel, t.policy_id, t.state, t.outcome,
        t.due_at, t.next_attempt_at, t.attempts, t.earlier_attempts, t.retry_minutes, t.when_unreachable, t.offered_to,
        t.offer_ends_at, t.created_at, t.closed_at, t.offered_at
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ContactTask {
        let location = LocationID(stored: try row())
        return ContactTask(
            id: ContactTaskID(location: location, unique: try row()),
            reservation: ReservationID(location: location, unique: try row()), purpose: try row.word(),
            reasons: try row(), channel: try row(), policy: try row(), state: try row.word(), outcome: try row(),
            dueAt: try row(), nextAttemptAt: try row(), attempts: try row(), earlierAttempts: try row(),
            retryMinutes: try row([Int32].self).map(Int.init), whenUnreachable: try row.word(),
            offeredTo: try row(UniqueID?.self).map(StaffID.init(unique:)), offerEndsAt: try row(),
            createdAt: try row(), closedAt: try row(), offeredAt: try row())
    }
}

/// Bears tasks whose reservations are there: after `ReserveSet` in one transaction, so both are born or neither.
struct BearTasks: SetStatement {
    static let sql = """
        INSERT INTO contact_task (location_id, task_id, reservation_id, purpose, reasons, channel, policy_id, state,
            due_at, next_attempt_at, retry_minutes, when_unreachable, created_at, earlier_attempts, offered_to,
            offer_ends_at)
        SELECT t.location_id, t.task_id, t.reservation_id, t.purpose,
            ARRAY (SELECT jsonb_array_elements_text(t.reasons)), t.channel, t.policy_id, 'open', t.due_at,
            t.next_attempt_at, ARRAY (SELECT jsonb_array_elements_text(t.retry_minutes)::int), t.when_unreachable,
            t.created_at, t.earlier_attempts, t.offered_to, t.offer_ends_at
        -- reasons and retry_minutes are JSON arrays: unnest would flatten arrays of arrays.
        FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::jsonb[], $6::text[], $7::text[],
            $8::timestamptz[], $9::timestamptz[], $10::jsonb[], $11::text[], $12::timestamptz[], $13::int[], $14::uuid[],
            $15::timestamptz[])
            AS t (location_id, task_id, reservation_id, purpose, reasons, channel, policy_id, due_at, next_attempt_at,
                retry_minutes, when_unreachable, created_at, earlier_attempts, offered_to, offer_ends_at)
        WHERE EXISTS (
                SELECT FROM reservation r
                WHERE r.location_id = t.location_id AND r.reservation_id = t.reservation_id)
            -- A customer who asks twice, or a pick that misses two lines, is one piece of work.
            AND NOT EXISTS (
                SELECT FROM contact_task o
                WHERE o.location_id = t.location_id AND o.reservation_id = t.reservation_id
                    AND o.purpose = t.purpose AND o.state = 'open')
        """

    let tasks: [ContactTask]

    init(_ tasks: [ContactTask]) { self.tasks = tasks }

    func bind(_ parameters: inout Parameters) {
        parameters.add(tasks.map(\.id.location.code))
        parameters.add(tasks.map(\.id.unique))
        parameters.add(tasks.map(\.reservation.unique))
        parameters.add(tasks.map(\.purpose.rawValue))
        parameters.add(tasks.map { JSONB(text: JSON.array($0.reasons.map(JSON.string)).text) })
        parameters.add(tasks.map(\.channel.rawValue))
        parameters.add(tasks.map(\.policy))
        parameters.add(tasks.map(\.dueAt))
        parameters.add(tasks.map(\.nextAttemptAt))
        parameters.add(tasks.map { JSONB(text: JSON.array($0.retryMinutes.map(JSON.int)).text) })
        parameters.add(tasks.map(\.whenUnreachable.rawValue))
        parameters.add(tasks.map(\.createdAt))
        parameters.add(tasks.map { Int32($0.earlierAttempts) })
        parameters.add(tasks.map { $0.offeredTo?.unique })
        parameters.add(tasks.map(\.offerEndsAt))
    }
}

/// Closes what is still open for reservations whose hold has ended, or that go on at another store.
struct CancelTasks: SetStatement {
    static let sql = """
        UPDATE contact_task t
        SET state = 'cancelled', outcome = u.outcome, closed_at = u.at, offered_to = NULL, offer_ends_at = NULL
        FROM unnest($1::text[], $2::uuid[], $3::timestamptz[], $4::text[]) AS u (location_id, reservation_id, at, outcome)
        WHERE t.location_id = u.location_id AND t.reservation_id = u.reservation_id AND t.state = 'open'
        """

    struct Element: Sendable {
        let reservation: ReservationID
        let at: Instant
        var outcome = "reservation_closed"
    }

    let ended: [Element]

    init(_ ended: [Element]) { self.ended = ended }

    func bind(_ parameters: inout Parameters) {
        parameters.add(ended.map(\.reservation.location.code))
        parameters.add(ended.map(\.reservation.unique))
        parameters.add(ended.map(\.at))
        parameters.add(ended.map(\.outcome))
    }
}

/// Closes open tasks of one purpose whose cause is gone: every missing unit is decided about, or the customer has
/// confirmed without being asked.
struct SettleTasks: SetStatement {
    static let sql = """
        UPDATE contact_task t
        SET state = 'done', outcome = u.outcome, closed_at = u.at, offered_to = NULL, offer_ends_at = NULL
        FROM unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[], $5::text[])
            AS u (location_id, reservation_id, purpose, at, outcome)
        WHERE t.location_id = u.location_id AND t.reservation_id = u.reservation_id AND t.purpose = u.purpose
            AND t.state = 'open'
        """

    struct Element: Sendable {
        let reservation: ReservationID
        let purpose: ContactTask.Purpose
        let at: Instant
        var outcome = "settled"
    }

    let settled: [Element]

    init(_ settled: [Element]) { self.settled = settled }

    func bind(_ parameters: inout Parameters) {
        parameters.add(settled.map(\.reservation.location.code))
        parameters.add(settled.map(\.reservation.unique))
        parameters.add(settled.map(\.purpose.rawValue))
        parameters.add(settled.map(\.at))
        parameters.add(settled.map(\.outcome))
    }
}

/// Closes open tasks on channels that the customer has stopped: nobody would be offered them.
struct SettleStoppedTasks: SetStatement {
    static let sql = """
        UPDATE contact_task t
        SET state = 'done', outcome = 'channel_stopped', closed_at = u.at, offered_to = NULL, offer_ends_at = NULL
        FROM unnest($1::text[], $2::uuid[], $3::text[], $4::timestamptz[])
            AS u (location_id, reservation_id, channel, at)
        WHERE t.location_id = u.location_id AND t.reservation_id = u.reservation_id AND t.channel = u.channel
            AND t.state = 'open'
        """

    struct Element: Sendable {
        let reservation: ReservationID
        let channel: ContactChannel
        let at: Instant
    }

    let stopped: [Element]

    init(_ stopped: [Element]) { self.stopped = stopped }

    func bind(_ parameters: inout Parameters) {
        parameters.add(stopped.map(\.reservation.location.code))
        parameters.add(stopped.map(\.reservation.unique))
        parameters.add(stopped.map(\.channel))
        parameters.add(stopped.map(\.at))
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

/// Reads the open tasks of a reservation and locks them; after the reservation, as everywhere.
struct LockOpenTasks: Statement {
    static let sql = """
        SELECT \(TaskColumns.list)
        FROM contact_task t
        WHERE t.location_id = $1 AND t.reservation_id = $2 AND t.state = 'open'
        ORDER BY t.task_id
        FOR NO KEY UPDATE
        """

    let id: ReservationID

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
        WHERE t.state = 'open' AND t.due_at IS NOT NULL
            AND (cardinality($1::text[]) = 0 OR t.location_id = ANY ($1))
            AND (t.due_at, t.location_id, t.task_id) > (coalesce($2::timestamptz, '-infinity'), coalesce($3::text, ''),
                coalesce($4::uuid, '00000000-0000-0000-0000-000000000000'))
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
