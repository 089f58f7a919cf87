// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Reads what the shop shows.
struct ShopQuery: Sendable {
    let database: Database
    let stock: StockRoom
    let directory: Directory
    let now: Instant

    /// Reads an aisle, or what a search finds.
    func list(aisle: Aisle?, text: String) async throws(DatabaseError) -> ShopModel {
        var items: [CatalogueItem] = []
        if !text.isEmpty {
            items = try await database.run(SearchCatalogue(text: text, limit: Limits.shopRows))
            if let aisle { items = items.filter { Aisle(imageURL: $0.imageURL) == aisle } }
        } else if let aisle {
            items = try await database.run(ReadAisle(aisle: aisle))
        }
        return ShopModel(aisle: aisle, text: text, products: Product.grouping(items))
    }

    /// Reads one SKU with its siblings and what the stores have of it: the store `near` first, then those that have it,
    /// the nearest first, then those that lack it; of a long chain the nearest stores only. Throws `notFound(.sku)` for one that is unknown or no longer sold.
    func item(_ sku: SKU, near: Near?) async throws -> ItemModel {
        let origin: Coordinates? =
            switch near {
            case .store(let store): directory[store]?.coordinates
            case .point(let point): point
            case nil: nil
            }
        let stores = self.stores(near: origin)
        async let levels = stock.availability(skus: [sku], locations: stores.map(\.id))
        guard let item = try await database.first(FindSKUs([sku])), item.isActive else { throw Refusal.notFound(.sku) }
        let available = Dictionary(
            try await levels.map { ($0.key.location, $0.available) }, uniquingKeysWith: { first, _ in first })
        return ItemModel(
            item: item, product: try await product(of: item),
            shelves: stores.map { store in
                let metres = origin.flatMap { from in store.coordinates.map { from.metres(to: $0) } }
                let calendar = directory.calendar(of: store.id)
                return ItemModel.Shelf(
                    store: store, available: available[store.id] ?? 0, metres: metres,
                    isHere: store.id == near?.store, isOpen: calendar?.isOpen(at: now) ?? false,
                    today: calendar.map { $0.hours(on: $0.businessDay(at: now)) } ?? [])
            }.sorted(by: ShopQuery.comesFirst), near: origin == nil ? nil : near)
    }

    /// Lists the stores that are asked for stock: all of them, or as many as one question may name.
    private func stores(near origin: Coordinates?) -> [Location] {
        let all = directory.all.filter { $0.isActive && $0.kind == .store }
        guard all.count > Limits.availabilityKeys, let origin else { return Array(all.prefix(Limits.availabilityKeys)) }
        return directory.nearest(to: origin, limit: Limits.availabilityKeys).map(\.location)
    }

    private static func comesFirst(_ a: ItemModel.Shelf, _ b: ItemModel.Shelf) -> Bool {
        if a.isHere != b.isHere { return a.isHere }
        if (a.available > 0) != (b.available > 0) { return a.available > 0 }
        if let first = a.metres, let second = b.metres, first != second { return first < second }
        return a.store.id < b.store.id
    }

    private func product(of item: CatalogueItem) async throws(DatabaseError) -> Product {
        guard let aisle = Aisle(imageURL: item.imageURL) else { return Product(items: [item]) }
        let siblings = try await database.run(ReadAisle(aisle: aisle))
        return Product.grouping(siblings).first { $0.items.contains { $0.sku == item.sku } } ?? Product(items: [item])
    }
}
