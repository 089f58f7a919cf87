// SPDX-License-Identifier: Apache-2.0
import Cluster
import Glibc
import PQ
import Synchronization
import TestSupport
import Testing

private struct CopyItems: CopyStatement {
    static let sql = "COPY item (id, quantity) FROM STDIN (FORMAT binary)"
    func bind(_ row: Int, _ parameters: inout Parameters) {
        parameters.add(row)
        parameters.add(0)
    }
}

@Suite("Two servers", .serialized, .timeLimit(.minutes(3))) struct FailoverTests {
    private func configuration(_ pair: ServerPair, _ name: String) -> DatabaseConfiguration {
        var configuration = DatabaseConfiguration(url: pair.url, applicationName: name)
        configuration.statementDeadline = .seconds(1)
        configuration.commitDeadline = .milliseconds(700)
        configuration.scriptDeadline = .seconds(1)
        configuration.surveyInterval = .milliseconds(300)
        return configuration
    }

    private static let writes: [(name: String, write: @Sendable (Database, Int) async throws -> Void)] = [
        ("statement", { database, id in _ = try await database.run(Insert(id: id)) }),
        (
            "batch",
            { database, id in
                var batch = Batch()
                batch.add(Insert(id: id))
                batch.add(Increase(id: id))
                try await database.run(batch)
            }
        ),
        (
            "transaction",
            { database, id in
                _ = try await database.transaction { transaction in try await transaction.run(Insert(id: id)) }
            }
        ),
        (
            "finish",
            { database, id in
                _ = try await database.transaction { transaction in
                    var batch = Batch()
                    batch.add(Insert(id: id))
                    try await transaction.finish(batch)
                    return true
                }
            }
        ),
        ("copy", { database, id in _ = try await database.copy(CopyItems(), rows: [id]) }),
        ("script", { database, id in try await database.execute("INSERT INTO item VALUES (\(id), 0)") }),
    ]

    @Test(
        "What commits without its standby is unknown and unseen, and comes true with it; writes are refused meanwhile")
    func standbyAway() async throws {
        try await ServerPair.with { pair in
            try await pair.onPrimary { try await $0.execute(itemTable) }
            let databases = Self.writes.map { ($0, Heard(), $0.name) }.map { write, heard, name in
                (write: write, heard: heard, database: Database(configuration(pair, name), observe: heard.observer))
            }
            // All stand before the standby goes, as services do.
            for each in databases { _ = try await each.database.first(CountItems()) }
            try await pair.stopStandby()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (id, each) in databases.enumerated() {
                    group.addTask {
                        let error = await failure { try await each.write.write(each.database, id) }
                        #expect(error?.kind == .unknownOutcome, "\(each.write.name): \(String(describing: error))")
                        #expect(!each.database.isConfirming)
                        // From now on the answer is no, without a wait, and reads are served.
                        for (more, other) in Self.writes.enumerated() {
                            let refused = await failure { try await other.write(each.database, 100 + id * 10 + more) }
                            #expect(refused?.kind == .unconfirmed, "\(other.name) after \(each.write.name)")
                            #expect(refused?.isRetryable == true)
                            _ = try await each.database.first(CountItems())
                        }
                    }
                }
                try await group.waitForAll()
            }
            // The server's own clocks (0.8 s) have long run out, and have touched no wait for the standby.
            let (seen, waiting) = try await pair.onPrimary {
                (try await $0.first(CountItems()), try await $0.first(CountWaiting()) ?? 0)
            }
            #expect(seen == 0)
            // One that asks, and one probe for each.
            #expect(waiting <= 2 * databases.count && waiting >= databases.count)
            try await pair.startStandby()
            for each in databases {
                #expect(try await eventually { each.database.isConfirming }, "\(each.write.name)")
                #expect(each.heard["lost"] == 1 && each.heard["confirmed"] == 1 && each.heard["unreplicated"] == 0)
            }
            for (id, each) in databases.enumerated() {
                // What was unknown has come true, and writes are taken.
                let count = try await each.database.run(Increase(id: id)).count
                #expect(count == 1, "\(each.write.name)")
                await each.database.close()
            }
        }
    }

    @Test("Of two primaries the promoted one is written to, by whoever starts and by whoever was connected before")
    func twoPrimaries() async throws {
        try await ServerPair.with { pair in
            try await pair.onPrimary { try await $0.execute(itemTable) }
            let folder = "/tmp/torioki-seen-\(getpid())"
            defer { unlink(folder) }
            var settings = configuration(pair, "before")
            settings.watchFile = folder
            let heard = Heard()
            let before = Database(settings, observe: heard.observer)
            try await before.run(Insert(id: 1))
            // The old primary lives on, and both take writes.
            try await pair.promote()
            try await pair.onStandby { database in
                try await database.execute("ALTER SYSTEM RESET synchronous_standby_names")
                try await database.execute("SELECT pg_reload_conf()")
            }
            for id in 100..<120 {
                let fresh = Database(configuration(pair, "fresh"))
                try await fresh.run(Insert(id: id))
                await fresh.close()
            }
            let (kept, astray) = (
                try await pair.onPrimary { try await $0.first(CountItems()) },
                try await pair.onStandby { try await $0.first(CountItems()) }
            )
            #expect(kept == 21 && astray == 1)
            // Whoever was connected finds out by asking all hosts from time to time.
            #expect(try await eventually { heard["refused"] > 0 })
            let moved = await failure { try await before.run(Insert(id: 2)) }
            #expect(moved == nil || moved?.kind == .unknownOutcome)
            #expect(try await eventually { await failure { try await before.run(Increase(id: 101)) } == nil })
            let found = try await pair.onPrimary { try await $0.first(QuantityOf(id: 101)) }
            #expect(found == 1)
            await before.close()

            // The promoted one goes: the old one is a host that is away, for whoever remembers.
            try await pair.killPrimary()
            settings.acquireDeadline = .seconds(3)
            let after = Database(settings, observe: heard.observer)
            let refused = heard["refused"]
            #expect(await failure { try await after.run(Insert(id: 3)) }?.kind == .unavailable)
            #expect(heard["refused"] > refused)
            await after.close()
        }
    }

    @Test("Another cluster than the one that is known is refused, and told plainly")
    func anotherCluster() async throws {
        let file = "/tmp/torioki-seen-\(getpid())-other"
        defer { unlink(file) }
        let words = Mutex("")
        for isKnown in [true, false] {
            try await TestDatabase.withCluster { cluster in
                var settings = DatabaseConfiguration(url: try cluster.start(), sharedConnections: 1)
                settings.watchFile = file
                settings.acquireDeadline = .seconds(4)
                let database = Database(settings) { observation in
                    if case .serverRefused(let message) = observation { words.withLock { $0 = message } }
                }
                let error = await failure { try await database.first(Add(a: 1, b: 1)) }
                #expect(error?.kind == (isKnown ? nil : .unavailable))
                await database.close()
            }
        }
        #expect(words.withLock { $0 }.contains("is another cluster: its system identifier is"))
    }
}
