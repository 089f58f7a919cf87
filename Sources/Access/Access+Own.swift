// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is one of a person's own sign-ins.
package struct OwnSession: Hashable, Sendable, Identifiable {
    /// The digest of its token in base64url: it names the session and opens nothing.
    package let id: String
    package let startedAt: Instant
    package let seenAt: Instant
    /// Whether it is the one that asks.
    package let isThis: Bool
}

/// Says why a person's own password was not changed.
package enum PasswordFault: Error, Hashable, Sendable {
    /// The present password is another one.
    case wrongCurrent
    /// Too many tries; `retryAfter` whole seconds until the next is taken.
    case tooManyTries(retryAfter: Int)
    case refused(NewPassword.Fault)
    /// The new one is the present one.
    case same
}

/// What a person does about the own account.
extension Access {
    /// Lists the sessions of a person that live, the one used last first.
    package func sessions(of staff: StaffID, asking bearer: String) async throws(DatabaseError) -> [OwnSession] {
        let (now, own) = (effects.now(), Token.digest(of: bearer))
        let live = try await database.run(
            ListSessions(staff: staff, now: now, idleSince: now - .seconds(Limits.sessionIdleMinutes * 60)))
        return live.map { session in
            OwnSession(
                id: Base64.url.text(session.digest.bytes), startedAt: session.startedAt, seenAt: session.seenAt,
                isThis: session.digest == own)
        }
    }

    /// Ends one of a person's own sessions; one that is not theirs, or has ended, ends nothing.
    package func endSession(_ id: OwnSession.ID, of staff: StaffID) async throws(DatabaseError) {
        guard let bytes = Base64.url.bytes(id), bytes.count == 32 else { return }
        _ = try await database.count(EndOwnSession(staff: staff, digest: Bytes(bytes)))
        cache.forgetAll()
    }

    /// Ends all of a person's own sessions but the one that asks.
    package func endOtherSessions(of staff: StaffID, keeping bearer: String) async throws(DatabaseError) {
        _ = try await database.count(EndOtherSessions(staff: staff, digest: Token.digest(of: bearer)))
        cache.forgetAll()
    }

    /// Sets a person's own password, for whoever knows the present one, and ends their other sessions: whoever was in by
    /// the old one is out.
    ///
    /// Throws `PasswordFault`, `Refusal.notFound(.staff)`, `Busy` and `DatabaseError`.
    package func changePassword(
        of staff: StaffID, from current: String, to text: String, keeping bearer: String, by author: Author
    ) async throws {
        // What cannot be the password costs no try and no half second of a core.
        guard (1...Limits.passwordBytes).contains(current.utf8.count) else { throw PasswordFault.wrongCurrent }
        guard let (member, kept) = try await database.first(FindPassword(staff: staff)), member.isActive else {
            throw Refusal.notFound(.staff)
        }
        let password: NewPassword
        do { password = try NewPassword(text, for: member.login) } catch { throw PasswordFault.refused(error) }
        guard text != current else { throw PasswordFault.same }
        if let wait = ownTries.wait(staff, at: effects.now()) { throw PasswordFault.tooManyTries(retryAfter: wait) }
        guard let hash = PasswordHash(phc: kept), try await desk.compute(for: .house, { try hash.matches(current) })
        else {
            throw PasswordFault.wrongCurrent
        }
        let fresh = try await passwordHash(password)
        let digest = Token.digest(of: bearer)
        try await changes.edit(.staff, "\(staff)", Edit(by: author), named: "Staff.ownPassword") { edit in
            guard try await edit.transaction.first(LockStaff(id: staff)) != nil,
                try await edit.transaction.count(SetPassword(staff: staff, passwordHash: fresh, expected: kept)) == 1
            else { throw PasswordFault.wrongCurrent }
            edit.statements.add(EndOtherSessions(staff: staff, digest: digest))
            return .did(.passwordSet)
        }
        cache.forgetAll()
    }
}

/// Reads the sessions of a person that live.
struct ListSessions: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT token_hash, created_at, seen_at
        FROM staff_session
        WHERE staff_id = $1 -- the person
          AND ends_at > $2 -- now
          AND seen_at > $3 -- now less the idle time
        ORDER BY seen_at DESC, token_hash
        LIMIT \(Limits.ownSessions)
        """

    let staff: StaffID
    let now: Instant
    let idleSince: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(staff.unique)
        parameters.add(now)
        parameters.add(idleSince)
    }

    static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (digest: Bytes, startedAt: Instant, seenAt: Instant) {
        (try row(), try row(), try row())
    }
}

/// Ends one session of a person.
struct EndOwnSession: Statement {
    static let sql = """
        DELETE FROM staff_session
        WHERE staff_id = $1 -- the person
          AND token_hash = $2 -- SHA-256 of its token
        """

    let staff: StaffID
    let digest: Bytes

    func bind(_ parameters: inout Parameters) {
        parameters.add(staff.unique)
        parameters.add(digest)
    }
}

/// Ends all sessions of a person but one.
struct EndOtherSessions: Statement {
    static let sql = """
        DELETE FROM staff_session
        WHERE staff_id = $1 -- the person
          AND token_hash <> $2 -- SHA-256 of the token that stays
        """

    let staff: StaffID
    let digest: Bytes

    func bind(_ parameters: inout Parameters) {
        parameters.add(staff.unique)
        parameters.add(digest)
    }
}

/// Reads an account and its password's hash by id.
struct FindPassword: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(StaffMember.columns), password_hash
        FROM staff
        WHERE staff_id = $1 -- the person
        """

    let staff: StaffID

    func bind(_ parameters: inout Parameters) { parameters.add(staff.unique) }

    static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (member: StaffMember, passwordHash: String) {
        (try StaffMember.decode(&row), try row())
    }
}
