// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ
import Stock
import Synchronization
import TestSupport
import Testing

extension Shop {
    func load(_ text: String, _ options: ImportOptions = ImportOptions()) async throws -> ImportReport {
        try await load(Array(text.utf8), options)
    }

    func load(_ bytes: [UInt8], _ options: ImportOptions = ImportOptions()) async throws -> ImportReport {
        try await Importer(database: database, effects: effects).run(ImportSource(name: "test", bytes: bytes), options)
    }
}

private typealias Counts = ImportReport.Counts

/// Says `line column code` of each fault.
private func told(_ report: ImportReport) -> [String] {
    report.faults.map { "\($0.line) \($0.column) \($0.reason.code)" }
}

@Suite("Import")
struct ImporterTests {
    @Test(
        "A Shopify product export is taken whole, and a second time changes nothing",
        arguments: [
            ("apparel", 22, 22, 0), ("home-and-garden", 21, 21, 0), ("jewelery", 41, 23, 18),
        ])
    func shopifyProducts(file: String, rows: Int, variants: Int, pictures: Int) async throws {
        let path = try #require(Bundle.module.path(forResource: "Fixtures/\(file)", ofType: "csv"))
        try await withShop { shop in
            let importer = Importer(database: shop.database, effects: shop.effects)
            let options = ImportOptions(location: Shop.s1)
            let first = try await importer.run(ImportSource(path: path), options)
            #expect(first.rows == rows && first.skipped == pictures && first.failed == 0)
            #expect(first.format == .shopifyProducts)
            #expect(first.counts[.catalogue] == Counts(created: variants))
            #expect(first.counts[.stock] == Counts(created: variants))
            #expect(first.madeSKUCount == variants && first.madeSKUs.count == variants)
            let second = try await importer.run(ImportSource(path: path), options)
            #expect(second.changes == 0 && second.counts[.catalogue] == Counts(unchanged: variants))
            #expect(try await shop.violations() == 0)
        }
    }

    @Test("Variants carry their product's name and options, and prices that are no yen are told")
    func shopifyVariants() async throws {
        let path = try #require(Bundle.module.path(forResource: "Fixtures/home-and-garden", ofType: "csv"))
        try await withShop { shop in
            let importer = Importer(database: shop.database, effects: shop.effects)
            let report = try await importer.run(ImportSource(path: path))
            let pot = try #require(
                try await shop.database.first(FindSKUs([SKU(stored: "clay-plant-pot-size-large")])))
            #expect(pot.name == "Clay Plant Pot Large" && pot.price == 16)
            #expect(pot.attributes["Size"] == "Large" && pot.attributes["vendor"] == "Company 123")
            #expect(pot.attributes["description"] == "Classic blown clay pot for plants")
            #expect(report.warnings == 16 && report.faults.first?.reason == .roundedPrice(10))
            #expect(report.quantitiesWithoutLocation == 21 && report.counts[.stock] == nil)
            let refusing = try await importer.run(ImportSource(path: path), ImportOptions(refusesFractions: true))
            #expect(refusing.failed == 16 && refusing.faults.first?.reason == .fractionOfYen)
            let unknown = ImportOptions(location: LocationID(stored: "S999"))
            let nowhere = try await importer.run(ImportSource(path: path), unknown)
            #expect(told(nowhere) == ["0 location unknown_location"])
        }
    }

    @Test("A Shopify inventory export gives stock by a location's name")
    func shopifyInventory() async throws {
        try await withShop { shop in
            let header =
                "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Bin name,"
                + "Incoming (not editable),Unavailable (not editable),Committed (not editable),"
                + "Available (not editable),On hand (current),On hand (new)\n"
            let rows = """
                a,A,Title,Default Title,A,,,本店,,0,0,0,5,5,
                a,A,Title,Default Title,A,,,駅前店,,0,0,0,0,not stocked,
                b,B,Title,Default Title,B,,,s002,,0,0,0,3,3,4
                b,B,Title,Default Title,B,,,nowhere,,0,0,0,3,3,
                c,C,Title,Default Title,'C,,,倉庫,,0,0,0,3,-3,
                """
            let report = try await shop.load(header + rows)
            #expect(report.format == .shopifyInventory && report.skipped == 1)
            #expect(report.counts[.stock] == Counts(created: 3))
            #expect(told(report) == ["5 location unknown_location", "6 on hand (current) below_zero"])
            #expect(try await shop.level("C", at: Shop.w1).onHand == -3)
            #expect(try await shop.level("A").onHand == 5)
            #expect(try await shop.level("B", at: Shop.s2).onHand == 4)
        }
    }

    @Test("Stock is counted in, the ledger says why, and only differences are written")
    func stock() async throws {
        try await withShop { shop in
            let file = "location,sku,on_hand,safety\nS001,A,5,1\nS001,B,0,\ns002,A,3,0\n"
            #expect(try await shop.load(file).counts[.stock] == Counts(created: 3))
            #expect(try await shop.load(file).counts[.stock] == Counts(unchanged: 3))
            try await shop.apply([.reserve(4, of: SKU(stored: "A"), at: Shop.s1)])
            let changed = file.replacing("A,5,1", with: "A,3,2").replacing("A,3,0", with: "A,3,1")
            let report = try await shop.load(changed)
            #expect(report.counts[.stock] == Counts(updated: 2, unchanged: 1))
            let level = try await shop.level("A")
            #expect(level.onHand == 3 && level.short == 1 && level.movements == 2 && level.seenAt == nil)
            #expect(try await shop.violations() == 0)
            let ledger = try await shop.room.ledger(Shop.s1, SKU(stored: "A"))
            #expect(ledger.allSatisfy { $0.reason == "import" && $0.cause == "import:test" })
        }
    }

    @Test("Every fault is told with line, column and reason; the good rows are taken")
    func faults() async throws {
        try await withShop { shop in
            let report = try await shop.load(
                """
                location,sku,on_hand,safety
                S001,A,1,0
                S999,A,1,0
                S 1,A,1,0
                S001,NOPE,1,0
                S001,,1,0
                S001,B,x,0
                S001,B,-1,0
                S001,B,,0
                S001,A,2,0
                S001,B,1
                S001,"C
                S001,D,+4,0
                S001,E,4,0
                """)
            #expect(
                told(report) == [
                    "3 location unknown_location", "4 location bad_location", "5 sku unknown_sku", "6 sku empty",
                    "7 on_hand not_a_number", "8 on_hand below_zero", "9 on_hand empty", "10 sku duplicate",
                    "11  field_count", "12  quote_not_closed", "13 on_hand not_a_number",
                ])
            #expect(report.rows == 13 && report.failed == 10 && report.warnings == 1)
            #expect(report.counts[.stock] == Counts(created: 3))
        }
    }

    @Test("A catalogue is read with its faults, attributes and codes")
    func catalogue() async throws {
        try await withShop { shop in
            let file = """
                sku,gtin,name,name_en,price,image_url,attributes,attributes.色,active
                M1,4901234567894,マグ,Mug,1200,/m.svg,"{""サイズ"":""M""}",藍,
                M2,4901234567890,マグ,,1200,,,,
                M3,,マグ,,12.5,,,,
                M4,,,,100,,,,
                M5,,"ma\u{07}g",,100,,,,
                M6,,マグ,,100,,[1],,
                M7,,マグ,,abc,,,,
                M8,,マグ,,100,,,,maybe
                M9,,\(String(repeating: "長", count: 201)),,100,,,,
                \(String(repeating: "x", count: 65)),,マグ,,100,,,,
                M10,,マグ,,100,,,,false
                """
            let report = try await shop.load(file)
            #expect(
                told(report) == [
                    "3 gtin bad_gtin", "4 price fraction_of_yen", "5 name empty", "6 name control_character",
                    "7 attributes bad_attributes", "8 price not_a_number", "9 active bad_flag", "10 name too_long",
                    "11 sku bad_sku",
                ])
            #expect(report.counts[.catalogue] == Counts(created: 2))
            let found = try await shop.database.run(FindSKUs([SKU(stored: "M1"), SKU(stored: "M10")]))
            let mug = try #require(found.first { $0.sku.code == "M1" })
            #expect(mug.attributes == ["サイズ": "M", "色": "藍"] && mug.gtin?.isJAN == true)
            #expect(found.first { $0.sku.code == "M10" }?.isActive == false)
            #expect(try await shop.load(file).changes == 0)
        }
    }

    @Test("Places, hours, closures and holidays are read, and hours are replaced as a whole")
    func places() async throws {
        try await withShop { shop in
            let locations = """
                location,kind,name,latitude,longitude,time_zone
                S010,store,新宿店,35.69,139.70,Asia/Tokyo
                S011,stall,x,,,
                S012,store,x,35,,
                S013,store,x,,,Mars/Olympus
                """
            let first = try await shop.load(locations)
            #expect(told(first) == ["3 kind bad_kind", "4 latitude bad_coordinates", "5 time_zone bad_time_zone"])
            #expect(first.counts[.locations] == Counts(created: 1))
            #expect(try await shop.load(locations).changes == 0)
            let hours = """
                location,day,opens,closes
                S010,1,10:00,20:00
                S010,5,10:00,26:00
                S010,8,00:00,00:00
                S010,1,19:00,21:00
                S010,2,25:00,26:00
                S010,9,10:00,11:00
                S010,3,10,11:00
                S010,1,10:00,20:00
                """
            let report = try await shop.load(hours)
            #expect(
                told(report) == [
                    "5 opens overlap", "6 closes bad_time", "7 day out_of_range", "8 opens bad_time",
                    "9 opens duplicate",
                ])
            #expect(report.counts[.hours] == Counts(created: 3))
            let fewer = try await shop.load("location,day,opens,closes\nS010,1,10:00,20:00\n")
            #expect(fewer.counts[.hours] == Counts(unchanged: 1, removed: 2))
            let closures = "location,first_day,last_day,reason\nS010,2027-01-01,2027-01-02,元日\n"
            let bad = "S010,2027-02-30,2027-03-01,\nS010,2027-03-02,2027-03-01,\n"
            let shut = try await shop.load(closures + bad)
            #expect(told(shut) == ["3 first_day bad_date", "4 last_day date_order"])
            #expect(try await shop.load(closures).counts[.closures] == Counts(unchanged: 1))
            let holidays = try await shop.load("day,name,name_en\n2026-11-23,勤労感謝の日,Labour Thanksgiving Day\n")
            #expect(holidays.counts[.holidays] == Counts(created: 1))
            let calendar = try #require(
                try await Places(database: shop.database).current().calendar(of: LocationID(stored: "S010")))
            #expect(calendar.isOpenDay(try #require(Day("2026-11-23"))), "no rows for holidays any more")
            #expect(!calendar.isOpenDay(try #require(Day("2026-11-24"))))
        }
    }

    @Test("All or nothing is nothing when one row is bad")
    func allOrNothing() async throws {
        try await withShop { shop in
            let options = ImportOptions(isAllOrNothing: true)
            let bad = try await shop.load("location,sku,on_hand\nS001,A,1\nS001,NOPE,1\n", options)
            #expect(!bad.isApplied && bad.failed == 1)
            #expect(try await shop.room.ledger(Shop.s1, SKU(stored: "A")).isEmpty)
            let importer = Importer(database: shop.database, effects: shop.effects)
            let good = try await importer.run(
                [
                    ImportSource(name: "c.csv", bytes: Array("sku,name,price\nNEW,新,100\n".utf8)),
                    ImportSource(name: "s.csv", bytes: Array("location,sku,on_hand\nS001,NEW,7\n".utf8)),
                ], options)
            #expect(good.allSatisfy { $0.isApplied && $0.isClean } && good[1].counts[.stock] == Counts(created: 1))
            #expect(try await shop.level("NEW").onHand == 7)
        }
    }

    @Test("A dry run tells the same and changes nothing")
    func dryRun() async throws {
        try await withShop { shop in
            let importer = Importer(database: shop.database, effects: shop.effects)
            let sources = [
                ImportSource(name: "c.csv", bytes: Array("sku,name,price\nNEW,新,100\nA,品A,100\nB,別,1\n".utf8)),
                ImportSource(name: "s.csv", bytes: Array("location,sku,on_hand\nS001,NEW,7\nS001,NOPE,1\n".utf8)),
            ]
            let dry = try await importer.run(sources, ImportOptions(isDryRun: true))
            let none = try await shop.database.run(FindSKUs([SKU(stored: "NEW")]))
            #expect(none.isEmpty)
            let real = try await importer.run(sources)
            #expect(dry.map(\.counts) == real.map(\.counts) && dry.map(told) == real.map(told))
            #expect(dry[0].counts[.catalogue] == Counts(created: 1, updated: 1, unchanged: 1))
            #expect(dry.allSatisfy { !$0.isApplied && $0.isDryRun } && real.allSatisfy(\.isApplied))
        }
    }

    @Test("JSON Lines hold the same fields")
    func jsonLines() async throws {
        try await withShop { shop in
            let report = try await shop.load(
                """
                {"type":"item","sku":"J1","name":"皿","price":500,"attributes":{"色":"白"},"gtin":null}

                {"sku":"J2","name":"皿"}
                {"type":"stock","sku":"J3"}
                [1]
                {"sku":
                {"sku":"J4","name":"皿","price":5.5}
                """)
            #expect(
                told(report) == [
                    "3 price empty", "4 type other_type", "5  bad_json", "6  bad_json", "7 price fraction_of_yen",
                ])
            #expect(report.counts[.catalogue] == Counts(created: 1))
            let stock = try await shop.load("{\"location\":\"S001\",\"sku\":\"J1\",\"on_hand\":3}")
            #expect(stock.format == .stock && stock.counts[.stock] == Counts(created: 1))
        }
    }

    @Test("CP932 and UTF-8 with a mark give the same catalogue")
    func encodings() async throws {
        try await withShop { shop in
            let name: [UInt8] = [0xFB, 0xFC, 0xFA, 0xB1, 0x87, 0x8A]
            let file = Array("sku,name,price\r\nT,".utf8) + name + Array(",100\r\n".utf8)
            let report = try await shop.load(file)
            #expect(report.encoding == .cp932 && report.counts[.catalogue] == Counts(created: 1))
            let marked = try await shop.load([0xEF, 0xBB, 0xBF] + Array("sku,name,price\nT,髙﨑㈱,100\n".utf8))
            #expect(marked.encoding == .utf8WithMark && marked.counts[.catalogue] == Counts(unchanged: 1))
        }
    }

    @Test("A file of no known layout, an empty one and one that is not there are told")
    func unreadable() async throws {
        try await withShop { shop in
            #expect(told(try await shop.load("colour,taste\nred,sweet\n")) == ["1  unknown_layout"])
            #expect(told(try await shop.load("")) == ["1  unknown_layout"])
            #expect(told(try await shop.load("location,sku\nS001,A\n")) == ["1  unknown_layout"])
            for (delimiter, japanese) in [(";", "セミコロン"), ("\t", "タブ"), ("|", "縦棒"), ("，", "，"), ("、", "、")] {
                for quote in ["", "\""] {
                    let header = ["sku", "name", "price"].map { quote + $0 + quote }.joined(separator: delimiter)
                    let report = try await shop.load("\(header)\nA\(delimiter)B\(delimiter)1\n")
                    #expect(told(report) == ["1  other_delimiter"], "\(header)")
                    #expect(report.faults.first?.reason.japanese.contains(japanese) == true)
                }
            }
            let importer = Importer(database: shop.database, effects: shop.effects)
            let missing = try await importer.run(ImportSource(path: "/nonexistent/stock.csv"))
            #expect(told(missing) == ["0  unreadable_file"] && missing.json["failed"] == 1)
            let many = "sku,name,price\n" + String(repeating: "A,,1\n", count: 1500)
            let report = try await shop.load(many)
            #expect(report.failed == 1500 && report.faults.count == 1000 && report.untold == 500)
        }
    }

    @Test("Whatever stands in a file, an import ends with a report", arguments: 0..<12)
    func hostile(seed: Int) async throws {
        var random = SeededRandom(seed: UInt64(seed))
        var files = [
            Array("location,sku,on_hand,safety\nS001,A,5,1\nS002,\"B\",6,\n".utf8),
            Array("sku,name,price,attributes,attributes.x\nN1,皿,100,\"{\"\"a\"\":1}\",y\nN2,碗,50,,\n".utf8),
            Array("{\"sku\":\"J1\",\"name\":\"皿\",\"price\":500,\"attributes\":{\"a\":[1]}}\n{\"sku\":\"J2\"}".utf8),
            Array("location,day,opens,closes\nS001,1,10:00,26:00\n".utf8),
            Array("location,kind,name,latitude,longitude\nS009,store,x,35.0,139.0\n".utf8),
        ]
        let path = try #require(Bundle.module.path(forResource: "Fixtures/jewelery", ofType: "csv"))
        files.append([UInt8](try Data(contentsOf: URL(filePath: path))))
        let nasty: [UInt8] = [0, 0x22, 0x2C, 0x0A, 0x0D, 0x7F, 0x80, 0xFF, 0x81, 0xEF, 0x39, 0x2D, 0x5C, 0x27]
        let hostile = files.flatMap { file in
            (0..<12).map { _ in
                var file = file
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    let place = Int.random(in: 0..<file.count, using: &random)
                    file[place] = nasty.randomElement(using: &random) ?? 0
                }
                return file
            }
        }
        try await withShop { shop in
            for file in hostile {
                let dry = try await shop.load(file, ImportOptions(isDryRun: true, location: Shop.s1))
                let real = try await shop.load(file, ImportOptions(location: Shop.s1))
                #expect(dry.counts == real.counts && dry.faults == real.faults, "seed \(seed)")
                let again = try await shop.load(file, ImportOptions(location: Shop.s1))
                #expect(again.changes == 0, "seed \(seed)")
            }
            #expect(try await shop.violations() == 0)
        }
    }

    @Test(
        "What was imported is told by the importer, by whatever door it came; what was only checked or refused is not")
    func tells() async throws {
        try await withShop { shop in
            let heard = Mutex<[String]>([])
            let importer = Importer(
                database: shop.database, effects: shop.effects,
                observer: Observer { observation in
                    if case .imported(let kind, let good, let bad, true) = observation {
                        heard.withLock { $0.append("\(kind) \(good) \(bad)") }
                    }
                })
            let file = ImportSource(name: "test", bytes: Array("location,sku,on_hand\nS001,A,5\nS001,NONE,1\n".utf8))
            _ = try await importer.run(file, ImportOptions(isDryRun: true))
            _ = try await importer.run(file, ImportOptions(isAllOrNothing: true))
            #expect(heard.withLock { $0 }.isEmpty)
            let report = try await importer.run(file)
            #expect(report.isApplied && heard.withLock { $0 } == ["stock 1 1"])
        }
    }
}
