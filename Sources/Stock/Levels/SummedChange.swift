// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Holds all that a set of changes asks of one level, so that its row is locked and written once.
struct SummedChange: Sendable {
    let key: StockKey
    /// What on-hand changes by before the first count, or in all when nothing is counted.
    private(set) var delta = 0
    /// What the first count found. From there on the figure does not depend on what stood in the database.
    private(set) var counted: Int?
    /// Of which moment it tells.
    private(set) var asOf: FigureMoment?
    /// What on-hand changes by after the first count; later counts are changes by then.
    private(set) var after = 0
    private(set) var reserved = 0
    private(set) var isGuarded = false
    private(set) var isSeen = false
    private(set) var isMissed = false
    /// Whether the level may not exist yet. Guarded changes need stock that is there, released ones had it.
    private(set) var mayBeNew = true
    private(set) var cause = ""

    init(key: StockKey) { self.key = key }

    /// Adds a change and tells the quantity of its movement: nil when only the database knows it (the first count). A
    /// figure of another moment than now stands alone for its level: what it comes to is for the database to say.
    mutating func add(_ change: StockChange) -> Int? {
        reserved += change.reserved
        isGuarded = isGuarded || change.isGuarded
        isSeen = isSeen || change.isSeen
        isMissed = isMissed || change.isMissed
        mayBeNew = mayBeNew && !change.isGuarded && change.reserved >= 0
        if cause.isEmpty { cause = change.cause.isEmpty ? change.movement?.rawValue ?? "" : change.cause }
        precondition(asOf == nil, "a figure of a moment stands alone for its level")
        guard let count = change.counted else {
            if counted == nil { delta += change.onHand } else { after += change.onHand }
            return change.onHand
        }
        guard let first = counted else {
            precondition(change.asOf == nil || delta == 0, "a figure of a moment stands alone for its level")
            counted = count
            asOf = change.asOf
            return nil
        }
        precondition(change.asOf == nil, "a figure of a moment stands alone for its level")
        let difference = count - (first + after)
        after += difference
        return difference
    }
}

/// Is one line of the ledger that a set of changes asks for.
struct AskedMovement: Sendable {
    let key: StockKey
    let kind: Movement.Kind
    /// nil: what the count differs by.
    let quantity: Int?
    let reason: String
    let cause: String
}
