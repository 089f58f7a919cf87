// SPDX-License-Identifier: Apache-2.0
import Kit

/// Names the layouts that an import reads. A file's header, or the first object of a JSONL file, tells which it is.
package enum ImportFormat: String, Sendable, CaseIterable {
    case locations, hours, closures, holidays, catalogue, stock
    case shopifyProducts = "shopify_products"
    case shopifyInventory = "shopify_inventory"

    /// Columns without which a file is not of this layout, in lower case.
    package var requiredColumns: [String] {
        switch self {
        case .locations: ["location", "kind", "name"]
        case .hours: ["location", "day", "opens", "closes"]
        case .closures: ["location", "first_day", "last_day"]
        case .holidays: ["day", "name"]
        case .catalogue: ["sku", "name", "price"]
        case .stock: ["location", "sku", "on_hand"]
        case .shopifyProducts: ["handle", "title", "variant sku", "variant price"]
        case .shopifyInventory: ["handle", "sku", "location", "on hand"]
        }
    }

    /// Finds the layout of a header; nil when it is none of them. Case and order of the columns do not matter.
    package static func detect(_ header: [String]) -> ImportFormat? {
        let columns = Set(header.map(ImportFormat.columnName))
        // Shopify's layouts first: the own ones would not miss their further columns.
        return [.shopifyProducts, .shopifyInventory, .hours, .closures, .stock, .catalogue, .locations, .holidays]
            .first { columns.isSuperset(of: $0.requiredColumns) }
    }

    /// Finds a delimiter other than the comma by which the first line of a text would be the header of a known layout.
    static func otherDelimiter(inHeaderOf head: [UInt8]) -> Character? {
        let lines = String(decoding: head.prefix(Limits.importRowBytes), as: UTF8.self).split(
            whereSeparator: \.isNewline)
        guard let line = lines.first(where: { !$0.trimmed.isEmpty }) else { return nil }
        return ["\t", ";", "|", "，", "、", "；", ":"].first { (delimiter: Character) in
            let names = line.split(separator: delimiter).map { $0.trimmed.filter { $0 != "\"" } }
            return names.count > 1 && detect(names) != nil
        }
    }

    /// Finds the layout that the `type` of a JSON object names.
    static func named(_ type: String) -> ImportFormat? {
        switch type {
        case "location": .locations
        case "closure": .closures
        case "holiday": .holidays
        case "item": .catalogue
        default: ImportFormat(rawValue: type)
        }
    }

    /// Brings a column's name to the form in which it is looked for. Shopify's inventory export says behind its newer
    /// names whether a column may be edited (`On hand (new)`, `Committed (not editable)`).
    static func columnName(_ text: String) -> String {
        let name = text.trimmed.lowercased()
        for ending in [" (new)", " (not editable)"] where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }
}

extension StringProtocol {
    /// The text without white space at its ends, the ideographic space included.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
