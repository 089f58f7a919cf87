// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations

/// One thing that happened to a reservation and of which its customer is to hear.
struct NoticeBirth: Sendable {
    let id: UniqueID
    let reservation: ReservationID
    /// The event that is told.
    let number: Int
    let kind: Notice.Kind
    let at: Instant

    /// Queues a notice for each way by which the customers hear of it, where the reservation is there. One who wants quiet
    /// hears of it after the quiet hours. Whom it goes to and what was stopped stands with the reservation.
    ///
    /// - Parameter way: a subquery of `notice_id, channel, recipient, language` for the rows `t` and `r`.
    fileprivate static func queueing(_ way: String) -> String {
        """
        INSERT INTO notice (location_id, notice_id, reservation_id, event_number, kind, channel, recipient, language,
            state, next_attempt_at, created_at)
        SELECT r.location_id, way.notice_id, r.reservation_id, t.event_number, t.kind, way.channel, way.recipient,
            way.language, 'queued',
            -- Minutes of the day, counted from where the quiet begins.
            CASE WHEN (t.minute - r.quiet_from + 1440) % 1440 < (r.quiet_until - r.quiet_from + 1440) % 1440
                THEN t.at + (r.quiet_until - t.minute + 1440) % 1440 * interval '1 minute' ELSE t.at END,
            t.at
        FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::int[], $5::text[], $6::timestamptz[], $7::int[])
            AS t (location_id, reservation_id, notice_id, event_number, kind, at, minute)
        JOIN reservation r ON r.location_id = t.location_id AND r.reservation_id = t.reservation_id
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

/// Queues notices by mail where an address was given, else by SMS; a channel that is stopped is not sent on. Without any
/// address nothing is queued: the agent's screen shows that.
struct BearNotices: SetStatement {
    static let sql = NoticeBirth.queueing(
        """
        SELECT t.notice_id, CASE WHEN f.mail THEN 'mail' ELSE 'sms' END AS channel,
            CASE WHEN f.mail THEN r.recipient_mail ELSE r.recipient_phone END AS recipient, r.language
        FROM (
            SELECT r.recipient_mail IS NOT NULL AND NOT ('mail' = ANY (r.stopped)) AS mail,
                r.recipient_phone IS NOT NULL AND NOT ('sms' = ANY (r.stopped)) AS sms
        ) f
        WHERE f.mail OR f.sms
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
            AND NOT ('push' = ANY (r.stopped))
        """)

    let notices: [NoticeBirth]

    init(_ notices: [NoticeBirth]) { self.notices = notices }

    func bind(_ parameters: inout Parameters) { NoticeBirth.bind(notices, to: &parameters) }
}
