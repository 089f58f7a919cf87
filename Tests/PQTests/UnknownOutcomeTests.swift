// SPDX-License-Identifier: Apache-2.0
import Cluster
import PQ
import Synchronization
import TestSupport
import Testing

@Suite("Unknown outcomes") struct UnknownOutcomeTests {
    private func withProxy(_ body: (Database, Database, Proxy) async throws -> Void) async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let cluster = try TestDatabase.server
            let proxy = Proxy(to: cluster.directory)
            defer { proxy.stop() }
            var configuration = database.configuration
            configuration.url = proxy.url
            configuration.commitDeadline = .milliseconds(300)
            configuration.cancelGrace = .milliseconds(300)
            configuration.statementDeadline = .seconds(2)
            let distant = Database(configuration)
            try await body(database, distant, proxy)
            await distant.close()
        }
    }

    @Test(
        "A COMMIT whose answer is lost was perhaps done, and is not done twice",
        arguments: [Proxy.Mode.closeAtCommit, .muteAtCommit])
    func commit(mode: Proxy.Mode) async throws {
        try await withProxy { database, distant, proxy in
            let runs = Counter()
            _ = try await distant.first(Add(a: 1, b: 1))
            proxy.set(mode)
            let error = await failure {
                try await distant.transaction { transaction in
                    _ = runs.next()
                    try await transaction.run(Insert(id: 1))
                }
            }
            #expect(error?.kind == .unknownOutcome && error?.isRetryable == false)
            #expect(runs.value == 1)
            #expect(try await eventually { try await database.first(CountItems()) == 1 })

            let finished = await failure {
                try await distant.transaction { transaction in
                    _ = runs.next()
                    var batch = Batch()
                    batch.add(Insert(id: 2))
                    try await transaction.finish(batch)
                }
            }
            #expect(finished?.kind == .unknownOutcome && runs.value == 2)
            #expect(try await eventually { try await database.first(CountItems()) == 2 })

            proxy.set(.open)
            try await distant.transaction { try await $0.run(Insert(id: 3)) }
            let count = try await database.first(CountItems())
            #expect(count == 3)
        }
    }

    private struct StandbyNames: Statement {
        static let sql = "SELECT current_setting('synchronous_standby_names')"
        static let isReadOnly = true
        static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
    }

    @Test("A commit that no standby has confirmed is told as unknown, and observed")
    func unreplicated() async throws {
        try await TestDatabase.withCluster(durable: true) { cluster in
            let unreplicated = Counter()
            var configuration = DatabaseConfiguration(url: try cluster.start(), sharedConnections: 2)
            configuration.statementDeadline = .milliseconds(300)
            configuration.commitDeadline = .milliseconds(300)
            let database = Database(configuration) { observation in
                if case .unreplicatedCommit = observation { _ = unreplicated.next() }
            }
            let setup = Database(
                DatabaseConfiguration(url: cluster.url + "&options=-csynchronous_commit%3Dlocal"))
            try await setup.execute(itemTable)
            try await setup.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
            try await setup.execute("SELECT pg_reload_conf()")
            let isWaiting = try await eventually { try await setup.first(StandbyNames()) == "nobody" }
            #expect(isWaiting)
            let single = await failure { try await database.run(Insert(id: 1)) }
            #expect(single?.kind == .unknownOutcome)
            #expect(unreplicated.value == 1)
            // A lone COMMIT is left waiting: cancelling would show others what a failover may still undo.
            let commit = await failure { try await database.transaction { try await $0.run(Insert(id: 2)) } }
            #expect(commit?.kind == .unknownOutcome)
            #expect(unreplicated.value == 1)
            let count = try await setup.first(CountItems())
            #expect(count == 1)
            await database.close()
            await setup.close()
        }
    }
}
