// SPDX-License-Identifier: Apache-2.0
import PQ
import TestSupport
import Testing

@Suite("The deadline of a request ends every wait for the database") struct RequestDeadlineTests {
    private static let span = Duration.milliseconds(300)

    /// Does something for a request that ends soon; gives its error, which must come in time whatever it stands before.
    private func failing<R>(_ body: () async throws -> R) async -> DatabaseError? {
        let start = ContinuousClock.now
        let error = await RequestDeadline.$current.withValue(RequestDeadline(within: Self.span)) {
            await failure(of: body)
        }
        // Long before any deadline of the database itself, and not before its own.
        #expect(.now - start < .seconds(4), "after \(.now - start)")
        #expect(.now - start >= Self.span - .milliseconds(5))
        return error
    }

    @Test("A read that takes too long is answered then, and ended in the server")
    func read() async throws {
        try await TestDatabase.with { database in
            let error = await failing { try await database.run(Nap(seconds: 30)) }
            #expect(error?.kind == .deadline(.statement))
            let application = database.configuration.applicationName
            let isIdle = try await eventually {
                try await database.first(CountActive(application: application, pattern: "%pg_sleep%")) == 0
            }
            #expect(isIdle)
        }
    }

    @Test("Of a write that was sent nobody knows; it is seen through, and the connection serves on")
    func write() async throws {
        try await TestDatabase.with { configuration in
            configuration.sharedConnections = 1
        } _: { database in
            try await database.execute(itemTable)
            let error = await failing { try await database.run(SlowInsert(id: 1, seconds: 1), isShielded: true) }
            #expect(error?.kind == .unknownOutcome)
            let isDone = try await eventually { try await database.first(CountItems()) == 1 }
            #expect(isDone)
            #expect(database.isConfirming)
        }
    }

    @Test("Who waits for a connection is answered, and nothing was done")
    func waiting() async throws {
        try await TestDatabase.with { configuration in
            (configuration.sharedConnections, configuration.pipelineDepth) = (1, 1)
            configuration.exclusiveConnections = 1
        } _: { database in
            try await database.execute(itemTable)
            let application = database.configuration.applicationName
            let naps = Task {
                async let shared = database.run(Nap(seconds: 3))
                try await database.transaction { try await $0.run(Nap(seconds: 3)) }
                _ = try await shared
            }
            // Asked from elsewhere: every connection here is taken.
            var elsewhere = database.configuration
            elsewhere.applicationName = "watcher"
            let watcher = Database(elsewhere)
            let areAsleep = try await eventually {
                try await watcher.first(CountActive(application: application, pattern: "%pg_sleep%")) == 2
            }
            await watcher.close()
            #expect(areAsleep)
            let shared = await failing { try await database.run(Insert(id: 1)) }
            #expect(shared?.kind == .deadline(.acquire))
            let exclusive = await failing { try await database.transaction { try await $0.run(Insert(id: 2)) } }
            #expect(exclusive?.kind == .deadline(.acquire))
            try await naps.value
            #expect(try await database.first(CountItems()) == 0)
        }
    }

    @Test("A transaction that waits for a lock is answered and rolled back; its connection is free again")
    func transaction() async throws {
        try await TestDatabase.with { configuration in
            configuration.exclusiveConnections = 2
        } _: { database in
            try await database.execute(itemTable)
            try await database.run(Insert(id: 1, quantity: 5))
            try await database.transaction { holder in
                try await holder.run(Increase(id: 1))
                let error = await failing {
                    try await database.transaction { other in
                        try await other.run(Insert(id: 2))
                        try await other.run(Increase(id: 1))
                    }
                }
                #expect(error?.kind == .deadline(.statement))
            }
            #expect(try await database.first(CountItems()) == 1)
            // Both connections serve.
            try await database.transaction { first in
                try await first.run(Insert(id: 3))
                try await database.transaction { try await $0.run(Insert(id: 4)) }
            }
            #expect(try await database.first(CountItems()) == 3)
        }
    }

    @Test("What comes after its request is over is not sent at all")
    func over() async throws {
        try await TestDatabase.with { database in
            try await database.execute(itemTable)
            await RequestDeadline.$current.withValue(RequestDeadline(within: .zero)) {
                let write = await failure { try await database.run(Insert(id: 1)) }
                #expect(write?.kind == .deadline(.acquire))
                let batch = await failure { try await database.transaction { try await $0.run(Insert(id: 2)) } }
                #expect(batch?.kind == .deadline(.acquire))
            }
            #expect(try await database.first(CountItems()) == 0)
        }
    }
}
