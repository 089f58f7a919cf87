// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Stock

/// A file that was taken is known again; one that broke off goes on as of when it first came.
@Suite("Files that come again")
struct FileKeyTests {
    private func source(_ text: String) -> ImportSource { ImportSource(name: "stock.csv", bytes: Array(text.utf8)) }

    private let five = "location,sku,on_hand\nS001,A,5\n"

    /// Imports as the command and head office do.
    private func take(_ text: String, _ shop: Shop, again: Bool = false) async throws -> ImportReport? {
        var file = source(text)
        let key = try FileKey(of: file, ImportOptions())
        if !again, try await shop.room.taken(key) != nil { return nil }
        file.key = key
        file.begun = try await shop.room.began(key, again: again)
        return try await Importer(database: shop.database, effects: shop.effects).run(file)
    }

    @Test("The same file is taken once; on purpose it is taken again, and its figures are of now then")
    func once() async throws {
        try await withShop { shop in
            #expect(try await take(five, shop)?.counts[.stock]?.created == 1)
            shop.clock.advance(by: .seconds(60))
            try await shop.apply([StockChange(Shop.s1, SKU(stored: "A"), onHand: -2, movement: .sold)])
            #expect(try await take(five, shop) == nil)
            #expect(try await shop.level("A").onHand == 3)
            #expect(try await take(five, shop, again: true)?.figuresAsOf == shop.effects.now())
            #expect(try await shop.level("A").onHand == 5)
            #expect(try await take(five, shop) == nil)
        }
    }

    @Test("Other bytes, another place, another moment are another file")
    func keys() throws {
        let now = Effects.system.now()
        let keys = try [
            FileKey(of: source(five), ImportOptions()), FileKey(of: source(five + "\n"), ImportOptions()),
            FileKey(of: source(five), ImportOptions(location: Shop.s1)),
            FileKey(of: source(five), ImportOptions(yenPerUnit: 100)),
            FileKey(of: source(five), ImportOptions(asOf: FigureMoment.judged(now, now: now))),
        ]
        #expect(Set(keys).count == keys.count && keys.allSatisfy { $0.hex.utf8.count == 64 })
        #expect(try FileKey(of: source(five), ImportOptions(isAllOrNothing: true)) == keys[0])
    }

    @Test("A file with faults is not done: mended elsewhere and sent again, its figures are of when it first came")
    func faults() async throws {
        try await withShop { shop in
            let file = "location,sku,on_hand\nS001,A,5\nS001,LATER,7\n"
            let first = try #require(try await take(file, shop))
            #expect(first.failed == 1)
            shop.clock.advance(by: .seconds(60))
            try await shop.apply([StockChange(Shop.s1, SKU(stored: "A"), onHand: -2, movement: .sold)])
            _ = try await shop.load("sku,name,price\nLATER,品,1\n")
            let second = try #require(try await take(file, shop))
            #expect(second.isClean && second.figuresAsOf == first.figuresAsOf)
            #expect(try await shop.level("A").onHand == 3)
            #expect(try await shop.level("LATER").onHand == 7)
            #expect(try await take(file, shop) == nil)
        }
    }

    @Test("An import that broke off after some of its rows goes on without undoing what was sold since")
    func brokenOff() async throws {
        try await withShop { shop in
            let keyed = Keyed<ImportReport>(client: "web", key: "k", fingerprint: [1]) {
                Answered(status: 200, body: $0.json.text)
            }
            var file = source("location,sku,on_hand\nS001,A,5\nS001,B,6\n")
            file.begun = try await shop.room.began(keyed)
            // The rows were written, and the service ended before it could say so.
            _ = try await Importer(database: shop.database, effects: shop.effects).run(file)
            shop.clock.advance(by: .seconds(60))
            try await shop.apply([StockChange(Shop.s1, SKU(stored: "A"), onHand: -2, movement: .sold)])
            file.begun = try await shop.room.began(keyed)
            let report = try await Importer(database: shop.database, effects: shop.effects).run(file)
            #expect(report.counts[.stock] == ImportReport.Counts(unchanged: 2))
            #expect(try await shop.level("A").onHand == 3)
            let other = Keyed<ImportReport>(client: "web", key: "k", fingerprint: [2]) { _ in
                Answered(status: 200, body: "")
            }
            await #expect(throws: Refusal.keyReused) { _ = try await shop.room.began(other) }
            #expect(try await shop.room.forgetImports(before: shop.effects.now() + .seconds(1)) == 1)
        }
    }
}
