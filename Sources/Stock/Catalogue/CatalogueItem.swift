// SPDX-License-Identifier: Apache-2.0
import Kit

/// Describes a SKU as far as a file says: what it leaves out stays as it stands, and is as in `item` where the SKU is new.
package struct PartialItem: Sendable {
    package struct Columns: OptionSet, Sendable {
        package let rawValue: Int32

        package init(rawValue: Int32) { self.rawValue = rawValue }

        package static let gtin = Columns(rawValue: 1)
        package static let nameEN = Columns(rawValue: 2)
        package static let image = Columns(rawValue: 4)
        package static let active = Columns(rawValue: 8)
        /// The attributes as a whole: those that are given are set, or taken away where they are `null`.
        package static let attributes = Columns(rawValue: 16)
    }

    package var item: CatalogueItem
    package var leftOut: Columns

    package init(_ item: CatalogueItem, leftOut: Columns = []) {
        self.item = item
        self.leftOut = leftOut
    }
}

/// Describes one SKU as it is sold.
package struct CatalogueItem: Equatable, Sendable {
    package let sku: SKU
    package var gtin: GTIN?
    /// In Japanese, or in the only language there is.
    package var name: String
    /// In English; empty when there is none.
    package var nameEN: String
    /// In yen, tax included; 0 or more.
    package var price: Int
    /// Colour, size and whatever else tells this SKU from others.
    package var attributes: JSON.Object
    /// A URL of http or https, or a path of this service (`PictureAddress`); empty when there is none.
    package var imageURL: String
    /// False when it is no longer sold.
    package var isActive: Bool

    package init(
        sku: SKU, gtin: GTIN? = nil, name: String, nameEN: String = "", price: Int, attributes: JSON.Object = [:],
        imageURL: String = "", isActive: Bool = true
    ) {
        self.sku = sku
        self.gtin = gtin
        self.name = name
        self.nameEN = nameEN
        self.price = price
        self.attributes = attributes
        self.imageURL = imageURL
        self.isActive = isActive
    }
}
