// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations

/// Keeps a device with a reservation that is there; one that is kept already is renewed.
struct KeepDevice: Statement {
    static let sql = """
        INSERT INTO push_subscription AS p (location_id, reservation_id, subscription_id, endpoint, p256dh, auth,
            language, created_at)
        SELECT r.location_id, r.reservation_id, $3, $4, $5, $6, $7, $8
        FROM reservation r
        WHERE r.location_id = $1 AND r.reservation_id = $2
        ON CONFLICT (location_id, reservation_id, endpoint) DO UPDATE
        SET p256dh = excluded.p256dh, auth = excluded.auth, language = excluded.language,
            created_at = excluded.created_at
        """

    let reservation: ReservationID
    let id: UniqueID
    let device: PushSubscription
    let language: Language
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservation.location.code)
        parameters.add(reservation.unique)
        parameters.add(id)
        parameters.add(device.endpoint)
        parameters.add(Bytes(device.p256dh))
        parameters.add(Bytes(device.auth))
        parameters.add(language)
        parameters.add(at)
    }
}

/// Forgets the devices of a reservation beyond so many: those that were renewed longest ago.
struct TrimDevices: Statement {
    static let sql = """
        DELETE FROM push_subscription
        WHERE location_id = $1 AND reservation_id = $2 AND subscription_id IN (
            SELECT subscription_id
            FROM push_subscription
            WHERE location_id = $1 AND reservation_id = $2
            ORDER BY created_at DESC, subscription_id DESC
            OFFSET $3)
        """

    let reservation: ReservationID
    let kept: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservation.location.code)
        parameters.add(reservation.unique)
        parameters.add(kept)
    }
}

/// Forgets a device, named by its address.
struct ForgetDevice: Statement {
    static let sql = """
        DELETE FROM push_subscription
        WHERE location_id = $1 AND reservation_id = $2 AND endpoint = $3
        """

    let reservation: ReservationID
    let endpoint: String

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservation.location.code)
        parameters.add(reservation.unique)
        parameters.add(endpoint)
    }
}

/// Lists the addresses of a reservation's devices.
struct ListDevices: Statement {
    static let sql = """
        SELECT endpoint
        FROM push_subscription
        WHERE location_id = $1 AND reservation_id = $2
        ORDER BY subscription_id
        """
    static let isReadOnly = true

    let reservation: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservation.location.code)
        parameters.add(reservation.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}

/// Reads the device that a notice names as its recipient.
struct ReadDevice: Statement {
    static let sql = """
        SELECT endpoint, p256dh, auth
        FROM push_subscription
        WHERE location_id = $1 AND reservation_id = $2 AND subscription_id = $3::text::uuid
        """
    static let isReadOnly = true

    let reservation: ReservationID
    let recipient: String

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservation.location.code)
        parameters.add(reservation.unique)
        parameters.add(recipient)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> PushSubscription {
        PushSubscription(
            storedEndpoint: try row(), p256dh: try row(Bytes.self).bytes, auth: try row(Bytes.self).bytes)
    }
}

/// Lets the devices of reservations go along to the reservations that go on at other stores.
struct FollowDevices: SetStatement {
    static let sql = """
        INSERT INTO push_subscription (location_id, reservation_id, subscription_id, endpoint, p256dh, auth, language,
            created_at)
        SELECT t.to_location, t.to_id, p.subscription_id, p.endpoint, p.p256dh, p.auth, p.language, p.created_at
        FROM unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[]) AS t (from_location, from_id, to_location, to_id)
        JOIN push_subscription p ON p.location_id = t.from_location AND p.reservation_id = t.from_id
        """

    struct Element: Sendable {
        let from: ReservationID
        let to: ReservationID
    }

    let moves: [Element]

    init(_ moves: [Element]) { self.moves = moves }

    func bind(_ parameters: inout Parameters) {
        parameters.add(moves.map(\.from.location.code))
        parameters.add(moves.map(\.from.unique))
        parameters.add(moves.map(\.to.location.code))
        parameters.add(moves.map(\.to.unique))
    }
}

/// Forgets devices that nobody has renewed for a long time: what they were to be told of is over.
struct ForgetOldDevices: Statement {
    static let sql = "DELETE FROM push_subscription WHERE created_at < $1"

    let before: Instant

    func bind(_ parameters: inout Parameters) { parameters.add(before) }
}
