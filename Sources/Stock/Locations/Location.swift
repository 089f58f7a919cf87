// SPDX-License-Identifier: Apache-2.0
import Kit

/// Describes one place that holds stock, as customers and staff see it.
package struct Location: Hashable, Sendable, Identifiable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Customers come here.
        case store
        /// Sends to stores and homes; nobody collects here.
        case warehouse
    }

    package let id: LocationID
    package var kind: Kind
    package var name: String
    package var nameEN: String
    package var kana: String
    package var postalCode: String
    package var address: String
    package var addressEN: String
    package var phone: String
    package var coordinates: Coordinates?
    package var zone: Zone
    package var isActive: Bool

    package init(
        id: LocationID, kind: Kind, name: String, nameEN: String = "", kana: String = "", postalCode: String = "",
        address: String = "", addressEN: String = "", phone: String = "", coordinates: Coordinates? = nil,
        zone: Zone = .tokyo, isActive: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.nameEN = nameEN
        self.kana = kana
        self.postalCode = postalCode
        self.address = address
        self.addressEN = addressEN
        self.phone = phone
        self.coordinates = coordinates
        self.zone = zone
        self.isActive = isActive
    }
}
