// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

extension Access {
    /// Makes an API key. The token is shown this once; only its hash is kept.
    ///
    /// Throws `Refusal.doesNotFit` when it would open nothing (no scope, no location, an end in the past) or its name has
    /// no good length, and `DatabaseError`.
    package func issueKey(
        name: String, scopes: Set<Scope>, locations: LocationScope = .all, endsAt: Instant? = nil
    ) async throws -> (key: APIKey, token: String) {
        let now = effects.now()
        guard (1...Limits.nameCharacters).contains(name.unicodeScalars.count) else {
            throw Refusal.doesNotFit("A name has 1 to \(Limits.nameCharacters) characters.")
        }
        guard !scopes.isEmpty else { throw Refusal.doesNotFit("A key needs one scope at least.") }
        // An empty list of locations means all of them in the table, so it must never be written for "none".
        guard locations != .some([]) else { throw Refusal.doesNotFit("A key needs one location at least.") }
        if let endsAt, endsAt <= now { throw Refusal.doesNotFit("A key ends in the future.") }
        let token = APIKeyToken(effects)
        let key = APIKey(
            id: token.keyID, name: name, scopes: scopes, locations: locations, createdAt: now, endsAt: endsAt,
            revokedAt: nil)
        _ = try await database.count(AddKey(key: key, digest: token.digest))
        return (key, token.text)
    }

    /// Reads all keys, revoked ones too, the newest first.
    package func keys() async throws(DatabaseError) -> [APIKey] { try await database.run(ListKeys()) }

    /// Gives the id of a key that was used with its right secret and opens nothing any more; nil for any other token.
    package func deadKey(bearer: String) async throws(DatabaseError) -> String? {
        guard case .key(let token) = Token(bearer),
            let (known, secret) = try await database.first(FindKey(id: token.keyID)),
            isEqualInConstantTime(secret.bytes, token.digest.bytes), !known.isLive(at: effects.now())
        else { return nil }
        return known.id
    }

    /// Revokes a key; it opens nothing from at most a second later on. Revoking it again changes nothing. Returns false
    /// when there is no such key.
    package func revokeKey(_ id: String) async throws(DatabaseError) -> Bool {
        let count = try await database.count(RevokeKey(id: id, now: effects.now()))
        cache.forgetAll()
        return count == 1
    }
}
