// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Adds what belongs to another room to the transaction of a reservation's change: a contact task, a notice.
package protocol Companion: Sendable {
    /// Reads what `accompany` will need, before a transaction begins. Inside one it must not ask the database: the
    /// question would go by another connection, where it may stand behind a statement that waits for this transaction.
    func prepare() async throws
    /// Reads a decision before it is written; may add to what happened, and leave statements that go along.
    func accompany(_ decision: inout Decision) async
    /// Brings along what hangs on a reservation that goes on at another store (`decision.born`), before the decision is
    /// accompanied. What it asks the database goes by the transaction that has locked the reservation.
    func move(_ decision: inout Decision, in transaction: Transaction) async throws
    /// Reads a new reservation that is about to be asked for; may set its contact state and experiment, and leave
    /// statements that go along.
    func welcome(_ draft: inout ReservationDraft, _ facts: IntakeFacts) async throws
}

extension Companion {
    package func prepare() async throws {}
    package func move(_ decision: inout Decision, in transaction: Transaction) async throws {}
}

/// Keeps the reservations of the chain: takes them, changes them by commands, finds them.
package struct Reservations: Sendable {
    package let database: Database
    package let effects: Effects
    package let rules: Rules
    let companions: [any Companion]
    let sets: IntakeSets
    let stories: Stories
    let unproved = UnprovedHolds()

    package init(database: Database, effects: Effects, rules: Rules, companions: [any Companion]) {
        self.database = database
        self.effects = effects
        self.rules = rules
        self.companions = companions
        sets = IntakeSets(database: database)
        stories = Stories(database: database)
    }

    /// Whether new reservations are refused for the moment, because those before them wait too long. A door that asks
    /// first spares itself the reading of what is refused.
    package var isShedding: Bool { sets.isShut }

    /// Carries out one command on one reservation: one transaction, two round trips.
    ///
    /// - Parameters:
    ///   - versions: those the client has read (If-Match), any of which will do; nil when it does not say.
    ///   - keyed: the client's Idempotency-Key, if any; the answer is kept with the effect.
    /// - Throws: `Refusal` when it is forbidden, `DatabaseError` when the database did not do it or the outcome is
    ///   unknown; an unknown outcome is asked again with the same key.
    package func perform(
        _ command: Command, on id: ReservationID, by author: Author, versions: [Int]? = nil,
        keyed: Keyed<Reservation>? = nil
    ) async throws -> Done<Reservation> {
        try await perform([command], on: id, by: author, versions: versions, keyed: keyed)
    }

    /// Carries out several commands on one reservation, all of them or none: a parcel that is picked and made ready
    /// in one go.
    package func perform(
        _ commands: [Command], on id: ReservationID, by author: Author, versions: [Int]? = nil,
        keyed: Keyed<Reservation>? = nil
    ) async throws -> Done<Reservation> {
        try await change(id, by: author, keyed: keyed) { change in
            if let versions, !versions.contains(change.reservation.version) {
                throw Refusal.stale(current: change.reservation.version)
            }
            let decision = try await change.decide(commands)
            return (decision, decision.after)
        }
    }

    /// Reads, before a transaction, the rules that its decisions will need.
    func prepared() async throws -> Rules.Snapshot {
        for companion in companions { try await companion.prepare() }
        return try await rules.current()
    }

    /// Decides commands inside a transaction that has locked the reservation, and lets the companions add theirs.
    func decide(
        _ commands: [Command], on reservation: Reservation, by author: Author, _ snapshot: Rules.Snapshot,
        in transaction: Transaction
    ) async throws -> Decision {
        var levels: [StockKey: LockedLevel] = [:]
        if commands.contains(where: \.needsLevels) {
            // Every level that the command may change, so that none is locked later and out of order.
            var keys = Set(reservation.lines.map { StockKey(reservation.location, $0.sku) })
            for line in reservation.lines { if let held = line.heldAt { keys.insert(StockKey(held, line.sku)) } }
            for level in try await transaction.run(LockLevels(keys.sorted())) { levels[level.key] = level }
        }
        let ground = try snapshot.ground(for: reservation, author: author, now: effects.now(), levels: levels)
        var decision = try reservation.deciding(commands, on: ground)
        if decision.born != nil {
            for companion in companions { try await companion.move(&decision, in: transaction) }
        }
        return await accompanied(decision)
    }

    /// Lets the companions add to a decision what belongs to their rooms.
    package func accompanied(_ decision: Decision) async -> Decision {
        var decision = decision
        for companion in companions { await companion.accompany(&decision) }
        return decision
    }

    /// Writes decisions, what other rooms add to them, and `rest`, in one round trip with the COMMIT. Where new units
    /// are promised the promise is checked first, which costs a round trip more.
    func write(_ decisions: [Decision], with rest: Batch, in transaction: Transaction) async throws {
        let changed = decisions.filter { !$0.events.isEmpty }
        if changed.contains(where: { $0.stock.contains(where: \.isGuarded) }) {
            var promise = Batch()
            let stock = changed.flatMap(\.stock)
            let applied = changes(stock, of: changed, onRefusal: .skip).add(to: &promise)
            try check(try await transaction.run(promise)[applied])
            try await finish(changed, stock: nil, rest, transaction)
        } else {
            try await finish(changed, stock: changed.flatMap(\.stock), rest, transaction)
        }
    }

    private func finish(
        _ changed: [Decision], stock: [StockChange]?, _ rest: Batch, _ transaction: Transaction
    ) async throws {
        var batch = Batch()
        let updated = changed.isEmpty ? nil : batch.add(UpdateReservations(decisions: changed))
        let readdressed = changed.filter { $0.before.recipient != $0.after.recipient }
        if !readdressed.isEmpty {
            batch.add(UpdateRecipients(reservations: readdressed.map(\.after)))
            FollowCorrections(readdressed).add(to: &batch)
        }
        for born in changed.compactMap(\.born) {
            batch.add(InsertReservation(reservation: born.reservation))
        }
        let lines = changed.flatMap(\.changedLines)
        if !lines.isEmpty { batch.add(WriteLines(rows: lines)) }
        if let stock, !stock.isEmpty { changes(stock, of: changed, onRefusal: .fail).add(to: &batch) }
        let events = changed.flatMap { $0.events + ($0.born?.events ?? []) }
        if !events.isEmpty { batch.add(AppendEvents(events)) }
        batch.append(rest)
        var alongside = Gathering()
        for decision in changed { alongside.append(decision.alongside) }
        alongside.add(to: &batch)
        let results = try await transaction.finish(batch)
        if let updated {
            // The rows were locked when they were decided about: nothing can have moved them since.
            precondition(results.count(updated) == changed.count, "a locked reservation changed under its decision")
        }
    }

    private func changes(
        _ stock: [StockChange], of decisions: [Decision], onRefusal: StockChanges.OnRefusal
    ) -> StockChanges {
        StockChanges(
            stock, author: decisions[0].author, at: decisions[0].at, effects: effects, onRefusal: onRefusal)
    }

    /// Refuses when a promised unit was not there.
    private func check(_ applied: [LevelAfter]) throws(Refusal) {
        guard let missed = applied.first(where: { !$0.isApplied }) else { return }
        throw .soldOut(sku: missed.key.sku, location: missed.key.location, available: missed.available)
    }
}

extension Decision {
    /// Lists the lines that differ from before, and those of a reservation that is born.
    var changedLines: [(id: ReservationID, line: Line)] {
        let old = Dictionary(uniqueKeysWithValues: before.lines.map { ($0.number, $0) })
        let changed = after.lines.filter { old[$0.number] != $0 }.map { (id: after.id, line: $0) }
        guard let new = born?.reservation else { return changed }
        return changed + new.lines.map { (id: new.id, line: $0) }
    }
}
