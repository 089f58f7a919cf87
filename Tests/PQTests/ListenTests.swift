// SPDX-License-Identifier: Apache-2.0
import PQ
import TestSupport
import Testing

private struct Notify: Statement {
    static let sql = "SELECT pg_notify($1, $2)"
    let channel: String
    let payload: String
    func bind(_ parameters: inout Parameters) {
        parameters.add(channel)
        parameters.add(payload)
    }
}

@Suite("Notifications") struct ListenTests {
    @Test("A listener hears what is said, says when it is connected again, and hears on")
    func survives() async throws {
        try await withDatabase { database in
            let channel = "Ding \"dong\" " + database.configuration.applicationName
            let killer = Database(DatabaseConfiguration(url: database.configuration.url, applicationName: "killer"))
            var heard = database.listen(to: [channel, "other"]).makeAsyncIterator()
            #expect(await heard.next() == .connected)
            for round in 1...3 {
                try await killer.run(Notify(channel: channel, payload: "髙 \(round)"))
                #expect(await heard.next() == .notified(channel: channel, payload: "髙 \(round)"))
                try await killer.run(Terminate(application: database.configuration.applicationName))
                #expect(await heard.next() == .connected)
            }
            await killer.close()
        }
    }

    @Test("A stream that nobody reads any more gives its connection back")
    func ends() async throws {
        try await withDatabase { database in
            let application = database.configuration.applicationName
            let reader = Task {
                for await word in database.listen(to: ["news"]) where word == .connected { return }
            }
            await reader.value
            let isAlone = try await eventually {
                try await database.first(CountListeners(application: application)) == 0
            }
            #expect(isAlone)
            let waiting = Task {
                var count = 0
                for await _ in database.listen(to: ["news"]) { count += 1 }
                return count
            }
            let listens = try await eventually {
                try await database.first(CountListeners(application: application)) == 1
            }
            #expect(listens)
            await database.close()
            #expect(await waiting.value == 1)
        }
    }

    private struct CountListeners: Statement {
        static let sql = """
            SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND query LIKE 'LISTEN%' AND state = 'idle'
            """
        let application: String
        func bind(_ parameters: inout Parameters) { parameters.add(application) }
        static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
    }
}
