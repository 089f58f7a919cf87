// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import Reservations
@testable import torioki

@Suite("What a customer does with a tap")
struct CustomerActionTests {
    private static var plan: HousePlan {
        var plan = HousePlan()
        plan.shop.shelves = [Shop.s1: ["A": 100]]
        plan.hasDuties = false
        return plan
    }

    /// What a tap leaves: how the reservation stands, and what happened to it.
    private struct Trace: Equatable {
        let hold: Hold
        let contact: ContactState
        let arrival: Arrival?
        let extensions: Int
        let events: [String]

        init(_ id: String, _ served: ServedHouse) async throws {
            let id = try #require(ReservationID(id))
            let found = try #require(try await served.house.reservations.find(id))
            (hold, contact, arrival) = (found.hold, found.contact, found.arrival)
            extensions = found.extensions
            events = try await served.house.reservations.events(of: id).map {
                "\($0.kind?.rawValue ?? "?") \($0.author)"
            }
        }
    }

    /// A reservation on which the action is to be had, and the token of its link.
    private func reserve(
        for action: CustomerAction, _ number: Int, _ served: ServedHouse
    ) async throws -> (id: String, token: String) {
        let new = try await served.reserve([("A", 1)], number: number, wantsContact: action != .callMe)
        if action == .onMyWay || action == .here { try await served.makeReady(new.id) }
        return (new.id, String((new["link"]?.string ?? "").dropFirst("https://shop.example/r/".count)))
    }

    @Test(
        "Each action does the same by the page and by its JSON, once for its key, and reads no story of the reservation"
    )
    func doors() async throws {
        try await ServedHouse.with(Self.plan) { served async throws in
            var number = 0
            for action in CustomerAction.allCases {
                let page = try await reserve(for: action, number + 1, served)
                let json = try await reserve(for: action, number + 2, served)
                number += 2
                let stories = served.metrics.count(of: "ReadVersions")
                for _ in 0..<2 {
                    let tapped = try await served.form("/r/\(page.token)/\(action.rawValue)", [("key", "k")])
                    #expect(tapped.status == 303, "\(action): \(tapped.text)")
                    #expect(tapped.header("Location") == "/r/\(page.token)?done=\(action.rawValue)", "\(action)")
                    let asked = try await served.post(
                        "/v1/pickup/\(json.token)/\(action.rawValue)", as: nil, key: "k")
                    #expect(asked.status == 200, "\(action): \(asked.text)")
                }
                #expect(served.metrics.count(of: "ReadVersions") == stories, "\(action)")
                let (left, right) = (try await Trace(page.id, served), try await Trace(json.id, served))
                #expect(left == right && left.events.count > 1, "\(action): \(left.events) \(right.events)")
            }
        }
    }

    @Test("A task is read once, and locked, before its attempt is written; its answer is printed once and told once")
    func attempt() async throws {
        try await ServedHouse.with(Self.plan) { served async throws in
            _ = try await served.reserve([("A", 1)], wantsContact: true)
            let claimed = try await served.post("/v1/contact-tasks/claim", as: served.people.agent)
            let path = "/v1/contact-tasks/\(claimed.json["task"]?.id ?? "")/attempts"
            let attempts = Metrics.Series(.attempts, "phone", "no_answer")
            let body = served.attempt("no_answer")
            let before = served.metrics.count(of: "ReadTask")
            let first = try await served.post(path, body, as: served.people.agent, key: "k")
            #expect(first.status == 201, "\(first.text)")
            #expect(served.metrics.count(of: "ReadTask") == before + 1)
            let again = try await served.post(path, body, as: served.people.agent, key: "k")
            #expect(again.body == first.body && again.header("Idempotency-Replayed") == "true")
            #expect(served.metrics.value(of: attempts) == 1)
        }
    }
}

extension Metrics {
    /// Counts how often a statement was sent.
    fileprivate func count(of statement: String) -> Int {
        let line = "torioki_database_statement_duration_seconds_count{statement=\"\(statement)\"} "
        return text.firstRange(of: line).flatMap { Int(text[$0.upperBound...].prefix { $0 != "\n" }) } ?? 0
    }
}
