// SPDX-License-Identifier: Apache-2.0
import Kit

/// Reads what both of Shopify's exports have in common.
enum ShopifyColumns {
    /// The values of up to three options.
    static func optionValues(_ row: ImportRow) throws(ColumnFault) -> [String] {
        [try row.text("option1 value"), try row.text("option2 value"), try row.text("option3 value")]
    }

    /// The names of up to three options.
    static func optionNames(_ row: ImportRow) throws(ColumnFault) -> [String] {
        [try row.text("option1 name"), try row.text("option2 name"), try row.text("option3 name")]
    }

    /// Pairs the options that a variant has. A product without options carries `Title: Default Title`.
    static func options(names: [String], values: [String]) -> [(name: String, value: String)] {
        zip(names, values).filter { name, value in
            !value.isEmpty && !(name == "Title" && value == "Default Title")
        }.map { ($0.isEmpty ? "option" : $0, $1) }
    }

    /// Reads a SKU, or makes one where the column is empty.
    static func sku(
        _ row: ImportRow, _ column: String, handle: String, options: [(name: String, value: String)]
    ) throws(ColumnFault) -> (sku: SKU, isMade: Bool) {
        let code = unquoted(row[column])
        if !code.isEmpty {
            guard let sku = SKU(code) else { throw ColumnFault(column, .badSKU) }
            return (sku, false)
        }
        guard let sku = MadeSKU.make(handle: handle, options: options) else { throw ColumnFault("handle", .badSKU) }
        return (sku, true)
    }

    /// Takes away the apostrophe by which Shopify keeps spreadsheets from reading codes as numbers.
    static func unquoted(_ text: String) -> String { text.hasPrefix("'") ? String(text.dropFirst()) : text }
}
