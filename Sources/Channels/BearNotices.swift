// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations

/// Is one thing that happened to a reservation and of which its customer is to hear.
struct NoticeBirth: Sendable {
    let id: UniqueID
    let reservation: ReservationID
    /// The event that is told.
    let number: Int
    let kind: Notice.Kind
    let at: Instant

    /// Queues a notice for each way by which the customers hear of it, where the reservation is there. One who wants quiet
    /// hears of it after the quiet hours.
    ///
    /// - Parameter way: a subquery of `notice_id, channel, recipient, language` for the rows `t`, `r` and `c`.
    fileprivate static func queueing(_ way: String) -> String {
        """
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
        CROSS JOIN LATERAL (\(way)) way
        """
    }

    fileprivate static func bind(_ births: [NoticeBirth], to parameters: inout Parameters) {
        parameters.add(births.map(\.reservation.location.code))
        parameters.add(births.map(\.reservation.unique))
        parameters.add(births.map(\.id))
        parameters.add(births.map { Int32($0.number) })
        parameters.add(births.map(\.kind.rawValue))
        parameters.add(births.map(\.at))
        parameters.add(births.map { Int32(Zone.tokyo.local($0.at).minute) })
    }
}

/// Queues notices by mail where the customer has an address, else by SMS; a customer who stopped a channel is not sent to
/// on it. Without any address nothing is queued: the agent's screen shows that.
struct BearNotices: SetStatement {
    static let sql = NoticeBirth.queueing(
        """
        SELECT t.notice_id, CASE i.kind WHEN 'mail' THEN 'mail' ELSE 'sms' END AS channel, i.value AS recipient,
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
        LIMIT 1
        """)

    let notices: [NoticeBirth]

    init(_ notices: [NoticeBirth]) { self.notices = notices }

    func bind(_ parameters: inout Parameters) { NoticeBirth.bind(notices, to: &parameters) }
}

/// Queues notices for each device that asked to be told of the reservation, unless the customer has stopped that. Nobody can
/// ask before the reservation is there, so a new one needs none of this.
struct BearDeviceNotices: SetStatement {
    static let sql = NoticeBirth.queueing(
        """
        -- Its id begins as the letter's does, so it stands beside it in the order of time; the rest follows from both.
        SELECT (left(t.notice_id::text, 18) || '-8' || left(h.digest, 3) || '-' || right(h.digest, 12))::uuid AS notice_id,
            'push' AS channel, p.subscription_id::text AS recipient, p.language
        FROM push_subscription p, LATERAL (SELECT md5(t.notice_id::text || p.subscription_id::text)) AS h (digest)
        WHERE p.location_id = r.location_id AND p.reservation_id = r.reservation_id
            AND (
                SELECT true
                FROM customer_consent s
                WHERE s.customer_id = r.customer_id AND s.purpose = 'reservation' AND NOT s.granted
                    AND s.channel = 'push'
                LIMIT 1) IS NULL
        """)

    let notices: [NoticeBirth]

    init(_ notices: [NoticeBirth]) { self.notices = notices }

    func bind(_ parameters: inout Parameters) { NoticeBirth.bind(notices, to: &parameters) }
}
