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

    /// Gives a body a server whose commits wait for a standby that never comes, and a way past it.
    private func withoutStandby(_ body: (DatabaseConfiguration, Database) async throws -> Void) async throws {
        try await TestDatabase.withCluster(durable: true) { cluster in
            var configuration = DatabaseConfiguration(url: try cluster.start(), sharedConnections: 2)
            configuration.statementDeadline = .seconds(2)
            configuration.commitDeadline = .seconds(1)
            let keeper = Database(
                DatabaseConfiguration(url: cluster.url + "&options=-csynchronous_commit%3Dlocal"))
            try await keeper.execute(itemTable)
            try await keeper.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
            try await keeper.execute("SELECT pg_reload_conf()")
            let isWaiting = try await eventually { try await keeper.first(StandbyNames()) == "nobody" }
            #expect(isWaiting)
            try await body(configuration, keeper)
            await keeper.close()
        }
    }

    @Test(
        "A wait for a standby that somebody else ends is unknown, and what it shows is given on by nobody as done",
        arguments: [false, true])
    func disturbed(ends: Bool) async throws {
        try await withoutStandby { configuration, keeper in
            var configuration = configuration
            configuration.applicationName = "disturbed"
            configuration.statementDeadline = .seconds(20)
            let heard = Heard()
            let database = Database(configuration, observe: heard.observer)
            async let write = failure { try await database.run(Insert(id: 1)) }
            #expect(try await eventually { try await keeper.first(CountWaiting()) ?? 0 > 0 })
            try await keeper.run(DisturbWaiting(ends: ends, application: "disturbed"))
            #expect(await write?.kind == .unknownOutcome)
            #expect(try await eventually { heard["unreplicated"] == 1 && heard["lost"] == 1 })
            // Everybody can see it now, and nobody says that it is done.
            let seen = try await database.first(CountItems())
            #expect(seen == 1)
            #expect(await failure { try await database.first(FindConfirmed(id: 1)) }?.kind == .unconfirmed)
            configuration.applicationName = "another"
            configuration.statementDeadline = .milliseconds(600)
            let another = Database(configuration)
            #expect(await failure { try await another.first(FindConfirmed(id: 1)) }?.kind == .unconfirmed)
            let within = await failure { try await database.transaction { try await $0.first(FindConfirmed(id: 1)) } }
            #expect(within?.kind == .unconfirmed)
            await database.close()
            await another.close()
        }
    }

    @Test("A task that is cancelled does not end the wait of its commit for a standby")
    func cancelled() async throws {
        try await withoutStandby { configuration, keeper in
            let heard = Heard()
            let database = Database(configuration, observe: heard.observer)
            let write = Task { await failure { try await database.run(Insert(id: 1)) } }
            #expect(try await eventually { try await keeper.first(CountWaiting()) ?? 0 > 0 })
            write.cancel()
            #expect(await write.value?.kind == .unknownOutcome)
            #expect(heard["unreplicated"] == 0)
            let seen = try await keeper.first(CountItems())
            #expect(seen == 0)
            await database.close()
        }
    }

    @Test("A read behind a commit that waits is sent elsewhere, and a transaction that only reads is served")
    func readsGoOn() async throws {
        try await withoutStandby { configuration, keeper in
            var configuration = configuration
            configuration.sharedConnections = 1
            let database = Database(configuration)
            async let write = failure { try await database.run(Insert(id: 1)) }
            #expect(try await eventually { try await keeper.first(CountWaiting()) ?? 0 > 0 })
            let behind = try await database.first(CountItems())
            #expect(behind == 0)
            #expect(await write?.kind == .unknownOutcome)
            let within = try await database.transaction { try await $0.first(CountItems()) }
            #expect(within == 0)
            await database.close()
        }
    }
}

private struct StandbyNames: Statement {
    static let sql = "SELECT current_setting('synchronous_standby_names')"
    static let isReadOnly = true
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}

/// Looks an item up as an answer is looked up that is to be given again.
private struct FindConfirmed: Statement {
    static let sql = "SELECT quantity, pg_logical_emit_message(true, 'test', '')::text FROM item WHERE id = $1"
    static let isReadOnly = true
    static let isConfirming = true
    let id: Int
    func bind(_ parameters: inout Parameters) { parameters.add(id) }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}

/// Does something to whoever waits for a standby; counts them.
private struct DisturbWaiting: Statement {
    static let sql = """
        SELECT CASE WHEN $1 THEN pg_terminate_backend(pid) ELSE pg_cancel_backend(pid) END
        FROM pg_stat_activity
        WHERE wait_event = 'SyncRep' AND application_name = $2
        """
    let ends: Bool
    let application: String
    func bind(_ parameters: inout Parameters) {
        parameters.add(ends)
        parameters.add(application)
    }
}
