// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is what is known of an API key after its secret was shown.
package struct APIKey: Hashable, Sendable, Identifiable {
    /// The public part, by which logs and authors name the key.
    package let id: String
    package let name: String
    package let scopes: Set<Scope>
    package let locations: LocationScope
    package let createdAt: Instant
    /// When it stops by itself; nil for never.
    package let endsAt: Instant?
    package let revokedAt: Instant?

    /// Tells whether the key opens anything at a moment.
    package func isLive(at now: Instant) -> Bool {
        revokedAt == nil && (endsAt.map { now < $0 } ?? true)
    }

    /// The principal that its bearer is.
    var principal: Principal {
        Principal(
            author: .program(id), staff: nil, name: name, role: nil, scopes: scopes, locations: locations,
            client: "key:\(id)")
    }
}

extension APIKey {
    /// The columns that `decode` reads, of `api_key`.
    static let columns = "key_id, name, scopes, locations, created_at, ends_at, revoked_at"

    /// Reads one key. A scope that this version does not know gives nothing.
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> APIKey {
        let (id, name) = (try row(String.self), try row(String.self))
        let scopes = try row([String].self)
        let locations = try row([String].self)
        return APIKey(
            id: id, name: name, scopes: Set(scopes.compactMap(Scope.init(rawValue:))),
            locations: locations.isEmpty ? .all : .some(Set(locations.map(LocationID.init(stored:)))),
            createdAt: try row(), endsAt: try row(), revokedAt: try row())
    }
}

/// Adds a key.
struct AddKey: Statement {
    static let sql = """
        INSERT INTO api_key (key_id, name, secret_hash, scopes, locations, created_at, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) -- id, name, SHA-256 of the key, scopes, locations, now, end
        """

    let key: APIKey
    let digest: Bytes

    func bind(_ parameters: inout Parameters) {
        parameters.add(key.id)
        parameters.add(key.name)
        parameters.add(digest)
        parameters.add(key.scopes.map(\.rawValue).sorted())
        switch key.locations {
        case .all: parameters.add([String]())
        case .some(let locations): parameters.add(locations.sorted().map(\.code))
        }
        parameters.add(key.createdAt)
        parameters.add(key.endsAt)
    }
}

/// Reads one key and the hash of its secret by its public part.
struct FindKey: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(APIKey.columns), secret_hash
        FROM api_key
        WHERE key_id = $1 -- the public part
        """

    let id: String

    func bind(_ parameters: inout Parameters) { parameters.add(id) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (key: APIKey, digest: Bytes) {
        (try APIKey.decode(&row), try row())
    }
}

/// Reads all keys, revoked ones too, the newest first.
struct ListKeys: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(APIKey.columns)
        FROM api_key
        ORDER BY created_at DESC, key_id
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> APIKey { try APIKey.decode(&row) }
}

/// Revokes a key; the first moment of revocation stays.
struct RevokeKey: Statement {
    static let sql = """
        UPDATE api_key
        SET revoked_at = coalesce(revoked_at, $2) -- now
        WHERE key_id = $1 -- the public part
        """

    let id: String
    let now: Instant

    func bind(_ parameters: inout Parameters) {
        parameters.add(id)
        parameters.add(now)
    }
}
