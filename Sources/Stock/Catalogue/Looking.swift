// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

extension StockRoom {
    /// Reads one SKU; nil when the catalogue has none of this code.
    package func item(_ sku: SKU) async throws(DatabaseError) -> CatalogueItem? {
        try await database.first(FindSKUs([sku]))
    }

    /// Finds what the GTINs of articles mean at a location: one SKU, several where nothing tells them apart, or none.
    ///
    /// Several SKUs bear one GTIN when a new pack or season follows an old one. Then the one that is there is meant.
    ///
    /// - Parameter sold: leave out what is no longer sold.
    package func meant(
        by gtins: [GTIN], at location: LocationID, sold: Bool
    ) async throws -> [GTIN: [CatalogueItem]] {
        guard !gtins.isEmpty else { return [:] }
        let found = try await database.run(FindGTINs(gtins)).filter { $0.isActive || !sold }
        let byGTIN = Dictionary(grouping: found) { $0.gtin }
        let unclear = byGTIN.values.filter { $0.count > 1 }.flatMap { $0 }.map(\.sku)
        var there: Set<SKU> = []
        for start in stride(from: 0, to: unclear.count, by: Limits.availabilityKeys) {
            let some = Array(unclear[start..<min(start + Limits.availabilityKeys, unclear.count)])
            for level in try await availability(skus: some, locations: [location]) where level.onHand > 0 {
                there.insert(level.key.sku)
            }
        }
        var meant: [GTIN: [CatalogueItem]] = [:]
        for (gtin, items) in byGTIN {
            guard let gtin else { continue }
            meant[gtin] = Self.meant(among: items, there: there)
        }
        return meant
    }

    /// Chooses those of one GTIN that are meant: those that are there, or all where none is.
    static func meant(among items: [CatalogueItem], there: Set<SKU>) -> [CatalogueItem] {
        let present = items.filter { there.contains($0.sku) }
        return present.isEmpty ? items : present
    }
}
