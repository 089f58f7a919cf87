// SPDX-License-Identifier: Apache-2.0
import PQ
import TestSupport
import Testing

@Suite("Deadlines and cancellation") struct DeadlineTests {
    private func idle(_ database: Database) async throws -> Bool {
        let application = database.configuration.applicationName
        return try await eventually {
            let running = CountActive(application: application, pattern: "%pg_sleep%")
            return try await database.first(running) == 0
        }
    }

    private func sleeping(_ database: Database) async throws -> Bool {
        let application = database.configuration.applicationName
        return try await eventually {
            let running = CountActive(application: application, pattern: "%pg_sleep%")
            return try await database.first(running) ?? 0 > 0
        }
    }

    @Test("A statement that takes too long is cancelled in the server; nothing of it stays")
    func statement() async throws {
        try await TestDatabase.with { configuration in
            configuration.statementDeadline = .seconds(1)
        } _: { database in
            try await database.execute(itemTable)
            let read = await failure { try await database.run(Nap(seconds: 30)) }
            #expect(read?.kind == .deadline(.statement))
            let write = await failure { try await database.run(SlowInsert(id: 1, seconds: 30)) }
            #expect(write?.kind == .deadline(.statement))
            let within = await failure {
                try await database.transaction { transaction in
                    try await transaction.run(Insert(id: 2))
                    try await transaction.run(Nap(seconds: 30))
                }
            }
            #expect(within?.kind == .deadline(.statement))
            #expect(try await idle(database))
            let count = try await database.first(CountItems())
            #expect(count == 0)
        }
    }

    @Test("Statements behind one that takes too long are answered all the same")
    func behind() async throws {
        try await TestDatabase.with { configuration in
            configuration.sharedConnections = 1
            configuration.statementDeadline = .seconds(1)
        } _: { database in
            async let nap = failure { try await database.run(Nap(seconds: 30)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        // Those that came at the same moment as the nap may share its fate, honestly told.
                        let error = await failure { try await database.run(Add(a: number, b: 1)) }
                        #expect(error?.kind == nil || error?.kind == .deadline(.statement))
                    }
                }
                try await group.waitForAll()
            }
            #expect(await nap?.kind == .deadline(.statement))
            let sum = try await database.first(Add(a: 1, b: 1))
            #expect(sum == 2)
        }
    }

    @Test("Who waits too long for a connection is told so")
    func acquire() async throws {
        try await TestDatabase.with { configuration in
            configuration.exclusiveConnections = 1
            configuration.acquireDeadline = .seconds(2)
        } _: { database in
            try await database.transaction { transaction in
                try await transaction.run(Add(a: 1, b: 1))
                let error = await failure { try await database.transaction { try await $0.run(Add(a: 1, b: 1)) } }
                #expect(error?.kind == .deadline(.acquire) && error?.isRetryable == true)
            }
        }
    }

    @Test("More waiting requests than the limit are refused at once")
    func queue() async throws {
        try await TestDatabase.with { configuration in
            configuration.exclusiveConnections = 1
            configuration.waitingLimit = 3
        } _: { database in
            try await database.transaction { transaction in
                try await transaction.run(Add(a: 1, b: 1))
                let refused = Counter()
                await withTaskGroup(of: Void.self) { group in
                    for _ in 0..<10 {
                        group.addTask {
                            let error = await failure { try await database.transaction { _ in } }
                            if error?.kind == .unavailable { _ = refused.next() }
                        }
                    }
                    while refused.value < 7 { await Task.yield() }
                    group.cancelAll()
                }
                #expect(refused.value == 7)
            }
        }
    }

    @Test("Cancelling a task cancels its statement in the server, but for one that commits: that is seen through")
    func cancel() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            let read = Task { await failure { try await database.run(Nap(seconds: 30)) } }
            #expect(try await sleeping(database))
            read.cancel()
            #expect(await read.value?.kind == .cancelled)
            #expect(try await idle(database))

            let write = Task { await failure { try await database.run(SlowInsert(id: 1, seconds: 0.5)) } }
            #expect(try await sleeping(database))
            write.cancel()
            #expect(await write.value == nil)

            let transaction = Task {
                await failure {
                    try await database.transaction { transaction in
                        try await transaction.run(Insert(id: 2))
                        try await transaction.run(Nap(seconds: 30))
                    }
                }
            }
            #expect(try await sleeping(database))
            transaction.cancel()
            #expect(await transaction.value?.kind == .cancelled)
            let count = try await database.first(CountItems())
            #expect(count == 1)
        }
    }

    @Test("A cancelled task does not start, and a wait for a connection ends when its task is cancelled")
    func cancelEarly() async throws {
        try await TestDatabase.with { configuration in
            configuration.exclusiveConnections = 1
        } _: { database in
            let early = Task {
                while !Task.isCancelled { await Task.yield() }
                return await failure { try await database.run(Add(a: 1, b: 1)) }
            }
            early.cancel()
            #expect(await early.value?.kind == .cancelled)
            try await database.transaction { transaction in
                try await transaction.run(Add(a: 1, b: 1))
                let waiting = Task { await failure { try await database.transaction { _ in } } }
                await Task.yield()
                waiting.cancel()
                #expect(await waiting.value?.kind == .cancelled)
            }
        }
    }

    @Test("Tasks cancelled at random leave their neighbours' answers right and the pool whole")
    func cancelMany() async throws {
        try await TestDatabase.with { configuration in
            configuration.sharedConnections = 2
        } _: { database in
            try await database.execute(itemTable)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        let asked = Task { try await database.first(Nap(seconds: 0.002)) }
                        if number % 3 == 0 { asked.cancel() }
                        switch await asked.result {
                        case .success(let value): #expect(value == 1)
                        case .failure(let error):
                            #expect((error as? DatabaseError)?.kind == .cancelled && number % 3 == 0)
                        }
                        try await database.run(Insert(id: number))
                    }
                }
                try await group.waitForAll()
            }
            let count = try await database.first(CountItems())
            #expect(count == 300)
        }
    }
}
