// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Writes SKUs of the catalogue; one that is there already is changed only where it differs.
package struct UpsertSKUs: Statement {
    package static let sql = """
        INSERT INTO sku AS s (sku, gtin, name, name_en, price, attributes, image_url, active, updated_at)
        SELECT n.sku, n.gtin, n.name, n.name_en, n.price, n.attributes, n.image_url, n.active, $9
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::jsonb[], $7::text[], $8::bool[])
            AS n(sku, gtin, name, name_en, price, attributes, image_url, active)
        -- Rows are locked in the order of their keys, so that two imports wait for each other and do not deadlock.
        ORDER BY n.sku COLLATE "C"
        ON CONFLICT (sku) DO UPDATE
        SET gtin = excluded.gtin, name = excluded.name, name_en = excluded.name_en, price = excluded.price,
            attributes = excluded.attributes, image_url = excluded.image_url, active = excluded.active,
            updated_at = excluded.updated_at
        WHERE (s.gtin, s.name, s.name_en, s.price, s.attributes, s.image_url, s.active)
            IS DISTINCT FROM (excluded.gtin, excluded.name, excluded.name_en, excluded.price, excluded.attributes,
                excluded.image_url, excluded.active)
        """

    package let items: [CatalogueItem]
    package let at: Instant

    /// Takes items whose SKUs all differ.
    package init(_ items: [CatalogueItem], at: Instant) {
        self.items = items
        self.at = at
    }

    package func bind(_ parameters: inout Parameters) {
        items.addColumns(to: &parameters)
        parameters.add(at)
    }
}

/// Tells for each item whether the catalogue lacks it, has it otherwise, or has it just so.
package struct CompareSKUs: Statement {
    package enum Finding: String, Sendable { case missing, differs, same }

    package static let sql = """
        SELECT n.sku,
            CASE
                WHEN s.sku IS NULL THEN 'missing'
                WHEN (s.gtin, s.name, s.name_en, s.price, s.attributes, s.image_url, s.active)
                    IS DISTINCT FROM
                    (n.gtin, n.name, n.name_en, n.price, n.attributes, n.image_url, n.active) THEN 'differs'
                ELSE 'same'
            END
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::jsonb[], $7::text[], $8::bool[])
            AS n(sku, gtin, name, name_en, price, attributes, image_url, active)
        LEFT JOIN sku s ON s.sku = n.sku
        """
    package static let isReadOnly = true

    package let items: [CatalogueItem]

    package init(_ items: [CatalogueItem]) { self.items = items }

    package func bind(_ parameters: inout Parameters) { items.addColumns(to: &parameters) }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> (sku: SKU, finding: Finding) {
        (SKU(stored: try row()), Finding(rawValue: try row(String.self)) ?? .differs)
    }
}

extension [CatalogueItem] {
    /// Adds one array for each column: sku, gtin, name, name_en, price, attributes, image_url, active.
    fileprivate func addColumns(to parameters: inout Parameters) {
        parameters.add(map(\.sku.code))
        parameters.add(map(\.gtin?.padded))
        parameters.add(map(\.name))
        parameters.add(map(\.nameEN))
        parameters.add(map { Int32(clamping: $0.price) })
        parameters.add(map { JSONB(text: JSON.object($0.attributes).text) })
        parameters.add(map(\.imageURL))
        parameters.add(map(\.isActive))
    }
}
