// SPDX-License-Identifier: Apache-2.0
import Cluster
import PQ
import TestSupport
import Testing

@Suite("Lost connections") struct LossTests {
    /// A database that keeps the killing apart from those that are killed.
    private func withKiller(_ body: (Database, Database) async throws -> Void) async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let killer = Database(DatabaseConfiguration(url: database.configuration.url, applicationName: "killer"))
            // Both stand before anything happens that lasts only a moment.
            _ = try await (database.first(Add(a: 1, b: 1)), killer.first(Add(a: 1, b: 1)))
            try await body(database, killer)
            await killer.close()
        }
    }

    private func isActive(_ pattern: String, _ database: Database, _ killer: Database) async throws -> Bool {
        let application = database.configuration.applicationName
        return try await killer.first(CountActive(application: application, pattern: pattern)) ?? 0 > 0
    }

    @Test("A read whose session was ended is sent again, and the pool heals")
    func read() async throws {
        try await withKiller { database, killer in
            async let nap = database.first(Nap(seconds: 0.3))
            #expect(try await eventually { try await isActive("%pg_sleep%", database, killer) })
            try await killer.run(Terminate(application: database.configuration.applicationName))
            let woken = try await nap
            #expect(woken == 1)
            // Idle sessions are ended too, and nobody notices.
            for _ in 0..<5 {
                try await killer.run(Terminate(application: database.configuration.applicationName))
                let sum = try await database.first(Add(a: 1, b: 1))
                #expect(sum == 2)
            }
        }
    }

    @Test("A write whose session was ended has an unknown outcome, and is not sent again")
    func write() async throws {
        try await withKiller { database, killer in
            async let slow = failure { try await database.run(SlowInsert(id: 1, seconds: 30)) }
            #expect(try await eventually { try await isActive("INSERT%", database, killer) })
            try await killer.run(Terminate(application: database.configuration.applicationName))
            let error = await slow
            #expect(error?.kind == .unknownOutcome && error?.statement == "SlowInsert")
            #expect(error?.isRetryable == false)
            let count = try await database.first(CountItems())
            #expect(count == 0)
        }
    }

    @Test("A transaction whose session was ended before COMMIT is run again as a whole")
    func transaction() async throws {
        try await withKiller { database, killer in
            let runs = Counter()
            try await database.transaction { transaction in
                try await transaction.run(Insert(id: 1))
                let run = runs.next()
                if run == 1 { try await killer.run(Terminate(application: database.configuration.applicationName)) }
                try await transaction.run(Increase(id: 1))
            }
            #expect(runs.value == 2)
            let quantity = try await database.first(QuantityOf(id: 1))
            #expect(quantity == 1)
        }
    }

    @Test("A server that stops is unavailable, one that comes back serves again without being asked twice")
    func restart() async throws {
        try await TestDatabase.withCluster { cluster in
            var configuration = DatabaseConfiguration(url: try cluster.start(), sharedConnections: 2)
            configuration.acquireDeadline = .seconds(2)
            let database = Database(configuration)
            try await database.execute(itemTable)
            try await database.run(Insert(id: 1))
            try cluster.stop()
            let error = await failure { try await database.first(CountItems()) }
            #expect(error?.kind == .unavailable && error?.isRetryable == true)
            let begun = await failure { try await database.transaction { try await $0.run(Insert(id: 2)) } }
            #expect(begun?.kind == .unavailable)
            try cluster.start()
            #expect(try await eventually { await failure { try await database.run(CountItems()) }?.kind == nil })
            let count = try await database.first(CountItems())
            #expect(count == 1)
            await database.close()
        }
    }

    @Test("Nobody there: the first statement is told so at its deadline")
    func nobody() async throws {
        var configuration = DatabaseConfiguration(url: "postgresql:///nothing?host=/nonexistent")
        configuration.acquireDeadline = .milliseconds(100)
        let database = Database(configuration)
        let error = await failure { try await database.first(Add(a: 1, b: 1)) }
        #expect(error?.kind == .unavailable)
        configuration.url = "postgresql://[/"
        let nonsense = Database(configuration)
        #expect(await failure { try await nonsense.first(Add(a: 1, b: 1)) }?.kind == .unavailable)
        await database.close()
        await nonsense.close()
    }

    @Test("A closed database refuses, and closing waits for what is in flight")
    func closing() async throws {
        try await withDatabase { database in
            async let nap = database.first(Nap(seconds: 0.2))
            let running = try await database.first(OwnProcess())
            #expect(running != nil)
            await database.close()
            let woken = try await nap
            #expect(woken == 1)
            let error = await failure { try await database.first(Add(a: 1, b: 1)) }
            #expect(error?.kind == .unavailable)
            await database.close()
        }
    }
}
