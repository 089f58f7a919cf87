// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Tells one change of on-hand stock, as the append-only ledger keeps it: a level is the sum of its movements.
package struct Movement: Equatable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Goods came from a supplier.
        case received
        /// A customer bought at the counter, outside any reservation.
        case sold
        /// Goods went to another location or came from it.
        case transferred
        /// A person corrected the figure, for a reason.
        case adjusted
        /// A person counted; the quantity is what the count differed by.
        case counted
        /// A customer collected a reservation.
        case collected
        /// A customer brought goods back.
        case returned
    }

    package let location: LocationID
    package let sku: SKU
    /// Ordered by time; where a page of the ledger ends.
    package let id: UniqueID
    package let kind: Kind
    /// What on-hand changed by, never 0.
    package let quantity: Int
    package let reason: String
    /// What the movement belongs to: a reservation, a receipt's number, `to:W001`.
    package let cause: String
    package let author: String
    package let at: Instant

    package init(
        location: LocationID, sku: SKU, id: UniqueID, kind: Kind, quantity: Int, reason: String, cause: String,
        author: String, at: Instant
    ) {
        self.location = location
        self.sku = sku
        self.id = id
        self.kind = kind
        self.quantity = quantity
        self.reason = reason
        self.cause = cause
        self.author = author
        self.at = at
    }
}
