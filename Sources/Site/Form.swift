// SPDX-License-Identifier: Apache-2.0
import Crypto
import Kit
import PQ
import Reservations

/// A form that is done once for its key, however often it is sent: its command, what became of it, and where the browser goes.
struct Form<Result: Sendable>: Sendable {
    /// The command, whose kept answer is where the browser goes.
    let keyed: Keyed<Result>
    let database: Database
    let failed: @Sendable (any Error) -> Void

    /// Does what is asked for, and gives where the browser goes on. What was done under the key before leads where it led then,
    /// by the rule of replay of every door (`Keyed.settled`). An outcome that nobody knows is asked again by the key, once.
    ///
    /// - Throws: what `work` throws; `DatabaseError.unknownOutcome` when nobody knows even then.
    func done(_ work: (Keyed<Result>) async throws -> Done<Result>) async throws -> String {
        try await keyed.settled(in: database) { try await again { try await work(keyed) } }.answered(by: keyed).body
    }

    /// Does what is asked for and leads the browser on.
    ///
    /// - Parameters:
    ///   - refused: the page that says in the reader's language what the shop says no to.
    ///   - unknown: the page that asks to send the form again, since nobody knows whether it was done.
    func once(
        _ work: (Keyed<Result>) async throws -> Done<Result>,
        refused: (Refusal) async throws -> Site.Answered, unknown: () async throws -> Site.Answered
    ) async throws -> Site.Answered {
        do {
            return .seeOther(try await done(work))
        } catch let refusal as Refusal {
            return try await refused(refusal)
        } catch let error as DatabaseError where error.kind == .unknownOutcome {
            failed(error)
            return try await unknown()
        }
    }

    private func again<R>(_ work: () async throws -> R) async throws -> R {
        do {
            return try await work()
        } catch let error as DatabaseError where error.kind == .unknownOutcome {
            failed(error)
            do {
                return try await work()
            } catch is DatabaseError {
                // What nobody knew is not known now.
                throw error
            }
        }
    }
}

extension Site {
    /// Names what a form asks for under its key.
    ///
    /// - Parameters:
    ///   - client: who owns the key.
    ///   - fingerprint: tells what is asked for from every other wish; the key with another wish is refused.
    ///   - after: where the browser goes once it is done.
    /// - Throws: `Unreadable` for a key that no form of ours sends.
    func form<Result>(
        _ key: String, of client: String, asking fingerprint: [UInt8], after: @escaping @Sendable (Result) -> String
    ) throws -> Form<Result> {
        Form(
            keyed: Keyed(client: client, key: try checked(key: key), fingerprint: fingerprint) {
                Kit.Answered(status: 303, body: after($0))
            }, database: reservations.database, failed: failed)
    }

    /// Gives the key of a form. Throws `Unreadable` for one that no form of ours sends.
    func checked(key: String) throws(Unreadable) -> String {
        guard (1...Limits.keyCharacters).contains(key.utf8.count) else { throw Unreadable() }
        return key
    }

    /// Hashes what a form asks for.
    func fingerprint(_ wish: String) -> [UInt8] { Array(SHA256.hash(data: Array(wish.utf8))) }
}
