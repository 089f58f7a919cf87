// SPDX-License-Identifier: Apache-2.0
import Kit

/// The SKUs that are one thing to a customer: the same name but for what stands in parentheses at its end.
package struct Product: Sendable {
    /// In the order of their codes; never empty.
    package let items: [CatalogueItem]

    package init(items: [CatalogueItem]) { self.items = items }

    package var first: CatalogueItem { items[0] }
    package var name: String { Product.base(first.name, "（") }
    package var nameEN: String { Product.base(first.nameEN, " (") }
    package var lowest: Int { items.map(\.price).min() ?? 0 }
    package var hasPrices: Bool { Set(items.map(\.price)).count > 1 }

    /// Groups items by their base name, in the order of their first mention.
    package static func grouping(_ items: [CatalogueItem]) -> [Product] {
        var order: [String] = []
        var groups: [String: [CatalogueItem]] = [:]
        for item in items {
            let name = base(item.name, "（")
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(item)
        }
        return order.compactMap { groups[$0].map(Product.init) }
    }

    /// Cuts what stands in parentheses at the end of a name.
    package static func base(_ name: String, _ opening: String) -> String {
        guard name.hasSuffix("）") || name.hasSuffix(")"), let start = name.firstRange(of: opening)?.lowerBound,
            start > name.startIndex
        else { return name }
        return String(name[..<start])
    }
}
