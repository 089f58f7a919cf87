// SPDX-License-Identifier: Apache-2.0
import PQ

/// Holds the answer a command was given, to be given again for its key byte for byte.
package struct Answered: Hashable, Sendable {
    package let status: Int
    package let body: String

    package init(status: Int, body: String) {
        self.status = status
        self.body = body
    }
}

/// Names a client's command (`Idempotency-Key`), so that it is done once however often it is sent, and says how its
/// result is answered. Source: draft-ietf-httpapi-idempotency-key-header-07.
package struct Keyed<Result: Sendable>: Sendable {
    /// Who owns the key: two clients may use the same one, one client uses it once, whatever it addresses
    /// (docs/decisions/0012).
    package let client: String
    package let key: String
    /// A hash of the whole request: the same key with another request is refused (`keyReused`).
    package let fingerprint: [UInt8]
    package let answer: @Sendable (Result) -> Answered

    package init(
        client: String, key: String, fingerprint: [UInt8], answer: @escaping @Sendable (Result) -> Answered
    ) {
        self.client = client
        self.key = key
        self.fingerprint = fingerprint
        self.answer = answer
    }

    /// The question what this key did before, wherever that was.
    package var find: FindAnswered { FindAnswered(client: client, key: key) }

    /// Keeps the answer to `result` under this key; to be sent in the transaction of the effect.
    ///
    /// - Parameter location: where the effect lies; `*` where that is at no location.
    package func keep(_ result: Result, location: String, at moment: Instant) -> KeepAnswered {
        KeepAnswered(
            location: location, client: client, key: key, fingerprint: fingerprint, answered: answer(result), at: moment
        )
    }

    /// Takes what `find` read as the answer to give again; throws `keyReused` when another request used the key.
    package func replay(_ found: FindAnswered.Row?) throws(Refusal) -> Answered? {
        guard let found else { return nil }
        guard found.fingerprint == fingerprint else { throw .keyReused }
        return found.answered
    }

    /// Reads the answer to give again, if the key did something before; throws `keyReused` when that was another request.
    package func before(in database: Database) async throws -> Answered? {
        try replay(try await database.first(find))
    }
}

/// The rule of replay, the same at every door: what was done under a key is answered as it was then, before anything is refused.
///
/// A command's transaction looks its key up with its first read, before it decides (`transaction(keyed:)`). A command whose
/// transaction does not is wrapped in `once`. What reads and refuses before the transaction is wrapped in `settled`.
extension Keyed {
    /// Does a command at a door. Where it is refused before it came to its transaction, though it was done under this key
    /// before, gives the answer of then: what is to be had may have changed since, what was done has not.
    package func settled(
        in database: Database, _ work: () async throws -> Done<Result>
    ) async throws -> Done<Result> {
        do {
            return try await work()
        } catch Refusal.soldOut(let sku, let location, let available) {
            // What is there was read beside the key: whoever reads this has no answer from before.
            throw Refusal.soldOut(sku: sku, location: location, available: available)
        } catch let error as any RefusedRequest {
            guard let before = try await before(in: database) else { throw error }
            return .before(before)
        }
    }

    /// Does a command that keeps its answer in the transaction of its effect and does not look its key up there.
    package func once(in database: Database, _ work: () async throws -> Done<Result>) async throws -> Done<Result> {
        if let before = try await before(in: database) { return .before(before) }
        return try await racing(in: database, work)
    }

    /// Does a command that keeps its answer in the transaction of its effect. Where another request took the key in the
    /// meantime, here or elsewhere, nothing of the command stays: it is answered as that one was, or refused (`keyReused`).
    fileprivate func racing(
        in database: Database, _ work: () async throws -> Done<Result>
    ) async throws -> Done<Result> {
        do {
            return try await work()
        } catch let error as DatabaseError where error.constraint == KeepAnswered.constraint {
            guard let before = try await before(in: database) else { throw error }
            return .before(before)
        }
    }
}

/// An error that says no to the request that was made; any other says that something failed.
package protocol RefusedRequest: Error {}

extension Refusal: RefusedRequest {}

extension Database {
    /// Runs a command's transaction, which looks its key up before it decides and keeps its answer, once for the key.
    package func transaction<Result>(
        keyed: Keyed<Result>?, _ body: @Sendable (Transaction) async throws -> Done<Result>
    ) async throws -> Done<Result> {
        guard let keyed else { return try await transaction(body) }
        return try await keyed.racing(in: self) { try await transaction(body) }
    }
}

/// Tells whether a command was done now, or had been done before and is answered as it was then.
package enum Done<Result: Sendable>: Sendable {
    /// The result, and the answer that was kept under the key, if there is one.
    case now(Result, kept: Answered?)
    case before(Answered)

    /// The answer to the command: of now, or of then.
    package func answered(by keyed: Keyed<Result>) -> Answered {
        switch self {
        case .now(let result, let kept): kept ?? keyed.answer(result)
        case .before(let answered): answered
        }
    }
}

/// Reads the answer kept under a key.
///
/// An answer that is given again is given as done. A row can be seen that no standby has: the wait for it was cancelled,
/// its session ended, or the server restarted in between. So whoever finds one commits behind it, and is answered when a
/// standby has both. Without synchronous standbys nothing is written, and it costs nothing.
package struct FindAnswered: Statement {
    package static let sql = """
        SELECT fingerprint, status, body, \(confirmation)
        FROM idempotency
        WHERE client = $1 AND key = $2
        """
    package static let isReadOnly = true
    package static let isConfirming = true

    /// Makes the transaction one that commits: a few bytes in the log, which nobody reads. A transaction id alone would not
    /// do, since the server waits only for a commit that has written to the log.
    static let confirmation = """
        CASE WHEN current_setting('synchronous_standby_names') <> ''
                 THEN pg_logical_emit_message(true, 'confirm', '')::text END
        """

    package let client: String
    package let key: String

    package init(client: String, key: String) {
        self.client = client
        self.key = key
    }

    package struct Row: Sendable {
        package let fingerprint: [UInt8]
        package let answered: Answered
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(client)
        parameters.add(key)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(
            fingerprint: try row(Bytes.self).bytes,
            answered: Answered(status: Int(try row(Int16.self)), body: try row()))
    }
}

/// Reads the answers kept under several keys; only those that are there, each with the place of its key in the list.
package struct FindAnsweredSet: Statement {
    package static let sql = """
        SELECT k.ord, i.fingerprint, i.status, i.body, \(FindAnswered.confirmation)
        FROM unnest($1::int[], $2::text[], $3::text[]) AS k (ord, client, key)
        JOIN idempotency i ON i.client = k.client AND i.key = k.key
        """
    package static let isReadOnly = true
    package static let isConfirming = true

    let finds: [(ord: Int, find: FindAnswered)]

    package init(_ finds: [(ord: Int, find: FindAnswered)]) { self.finds = finds }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(finds.map { Int32($0.ord) })
        parameters.add(finds.map(\.find.client))
        parameters.add(finds.map(\.find.key))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> (ord: Int, row: FindAnswered.Row) {
        (try row(), try FindAnswered.decode(&row))
    }
}

/// Keeps an answer under its key. A key that its client has used, wherever that was, refuses the whole transaction
/// (`idempotency_pkey`), so of two that race only one has an effect.
package struct KeepAnswered: Statement {
    /// What refuses a key that is taken.
    package static let constraint = "idempotency_pkey"
    package static let sql = """
        INSERT INTO idempotency (location_id, client, key, fingerprint, status, body, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """

    package let location: String
    package let client: String
    package let key: String
    package let fingerprint: [UInt8]
    package let answered: Answered
    package let at: Instant

    /// The order in which a set takes its keys, so that two sets never wait for each other in a circle.
    package static func isBefore(_ a: KeepAnswered, _ b: KeepAnswered) -> Bool {
        (a.client, a.key) < (b.client, b.key)
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(location)
        parameters.add(client)
        parameters.add(key)
        parameters.add(Bytes(fingerprint))
        parameters.add(Int16(answered.status))
        parameters.add(answered.body)
        parameters.add(at)
    }
}

/// Keeps an answer under its key in the place of one that is there: for keys that are our own, and guard nothing.
package struct ReplaceAnswered: Statement {
    package static let sql =
        KeepAnswered.sql + """
            ON CONFLICT (client, key) DO UPDATE
            SET location_id = excluded.location_id, fingerprint = excluded.fingerprint, status = excluded.status,
                body = excluded.body, at = excluded.at
            """

    let kept: KeepAnswered

    package init(_ kept: KeepAnswered) { self.kept = kept }

    package func bind(_ parameters: inout Parameters) { kept.bind(&parameters) }
}

/// Keeps several answers under their keys; one that is taken refuses them all, and the transaction with them.
package struct KeepAnsweredSet: Statement {
    package static let sql = """
        INSERT INTO idempotency (location_id, client, key, fingerprint, status, body, at)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::smallint[], $6::text[],
            $7::timestamptz[])
        """

    let kept: [KeepAnswered]

    package init(_ kept: [KeepAnswered]) { self.kept = kept.sorted(by: KeepAnswered.isBefore) }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(kept.map(\.location))
        parameters.add(kept.map(\.client))
        parameters.add(kept.map(\.key))
        parameters.add(kept.map { Bytes($0.fingerprint) })
        parameters.add(kept.map { Int16($0.answered.status) })
        parameters.add(kept.map(\.answered.body))
        parameters.add(kept.map(\.at))
    }
}

/// Lists what a client's keys were answered, the newest first.
package struct ListAnswered: Statement {
    package static let sql = """
        SELECT key, at, status, body
        FROM idempotency
        WHERE client = $1
        ORDER BY at DESC
        LIMIT $2
        """
    package static let isReadOnly = true

    let client: String
    let limit: Int

    package init(client: String, limit: Int) {
        self.client = client
        self.limit = limit
    }

    package struct Row: Sendable {
        package let key: String
        package let at: Instant
        package let answered: Answered
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(client)
        parameters.add(limit)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(key: try row(), at: try row(), answered: Answered(status: Int(try row(Int16.self)), body: try row()))
    }
}

/// Tells when a key was used.
package struct FindKeyMoment: Statement {
    package static let sql = "SELECT at FROM idempotency WHERE client = $1 AND key = $2"
    package static let isReadOnly = true

    let client: String
    let key: String

    package init(client: String, key: String) {
        self.client = client
        self.key = key
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(client)
        parameters.add(key)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Instant { try row() }
}

/// Forgets one key: what it names may be done anew.
package struct ForgetKey: Statement {
    package static let sql = "DELETE FROM idempotency WHERE client = $1 AND key = $2"

    let client: String
    let key: String

    package init(client: String, key: String) {
        self.client = client
        self.key = key
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(client)
        parameters.add(key)
    }
}

/// Forgets keys whose time is over; returns nothing, counts them.
package struct ForgetAnswered: Statement {
    package static let sql = "DELETE FROM idempotency WHERE at < $1"

    package let before: Instant

    package init(before: Instant) { self.before = before }

    package func bind(_ parameters: inout Parameters) { parameters.add(before) }
}
