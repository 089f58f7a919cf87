// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization
import Testing

@testable import Stock

@Suite("Files that are imported beside their requests")
struct ImportQueueTests {
    private static let rows = Array(
        ("sku,name,price\n" + (1...3_000).map { "P-\($0),皿,\($0)\n" }.joined()).utf8)

    private func room(_ shop: Shop) -> StockRoom {
        StockRoom(database: shop.database, effects: shop.effects, places: Places(database: shop.database))
    }

    private func importer(_ stock: StockRoom) -> Importer {
        Importer(database: stock.database, effects: stock.effects)
    }

    private func job(_ id: String, _ mode: ImportMode) -> ImportJob {
        ImportJob(
            id: id, file: "\(id).csv", bytes: Self.rows, mode: mode, author: .duty("test"), name: "花子",
            keep: { _ in Batch() })
    }

    @Test("A service that ends in the middle of all-or-nothing leaves nothing of the file, and says that it stopped")
    func ends() async throws {
        try await withShop { shop in
            let stock = room(shop)
            let queue = ImportQueue(stock: stock, importer: importer(stock), failed: { _ in })
            try await shop.database.transaction { transaction in
                // Who writes the catalogue waits here, who reads it does not.
                try await transaction.execute("LOCK TABLE sku IN SHARE MODE")
                let running = Task { await queue.run() }
                #expect(try await queue.submit(job("a", .all)) != nil)
                #expect(try await queue.submit(job("b", .good)) != nil)
                while try await stock.importUnderWay("a")?.rows != 3_000 {
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(try await stock.importUnderWay("b")?.state == .waiting)
                running.cancel()
                await running.value
            }
            #expect(try await stock.importsUnderWay().map(\.state) == [.stopped, .stopped])
            #expect(try await stock.item(SKU(stored: "P-1")) == nil)
            #expect(try await shop.database.run(ListChanges(limit: 9)).isEmpty)
        }
    }

    @Test("More files than may wait are turned away, and leave no trace")
    func full() async throws {
        try await withShop { shop in
            let stock = room(shop)
            let queue = ImportQueue(stock: stock, importer: importer(stock), failed: { _ in })
            var taken = 0
            for i in 0..<Limits.importsWaiting where try await queue.submit(job("\(i)", .check)) != nil { taken += 1 }
            #expect(taken == Limits.importsWaiting)
            #expect(try await queue.submit(job("late", .check)) == nil)
            #expect(try await stock.importUnderWay("late") == nil)
            #expect(try await stock.importsUnderWay().count == Limits.importsWaiting)
        }
    }

    @Test("A file that the database refuses is said to have failed")
    func failed() async throws {
        try await withShop { shop in
            let stock = room(shop)
            let told = Mutex(0)
            let queue = ImportQueue(stock: stock, importer: importer(stock), failed: { _ in told.withLock { $0 += 1 } })
            try await shop.database.execute("ALTER TABLE sku ADD CONSTRAINT none CHECK (sku <> 'P-3')")
            let running = Task { await queue.run() }
            defer { running.cancel() }
            let ending = try #require(try await queue.submit(job("a", .good)))
            for await _ in ending {}
            #expect(try await stock.importUnderWay("a")?.state == .failed)
            #expect(told.withLock { $0 } == 1)
        }
    }
}

@Suite("What an import leaves in the history")
struct ImportHistoryTests {
    @Test("One change for a file that changed something: who, how many rows, what became of them; none otherwise")
    func onePerFile() async throws {
        try await withShop { shop in
            let file = "sku,name,price\nN-1,急須,100\nN-2,湯呑,abc\nA,品A,250\n"
            for options in [ImportOptions(isDryRun: true), ImportOptions(isAllOrNothing: true)] {
                _ = try await shop.load(file, options)
                #expect(try await shop.database.run(ListChanges(limit: 9)).isEmpty)
            }
            _ = try await shop.load(file, ImportOptions(author: .program("till")))
            _ = try await shop.load(file, ImportOptions(author: .program("till")))
            let changes = try await shop.database.run(ListChanges(limit: 9))
            #expect(changes.count == 1)
            let change = try #require(changes.first)
            #expect(change.kind == .importing && change.act == .imported && change.author == "program:till")
            #expect(change.subject == "test")
            let told = change.differences.map { "\($0.name) \($0.to ?? "")" }
            #expect(
                told == ["format catalogue", "rows 3", "failed 1", "catalogue.created 1", "catalogue.updated 1"])
        }
    }

    @Test("An import that ends in the middle leaves what it has taken, and says so")
    func middle() async throws {
        try await withShop { shop in
            let rows = (1...(Limits.importSetRows * 2)).map { "P-\($0),皿,100\n" }.joined()
            try await shop.database.execute("ALTER TABLE sku ADD CONSTRAINT none CHECK (sku <> 'P-2001')")
            await #expect(throws: DatabaseError.self) { try await shop.load("sku,name,price\n" + rows) }
            let change = try #require(try await shop.database.run(ListChanges(limit: 9)).first)
            #expect(change.act == .stopped && change.differences == [.init(name: "rows", to: "2000")])
        }
    }
}
