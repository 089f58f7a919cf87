// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads a product export of Shopify: a product's first row says what is common to its variants, further rows of the
/// same handle are variants or pictures.
///
/// Title, vendor, type, text and option names are carried down; option values are appended to the name. Prices are
/// taken as yen (or by `ImportOptions.yenPerUnit`) and rounded with a warning, unless fractions are refused. Stock is
/// taken for the location that the options name. What the file has no column for leaves what stands, and so do a barcode and
/// the address of a picture that are none; of the attributes only those are touched that the export knows.
struct ShopifyProductLayout: ImportLayout {
    private struct Product {
        let handle: String
        /// nil when the first row was not good enough: then no variant is taken either.
        var title: String?
        var vendor = ""
        var type = ""
        var description = ""
        var image = ""
        /// nil when nothing is said of it.
        var isActive: Bool?
        var optionNames: [String] = []
    }

    private var catalogue = CatalogueSet()
    private var stock = StockSet()
    private var product: Product?

    var isFull: Bool { catalogue.isFull }

    mutating func take(_ row: ImportRow, _ run: ImportRun) throws(ColumnFault) {
        let handle = try row.needed("handle")
        if product?.handle != handle { product = Product(handle: handle) }
        guard var product else { return }
        if !row["title"].isEmpty {
            product = try described(row, product)
            self.product = product
        }
        let values = try ShopifyColumns.optionValues(row)
        if product.title == nil { throw ColumnFault("title", .productWithoutTitle) }
        if row["variant sku"].isEmpty, row["variant price"].isEmpty, values.allSatisfy(\.isEmpty) {
            // A further picture of the product.
            run.report.skipped += 1
            return
        }
        let options = ShopifyColumns.options(names: product.optionNames, values: values)
        let (sku, isMade) = try ShopifyColumns.sku(row, "variant sku", handle: handle, options: options)
        let item = try item(sku, row, product, options, run)
        try run.once(sku, column: "variant sku")
        if isMade { run.report.made(sku) }
        catalogue.add(item, line: row.line)
        takeQuantity(row, sku, run)
    }

    /// Reads what a product's first row says about all its variants.
    private func described(_ row: ImportRow, _ product: Product) throws(ColumnFault) -> Product {
        var product = product
        product.title = nil
        let title = try row.needed("title")
        product.vendor = try row.text("vendor")
        product.type = try row.text("type")
        product.description = HTMLText.words(of: row["body (html)"], limit: Limits.noteCharacters)
        product.image = try row.text("image src", limit: Limits.noteCharacters)
        product.isActive = row.has("status") ? !["draft", "archived"].contains(row["status"].lowercased()) : nil
        product.optionNames = try ShopifyColumns.optionNames(row)
        product.title = title
        return product
    }

    private func item(
        _ sku: SKU, _ row: ImportRow, _ product: Product, _ options: [(name: String, value: String)], _ run: ImportRun
    ) throws(ColumnFault) -> PartialItem {
        let name = ([product.title ?? ""] + options.map(\.value)).joined(separator: " ")
        guard name.count <= Limits.nameCharacters else { throw ColumnFault("title", .tooLong(Limits.nameCharacters)) }
        let text = try row.needed("variant price")
        guard let price = Price(text, yenPerUnit: run.options.yenPerUnit) else {
            throw ColumnFault("variant price", .notANumber)
        }
        if !price.isWhole {
            if run.options.refusesFractions { throw ColumnFault("variant price", .fractionOfYen) }
            run.report.add(
                ImportFault(.warning, line: row.line, column: "variant price", .roundedPrice(price.yen)))
        }
        var leftOut: PartialItem.Columns = [.nameEN, .attributes]
        var item = CatalogueItem(sku: sku, name: name, price: price.yen, isActive: product.isActive ?? true)
        if product.isActive == nil { leftOut.insert(.active) }
        let image = try row.text("variant image", limit: Limits.noteCharacters)
        let picture = image.isEmpty ? product.image : image
        if picture.isEmpty || PictureAddress.isGood(picture) {
            item.imageURL = picture
        } else {
            leftOut.insert(.image)
            run.report.add(
                ImportFault(
                    .warning, line: row.line, column: image.isEmpty ? "image src" : "variant image", .badPicture))
        }
        if !row.has("image src"), !row.has("variant image") { leftOut.insert(.image) }
        let barcode = ShopifyColumns.unquoted(row["variant barcode"])
        item.gtin = GTIN(barcode)
        if !row.has("variant barcode") { leftOut.insert(.gtin) }
        if item.gtin == nil, !barcode.isEmpty {
            leftOut.insert(.gtin)
            run.report.add(ImportFault(.warning, line: row.line, column: "variant barcode", .badGTIN))
        }
        for option in options { item.attributes[option.name] = .string(option.value) }
        for (name, column, value) in [
            ("vendor", "vendor", product.vendor), ("type", "type", product.type),
            ("description", "body (html)", product.description),
        ] where row.has(column) && item.attributes[name] == nil {
            item.attributes[name] = value.isEmpty ? .null : .string(value)
        }
        return PartialItem(item, leftOut: leftOut)
    }

    private mutating func takeQuantity(_ row: ImportRow, _ sku: SKU, _ run: ImportRun) {
        let column = "variant inventory qty"
        guard !row[column].isEmpty else { return }
        guard let location = run.options.location else {
            run.report.quantitiesWithoutLocation += 1
            return
        }
        do throws(ColumnFault) {
            guard let onHand = try row.number(column, StockSet.bounds) else { return }
            stock.add(
                StockSet.Figure(
                    line: row.line, column: column, key: StockKey(location, sku), onHand: onHand, safety: nil))
        } catch {
            // The variant is taken all the same, and its stock stays as it is.
            run.report.add(ImportFault(.warning, line: row.line, column: column, error.reason))
        }
    }

    mutating func flush(_ run: ImportRun, isEnd: Bool) async throws(DatabaseError) {
        try await catalogue.flush(run)
        try await stock.flush(run)
    }
}
