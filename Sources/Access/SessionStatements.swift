// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Opens a session for an active account whose password is still the one that was checked; returns nothing otherwise.
///
/// The account's row is locked against change, so that closing it and signing in happen one after the other.
struct OpenSession: Statement {
    static let sql = """
        INSERT INTO staff_session (token_hash, staff_id, created_at, ends_at, seen_at)
        SELECT $1, staff_id, $4, $5, $4 -- SHA-256 of the token, now, absolute end
        FROM staff
        WHERE staff_id = $2 -- the person
          AND password_hash = $3 -- the hash that was checked
          AND active
        FOR SHARE
        RETURNING staff_id
        """

    let token: SessionToken
    let staff: StaffID
    let passwordHash: String
    let now: Instant
    let endsAt: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(token.digest)
        parameters.add(staff.unique)
        parameters.add(passwordHash)
        parameters.add(now)
        parameters.add(endsAt)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StaffID { StaffID(unique: try row()) }
}

/// Reads a session that lives, with its person, by the primary keys of both.
struct FindSession: Statement {
    struct Row: Hashable, Sendable {
        let staff: StaffID
        let name: String
        let role: Role
        let locations: Set<LocationID>
        let endsAt: Instant
        let seenAt: Instant
    }

    static let isReadOnly = true
    static let sql = """
        SELECT staff.staff_id, staff.name, staff.role, staff.locations, session.ends_at, session.seen_at
        FROM staff_session AS session
        JOIN staff ON staff.staff_id = session.staff_id
        WHERE session.token_hash = $1 -- SHA-256 of the token
          AND session.ends_at > $2 -- now
          AND session.seen_at > $3 -- now less the idle time
          AND staff.active
        """

    let digest: Bytes
    let now: Instant
    let idleSince: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(digest)
        parameters.add(now)
        parameters.add(idleSince)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        let staff = StaffID(unique: try row())
        let (name, role) = (try row(String.self), try row(Role.self))
        let locations = try row([String].self)
        return Row(
            staff: staff, name: name, role: role, locations: Set(locations.map(LocationID.init(stored:))),
            endsAt: try row(), seenAt: try row())
    }
}

/// Notes that a session is in use.
struct TouchSession: Statement {
    static let sql = """
        UPDATE staff_session
        SET seen_at = $2 -- now
        WHERE token_hash = $1 -- SHA-256 of the token
          AND seen_at < $2
        """

    let digest: Bytes
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(digest)
        parameters.add(now)
    }
}

/// Ends one session.
struct EndSession: Statement {
    static let sql = """
        DELETE FROM staff_session
        WHERE token_hash = $1 -- SHA-256 of the token
        """

    let digest: Bytes

    func bind(_ parameters: inout Parameters) { parameters.add(digest) }
}

/// Ends all sessions of a person.
struct EndSessions: Statement {
    static let sql = """
        DELETE FROM staff_session
        WHERE staff_id = $1 -- the person
        """

    let staff: StaffID

    func bind(_ parameters: inout Parameters) { parameters.add(staff.unique) }
}

/// Removes sessions that have ended by age or idleness; nobody can use them any more.
struct SweepSessions: Statement {
    static let sql = """
        DELETE FROM staff_session
        WHERE ends_at <= $1 -- now
           OR seen_at <= $2 -- now less the idle time
        """

    let now: Instant
    let idleSince: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(now)
        parameters.add(idleSince)
    }
}
