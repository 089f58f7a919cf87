// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Writes the event of a newer version of the service, of a kind that this one does not know, with its next version of the
/// reservation.
package struct WriteFutureEvent: Statement {
    package static let sql = """
        WITH changed AS (
            UPDATE reservation
            SET version = version + 1
            WHERE location_id = $1 AND reservation_id = $2
            RETURNING version
        )
        INSERT INTO event (location_id, subject, number, kind, author, at, data)
        SELECT $1::text, $2::uuid, version, $3::text, 'customer'::text, $4::timestamptz, '{"eye": "left"}'::jsonb
        FROM changed
        """

    package static let kind = "customer.blinked"

    let id: ReservationID
    let at: Instant

    package init(of id: ReservationID, at: Instant) {
        self.id = id
        self.at = at
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
        parameters.add(Self.kind)
        parameters.add(at)
    }
}
