// SPDX-License-Identifier: Apache-2.0
import PQ
import TestSupport
import Testing

private struct Refused: Error {}

@Suite("Transactions") struct TransactionTests {
    @Test("What a transaction did stays when its body returns, and goes when it throws")
    func commitAndRollback() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let quantity = try await database.transaction { transaction in
                try await transaction.run(Insert(id: 1, quantity: 2))
                let none = try await database.first(CountItems())
                #expect(none == 0)
                return try await transaction.first(Increase(id: 1))
            }
            #expect(quantity == 3)
            await #expect(throws: Refused.self) {
                try await database.transaction { transaction in
                    try await transaction.run(Insert(id: 2))
                    throw Refused()
                }
            }
            try await database.transaction { _ in }
            let count = try await database.first(CountItems())
            #expect(count == 1)
        }
    }

    @Test("The last statements and COMMIT go together, all or nothing")
    func finish() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let quantity = try await database.transaction { transaction in
                try await transaction.run(Insert(id: 1))
                var batch = Batch()
                let handle = batch.add(Increase(id: 1, by: 7))
                return try await transaction.finish(batch)[handle]
            }
            #expect(quantity == [7])
            let error = await failure {
                try await database.transaction { transaction in
                    var batch = Batch()
                    batch.add(Insert(id: 2))
                    batch.add(Insert(id: 1))
                    _ = try await transaction.finish(batch)
                }
            }
            #expect(error?.sqlState == .uniqueViolation)
            let after = await failure {
                try await database.transaction { transaction in
                    var batch = Batch()
                    batch.add(Insert(id: 3))
                    _ = try await transaction.finish(batch)
                    try await transaction.run(Insert(id: 4))
                }
            }
            #expect(after?.sqlState == .noActiveTransaction)
            let count = try await database.first(CountItems())
            #expect(count == 2)
        }
    }

    @Test("A transaction whose error was swallowed is not taken for committed")
    func swallowed() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let error = await failure {
                try await database.transaction { transaction in
                    try await transaction.run(Insert(id: 1))
                    _ = await failure { try await transaction.run(Divide(a: 1, b: 0)) }
                }
            }
            #expect(error?.sqlState == .inFailedTransaction)
            let count = try await database.first(CountItems())
            #expect(count == 0)
        }
    }

    @Test("A deadlock is resolved by running one of the two again")
    func deadlock() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            for id in 1...2 { try await database.run(Insert(id: id)) }
            let meeting = Meeting(2)
            let runs = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for first in 1...2 {
                    let second = 3 - first
                    group.addTask {
                        try await database.transaction { transaction in
                            let run = runs.next()
                            _ = try await transaction.run(Increase(id: first))
                            if run <= 2 { await meeting.arrive() }
                            _ = try await transaction.run(Increase(id: second))
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(runs.value == 3)
            let quantities = [try await database.first(QuantityOf(id: 1)), try await database.first(QuantityOf(id: 2))]
            #expect(quantities == [2, 2])
        }
    }

    @Test("A serialisation failure runs the body again, and gives up after the configured times")
    func serialisation() async throws {
        struct Clash: Statement {
            static let sql = "SELECT raise_clash()"
            static func decode(_ row: inout RowReader) throws(DatabaseError) {}
        }
        try await TestDatabase.with { configuration in
            configuration.transactionRetries = 3
            configuration.retryDelay = .milliseconds(1)
        } _: { database in
            try await database.execute(
                """
                CREATE FUNCTION raise_clash() RETURNS void LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'clash' USING ERRCODE = '40001'; END $$
                """)
            let runs = Counter()
            let won = try await database.transaction { transaction in
                let run = runs.next()
                if run < 3 { try await transaction.run(Clash()) }
                return run
            }
            #expect(won == 3)
            let error = await failure {
                try await database.transaction { transaction in
                    _ = runs.next()
                    try await transaction.run(Clash())
                }
            }
            #expect(error?.sqlState == .serializationFailure && error?.isRetryable == true)
            #expect(runs.value == 3 + 4)
        }
    }

    @Test("A script of many statements is part of its transaction")
    func script() async throws {
        try await withDatabase { database in
            await #expect(throws: Refused.self) {
                try await database.transaction { transaction in
                    try await transaction.execute(itemTable + "INSERT INTO item VALUES (1, 1); SELECT 1;")
                    let count = try await transaction.first(CountItems())
                    #expect(count == 1)
                    throw Refused()
                }
            }
            let gone = await failure { try await database.run(CountItems()) }
            #expect(gone?.sqlState == .undefinedTable)
            let error = await failure {
                try await database.transaction { try await $0.execute("SELECT 1; SELEC 2; SELECT 3") }
            }
            #expect(error?.sqlState == "42601")
            try await database.transaction { try await $0.execute(itemTable) }
            let count = try await database.first(CountItems())
            #expect(count == 0)
        }
    }

    @Test("A transaction outside its body is over")
    func escaped() async throws {
        try await withDatabase { database in
            let kept = try await database.transaction { $0 }
            let error = await failure { try await kept.run(Add(a: 1, b: 1)) }
            #expect(error?.sqlState == .noActiveTransaction)
        }
    }

    @Test("Statements of one transaction may be asked for at the same time")
    func concurrent() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            try await database.transaction { transaction in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for id in 0..<100 { group.addTask { try await transaction.run(Insert(id: id)) } }
                    try await group.waitForAll()
                }
            }
            let count = try await database.first(CountItems())
            #expect(count == 100)
        }
    }
}

/// Lets so many tasks go on when all of them have come.
actor Meeting {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { missing = count }

    func arrive() async {
        missing -= 1
        guard missing > 0 else {
            for task in waiting { task.resume() }
            return waiting.removeAll()
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
