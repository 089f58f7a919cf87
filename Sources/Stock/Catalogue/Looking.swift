// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

extension StockRoom {
    /// Reads one SKU; nil when the catalogue has none of this code.
    package func item(_ sku: SKU) async throws(DatabaseError) -> CatalogueItem? {
        try await database.first(FindSKUs([sku]))
    }

    /// Finds the SKU that an article's GTIN names. Throws `notFound(sku)` for none.
    package func sku(of gtin: GTIN) async throws -> SKU {
        let found = try await database.run(SearchCatalogue(text: gtin.padded, limit: 2))
        guard let item = found.first(where: { $0.gtin == gtin }) else { throw Refusal.notFound(.sku) }
        return item.sku
    }
}
