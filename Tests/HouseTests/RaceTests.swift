// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Stock
import TestSupport
import Testing

@testable import torioki

@Suite("Races and repetition over HTTP", .serialized)
struct RaceTests {
    /// Asks so many times at once, and gives what came back in no particular order.
    private func atOnce(
        _ count: Int, _ ask: @escaping @Sendable (Int) async throws -> HTTPAnswer
    ) async throws -> [HTTPAnswer] {
        try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
            for number in 0..<count { group.addTask { try await ask(number) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test("200 clients want the last piece: one has it, 199 read that it is sold out")
    func lastPiece() async throws {
        var plan = HousePlan()
        plan.shop.shelves = [Shop.s1: ["A": 1]]
        try await ServedHouse.with(plan) { served async throws in
            let answers = try await atOnce(200) { number in
                try await served.post(
                    "/v1/reservations", ServedHouse.request([("A", 1)], number: number), as: served.people.web)
            }
            #expect(answers.filter { $0.status == 201 }.count == 1)
            let refused = answers.filter { $0.status == 409 }
            #expect(refused.count == 199, "\(Set(answers.map(\.status)))")
            #expect(refused.allSatisfy { $0.json["code"] == "TRK-302" && $0.json["available"] == 0 })
            #expect(try await served.shop.level("A") == Figures(1, 1))
        }
    }

    @Test("A key that is sent 100 times at once makes one reservation, and every answer is the same, byte for byte")
    func oneKey() async throws {
        try await ServedHouse.with { served async throws in
            let body = ServedHouse.request([("A", 1)], wantsContact: true)
            let answers = try await atOnce(100) { _ in
                try await served.post("/v1/reservations", body, as: served.people.web, key: "once")
            }
            #expect(Set(answers.map(\.status)) == [201])
            #expect(Set(answers.map(\.body)).count == 1)
            #expect(Set(answers.map { $0.header("Location") }).count == 1)
            #expect(Set(answers.map { $0.header("ETag") }) == ["\"v1\""])
            #expect(answers.filter { $0.header("Idempotency-Replayed") == nil }.count == 1)
            #expect(try await served.shop.level("A") == Figures(10, 1))
            let list = try await served.get("/v1/reservations", as: served.people.web).json
            #expect(list["items"]?.array?.count == 1)
            let tasks = try await served.get("/v1/contact-tasks", as: served.people.agent).json
            #expect(tasks["items"]?.array?.count == 1)
        }
    }

    @Test("A key belongs to its client and to one request, and gives the first answer also when the world has moved on")
    func keys() async throws {
        try await ServedHouse.with { served async throws in
            let (people, body) = (served.people, ServedHouse.request([("A", 1)]))
            let first = try await served.post("/v1/reservations", body, as: people.web, key: "k")
            let other = ServedHouse.request([("A", 2)])
            let reused = try await served.post("/v1/reservations", other, as: people.web, key: "k")
            #expect(reused.status == 422)
            #expect(reused.json["code"] == "TRK-316")
            let theirs = try await served.post("/v1/reservations", body, as: people.otherWeb, key: "k")
            #expect(theirs.status == 201)
            #expect(theirs.json.id != first.json.id)

            try await served.makeReady(first.json.id)
            let collect: JSON = ["identity_checked": true]
            let path = "/v1/reservations/\(first.json.id)/collect"
            let done = try await served.post(path, collect, as: people.clerk, key: "c")
            #expect(done.status == 200)
            let again = try await served.post(path, collect, as: people.clerk, key: "c")
            #expect(again.body == done.body)
            #expect(again.header("ETag") == done.header("ETag"))
            #expect(try await served.post(path, collect, as: people.clerk).json["code"] == "TRK-306")
            let replayed = try await served.post("/v1/reservations", body, as: people.web, key: "k")
            #expect(replayed.status == 201)
            #expect(replayed.body == first.body)
            #expect(replayed.header("Location") == first.header("Location"))

            // A shelf and a store that are no more do not change what was answered.
            let choice: JSON = ["location": "S002"]
            let rerouted = try await served.post(
                "/v1/reservations/\(theirs.json.id)/reroute", choice, as: people.otherWeb, key: "r")
            #expect(rerouted.status == 200)
            var batch = Batch()
            batch.add(
                UpsertLocations([Location(id: Shop.s2, kind: .store, name: "梅田店", nameEN: "Umeda", isActive: false)]))
            _ = try await served.database.run(batch)
            _ = try await served.house.places.reload()
            let late = try await served.post(
                "/v1/reservations/\(theirs.json.id)/reroute", choice, as: people.otherWeb, key: "r")
            #expect(late.body == rerouted.body)
            let closed = ServedHouse.request([("A", 1)], at: Shop.s2, number: 3)
            #expect(try await served.post("/v1/reservations", closed, as: people.web).json["code"] == "TRK-303")

            let movement: JSON = [
                "location": "S001", "movements": [["sku": "A", "kind": "received", "quantity": 5]],
            ]
            let moved = try await atOnce(20) { _ in
                try await served.post("/v1/stock/movements", movement, as: people.web, key: "m")
            }
            #expect(Set(moved.map(\.status)) == [201])
            #expect(Set(moved.map(\.body)).count == 1)
            #expect(try await served.shop.level("A") == Figures(14, 0))
        }
    }

    @Test("A counter, a web shop and a customer race for one parcel: one wins, the others read who did")
    func oneEnd() async throws {
        try await ServedHouse.with { served async throws in
            for round in 0..<10 {
                let new = try await served.reserve(number: round)
                let token = String((new["link"]?.string ?? "").dropFirst("https://shop.example/r/".count))
                try await served.makeReady(new.id)
                let answers = try await atOnce(12) { number in
                    switch number % 3 {
                    case 0:
                        try await served.post(
                            "/v1/reservations/\(new.id)/collect", ["identity_checked": true], as: served.people.clerk)
                    case 1:
                        try await served.post(
                            "/v1/reservations/\(new.id)/cancel", ["reason": "web"], as: served.people.web)
                    default: try await served.post("/v1/pickup/\(token)/cancel", as: nil)
                    }
                }
                let winners = answers.filter { $0.status == 200 }
                #expect(winners.count == 1)
                let isCollected = winners.first?.json["status"] == "collected"
                let told: JSON = isCollected ? "TRK-306" : "TRK-307"
                #expect(answers.filter { $0.status != 200 }.allSatisfy { $0.status == 409 && $0.json["code"] == told })
            }
        }
    }
}
