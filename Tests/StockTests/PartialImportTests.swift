// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Stock

/// What a file does not have a column for stands as it stood; an empty cell takes away.
@Suite("Files with some of the columns")
struct PartialImportTests {
    /// A column that may be left out: its name, a cell, and what the cell makes of the thing.
    private struct Column<Thing> {
        let name: String
        let cell: String
        let change: (inout Thing) -> Void
    }

    private static let seed = UInt64.random(in: 1...1_000_000_000)

    /// Draws subsets, the empty and the full one among them.
    private func subsets<T>(of columns: [T], count: Int) -> [[T]] {
        var random = SeededRandom(seed: Self.seed)
        let drawn = (0..<count).map { _ in columns.filter { _ in Bool.random(using: &random) } }
        return [[], columns] + drawn
    }

    private func csv<T>(_ needed: [(String, String)], _ columns: [Column<T>]) -> String {
        let all = needed + columns.map { ($0.name, $0.cell) }
        return all.map(\.0).joined(separator: ",") + "\n"
            + all.map { "\"" + $0.1.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") + "\n"
    }

    private func json<T>(_ type: String, _ needed: [(String, String)], _ columns: [Column<T>]) -> String {
        var object: JSON.Object = ["type": .string(type)]
        for (name, cell) in needed { object[name] = .string(cell) }
        for column in columns { object[column.name] = column.cell.isEmpty ? .null : .string(column.cell) }
        return JSON.object(object).text + "\n"
    }

    private let whole = CatalogueItem(
        sku: SKU(stored: "Z"), gtin: GTIN("4599999001076"), name: "皿", nameEN: "Plate", price: 100,
        attributes: ["色": .string("白"), "産地": .string("益子")], imageURL: "/z.png", isActive: false)

    private func stand(_ item: CatalogueItem, in shop: Shop) async throws {
        _ = try await shop.database.run(UpsertSKUs([item], at: shop.effects.now()))
    }

    @Test("Goods keep what the catalogue file has no column for, in every layout", arguments: [true, false])
    func catalogue(isEmpty: Bool) async throws {
        let columns: [Column<CatalogueItem>] = [
            Column(name: "gtin", cell: isEmpty ? "" : "4599999000215") {
                $0.gtin = isEmpty ? nil : GTIN("4599999000215")
            },
            Column(name: "name_en", cell: isEmpty ? "" : "Dish") { $0.nameEN = isEmpty ? "" : "Dish" },
            Column(name: "image_url", cell: isEmpty ? "" : "/y.png") { $0.imageURL = isEmpty ? "" : "/y.png" },
            Column(name: "active", cell: "true") { $0.isActive = true },
            Column(name: "attributes", cell: isEmpty ? "" : "{\"形\":\"丸\"}") {
                $0.attributes = isEmpty ? [:] : ["形": .string("丸")]
            },
            Column(name: "attributes.色", cell: isEmpty ? "" : "黒") {
                $0.attributes["色"] = isEmpty ? nil : .string("黒")
            },
        ]
        try await withShop { shop in
            for subset in subsets(of: columns, count: 15) {
                for isJSON in [false, true] {
                    try await stand(whole, in: shop)
                    var expected = whole
                    (expected.name, expected.price) = ("大皿", 200)
                    for column in subset { column.change(&expected) }
                    let needed = [("sku", "Z"), ("name", "大皿"), ("price", "200")]
                    let text = isJSON ? json("item", needed, subset) : csv(needed, subset)
                    let report = try await shop.load(text)
                    #expect(report.failed == 0, "\(text)")
                    let now = try await shop.database.first(FindSKUs([whole.sku]))
                    #expect(now == expected, "seed \(Self.seed): \(text)")
                    // The same file again changes nothing.
                    #expect(try await shop.load(text).counts[.catalogue]?.unchanged == 1, "\(text)")
                }
            }
        }
    }

    @Test("A product export of another shop keeps what it knows nothing of")
    func shopify() async throws {
        let columns: [Column<CatalogueItem>] = [
            Column(name: "Variant Barcode", cell: "") { $0.gtin = nil },
            Column(name: "Status", cell: "active") { $0.isActive = true },
            Column(name: "Variant Image", cell: "/s.png") { $0.imageURL = "/s.png" },
            Column(name: "Vendor", cell: "窯元") { $0.attributes["vendor"] = .string("窯元") },
            Column(name: "Type", cell: "") { $0.attributes["type"] = nil },
        ]
        var old = whole
        old.attributes["type"] = .string("器")
        try await withShop { shop in
            for subset in subsets(of: columns, count: 10) {
                try await stand(old, in: shop)
                var expected = old
                (expected.name, expected.price) = ("大皿", 200)
                for column in subset { column.change(&expected) }
                let text = csv(
                    [("Handle", "plate"), ("Title", "大皿"), ("Variant SKU", "Z"), ("Variant Price", "200")], subset)
                #expect(try await shop.load(text).failed == 0, "\(text)")
                #expect(try await shop.database.first(FindSKUs([whole.sku])) == expected, "seed \(Self.seed): \(text)")
            }
            // A barcode that cannot be read is told, and leaves the one that stands.
            try await stand(old, in: shop)
            let report = try await shop.load(
                csv(
                    [("Handle", "plate"), ("Title", "大皿"), ("Variant SKU", "Z"), ("Variant Price", "200")],
                    [Column<CatalogueItem>(name: "Variant Barcode", cell: "not-a-code") { _ in }]))
            #expect(report.warnings == 1)
            #expect(try await shop.database.first(FindSKUs([whole.sku]))?.gtin == whole.gtin)
        }
    }

    @Test("A store keeps its address, its zone and its being closed")
    func locations() async throws {
        let zone = try #require(Zone("Asia/Seoul"))
        var old = Location(
            id: Shop.s2, kind: .store, name: "駅前店", nameEN: "Station", kana: "エキマエ", postalCode: "100-0001",
            address: "東京都", addressEN: "Tokyo", phone: "03-0000-0000")
        (old.coordinates, old.zone, old.isActive) = (Coordinates(latitude: 35, longitude: 139), zone, false)
        let columns: [Column<Location>] = [
            Column(name: "name_en", cell: "") { $0.nameEN = "" },
            Column(name: "kana", cell: "エキ") { $0.kana = "エキ" },
            Column(name: "postal_code", cell: "") { $0.postalCode = "" },
            Column(name: "address", cell: "大阪府") { $0.address = "大阪府" },
            Column(name: "address_en", cell: "") { $0.addressEN = "" },
            Column(name: "phone", cell: "") { $0.phone = "" },
            Column(name: "time_zone", cell: "Asia/Taipei") { $0.zone = Zone("Asia/Taipei") ?? $0.zone },
            Column(name: "active", cell: "true") { $0.isActive = true },
        ]
        try await withShop { shop in
            for subset in subsets(of: columns, count: 15) {
                for isJSON in [false, true] {
                    _ = try await shop.database.run(UpsertLocations([old]))
                    var expected = old
                    expected.name = "新駅前店"
                    for column in subset { column.change(&expected) }
                    let needed = [("location", "S002"), ("kind", "store"), ("name", "新駅前店")]
                    let text = isJSON ? json("location", needed, subset) : csv(needed, subset)
                    #expect(try await shop.load(text).failed == 0, "\(text)")
                    let now = try await shop.database.run(ReadLocations()).first { $0.id == Shop.s2 }
                    #expect(now == expected, "seed \(Self.seed): \(text)")
                }
            }
        }
    }

    @Test("A code that two SKUs on sale bear is told with the line that brings it")
    func sharedCode() async throws {
        try await withShop { shop in
            try await stand(whole, in: shop)
            let first = try await shop.load("sku,gtin,name,price\nZ1,4599999001076,皿,100\n")
            // Z is no longer sold.
            #expect(first.warnings == 0)
            let second = try await shop.load("sku,gtin,name,price\nY1,,鉢,100\nZ2,4599999001076,皿,100\n")
            #expect(second.faults.map { "\($0.line) \($0.reason.code)" } == ["3 shared_gtin"])
            #expect(second.failed == 0 && second.counts[.catalogue]?.created == 2)
        }
    }

    @Test("A closure keeps its reason, a holiday its English name")
    func days() async throws {
        try await withShop { shop in
            _ = try await shop.load("location,first_day,last_day,reason\nS001,2026-12-30,2026-12-31,年末\n")
            _ = try await shop.load("location,first_day,last_day\nS001,2026-12-30,2027-01-02\n")
            let closure = try #require(try await shop.database.run(ReadClosures()).first)
            #expect(closure.closure.reason == "年末")
            #expect(closure.closure.days.upperBound == Day("2027-01-02"))
            _ = try await shop.load("location,first_day,last_day,reason\nS001,2026-12-30,2027-01-02,\n")
            #expect(try await shop.database.run(ReadClosures()).first?.closure.reason == "")
            _ = try await shop.load("day,name,name_en\n2027-01-01,元日,New Year's Day\n")
            _ = try await shop.load("day,name\n2027-01-01,元旦\n")
            let holiday = try #require(
                try await shop.database.run(ReadHolidays()).first { $0.day == Day("2027-01-01") })
            #expect(holiday.name == "元旦" && holiday.nameEN == "New Year's Day")
        }
    }
}
