// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations

enum NoticeColumns {
    static let list = """
        n.location_id, n.notice_id, n.reservation_id, n.event_number, n.kind, n.channel, n.recipient, n.language, n.state, n.attempts,
        n.failure, n.created_at, n.accepted_at
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Notice {
        let location = LocationID(stored: try row())
        let id: UniqueID = try row()
        return Notice(
            location: location, id: id, reservation: ReservationID(location: location, unique: try row()),
            number: try row(), kind: try row.word(), channel: try row(), recipient: try row(), language: try row(),
            state: try row.word(), attempts: try row(), failure: try row(), createdAt: try row(),
            acceptedAt: try row())
    }
}

/// Takes notices that are due and leases them: whoever falls over leaves them to the next round, under the same id, so
/// that a provider (or a folder) that knows the id sends it once.
struct LeaseNotices: Statement {
    static let sql = """
        WITH due AS (
            SELECT location_id, notice_id
            FROM notice
            WHERE state = 'queued' AND next_attempt_at <= $1
            ORDER BY next_attempt_at, location_id, notice_id
            LIMIT $3
            FOR NO KEY UPDATE SKIP LOCKED
        )
        UPDATE notice n
        SET attempts = n.attempts + 1, next_attempt_at = $2
        FROM due
        WHERE n.location_id = due.location_id AND n.notice_id = due.notice_id
        RETURNING \(NoticeColumns.list)
        """

    let now: Instant
    let until: Instant
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(now)
        parameters.add(until)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Notice { try NoticeColumns.decode(&row) }
}

/// Writes how far notices have come.
struct SettleNotices: SetStatement {
    static let sql = """
        UPDATE notice n
        SET state = k.state, failure = k.failure, next_attempt_at = k.next_attempt_at,
            accepted_at = CASE WHEN k.state = 'accepted' THEN k.at END
        FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[])
            AS k (location_id, notice_id, state, failure, next_attempt_at, at)
        WHERE n.location_id = k.location_id AND n.notice_id = k.notice_id AND n.state = 'queued'
        """

    struct Element: Sendable {
        let notice: Notice
        let state: Notice.State
        let failure: ChannelFailure?
        let nextAttemptAt: Instant
        let at: Instant
    }

    let notices: [Element]

    init(_ notices: [Element]) { self.notices = notices }

    func bind(_ parameters: inout Parameters) {
        parameters.add(notices.map(\.notice.location.code))
        parameters.add(notices.map(\.notice.id))
        parameters.add(notices.map(\.state.rawValue))
        parameters.add(notices.map { $0.failure?.reason ?? "" })
        parameters.add(notices.map(\.nextAttemptAt))
        parameters.add(notices.map(\.at))
    }
}

/// Reads what a reservation's customer was told, the oldest first.
package struct ReadNotices: Statement {
    package static let sql = """
        SELECT \(NoticeColumns.list)
        FROM notice n
        WHERE n.location_id = $1 AND n.reservation_id = $2
        ORDER BY n.event_number, n.notice_id
        """
    package static let isReadOnly = true

    let id: ReservationID

    package init(_ id: ReservationID) { self.id = id }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Notice {
        try NoticeColumns.decode(&row)
    }
}
