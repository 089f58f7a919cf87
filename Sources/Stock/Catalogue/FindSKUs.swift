// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads the named SKUs; those that the catalogue does not have are left out.
package struct FindSKUs: Statement {
    package static let sql = """
        SELECT sku, gtin, name, name_en, price, attributes, image_url, active
        FROM sku
        WHERE sku = ANY($1::text[])
        """
    package static let isReadOnly = true

    package let skus: [SKU]

    package init(_ skus: [SKU]) { self.skus = skus }

    package func bind(_ parameters: inout Parameters) { parameters.add(skus.map(\.code)) }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> CatalogueItem {
        try CatalogueItem(&row)
    }
}

/// Reads the SKUs that carry these GTINs, those still sold first; those that the catalogue does not have are left out.
package struct FindGTINs: Statement {
    package static let sql = """
        SELECT sku, gtin, name, name_en, price, attributes, image_url, active
        FROM sku
        WHERE gtin = ANY($1::text[])
        ORDER BY active DESC, sku
        """
    package static let isReadOnly = true

    package let gtins: [GTIN]

    package init(_ gtins: [GTIN]) { self.gtins = gtins }

    package func bind(_ parameters: inout Parameters) { parameters.add(gtins.map(\.padded)) }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> CatalogueItem {
        try CatalogueItem(&row)
    }
}

/// Finds those of some items whose GTIN another SKU on sale bears, too, each with the first of these.
struct FindSharedGTINs: Statement {
    static let sql = """
        SELECT g.sku, min(s.sku)
        FROM unnest($1::text[], $2::text[]) AS g (sku, gtin)
        JOIN sku s ON s.gtin = g.gtin AND s.sku <> g.sku AND s.active
        GROUP BY g.sku
        ORDER BY g.sku
        """
    static let isReadOnly = true

    let items: [CatalogueItem]

    init(_ items: [CatalogueItem]) { self.items = items }

    func bind(_ parameters: inout Parameters) {
        parameters.add(items.map(\.sku.code))
        parameters.add(items.map { $0.gtin?.padded })
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> (sku: SKU, other: SKU) {
        (SKU(stored: try row()), SKU(stored: try row()))
    }
}

/// Finds SKUs that are sold, by a part of their code or name or by their whole GTIN, the closest names first.
///
/// It walks the catalogue, a small table, and stops at `limit`; GTINs are found by index.
package struct SearchCatalogue: Statement {
    package static let sql = """
        SELECT sku, gtin, name, name_en, price, attributes, image_url, active
        FROM sku
        WHERE active
            AND (gtin = $2 OR ($2 IS NULL AND search LIKE $1))
        ORDER BY length(name), sku
        LIMIT $3
        """
    package static let isReadOnly = true

    package let text: String
    package let limit: Int

    package init(text: String, limit: Int) {
        self.text = text
        self.limit = limit
    }

    package func bind(_ parameters: inout Parameters) {
        bindText(&parameters)
        parameters.add(max(0, min(limit, Limits.pageRows)))
    }

    /// Adds the pattern that code or name is to match, and the GTIN that the text is, if it is one.
    func bindText(_ parameters: inout Parameters) {
        // The text is taken as it stands: % and _ are no wildcards for whoever types them.
        let literal = Folding.folded(text).map { "%_\\".contains($0) ? "\\\($0)" : "\($0)" }.joined()
        parameters.add("%\(literal)%")
        parameters.add(GTIN(Folding.plain(text))?.padded)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> CatalogueItem {
        try CatalogueItem(&row)
    }
}

extension CatalogueItem {
    /// Reads sku, gtin, name, name_en, price, attributes, image_url, active.
    init(_ row: inout RowReader) throws(DatabaseError) {
        let sku = SKU(stored: try row())
        let gtin: String? = try row()
        self.init(sku: sku, gtin: gtin.map(GTIN.init(stored:)), name: try row(), nameEN: try row(), price: try row())
        let attributes: JSONB = try row()
        do throws(JSON.Failure) {
            self.attributes = try JSON(parsing: attributes.text).object ?? [:]
        } catch {
            throw DatabaseError(kind: .decoding, table: "sku", statement: FindSKUs.name)
        }
        imageURL = PictureAddress.shown(try row())
        isActive = try row()
    }
}
