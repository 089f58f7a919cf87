// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is the moment of which an absolute figure tells (`as_of`): what was recorded later is added to it.
///
/// A level then stands at the figure and the sum of its movements since, counts left out, however often and however late
/// the figure comes. A count, or another figure, of a later moment stands against it.
package struct FigureMoment: Sendable, Equatable {
    package let at: Instant

    /// - Parameter at: a moment that has been judged (`judged`), or one of our own clock.
    init(_ at: Instant) { self.at = at }

    /// Takes a moment that somebody names. Throws `Refusal.doesNotFit` for one to come (the clocks of others may go
    /// ahead by `Limits.clockSkewSeconds`, and it counts as now then), or more than `Limits.figureDays` ago.
    package static func judged(_ moment: Instant, now: Instant) throws(Refusal) -> FigureMoment {
        guard moment <= now + .seconds(Limits.clockSkewSeconds),
            moment >= now - .seconds(Limits.figureDays * 86_400)
        else { throw .doesNotFit("as_of: a moment of the last \(Limits.figureDays) days") }
        return FigureMoment(min(moment, now))
    }

    /// The least id that a movement of this moment may have: where the ledger is read from.
    var firstMovement: UniqueID {
        UniqueID(high: UInt64(max(0, at.microseconds / 1000)) << 16, low: 0)
    }
}
