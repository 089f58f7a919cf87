// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

extension StockRoom {
    /// Edits an item of the catalogue, and leaves a `Change` of it. Throws `notFound(sku)` and `stale`.
    package func edit(
        _ sku: SKU, _ edit: Edit, _ change: @Sendable (CatalogueItem) -> CatalogueItem
    ) async throws {
        let effects = effects
        try await changes.edit(.goods, sku.code, edit, named: "EditGoods") { edit in
            guard let before = try await edit.transaction.first(LockSKU(sku: sku)) else {
                throw Refusal.notFound(.sku)
            }
            let after = change(before)
            edit.statements.add(UpsertSKUs([after], at: effects.now()))
            return .changed(from: before.facts, to: after.facts)
        }
    }
}

extension CatalogueItem {
    /// What an edit by hand compares and its history tells.
    package var facts: Facts {
        ["name": name, "name_en": nameEN, "price": Facts.number(price), "on_sale": Facts.said(isActive)]
    }
}

/// Reads one SKU, and locks it against other edits; reservations of it go on.
struct LockSKU: Statement {
    static let sql = """
        SELECT sku, gtin, name, name_en, price, attributes, image_url, active
        FROM sku
        WHERE sku = $1
        FOR NO KEY UPDATE
        """

    let sku: SKU

    func bind(_ parameters: inout Parameters) { parameters.add(sku.code) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> CatalogueItem { try CatalogueItem(&row) }
}
