// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Writes SKUs of the catalogue; one that is there already is changed only where it differs.
package struct UpsertSKUs: Statement {
    package static let sql = """
        -- Rows are locked in the order of their keys, so that two imports wait for each other and do not deadlock; what is
        -- left out is taken from the locked row, so that an edit by hand in between stands.
        WITH locked AS (
            SELECT * FROM sku WHERE sku = ANY ($1::text[]) ORDER BY sku FOR NO KEY UPDATE
        ),
        n AS (\(MergedSKUs.select(known: "locked")))
        INSERT INTO sku AS s (sku, gtin, name, name_en, price, attributes, image_url, active, updated_at)
        SELECT n.sku, n.gtin, n.name, n.name_en, n.price, n.attributes, n.image_url, n.active, $10
        FROM n
        ORDER BY n.sku COLLATE "C"
        ON CONFLICT (sku) DO UPDATE
        SET gtin = excluded.gtin, name = excluded.name, name_en = excluded.name_en, price = excluded.price,
            attributes = excluded.attributes, image_url = excluded.image_url, active = excluded.active,
            updated_at = excluded.updated_at
        WHERE (s.gtin, s.name, s.name_en, s.price, s.attributes, s.image_url, s.active)
            IS DISTINCT FROM (excluded.gtin, excluded.name, excluded.name_en, excluded.price, excluded.attributes,
                excluded.image_url, excluded.active)
        """

    package let items: [PartialItem]
    package let at: Instant

    /// Takes items whose SKUs all differ.
    package init(_ items: [CatalogueItem], at: Instant) { self.init(items.map { PartialItem($0) }, at: at) }

    /// Takes items whose SKUs all differ.
    package init(_ items: [PartialItem], at: Instant) {
        self.items = items
        self.at = at
    }

    package func bind(_ parameters: inout Parameters) {
        MergedSKUs.bind(items, to: &parameters)
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
        FROM (\(MergedSKUs.select(known: "sku"))) n
        LEFT JOIN sku s ON s.sku = n.sku
        """
    package static let isReadOnly = true

    package let items: [PartialItem]

    package init(_ items: [PartialItem]) { self.items = items }

    package func bind(_ parameters: inout Parameters) { MergedSKUs.bind(items, to: &parameters) }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> (sku: SKU, finding: Finding) {
        (SKU(stored: try row()), Finding(rawValue: try row(String.self)) ?? .differs)
    }
}

/// Fills in what items leave out from what is known of their SKUs.
private enum MergedSKUs {
    /// Selects the columns of `sku` as they are to be.
    ///
    /// - Parameter known: the table, or a part of it, that is asked for what stands.
    static func select(known: String) -> String {
        func column(_ name: String, _ column: PartialItem.Columns) -> String {
            "CASE WHEN k.sku IS NULL OR g.left_out & \(column.rawValue) = 0 THEN g.\(name) ELSE k.\(name) END AS \(name)"
        }
        return """
            SELECT g.sku, \(column("gtin", .gtin)), g.name, \(column("name_en", .nameEN)), g.price,
                CASE WHEN g.left_out & \(PartialItem.Columns.attributes.rawValue) = 0 THEN g.attributes
                    ELSE (coalesce(k.attributes, '{}')
                            - ARRAY(SELECT e.key FROM jsonb_each(g.attributes) e WHERE e.value = 'null'))
                        || jsonb_strip_nulls(g.attributes) END AS attributes,
                \(column("image_url", .image)), \(column("active", .active))
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::jsonb[], $7::text[], $8::bool[],
                $9::int[]) AS g(sku, gtin, name, name_en, price, attributes, image_url, active, left_out)
            LEFT JOIN \(known) k ON k.sku = g.sku
            """
    }

    /// Adds one array for each column: sku, gtin, name, name_en, price, attributes, image_url, active, left_out.
    static func bind(_ items: [PartialItem], to parameters: inout Parameters) {
        parameters.add(items.map(\.item.sku.code))
        parameters.add(items.map(\.item.gtin?.padded))
        parameters.add(items.map(\.item.name))
        parameters.add(items.map(\.item.nameEN))
        parameters.add(items.map { Int32(clamping: $0.item.price) })
        parameters.add(items.map { JSONB(text: JSON.object($0.item.attributes).text) })
        parameters.add(items.map(\.item.imageURL))
        parameters.add(items.map(\.item.isActive))
        parameters.add(items.map(\.leftOut.rawValue))
    }
}
