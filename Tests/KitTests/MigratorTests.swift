// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ
import TestSupport
import Testing

@Suite("Migrations")
struct MigratorTests {
    private let one = SchemaFile(name: "0001_one.sql", sql: "CREATE TABLE one (a int);\nINSERT INTO one VALUES (1);\n")
    private let two = SchemaFile(name: "0002_two.sql", sql: "CREATE TABLE two (a int);\n")

    @Test("What travels with the binary is what lies in Schema/; run Schema/embed otherwise")
    func embedded() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Schema")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
            .filter { $0.hasSuffix(".sql") }.sorted()
        #expect(!names.isEmpty)
        #expect(SchemaFile.onBoard.map(\.name) == names)
        for file in SchemaFile.onBoard {
            let text = try String(contentsOf: folder.appending(path: file.name), encoding: .utf8)
            #expect(file.sql == text, "\(file.name)")
        }
    }

    @Test("Eight migrators at once apply each file once")
    func atOnce() async throws {
        try await withDatabase { (database: Database) async throws in
            let applied = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<8 {
                    group.addTask { try await Migrator(database: database, files: [two, one]).migrate() }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(applied.sorted() == [one.name, two.name])
            #expect(try await database.run(CountOne()) == [1])
            #expect(try await Migrator(database: database, files: [one, two]).pending() == [])
            #expect(try await Migrator(database: database, files: [one, two]).migrate() == [])
        }
    }

    @Test("The schema on board makes a database ready")
    func onBoard() async throws {
        try await withDatabase { (database: Database) async throws in
            let migrator = Migrator(database: database)
            #expect(try await migrator.pending() == SchemaFile.onBoard.map(\.name))
            #expect(try await migrator.migrate() == SchemaFile.onBoard.map(\.name))
            #expect(try await migrator.pending() == [])
        }
    }

    @Test("A file that changed after it was applied is refused")
    func changed() async throws {
        try await withDatabase { (database: Database) async throws in
            _ = try await Migrator(database: database, files: [one]).migrate()
            let edited = SchemaFile(name: one.name, sql: one.sql + "-- a word more\n")
            let migrator = Migrator(database: database, files: [edited, two])
            await #expect(throws: Migrator.Fault.changed(one.name)) { try await migrator.migrate() }
            await #expect(throws: Migrator.Fault.changed(one.name)) { try await migrator.pending() }
            #expect(try await Migrator(database: database, files: [one, two]).pending() == [two.name])
        }
    }

    @Test("A dry run tells what it would do and does nothing")
    func dryRun() async throws {
        try await withDatabase { (database: Database) async throws in
            let migrator = Migrator(database: database, files: [one, two])
            #expect(try await migrator.migrate(dryRun: true) == [one.name, two.name])
            #expect(try await database.run(CountTables()) == [0])
        }
    }

    @Test("A database that is ahead of the binary is refused")
    func newer() async throws {
        try await withDatabase { (database: Database) async throws in
            _ = try await Migrator(database: database, files: [one, two]).migrate()
            let old = Migrator(database: database, files: [one])
            await #expect(throws: Migrator.Fault.newerDatabase(two.name)) { try await old.migrate() }
            await #expect(throws: Migrator.Fault.newerDatabase(two.name)) { try await old.pending() }
        }
    }

    @Test("A file that would come before an applied one is refused")
    func outOfOrder() async throws {
        try await withDatabase { (database: Database) async throws in
            _ = try await Migrator(database: database, files: [two]).migrate()
            await #expect(throws: Migrator.Fault.outOfOrder(one.name)) {
                try await Migrator(database: database, files: [one, two]).migrate()
            }
        }
    }

    @Test("A file with a mistake leaves nothing behind, and what came before it stays")
    func mistake() async throws {
        try await withDatabase { (database: Database) async throws in
            let broken = SchemaFile(
                name: "0002_two.sql", sql: "CREATE TABLE two (a int);\nINSERT INTO two VALUES ('x');\n")
            await #expect(throws: DatabaseError.self) {
                try await Migrator(database: database, files: [one, broken]).migrate()
            }
            #expect(try await database.run(CountTables()) == [2], "one and schema_migration")
            #expect(try await Migrator(database: database, files: [one, two]).migrate() == [two.name])
        }
    }
}

private struct CountOne: Statement {
    static let isReadOnly = true
    static let sql = "SELECT count(*) FROM one"
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

private struct CountTables: Statement {
    static let isReadOnly = true
    static let sql = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}
