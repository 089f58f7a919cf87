// SPDX-License-Identifier: Apache-2.0

/// Says what the demo shop says.
package protocol ShopWording: Sendable {
    var shopTitle: String { get }
    var shopLead: String { get }
    var demoNote: String { get }
    var search: String { get }
    var searchField: String { get }
    var aisles: String { get }
    var allGoods: String { get }
    func aisle(_ aisle: Aisle) -> String
    func found(_ count: Int) -> String
    var nothingFound: String { get }
    func variants(_ count: Int) -> String
    func from(_ price: String) -> String
    var taxIncluded: String { get }
    var otherVariants: String { get }
    var janCode: String { get }

    var nearWhich: String { get }
    var nearAny: String { get }
    var show: String { get }
    func stock(_ level: ShelfLevel) -> String
    func kilometres(_ text: String) -> String
    var warehouseNote: String { get }
    var moreStores: String { get }

    var reserveTitle: String { get }
    var reserveLead: String { get }
    var store: String { get }
    var chooseStore: String { get }
    var name: String { get }
    var nameHint: String { get }
    var phoneField: String { get }
    var phoneHint: String { get }
    var mailField: String { get }
    var oneContact: String { get }
    var quantityField: String { get }
    var callMe: String { get }
    var callMeHint: String { get }
    var note: String { get }
    var optional: String { get }
    var required: String { get }
    var reserve: String { get }
    var soldOutEverywhere: String { get }
    var pleaseCorrect: String { get }
    func fault(_ fault: ReserveFault) -> String
    func soldOut(available: Int, store: String) -> String
}

/// Says how likely a unit is to be had, without promising a number that may change until the form is sent.
package enum ShelfLevel: Sendable, Equatable {
    case plenty
    case few(Int)
    case none
}

/// Says what is wrong with one field of the form.
package enum ReserveFault: Sendable, Hashable, CaseIterable {
    case storeMissing, nameMissing, nameUnreadable, contactMissing, phoneUnreadable, mailUnreadable, quantityOff
    case noteTooLong, phoneForCall
}

/// Names the aisles of the demo shop, by the drawings of `seeds/images`.
package enum Aisle: String, Sendable, CaseIterable {
    case kitchen, tableware, living, bath, bedding, apparel, accessories, bags, umbrellas, stationery, appliances, gifts

    /// Reads the aisle from the address of a SKU's picture; nil for goods of another catalogue.
    init?(imageURL: String) {
        guard let file = imageURL.split(separator: "/").last, file.hasSuffix(".svg") else { return nil }
        self.init(rawValue: String(file.dropLast(4)))
    }

    var image: Paths { .image("\(rawValue).svg") }
}
