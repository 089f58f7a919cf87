// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations

/// Queues notices whose reservations are there: by mail where the customer has an address, else by SMS, and on each device
/// that asked to be told of this reservation. A customer who stopped a channel is not sent to on it, and one who wants
/// quiet hears of it after the quiet hours. Without any address nothing is queued: the agent's screen shows that.
struct BearNotices: SetStatement {
    static let sql = """
        INSERT INTO notice (location_id, notice_id, reservation_id, event_number, kind, channel, recipient, language,
            state, next_attempt_at, created_at)
        SELECT r.location_id, way.notice_id, r.reservation_id, t.event_number, t.kind, way.channel, way.recipient,
            way.language, 'queued',
            -- Minutes of the day, counted from where the quiet begins.
            CASE WHEN (t.minute - c.quiet_from + 1440) % 1440 < (c.quiet_until - c.quiet_from + 1440) % 1440
                THEN t.at + (c.quiet_until - t.minute + 1440) % 1440 * interval '1 minute' ELSE t.at END,
            t.at
        FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::timestamptz[], $7::int[])
            AS t (location_id, reservation_id, notice_id, event_number, kind, at, minute)
        JOIN reservation r ON r.location_id = t.location_id AND r.reservation_id = t.reservation_id
        JOIN customer c ON c.customer_id = r.customer_id
        CROSS JOIN LATERAL (
            (SELECT t.notice_id, CASE i.kind WHEN 'mail' THEN 'mail' ELSE 'sms' END AS channel, i.value AS recipient,
                c.language
            FROM customer_identity i
            WHERE i.customer_id = r.customer_id AND i.kind IN ('mail', 'phone')
                AND (
                    SELECT true
                    FROM customer_consent s
                    WHERE s.customer_id = r.customer_id AND s.purpose = 'reservation' AND NOT s.granted
                        AND s.channel = CASE i.kind WHEN 'mail' THEN 'mail' ELSE 'sms' END
                    LIMIT 1) IS NULL
            ORDER BY i.kind, i.added_at, i.value
            LIMIT 1)
            UNION ALL
            -- Its id begins as the other notice's does, so it stands beside it in the order of time; the rest follows
            -- from both ids. Nobody can ask to be told of a reservation before it is there: no look for those.
            SELECT (left(t.notice_id::text, 18) || '-8' || left(h.digest, 3) || '-' || right(h.digest, 12))::uuid,
                'push', p.subscription_id::text, p.language
            FROM push_subscription p, LATERAL (SELECT md5(t.notice_id::text || p.subscription_id::text)) AS h (digest)
            WHERE t.kind <> 'received' AND p.location_id = r.location_id AND p.reservation_id = r.reservation_id
                AND (
                    SELECT true
                    FROM customer_consent s
                    WHERE s.customer_id = r.customer_id AND s.purpose = 'reservation' AND NOT s.granted
                        AND s.channel = 'push'
                    LIMIT 1) IS NULL
        ) way
        """

    struct Element: Sendable {
        let id: UniqueID
        let reservation: ReservationID
        /// The event that is told.
        let number: Int
        let kind: Notice.Kind
        let at: Instant
    }

    let notices: [Element]

    init(_ notices: [Element]) { self.notices = notices }

    func bind(_ parameters: inout Parameters) {
        parameters.add(notices.map(\.reservation.location.code))
        parameters.add(notices.map(\.reservation.unique))
        parameters.add(notices.map(\.id))
        parameters.add(notices.map { Int32($0.number) })
        parameters.add(notices.map(\.kind.rawValue))
        parameters.add(notices.map(\.at))
        parameters.add(notices.map { Int32(Zone.tokyo.local($0.at).minute) })
    }
}

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
