// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@testable import Stock

@Suite("Substitutes")
struct SubstituteTests {
    static let here = LocationID(stored: "S001")

    static func item(_ sku: String, _ name: String, _ price: Int, isActive: Bool = true) -> CatalogueItem {
        CatalogueItem(sku: SKU(stored: sku), name: name, price: price, isActive: isActive)
    }

    static func lack(_ units: Int = 1, _ name: String = "皿（小）", isPaid: Bool = false) -> Lack {
        Lack(sku: SKU(stored: "P-S"), name: name, unitPrice: 1_000, units: units, isPaid: isPaid)
    }

    static func level(_ sku: String, _ onHand: Int, at location: LocationID = here) -> Availability {
        Availability(
            key: StockKey(location, SKU(stored: sku)), onHand: onHand, reserved: 0, safety: 0, now: Instant(seconds: 0))
    }

    @Test("Products are gathered by their name without its parentheses")
    func products() {
        #expect(Product.base("鉄のフライパン（24cm）", "（") == "鉄のフライパン")
        #expect(Product.base("（仮）", "（") == "（仮）" && Product.base("ほうき", "（") == "ほうき")
        #expect(Product.base("Iron frying pan (24 cm)", " (") == "Iron frying pan")
        let items = [Self.item("P-S", "皿（小）", 1_000), Self.item("B", "ほうき", 500), Self.item("P-L", "皿（大）", 2_000)]
        #expect(Product.grouping(items).map { $0.items.map(\.sku.code) } == [["P-S", "P-L"], ["B"]])
    }

    @Test("A substitute is another size or colour of the same thing that is sold; who paid gets nothing dearer")
    func siblings() {
        let found = [
            Self.item("P-S", "皿（小）", 1_000), Self.item("P-L", "皿（大）", 2_000), Self.item("P-W", "皿（白）", 900),
            Self.item("P-O", "皿（旧）", 900, isActive: false), Self.item("P-N", "皿（小）", 900),
            Self.item("Q", "皿立て（小）", 900), Self.item("P", "皿", 900),
        ]
        #expect(Self.lack().siblings(among: found).map(\.sku.code) == ["P-L", "P-W", "P"])
        #expect(Self.lack(isPaid: true).siblings(among: found).map(\.sku.code) == ["P-W", "P"])
        #expect(Self.lack(1, "皿").siblings(among: found).isEmpty)
    }

    @Test("Of the substitutes those come first that are nearest in price; what is too few is not offered")
    func nearest() {
        let siblings = [
            Self.item("A", "皿（甲）", 1_500), Self.item("B", "皿（乙）", 1_100), Self.item("C", "皿（丙）", 900),
            Self.item("D", "皿（丁）", 1_000), Self.item("E", "皿（戊）", 3_000),
        ]
        let levels = [("A", 2), ("B", 2), ("C", 5), ("D", 1), ("E", 9)].map { Self.level($0.0, $0.1) }
        let offered = Self.lack(2).substitutes(among: siblings, with: levels, limit: 3)
        #expect(offered.map(\.sku.code) == ["B", "C", "A"])
    }

    @Test("The first location that has all of it sends it")
    func source() {
        let (near, far) = (LocationID(stored: "S002"), LocationID(stored: "S003"))
        let levels = [
            Self.level("P-S", 1, at: Self.here), Self.level("Q", 9, at: Self.here), Self.level("P-S", 2, at: near),
            Self.level("P-S", 5, at: far),
        ]
        #expect(Self.lack(1).source(among: levels) == Self.here && Self.lack(2).source(among: levels) == near)
        #expect(Self.lack(3).source(among: levels) == far && Self.lack(6).source(among: levels) == nil)
    }

    @Test("Another store must have all that is wanted; the nearest come first, then those that lie nobody knows where")
    func stores() {
        func place(_ code: String, _ kind: Location.Kind, east: Double?, isActive: Bool = true) -> Location {
            Location(
                id: LocationID(stored: code), kind: kind, name: code,
                coordinates: east.flatMap { Coordinates(latitude: 35, longitude: $0) }, isActive: isActive)
        }
        let home = place("S001", .store, east: 139)
        let directory = Directory(
            locations: [
                home, place("S002", .store, east: 141), place("S003", .store, east: 140),
                place("S004", .store, east: nil), place("S005", .store, east: 139.1, isActive: false),
                place("W001", .warehouse, east: 139),
            ], hours: [:], closures: [:], holidays: [])
        let others = directory.stores(otherThan: home, limit: 10)
        #expect(others.map(\.store.id.code) == ["S003", "S002", "S004"])
        #expect(others.map { $0.metres == nil } == [false, false, true])
        #expect(
            directory.stores(otherThan: place("S001", .store, east: nil), limit: 10).map(\.store.id.code)
                == ["S002", "S003", "S004"])
        let levels = others.flatMap { other in
            [
                Self.level("A", other.store.id.code == "S003" ? 1 : 2, at: other.store.id),
                Self.level("B", 1, at: other.store.id),
            ]
        }
        let having = StockRoom.stores(
            among: others, having: [SKU(stored: "A"): 2, SKU(stored: "B"): 1], levels)
        #expect(having.map(\.store.id.code) == ["S002", "S004"])
    }
}
