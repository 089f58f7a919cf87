// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// A reservation that a command has locked: what the command decides upon, and the statements that go with its decision.
package struct ReservationChange: Sendable {
    /// As it stands; nobody else changes it before the transaction ends.
    package let reservation: Reservation
    package let author: Author
    /// Holds the lock. What a command still has to read goes by it.
    package let transaction: Transaction
    /// Statements of the command's own room, written with the decision.
    package var statements = Batch()
    let rules: Rules.Snapshot
    let reservations: Reservations

    /// Decides commands, and lets the companions add theirs.
    package func decide(_ commands: [Command]) async throws -> Decision {
        try await reservations.decide(commands, on: reservation, by: author, rules, in: transaction)
    }

    /// Begins a decision that no command makes: the command's own room says what happened.
    package func decision() throws(Refusal) -> Decision {
        try reservation.deciding(
            [Command](), on: try rules.ground(for: reservation, author: author, now: reservations.effects.now()))
    }
}

extension Reservations {
    /// The life of a command on one reservation, whichever room's it is: the reservation is locked and the key looked up, the
    /// command decides, its companions add theirs, and decision, statements and kept answer are written. One transaction; two
    /// round trips where the command reads nothing more.
    ///
    /// - Parameters:
    ///   - keyed: the client's Idempotency-Key, if any; the answer is printed once, and kept with the effect.
    ///   - thing: what is not found where there is no such reservation.
    ///   - work: decides, and says what the command's result is. It may run twice, so it has no effect of its own.
    /// - Throws: what `work` throws, and nothing is done then; `keyReused`; `DatabaseError`, whose unknown outcome is asked again with the
    ///   same key.
    package func change<Result: Sendable>(
        _ id: ReservationID, by author: Author, keyed: Keyed<Result>?, orNotFound thing: Refusal.Thing = .reservation,
        _ work: @Sendable (inout ReservationChange) async throws -> (decision: Decision, result: Result)
    ) async throws -> Done<Result> {
        let rules = try await prepared()
        return try await database.transaction(keyed: keyed) { transaction in
            let locked = try await lock(id, keyed: keyed, in: transaction)
            if let before = try keyed?.replay(locked.answered) { return .before(before) }
            guard let reservation = locked.reservation else { throw Refusal.notFound(thing) }
            var change = ReservationChange(
                reservation: reservation, author: author, transaction: transaction, rules: rules, reservations: self)
            let (decision, result) = try await work(&change)
            let kept = keyed.map { $0.keep(result, location: id.location.code, at: decision.at) }
            if let kept { change.statements.add(kept) }
            try await write([decision], with: change.statements, in: transaction)
            return .now(result, kept: kept?.answered)
        }
    }

    /// Reads and locks one reservation, and reads what a key has done before, in one round trip.
    private func lock<Result>(
        _ id: ReservationID, keyed: Keyed<Result>?, in transaction: Transaction
    ) async throws(DatabaseError) -> (reservation: Reservation?, answered: FindAnswered.Row?) {
        var batch = Batch()
        let row = batch.add(LockReservation(id: id))
        let lines = batch.add(ReadLines(ids: [id]))
        let answered = keyed.map { batch.add($0.find) }
        let results = try await transaction.run(batch)
        return (
            try results[row].holding(try results[lines]).first,
            try answered.flatMap { handle throws(DatabaseError) in try results[handle].first }
        )
    }
}
