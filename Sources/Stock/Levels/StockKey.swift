// SPDX-License-Identifier: Apache-2.0
import Kit

/// Names one stock level: a SKU at a location.
package struct StockKey: Hashable, Comparable, Sendable {
    package let location: LocationID
    package let sku: SKU

    package init(_ location: LocationID, _ sku: SKU) {
        self.location = location
        self.sku = sku
    }

    /// Orders by bytes, as the collation "C" of the database does: the order in which levels are locked.
    package static func < (a: StockKey, b: StockKey) -> Bool { (a.location, a.sku) < (b.location, b.sku) }
}
