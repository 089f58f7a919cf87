// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations

/// Reads messages in one order of columns for every statement that needs them.
enum MessageColumns {
    static let list = """
        m.location_id, m.reservation_id, m.number, m.message_id, m.speaker, m.author, m.name, m.text, m.at, m.answered_at
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Message {
        let location = LocationID(stored: try row())
        let reservation = ReservationID(location: location, unique: try row())
        let number: Int = try row()
        return Message(
            id: MessageID(location: location, unique: try row()), reservation: reservation, number: number,
            speaker: try row.word(), author: try row(), name: try row(), text: try row(), at: try row(),
            answeredAt: try row())
    }
}

/// Reads the newest messages of a reservation, the newest first; those that went along to another store stand there.
struct ReadMessages: Statement {
    static let sql = """
        SELECT \(MessageColumns.list)
        FROM message m
        WHERE m.location_id = $1 AND m.reservation_id = $2 AND m.moved_at IS NULL
        ORDER BY m.number DESC
        LIMIT $3
        """
    static let isReadOnly = true

    let id: ReservationID
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Message { try MessageColumns.decode(&row) }
}

/// Reads which reservation, at another store, went on in this one; empty for none.
struct ReadOrigin: Statement {
    static let sql = """
        SELECT rerouted_from
        FROM reservation
        WHERE location_id = $1 AND reservation_id = $2
        """
    static let isReadOnly = true

    let id: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}

/// Reads how a conversation stands, under the lock of its reservation.
struct ReadTalk: Statement {
    static let sql = """
        SELECT count(*) FILTER (WHERE speaker = 'customer' AND at > $3),
            min(at) FILTER (WHERE speaker = 'customer' AND at > $3),
            coalesce(max(number) FILTER (WHERE speaker = 'customer'), 0),
            coalesce(max(number) FILTER (WHERE speaker <> 'customer'), 0), max(at) FILTER (WHERE speaker <> 'customer')
        FROM message
        WHERE location_id = $1 AND reservation_id = $2
        """
    static let isReadOnly = true

    let id: ReservationID
    let since: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
        parameters.add(since)
    }

    struct Row: Sendable {
        /// Messages of the customer within the last hour, and the first of them.
        let recent: Int
        let firstRecent: Instant?
        /// The numbers of the last message of either side; 0 for none.
        let lastOfCustomer: Int
        let lastOfStaff: Int
        let lastOfStaffAt: Instant?

        /// Refuses a customer who has written as much as one may within an hour.
        func mayGoOn(at now: Instant) throws(Refusal) {
            guard recent >= Limits.messagesPerHour, let firstRecent else { return }
            let wait = firstRecent + .seconds(3_600) - now
            throw .tooManyMessages(retryAfter: max(1, Int(wait.components.seconds) + 1))
        }

        /// Tells whether the customer has just been written to and has not answered.
        func isFollowedUp(at now: Instant) -> Bool {
            guard let lastOfStaffAt, now - lastOfStaffAt < .seconds(Limits.followUpSeconds) else { return false }
            return lastOfCustomer < lastOfStaff
        }
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(
            recent: try row(), firstRecent: try row(), lastOfCustomer: try row(), lastOfStaff: try row(),
            lastOfStaffAt: try row())
    }
}

/// Keeps messages; the number of each is that of its event, so it is refused twice.
struct InsertMessages: SetStatement {
    static let sql = """
        INSERT INTO message (location_id, reservation_id, number, message_id, speaker, author, name, text, at)
        SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[], $4::uuid[], $5::text[], $6::text[], $7::text[],
            $8::text[], $9::timestamptz[])
        """

    let messages: [Message]

    init(_ messages: [Message]) { self.messages = messages }

    func bind(_ parameters: inout Parameters) {
        parameters.add(messages.map(\.reservation.location.code))
        parameters.add(messages.map(\.reservation.unique))
        parameters.add(messages.map { Int32($0.number) })
        parameters.add(messages.map(\.id.unique))
        parameters.add(messages.map(\.speaker.rawValue))
        parameters.add(messages.map(\.author))
        parameters.add(messages.map(\.name))
        parameters.add(messages.map(\.text))
        parameters.add(messages.map(\.at))
    }
}

/// Reads what a customer has written about a reservation and nobody has answered, the oldest first, under its lock.
struct ReadWaitingMessages: Statement {
    static let sql = """
        SELECT \(MessageColumns.list)
        FROM message m
        WHERE m.location_id = $1 AND m.reservation_id = $2 AND m.speaker = 'customer' AND m.answered_at IS NULL
            AND m.moved_at IS NULL
        ORDER BY m.number
        """
    static let isReadOnly = true

    let id: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Message { try MessageColumns.decode(&row) }
}

/// Lets messages wait no longer here: they went along to the store where the reservation goes on. That they are a
/// customer's, and not answered, is held by a CHECK (a condition on it would offer the index of all that wait).
struct MoveMessages: SetStatement {
    static let sql = """
        UPDATE message m
        SET moved_at = u.at
        FROM unnest($1::text[], $2::uuid[], $3::int[], $4::timestamptz[]) AS u (location_id, reservation_id, number, at)
        WHERE m.location_id = u.location_id AND m.reservation_id = u.reservation_id AND m.number = u.number
            AND m.moved_at IS NULL
        """

    struct Element: Sendable {
        let message: Message
        let at: Instant
    }

    let moved: [Element]

    init(_ moved: [Element]) { self.moved = moved }

    func bind(_ parameters: inout Parameters) {
        parameters.add(moved.map(\.message.reservation.location.code))
        parameters.add(moved.map(\.message.reservation.unique))
        parameters.add(moved.map { Int32($0.message.number) })
        parameters.add(moved.map(\.at))
    }
}

/// Marks what a customer has written as answered.
struct AnswerMessages: Statement {
    static let sql = """
        UPDATE message
        SET answered_at = $3
        WHERE location_id = $1 AND reservation_id = $2 AND speaker = 'customer' AND answered_at IS NULL
            AND moved_at IS NULL
        """

    let id: ReservationID
    let at: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
        parameters.add(at)
    }
}

/// Lists what customers of some locations have written and nobody has answered, the oldest first.
struct ListUnanswered: Statement {
    static let sql = """
        SELECT \(MessageColumns.list)
        FROM unnest($1::text[]) AS k (location_id)
        CROSS JOIN LATERAL (
            SELECT *
            FROM message i
            WHERE i.location_id = k.location_id AND i.speaker = 'customer' AND i.answered_at IS NULL AND i.moved_at IS NULL
                AND (i.at, i.message_id) > (coalesce($2::timestamptz, '-infinity'),
                    coalesce($3::uuid, '00000000-0000-0000-0000-000000000000'))
            ORDER BY i.at, i.message_id
            LIMIT $4
        ) m
        ORDER BY m.at, m.message_id
        LIMIT $4
        """
    static let isReadOnly = true

    let locations: [LocationID]
    let after: (at: Instant, id: MessageID)?
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(locations.map(\.code))
        parameters.add(after?.at)
        parameters.add(after?.id.unique)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Message { try MessageColumns.decode(&row) }
}
