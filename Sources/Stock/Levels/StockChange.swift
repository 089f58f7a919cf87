// SPDX-License-Identifier: Apache-2.0
import Kit

/// Asks for one change of a stock level: what lies there, what is promised of it, and what a person saw.
package struct StockChange: Sendable, Equatable {
    package let key: StockKey
    /// What on-hand changes by; the ledger gets a movement of that quantity.
    package var onHand: Int
    /// What on-hand becomes, whatever it was: the ledger gets the difference, if any. `onHand` is not read then.
    package var counted: Int?
    /// Of which moment `counted` tells; nil: of the one at which it is written, whatever that is.
    package var asOf: FigureMoment?
    /// What reserved changes by.
    package var reserved: Int
    /// Applies only if afterwards reserved ≤ on-hand − safety. Every new promise is guarded.
    package var isGuarded: Bool
    /// Why on-hand changes; needed when it does.
    package var movement: Movement.Kind?
    package var reason: String
    package var cause: String
    /// A person saw the shelf: seen_at becomes the time of the change.
    package var isSeen: Bool
    /// A person looked for units and did not find them all: missed_at becomes the time of the change.
    package var isMissed: Bool

    package init(
        _ location: LocationID, _ sku: SKU, onHand: Int = 0, counted: Int? = nil, asOf: FigureMoment? = nil,
        reserved: Int = 0, isGuarded: Bool = false, movement: Movement.Kind? = nil, reason: String = "",
        cause: String = "",
        isSeen: Bool = false, isMissed: Bool = false
    ) {
        precondition(movement != nil || onHand == 0 && counted == nil, "on-hand never changes without a movement")
        key = StockKey(location, sku)
        self.onHand = onHand
        self.counted = counted
        self.asOf = asOf
        self.reserved = reserved
        self.isGuarded = isGuarded
        self.movement = movement
        self.reason = reason
        self.cause = cause
        self.isSeen = isSeen
        self.isMissed = isMissed
    }

    /// Promises units to a customer: the guard of promise 1 (ARCHITECTURE.md).
    package static func reserve(_ quantity: Int, of sku: SKU, at location: LocationID) -> StockChange {
        StockChange(location, sku, reserved: quantity, isGuarded: true)
    }

    /// Gives promised units back.
    package static func release(_ quantity: Int, of sku: SKU, at location: LocationID) -> StockChange {
        StockChange(location, sku, reserved: -quantity)
    }

    /// Hands promised units to their customer.
    package static func collect(_ quantity: Int, of sku: SKU, at location: LocationID, cause: String) -> StockChange {
        StockChange(
            location, sku, onHand: -quantity, reserved: -quantity, movement: .collected, cause: cause, isSeen: true)
    }
}
