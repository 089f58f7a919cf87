// SPDX-License-Identifier: Apache-2.0
import Kit

/// Units of an article that a customer was promised and a store does not have, with the rules of what may replace them.
package struct Lack: Sendable, Equatable {
    package let sku: SKU
    /// As it was sold: what tells it from its siblings stands in parentheses at the end.
    package let name: String
    /// Yen.
    package let unitPrice: Int
    package let units: Int
    /// It was paid for, so that nothing dearer replaces it.
    package let isPaid: Bool

    package init(sku: SKU, name: String, unitPrice: Int, units: Int, isPaid: Bool) {
        self.sku = sku
        self.name = name
        self.unitPrice = unitPrice
        self.units = units
        self.isPaid = isPaid
    }

    /// The name that its siblings share; nil for an article that comes in one size and colour only.
    var product: String? {
        let base = Product.base(name, "（")
        return base == name ? nil : base
    }

    /// Picks its siblings: the other sizes and colours of the same thing that are sold, and cost no more where it was paid
    /// for.
    func siblings(among items: [CatalogueItem]) -> [CatalogueItem] {
        guard let product else { return [] }
        return items.filter { other in
            other.isActive && other.sku != sku && other.name != name && Product.base(other.name, "（") == product
                && (!isPaid || other.price <= unitPrice)
        }
    }

    /// Picks from siblings those that a store has enough of, the nearest in price first.
    func substitutes(among siblings: [CatalogueItem], with levels: [Availability], limit: Int) -> [CatalogueItem] {
        let enough = Set(levels.filter { $0.available >= units }.map(\.key.sku))
        let near = siblings.filter { enough.contains($0.sku) }.sorted {
            (abs($0.price - unitPrice), $0.sku) < (abs($1.price - unitPrice), $1.sku)
        }
        return Array(near.prefix(limit))
    }

    /// Picks the first location that has enough to send.
    func source(among levels: [Availability]) -> LocationID? {
        levels.first { $0.key.sku == sku && $0.available >= units }?.key.location
    }
}
