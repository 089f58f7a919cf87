// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says why somebody could not sign in; nothing in it tells whether the login exists.
package enum SignInFault: Error, Hashable, Sendable {
    case wrongCredentials
    /// Too many wrong tries for this login from there; `retryAfter` whole seconds until the next is taken.
    case tooManyAttempts(retryAfter: Int)
}

/// Is what a person receives who has signed in.
package struct SignedIn: Sendable {
    /// The bearer token: for a cookie or an `Authorization` header, never for a log.
    package let token: String
    package let principal: Principal
    /// When the session ends, however busy.
    package let endsAt: Instant
    /// The token by which the device is known from now on: to be kept by it and sent with the next sign-in.
    package let device: String
}

extension Access {
    /// Opens a session by login and password.
    ///
    /// Throws `SignInFault`, `Busy` when more passwords are to be computed than fit, and `DatabaseError`. An unknown
    /// login, a closed account and a wrong password get the same answer after the same work. What no account can have (a
    /// login of another form, a password that is empty or too long) is refused before it counts or costs anything.
    ///
    /// - Parameters:
    ///   - source: from where it is tried.
    ///   - device: the token of a device on which somebody signed in before; one that is not ours is as none.
    package func signIn(
        login text: String, password: String, from source: Source, device token: String? = nil
    ) async throws -> SignedIn {
        guard let login = Login(text), (1...Limits.passwordBytes).contains(password.utf8.count) else {
            throw SignInFault.wrongCredentials
        }
        let device = token.flatMap { devices.open($0, now: effects.now()) }
        let known = device.flatMap { devices.knows($0, login) ? $0 : nil }
        let attempt = SignInAttempts.Try(
            login: login, party: known.map { .device($0.id) } ?? .stranger(source))
        if let wait = attempts.begin(attempt, at: effects.now()) {
            throw SignInFault.tooManyAttempts(retryAfter: Int(wait.components.seconds) + 1)
        }
        do {
            let member = try await verify(login, password, attempt.party)
            let signedIn = try await openSession(
                member.member, passwordHash: member.passwordHash,
                on: devices.noting(login, on: device ?? KnownDevice(id: effects.uniqueID())))
            attempts.succeed(attempt)
            return signedIn
        } catch let fault as SignInFault {
            throw fault
        } catch {
            // The password was not judged: the house was busy or the database away. That is not the person's try.
            attempts.undo(attempt)
            throw error
        }
    }

    /// Ends the session of a token; a token that is nobody's ends nothing.
    package func signOut(bearer: some StringProtocol) async throws(DatabaseError) {
        guard let token = SessionToken(bearer) else { return }
        cache.forget(token.digest)
        _ = try await database.count(EndSession(digest: token.digest))
        cache.forget(token.digest)
    }

    /// Removes what is left of ended sessions; a background duty calls it now and then. Returns how many.
    @discardableResult
    package func sweepSessions() async throws(DatabaseError) -> Int {
        let now = effects.now()
        return try await database.count(
            SweepSessions(now: now, idleSince: now - .seconds(Limits.sessionIdleMinutes * 60)))
    }

    /// Finds the account that a login and a password open. Computes one password whatever the outcome.
    private func verify(
        _ login: Login, _ password: String, _ party: Party
    ) async throws -> (member: StaffMember, passwordHash: String) {
        var known = try await database.first(FindLogin(login: login))
        if known?.member.isActive != true { known = nil }
        let hash = known.flatMap { PasswordHash(phc: $0.passwordHash) }
        let compared = hash ?? decoy
        let matches = try await desk.compute(for: party) { try compared.matches(password) }
        guard matches, let known, let hash else { throw SignInFault.wrongCredentials }
        guard hash.cost != cost else { return known }
        // The cost has been raised since: this is the one moment at which the password is at hand.
        let renewed = try await self.hash(password, for: party)
        let set = try await database.count(
            SetPassword(staff: known.member.id, passwordHash: renewed, expected: known.passwordHash))
        return (known.member, set == 1 ? renewed : known.passwordHash)
    }

    private func openSession(
        _ member: StaffMember, passwordHash: String, on device: KnownDevice
    ) async throws -> SignedIn {
        let (token, now) = (SessionToken(effects), effects.now())
        let endsAt = now + .seconds(Limits.sessionHours * 3600)
        let opened = try await database.first(
            OpenSession(token: token, staff: member.id, passwordHash: passwordHash, now: now, endsAt: endsAt))
        guard opened != nil else { throw SignInFault.wrongCredentials }
        let principal = Principal(
            staff: member.id, name: member.name, role: member.role, locations: member.locations)
        return SignedIn(
            token: token.text, principal: principal, endsAt: endsAt,
            device: devices.sign(device, until: now + .seconds(Limits.signInDeviceDays * 86_400)))
    }

    /// Computes the PHC string of a password with a new salt.
    func hash(_ password: String, for party: Party = .house) async throws -> String {
        let salt = Access.salt(effects)
        return try await desk.compute(for: party) { [cost] in
            try PasswordHash(of: password, salt: salt, cost: cost).description
        }
    }
}
