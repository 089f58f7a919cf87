// SPDX-License-Identifier: Apache-2.0
import Kit

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
    /// An absolute URL or a path of this service; empty when there is none.
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
