// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Reservations
import Stock

/// Prints what the component shows: everything in the customer's language, nothing that is not shown.
struct EmbedAnswer {
    let model: ItemModel
    let visitor: Visitor

    private var words: any Wording { visitor.words }

    var json: JSON {
        let item = model.item
        return [
            "sku": .string(item.sku.code), "name": .string(visitor.pick(ja: item.name, en: item.nameEN)),
            "price": .string(words.yen(item.price)), "language": .string(visitor.language.rawValue),
            "stores": .array(model.shelves.map(store)),
            "words": .object(JSON.Object(ShopWord.allCases.map { ($0.rawValue, JSON.string(words.shop($0))) })),
        ]
    }

    private func store(_ shelf: ItemModel.Shelf) -> JSON {
        let text = ShelfText(shelf: shelf, visitor: visitor)
        return [
            "location": .string(shelf.store.id.code), "name": .string(text.name),
            "address": .string(visitor.pick(ja: shelf.store.address, en: shelf.store.addressEN)),
            "distance": JSON(text.distance), "hours": .string(text.hours), "stock": .string(words.stock(shelf.level)),
            "has": .bool(shelf.available > 0),
        ]
    }

    /// Prints a reservation that was just made: where it is followed, and until when it is kept.
    static func made(_ reservation: Reservation, url: String, directory: Directory, visitor: Visitor) -> JSON {
        let store = directory[reservation.location]
        let moment = visitor.words.moment(
            reservation.pickUpBy, in: store?.zone ?? .tokyo, asOf: reservation.createdAt)
        return [
            "reservation": .string(reservation.id.description), "link": .string(url),
            "store": .string(store.map { visitor.pick(ja: $0.name, en: $0.nameEN) } ?? ""),
            "pick_up_by": .string(moment),
        ]
    }
}

extension ReserveInput {
    /// Reads what the component sent: as a form, with the names of its fields.
    init(_ wish: JSON, key: String) {
        self.init(key: key)
        store = wish["store"]?.string ?? ""
        quantity = wish["quantity"]?.string ?? wish["quantity"]?.int.map(String.init) ?? "1"
        name = wish["name"]?.string ?? ""
        phone = wish["phone"]?.string ?? ""
        mail = wish["mail"]?.string ?? ""
        note = wish["note"]?.string ?? ""
        wantsCall = wish["call"]?.bool ?? false
    }
}
