// SPDX-License-Identifier: Apache-2.0
import API
import Kit
import Stock

/// Holds what the list of the shop shows.
struct ShopModel: Sendable {
    /// The aisle that was chosen; nil for all of them.
    let aisle: Aisle?
    /// What was searched for; empty without a search.
    let text: String
    let products: [Product]

    /// Shows the way into the aisles: nothing was chosen and nothing searched for.
    var isEntrance: Bool { aisle == nil && text.isEmpty }
}

/// Names the place near which stores are looked for: a store, or a point that a browser told.
enum Near: Sendable, Equatable {
    case store(LocationID)
    case point(Coordinates)

    /// Reads a store's code, or latitude and longitude with a comma between; nil for anything else.
    init?(_ text: String) {
        if let point = Coordinates(reading: text) {
            self = .point(point)
        } else if let store = LocationID(text) {
            self = .store(store)
        } else {
            return nil
        }
    }

    var store: LocationID? {
        if case .store(let store) = self { store } else { nil }
    }

    /// The form in which a link carries it on.
    var text: String {
        switch self {
        case .store(let store): store.code
        case .point(let point): "\(point.latitude),\(point.longitude)"
        }
    }
}

extension Product {
    /// Gives what distinguishes an item from its siblings: what stands in the parentheses, else its code.
    static func distinction(_ item: CatalogueItem, _ visitor: Visitor) -> String {
        let name = visitor.pick(ja: item.name, en: item.nameEN)
        let opening = name.hasSuffix("）") ? "（" : " ("
        let rest = name.dropFirst(base(name, opening).count + opening.count).dropLast()
        return rest.isEmpty ? item.sku.code : String(rest)
    }
}

/// Holds what the page of one SKU shows.
struct ItemModel: Sendable {
    let item: CatalogueItem
    /// Its siblings with itself; only itself when it has none.
    let product: Product
    let shelves: [Shelf]
    /// The place near which shelves are sorted; nil when none was chosen.
    let near: Near?

    /// Tells what one store has of it.
    struct Shelf: Sendable {
        let store: Location
        let available: Int
        /// From the chosen store; nil when none was chosen.
        let metres: Double?
        /// It is the chosen store itself.
        let isHere: Bool
        /// Whether it is open at this moment.
        let isOpen: Bool
        /// Today's hours, as they stand at the door.
        let today: [Range<Int>]

        var level: ShelfLevel {
            switch available {
            case ...0: .none
            case 1...3: .few(available)
            default: .plenty
            }
        }
    }

    var isSoldOut: Bool { shelves.allSatisfy { $0.available <= 0 } }
}
