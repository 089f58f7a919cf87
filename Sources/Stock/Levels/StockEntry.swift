// SPDX-License-Identifier: Apache-2.0
import Kit

/// Is one line that a clerk or a till writes into the ledger of a location.
package struct StockEntry: Sendable, Equatable {
    package enum What: Sendable, Equatable {
        /// Units that came from a supplier.
        case received(Int)
        /// Units that a customer bought without a reservation.
        case sold(Int)
        /// Units that left for another location, which records their arrival itself.
        case sent(Int, to: LocationID)
        /// Units that arrived from another location.
        case arrived(Int, from: LocationID)
        /// A correction, up or down, for a reason.
        case adjusted(Int)
        /// What lies there by a person's count or by another system's figure: on-hand becomes this. Below zero it is a
        /// figure of a system that has sold more than it believed in; nobody has seen such a shelf.
        case counted(Int)
        /// Units that a customer brought back and that may be sold again.
        case returned(Int)
    }

    package let sku: SKU
    package let what: What
    /// Needed for a correction.
    package let reason: String
    /// What the line belongs to: the number of a receipt or a delivery.
    package let cause: String
    /// Of which moment a count tells; nil: of now. Only counts have one.
    package let asOf: FigureMoment?

    package init(sku: SKU, _ what: What, asOf: FigureMoment? = nil, reason: String = "", cause: String = "") {
        self.asOf = asOf
        self.sku = sku
        self.what = what
        self.reason = reason
        self.cause = cause
    }

    /// Turns the line into a change of the location's level.
    ///
    /// Throws `Refusal.doesNotFit` for quantities outside 1–`Limits.unitsPerMovement` (a count may be 0 or negative, a
    /// correction negative), a correction without reason, a transfer to the location itself, or texts that are too long.
    func change(at location: LocationID) throws(Refusal) -> StockChange {
        guard reason.count <= Limits.nameCharacters, cause.count <= Limits.nameCharacters else {
            throw .doesNotFit("reason and cause have at most \(Limits.nameCharacters) characters")
        }
        if asOf != nil {
            guard case .counted = what else { throw .doesNotFit("as_of: only what was counted has a moment") }
        }
        switch what {
        case .received(let quantity): return try moved(.received, quantity, at: location)
        case .sold(let quantity): return try moved(.sold, quantity, sign: -1, at: location)
        case .returned(let quantity): return try moved(.returned, quantity, at: location)
        case .sent(let quantity, let to):
            guard to != location else { throw .doesNotFit("transferred: the other location is this one") }
            return try moved(.transferred, quantity, sign: -1, at: location, counterpart: "to:\(to)")
        case .arrived(let quantity, let from):
            guard from != location else { throw .doesNotFit("transferred: the other location is this one") }
            return try moved(.transferred, quantity, at: location, counterpart: "from:\(from)")
        case .adjusted(let quantity):
            guard quantity != 0, !reason.isEmpty else {
                throw .doesNotFit("adjusted: a quantity other than 0 and a reason are needed")
            }
            // The magnitude is what is limited; of the smallest integer it would not fit.
            return try moved(
                .adjusted, quantity == .min ? .max : abs(quantity), sign: quantity.signum(), at: location)
        case .counted(let quantity):
            guard (-Limits.unitsPerMovement...Limits.unitsPerMovement).contains(quantity) else {
                throw .doesNotFit("counted: a quantity of ±\(Limits.unitsPerMovement) is needed")
            }
            return StockChange(
                location, sku, counted: quantity, asOf: asOf, movement: .counted, reason: reason, cause: cause,
                isSeen: quantity >= 0)
        }
    }

    private func moved(
        _ kind: Movement.Kind, _ quantity: Int, sign: Int = 1, at location: LocationID, counterpart: String = ""
    ) throws(Refusal) -> StockChange {
        guard (1...Limits.unitsPerMovement).contains(quantity) else {
            throw .doesNotFit("\(kind.rawValue): a quantity of 1–\(Limits.unitsPerMovement) is needed")
        }
        let cause = [counterpart, cause].filter { !$0.isEmpty }.joined(separator: " ")
        return StockChange(location, sku, onHand: quantity * sign, movement: kind, reason: reason, cause: cause)
    }
}
