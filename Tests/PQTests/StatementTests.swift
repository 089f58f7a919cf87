// SPDX-License-Identifier: Apache-2.0
import PQ
import Synchronization
import TestSupport
import Testing

@Suite("Statements and batches") struct StatementTests {
    @Test("A thousand pipelined statements each get their own answer, and a failing one only its own error")
    func pipeline() async throws {
        try await withDatabase { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1000 {
                    group.addTask {
                        if number % 10 == 0 {
                            let error = await failure { try await database.run(Divide(a: number, b: 0)) }
                            #expect(error?.sqlState == "22012" && error?.statement == "Divide")
                        } else {
                            let half = try await database.first(Divide(a: number * 2, b: 2))
                            #expect(half == number)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("A violated constraint is named, and no data is in the description")
    func constraint() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let count = try await database.count(Insert(id: 4711))
            #expect(count == 1)
            let unique = try #require(await failure { try await database.run(Insert(id: 4711)) })
            #expect(unique.kind == .server && unique.sqlState == .uniqueViolation)
            #expect(unique.constraint == "item_pkey" && unique.table == "item" && unique.statement == "Insert")
            #expect(!unique.isRetryable && !unique.description.contains("4711"))
            #expect(unique.debugDescription.contains("4711"))
            let check = await failure { try await database.run(Insert(id: 1, quantity: -1)) }
            #expect(check?.sqlState == .checkViolation && check?.constraint == "item_quantity_check")
        }
    }

    @Test("An error of the commit itself is an error of the statement")
    func deferred() async throws {
        try await withDatabase { database in
            try await database.execute(
                """
                CREATE TABLE item (id bigint, quantity bigint,
                    CONSTRAINT item_once UNIQUE (id) DEFERRABLE INITIALLY DEFERRED)
                """)
            try await database.run(Insert(id: 1))
            let error = await failure { try await database.run(Insert(id: 1)) }
            #expect(error?.sqlState == .uniqueViolation && error?.constraint == "item_once")
            let late = await failure {
                try await database.transaction { try await $0.run(Insert(id: 1)) }
            }
            #expect(late?.sqlState == .uniqueViolation)
            let count = try await database.first(CountItems())
            #expect(count == 1)
        }
    }

    @Test("A batch answers in order, and takes effect as a whole or not at all")
    func batch() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            var good = Batch()
            good.add(Insert(id: 1, quantity: 5))
            let first = good.add(Increase(id: 1))
            let second = good.add(Increase(id: 1, by: 10))
            let none = good.add(Increase(id: 99))
            let results = try await database.run(good)
            #expect(try results[first] == [6] && results[second] == [16] && results[none] == [])
            #expect(results.count(first) == 1 && results.count(none) == 0)

            var bad = Batch()
            bad.add(Insert(id: 2))
            bad.add(Divide(a: 1, b: 0))
            bad.add(Insert(id: 3))
            let error = await failure { try await database.run(bad) }
            #expect(error?.sqlState == "22012" && error?.statement == "Divide")
            let count = try await database.first(CountItems())
            #expect(count == 1)
            // What the failed batch would have prepared is prepared now.
            try await database.run(Insert(id: 3))
            _ = try await database.run(Batch())
        }
    }

    private struct Broken: Statement {
        static let sql = "SELEC 1"
    }

    private struct ReadAll: Statement {
        static let sql = "SELECT * FROM item"
        static let isReadOnly = true
        static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
    }

    @Test("A statement with a mistake fails each time, and harms no other on its connection")
    func mistake() async throws {
        try await withDatabase { database in
            for _ in 0..<3 {
                let error = await failure { try await database.run(Broken()) }
                #expect(error?.sqlState == "42601" && error?.statement == "Broken")
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<50 {
                    group.addTask { #expect(await failure { try await database.run(Broken()) }?.kind == .server) }
                    group.addTask {
                        let sum = try await database.first(Add(a: 1, b: 1))
                        #expect(sum == 2)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("A statement is prepared anew when its table has changed")
    func stalePlan() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            try await database.run(Insert(id: 7))
            for column in 0..<4 {
                let rows = try await database.run(ReadAll())
                #expect(rows == [7])
                let again = try await database.transaction { try await $0.run(ReadAll()) }
                #expect(again == [7])
                try await database.execute("ALTER TABLE item ADD COLUMN extra\(column) text")
            }
        }
    }

    @Test("A plan with other parameter types is another plan")
    func types() async throws {
        struct Either: Statement {
            static let sql = "SELECT pg_typeof($1)::text"
            let text: Bool
            func bind(_ parameters: inout Parameters) {
                if text { parameters.add("a") } else { parameters.add(1) }
            }
            static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
        }
        try await withDatabase { database in
            for _ in 0..<3 {
                let words = [
                    try await database.first(Either(text: true)), try await database.first(Either(text: false)),
                ]
                #expect(words == ["text", "bigint"])
            }
        }
    }

    @Test("Notices and statements are observed, and nothing is printed")
    func observations() async throws {
        struct Warn: Statement {
            static let sql = "DROP TABLE IF EXISTS nothing_of_this_name"
        }
        let seen = Mutex<[String]>([])
        try await TestDatabase.with { _ in
        } observe: { observation in
            seen.withLock { seen in
                switch observation {
                case .notice(let severity, let state): seen.append("\(severity) \(state?.code ?? "")")
                case .statementFinished(let name, let duration): seen.append("\(name) \(duration < .seconds(5))")
                case .connected: seen.append("connected")
                default: break
                }
            }
        } _: { database in
            try await database.run(Warn())
        }
        let list = seen.withLock { $0 }
        #expect(list.contains("NOTICE 00000") && list.contains("Warn true") && list.contains("connected"))
    }
}
