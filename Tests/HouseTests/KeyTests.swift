// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import API
@testable import torioki

@Suite("One key for its client", .serialized)
struct KeyTests {
    /// Plenty everywhere, and no duties that would act beside the requests.
    private static var plan: HousePlan {
        var plan = HousePlan()
        let plenty = ["A": 500, "B": 500]
        plan.shop.shelves = [Shop.s1: plenty, Shop.s2: plenty, Shop.s3: plenty, Shop.w1: plenty]
        plan.hasDuties = false
        return plan
    }

    private func keyed(_ served: ServedHouse) -> [Endpoint] { served.api.endpoints.filter { $0.key != .no } }

    @Test(
        "Every keyed operation: a key that did something does nothing elsewhere, and the same request, however written, is answered again"
    )
    func elsewhere() async throws {
        try await ServedHouse.with(Self.plan) { served async throws in
            #expect(keyed(served).count >= 25)
            for endpoint in keyed(served) {
                let (requests, key) = (try await endpoint.keyedRequests(served), "key-\(endpoint.id)")
                let first = try await requests[0].send(served, key)
                #expect((200...201).contains(first.status), "\(endpoint.id): \(first.text)")
                let before = try await served.trace()
                let second = try await requests[1].send(served, key)
                #expect(second.status == 422 && second.json["code"] == "TRK-316", "\(endpoint.id): \(second.text)")
                let again = try await requests[0].sendRewritten(served, key)
                #expect(again.status == first.status && again.body == first.body, "\(endpoint.id): \(again.text)")
                #expect(again.header("Idempotency-Replayed") == "true", "\(endpoint.id)")
                #expect(try await served.trace() == before, "\(endpoint.id) left something behind")
                // Under a key of its own the second could have been done all the time.
                let own = try await requests[1].send(served, "own-\(endpoint.id)")
                #expect(
                    (200...201).contains(own.status) || endpoint.path.template.hasPrefix("/v1/pickup"),
                    "\(endpoint.id): \(own.text)")
            }
        }
    }

    @Test(
        "Every keyed operation: of two requests at once under one key, one acts and the other reads that the key is used"
    )
    func atOnce() async throws {
        try await ServedHouse.with(Self.plan) { served async throws in
            for endpoint in keyed(served) {
                // Reserving and booking go in sets, whose halves are asked again: more is to be tried there.
                for round in 0..<(["reserve", "recordMovements"].contains(endpoint.id) ? 12 : 2) {
                    let (requests, key) = (try await endpoint.keyedRequests(served), "race-\(endpoint.id)-\(round)")
                    let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                        for request in requests { group.addTask { try await request.send(served, key) } }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    let words = "\(endpoint.id): \(answers.map(\.text))"
                    #expect(answers.filter { (200...201).contains($0.status) }.count == 1, "\(words)")
                    #expect(answers.filter { $0.json["code"] == "TRK-316" }.count == 1, "\(words)")
                    let kept = try await served.database.run(CountAnswers(key: key))
                    #expect(kept == [1], "\(endpoint.id)")
                }
            }
        }
    }

    @Test(
        "Of 60 requests under one key for two stores, one makes a reservation; those that are like it read its answer")
    func crowd() async throws {
        try await ServedHouse.with(Self.plan) { served async throws in
            let wishes = [Shop.s1, Shop.s2].map { ServedHouse.request([("A", 1)], at: $0, number: 1) }
            let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        try await served.post("/v1/reservations", wishes[number % 2], as: served.people.web, key: "k")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let (made, refused) = (answers.filter { $0.status == 201 }, answers.filter { $0.status == 422 })
            #expect(made.count == 30 && refused.count == 30)
            #expect(Set(made.map(\.body)).count == 1)
            #expect(refused.allSatisfy { $0.json["code"] == "TRK-316" })
            let list = try await served.get("/v1/reservations", as: served.people.web).json
            #expect(list["items"]?.array?.count == 1)
        }
    }

    @Test("A customer's key is the customer's at every store, and nobody else's")
    func links() async throws {
        try await ServedHouse.with(Self.plan) { served async throws in
            func token(_ reservation: JSON) -> String {
                String((reservation["link"]?.string ?? "").dropFirst("https://shop.example/r/".count))
            }
            let (own, other) = (try await served.reserve(number: 1), try await served.reserve(number: 2))
            let first = try await served.post("/v1/pickup/\(token(own))/extend", as: nil, key: "k")
            #expect(first.status == 200)
            try await served.carryOut("reroute", ["location": "S002"], on: own.id, as: served.people.web)
            // Sent again after the move it is answered as it was, and the new hold is not extended for it.
            let before = try await served.trace()
            let again = try await served.post("/v1/pickup/\(token(own))/extend", as: nil, key: "k")
            #expect(again.body == first.body && again.header("Idempotency-Replayed") == "true")
            let reused = try await served.post("/v1/pickup/\(token(own))/cancel", as: nil, key: "k")
            #expect(reused.json["code"] == "TRK-316")
            #expect(try await served.trace() == before)
            // Another customer's key of the same letters is another key.
            let theirs = try await served.post("/v1/pickup/\(token(other))/extend", as: nil, key: "k")
            #expect(theirs.status == 200 && theirs.json["reservation"]?.string == other.id)
            #expect(theirs.header("Idempotency-Replayed") == nil)
        }
    }

    @Test("Of a key that was used at two stores before the upgrade the older answer stays")
    func oldRows() async throws {
        try await TestDatabase.with { database in
            let old = SchemaFile.onBoard.filter { $0.name < "0007" }
            _ = try await Migrator(database: database, files: old).migrate()
            try await database.execute(
                """
                INSERT INTO idempotency (location_id, client, key, fingerprint, status, body, at) VALUES
                    ('S001', 'key:a', 'k', '\\x01', 201, 'younger', '2026-11-02T00:00:00Z'),
                    ('S002', 'key:a', 'k', '\\x02', 201, 'older', '2026-11-01T00:00:00Z'),
                    ('S003', 'key:a', 'twin', '\\x02', 201, 'first of its name', '2026-11-01T00:00:00Z'),
                    ('S004', 'key:a', 'twin', '\\x02', 201, 'second of its name', '2026-11-01T00:00:00Z'),
                    ('S001', 'key:b', 'k', '\\x03', 200, 'another client', '2026-11-03T00:00:00Z')
                """)
            _ = try await Migrator(database: database).migrate()
            for (client, key, body) in [
                ("key:a", "k", "older"), ("key:b", "k", "another client"), ("key:a", "twin", "first of its name"),
            ] {
                #expect(try await database.first(FindAnswered(client: client, key: key))?.answered.body == body)
            }
            #expect(try await database.run(CountAnswers(key: "k")) == [2])
        }
    }
}

/// Counts the answers that are kept under a key, of all clients.
private struct CountAnswers: Statement {
    static let sql = "SELECT count(*) FROM idempotency WHERE key = $1"
    static let isReadOnly = true

    let key: String

    func bind(_ parameters: inout Parameters) { parameters.add(key) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { Int(try row(Int64.self)) }
}
