// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is a set of changes of stock levels that goes to the database as one.
///
///     let changes = StockChanges(lines.map { .reserve($0.quantity, of: $0.sku, at: store) }, author: author,
///         at: now, effects: effects, onRefusal: .fail)
///     var batch = Batch()
///     changes.add(to: &batch)
///     batch.add(InsertReservation(…))                  // all of it, or nothing
///
/// Changes of one key are summed here, in their order, and the keys sorted: each row is locked and written once.
package struct StockChanges: Sendable {
    /// Says what becomes of the set when a guarded change finds too little, or a level or its SKU does not exist.
    package enum OnRefusal: String, Sendable {
        /// The other keys are changed all the same.
        case skip
        /// Nothing is changed; the answer tells which keys refused.
        case skipAll
        /// The statement fails by the constraint `stock_level_promise`, and with it the whole batch or transaction.
        case fail
    }

    let sums: [SummedChange]
    let movements: [AskedMovement]
    let movementIDs: [UniqueID]
    let shortageIDs: [UniqueID]
    let author: Author
    let at: Instant
    let onRefusal: OnRefusal

    package init(
        _ changes: [StockChange], author: Author, at: Instant, effects: Effects, onRefusal: OnRefusal = .skip
    ) {
        var byKey: [StockKey: SummedChange] = [:]
        var movements: [AskedMovement] = []
        for change in changes {
            let quantity = byKey[change.key, default: SummedChange(key: change.key)].add(change)
            guard let kind = change.movement, quantity != 0 else { continue }
            movements.append(
                AskedMovement(
                    key: change.key, kind: kind, quantity: quantity, reason: change.reason, cause: change.cause))
        }
        sums = byKey.values.sorted { $0.key < $1.key }
        self.movements = movements
        // Ids of one millisecond are in no order; sorted, they keep the order of the changes in the ledger.
        movementIDs = movements.map { _ in effects.uniqueID(at: at) }.sorted()
        shortageIDs = sums.map { _ in effects.uniqueID(at: at) }
        self.author = author
        self.at = at
        self.onRefusal = onRefusal
    }

    package var isEmpty: Bool { sums.isEmpty }

    /// Adds the statements to a batch; the handle gives every key's level afterwards, in the order of the keys.
    @discardableResult
    package func add(to batch: inout Batch) -> Batch.Handle<LevelAfter> {
        // A level that another transaction is just creating cannot be seen by the statement that waits for it. Made
        // in a statement of its own, before, it can: ApplyStock then reads with a newer snapshot.
        let new = sums.filter(\.mayBeNew).map(\.key)
        if !new.isEmpty { batch.add(EnsureLevels(new)) }
        // So are movements: those that a figure of an earlier moment adds are all to be seen once its level is locked.
        // All of the set, since a set takes its locks in one order.
        if sums.contains(where: { $0.asOf != nil }) { batch.add(LockLevels(sums.map(\.key))) }
        return batch.add(ApplyStock(self))
    }

    /// Runs the set alone, as one transaction.
    package func run(on database: Database) async throws(DatabaseError) -> [LevelAfter] {
        var batch = Batch(name: ApplyStock.name)
        let levels = add(to: &batch)
        return try await database.run(batch)[levels]
    }
}

/// Tells what a set of changes made of one level.
package struct LevelAfter: Sendable, Equatable {
    package let key: StockKey
    /// Whether the change was made; otherwise the figures are what stands, or zeros where there is no such level.
    package let isApplied: Bool
    /// False when no level, and no SKU or location to make one for, was found.
    package let exists: Bool
    /// What on-hand was before.
    package let before: Int
    package let onHand: Int
    package let reserved: Int
    package let safety: Int
    package let short: Int

    /// What may still be promised, 0 or more.
    package var available: Int { max(0, onHand - reserved - safety) }
}
