// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import torioki

@Suite("A request is answered in its time", .timeLimit(.minutes(3)))
struct OverloadTests {
    /// What one client asked, and how it went.
    private struct Asked: Sendable {
        let number: Int
        let answer: HTTPAnswer
        let span: Duration
    }

    /// Asks one of the things that shops, stores and customers ask, the same for the same number.
    private static func ask(_ number: Int, of served: ServedHouse, about id: String) async throws -> Asked {
        let start = ContinuousClock.now
        let web = served.people.web
        let answer =
            switch number % 4 {
            case 0: try await served.get("/v1/reservations/\(id)", as: web)
            case 1: try await served.get("/v1/availability?sku=A", as: web)
            case 2: try await served.post("/v1/reservations/\(id)/accept", as: served.people.clerk, key: "k\(number)")
            default:
                try await served.post(
                    "/v1/reservations", ServedHouse.request([("A", 1)], number: number), as: web, key: "k\(number)")
            }
        return Asked(number: number, answer: answer, span: .now - start)
    }

    private static func askAll(_ served: ServedHouse, about id: String) async throws -> [Asked] {
        try await withThrowingTaskGroup(of: Asked.self) { group in
            for number in 0..<60 { group.addTask { try await ask(number, of: served, about: id) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    @Test(
        "While everything waits for a lock all are told within the deadline to come back; then their keys are done once"
    )
    func locked() async throws {
        var plan = HousePlan(hasDuties: false)
        plan.within = .seconds(1)
        plan.shop.shelves[Shop.s1] = ["A": 100]
        try await ServedHouse.with(plan) { served async throws in
            let id = try await served.reserve(number: 1_000).id
            let asked = try await served.database.transaction { transaction in
                try await transaction.execute("LOCK TABLE reservation, stock_level, event IN ACCESS EXCLUSIVE MODE")
                async let health = served.client.get("/livez")
                let asked = try await Self.askAll(served, about: id)
                #expect(try await health.status == 200)
                return asked
            }
            for one in asked {
                #expect(one.answer.status == 503, "\(one.number): \(one.answer.text)")
                #expect(one.answer.header("Retry-After").flatMap { Int($0) } != nil)
                // A second, and what a busy machine adds.
                #expect(one.span < .seconds(3), "\(one.number) after \(one.span)")
            }
            #expect(!served.metrics.text.contains("torioki_unexpected_errors_total{"))
            let start = ContinuousClock.now
            var again = try await Self.askAll(served, about: id)
            // What nobody waited for any more may still be under way, and accepting is done by one of them.
            while again.contains(where: { ![200, 201, 409].contains($0.answer.status) }) {
                try #require(.now - start < .seconds(20), "\(again.map(\.answer.status))")
                again = try await Self.askAll(served, about: id)
            }
            let reserved = Set(again.filter { $0.number % 4 == 3 }.map(\.answer.json.id))
            #expect(reserved.count == 15)
            let level = try await served.get("/v1/availability?sku=A&location=\(Shop.s1.code)", as: served.people.web)
            #expect(level.text.contains("\"available\":\(100 - 16)"), "\(level.text)")
        }
    }

    @Test("What clients do wrong, and what is refused in time, is never counted as a mistake of ours")
    func countedRight() async throws {
        try await ServedHouse.with(HousePlan(hasDuties: false)) { served async throws in
            let head = "POST /v1/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            for rest in ["ZZ\r\n", "5\nabcde\r\n", "c\r\n{\"login\":\"a\"}"] {
                let raw = try await RawConnection(port: served.client.port)
                try await raw.send(head + "Transfer-Encoding: chunked\r\n\r\n" + rest)
                if rest.hasPrefix("c") { await raw.close() } else { _ = await raw.readToEnd() }
            }
            for path in ["/sign-in", "/v1/session"] {
                let raw = try await RawConnection(port: served.client.port)
                try await raw.send(
                    "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: 50\r\n\r\nlogin=a")
                await raw.close()
            }
            #expect(try await served.client.get("/readyz").status == 200)
            let text = served.metrics.text
            #expect(!text.contains("torioki_unexpected_errors_total{"))
            #expect(!text.contains("status=\"500\""))
            #expect(text.contains("torioki_refusals_total{code=\"TRK-115\"}"))
        }
    }
}
