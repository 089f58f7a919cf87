// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Knows who may do what: tells whose a bearer token is, and keeps staff, sessions and API keys.
package struct Access: Sendable {
    let database: Database
    let effects: Effects
    let desk = PasswordDesk()
    let attempts = SignInAttempts()
    let devices: KnownDevices
    let cache = PrincipalCache()
    /// The tries of people who are signed in to say their present password.
    let ownTries = Limiter<StaffID>(Limits.signInAttempts, inSeconds: Int64(Limits.signInMinutes) * 60)
    /// What the password of an unknown login is compared with, so that the answer takes as long as for a known one.
    let decoy: PasswordHash

    /// What each new password costs; hashes of another cost are renewed when their owners sign in.
    let cost: PasswordHash.Cost

    /// - Parameter secrets: sign the tokens of known devices; the first signs, all open. Without one they are known to this
    ///   process alone.
    package init(database: Database, effects: Effects, secrets: [[UInt8]] = []) {
        self.init(database: database, effects: effects, secrets: secrets, cost: .current)
    }

    /// Takes another cost for passwords, for tests that sign in many times.
    init(database: Database, effects: Effects, secrets: [[UInt8]] = [], cost: PasswordHash.Cost) {
        self.database = database
        self.effects = effects
        self.cost = cost
        devices = KnownDevices(secrets: secrets)
        decoy = PasswordHash(cost: cost, salt: Access.salt(effects), hash: Array(repeating: 0, count: 32))
    }

    /// Tells whose a bearer token is, a session's or an API key's; nil when it is nobody's, or not any more.
    ///
    /// Costs one read by primary key, or none within a second of the last. A session's use is noted at most once a
    /// minute, so an idle session ends after 29 to 30 minutes.
    package func authenticate(bearer: some StringProtocol) async throws(DatabaseError) -> Principal? {
        guard bearer.utf8.count <= Limits.bearerBytes else { return nil }
        // The digest is that of the whole text, so a token that is remembered need not be read again.
        let (digest, now) = (Token.digest(of: bearer), effects.now())
        if let known = cache.principal(for: digest, at: now) { return known }
        guard let token = Token(bearer) else { return nil }
        switch token {
        case .session:
            let idle = Duration.seconds(Limits.sessionIdleMinutes * 60)
            guard
                let session = try await database.first(
                    FindSession(digest: digest, now: now, idleSince: now - idle))
            else { return nil }
            if now - session.seenAt >= .seconds(Limits.sessionTouchSeconds) {
                // A note that cannot be written (a database that only reads for a while) makes the session end
                // earlier at worst; it is no reason to turn its owner away now.
                _ = try? await database.count(TouchSession(digest: digest, now: now))
            }
            let principal = Principal(
                staff: session.staff, name: session.name, role: session.role, locations: session.locations)
            cache.remember(principal, for: digest, readAt: now, endsAt: min(session.endsAt, session.seenAt + idle))
            return principal
        case .key(let key):
            guard let (known, secret) = try await database.first(FindKey(id: key.keyID)),
                isEqualInConstantTime(secret.bytes, digest.bytes), known.isLive(at: now)
            else { return nil }
            cache.remember(known.principal, for: digest, readAt: now, endsAt: known.endsAt)
            return known.principal
        }
    }

    static func salt(_ effects: Effects) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<2 { withUnsafeBytes(of: effects.random()) { bytes += $0 } }
        return bytes
    }
}
