// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ
import ShopSupport
import Synchronization
import TestSupport
import Testing

@testable import torioki

/// The promises while servers stop, come back, freeze and are promoted: what docs/reliability.md says.
///
/// `TORIOKI_FAILOVER_ROUNDS=5 swift test --filter HouseTests.FailoverTests` kills the primary five times.
@Suite("Failover", .serialized, .timeLimit(.minutes(15)))
struct FailoverTests {
    /// Serves a house on a pair of servers, with deadlines short enough for a test.
    private func serve(
        _ pair: ServerPair, units: Int = 50, _ body: (ServedHouse) async throws -> Void
    ) async throws {
        let metrics = Metrics(version: "test")
        var configuration = DatabaseConfiguration(url: pair.url, applicationName: "house")
        configuration.session = DatabaseConfiguration.servingSession
        configuration.statementDeadline = .seconds(3)
        configuration.commitDeadline = .seconds(2)
        configuration.surveyInterval = .seconds(1)
        let database = Database(configuration, observe: metrics.observer.database)
        _ = try await Migrator(database: database).migrate()
        let shop = try await Shop(database, ShopPlan(shelves: [Shop.s1: ["A": units]]))
        try await ServedHouse.serve(shop, metrics) { try await body($0) }
        try await shop.expectVerified()
        await database.close()
    }

    private func ask(_ served: ServedHouse, _ key: String) async throws -> HTTPAnswer {
        try await served.post(
            "/v1/reservations", ServedHouse.request([("A", 1)]), as: served.people.web, key: key)
    }

    @Test("What no standby has confirmed is acknowledged to nobody, however often it is asked, and lost by nobody")
    func standbyAwayThenPromoted() async throws {
        try await ServerPair.with { pair in
            try await serve(pair) { served in
                let before = try await ask(served, "before")
                #expect(before.status == 201)
                try await pair.stopStandby()
                let first = try await ask(served, "k")
                #expect(first.status == 503 && first.json["code"] == "TRK-903", "\(first.text)")
                for _ in 0..<5 {
                    let again = try await ask(served, "k")
                    #expect(again.status == 503 && again.json["code"] == "TRK-906", "\(again.text)")
                    #expect(again.header("Retry-After") != nil)
                    // An answer that was given before is not given again either: nobody confirms that it stands.
                    let replayed = try await ask(served, "before")
                    #expect(replayed.json["code"] == "TRK-906", "\(replayed.text)")
                }
                // Reads go on, and everybody can see how it stands.
                let read = try await served.get("/v1/reservations/\(before.json.id)", as: served.people.web)
                #expect(read.status == 200)
                let ready = try await served.client.get("/readyz")
                #expect(ready.status == 503 && ready.json["code"] == "TRK-906")
                #expect(try await served.client.get("/readyz?for=reads").status == 200)
                #expect(try await served.client.get("/livez").status == 200)
                #expect(served.metrics.value(of: .init(.unconfirmed)) == 1)

                // Somebody ends the wait by hand: now everybody can see the row, and still nobody is told that it stands.
                try await pair.onPrimary { _ = try await $0.run(EndWaits()) }
                let shown = try await ask(served, "k")
                #expect(shown.status == 503, "\(shown.text)")
                #expect(served.metrics.value(of: .init(.failures, "/v1/reservations")) == 0)

                // The primary dies with what was unconfirmed; the standby never had it.
                try await pair.killPrimary()
                try await pair.startStandby()
                try await pair.promote()
                let done = try await answer(served, "k")
                #expect(done.status == 201 && done.header("Idempotency-Replayed") == nil, "\(done.text)")
                let kept = try await ask(served, "before")
                #expect(kept.status == 201 && kept.body == before.body)
                let stands = try await served.get("/v1/reservations/\(done.json.id)", as: served.people.web)
                #expect(stands.status == 200)
                #expect(served.metrics.value(of: .init(.unconfirmed)) == 0)
            }
        }
    }

    @Test("When the standby is back all that was unknown settles, and its key gives the answer")
    func standbyBack() async throws {
        try await ServerPair.with { pair in
            try await serve(pair) { served in
                // The customer is known, so that it is the reservations that are unknown.
                #expect(try await ask(served, "before").status == 201)
                try await pair.stopStandby()
                let keys = (0..<6).map { "k\($0)" }
                let codes = try await withThrowingTaskGroup(of: (String, String).self) { group in
                    for key in keys {
                        group.addTask { (key, try await self.ask(served, key).json["code"]?.string ?? "") }
                    }
                    return try await group.reduce(into: [String: String]()) { $0[$1.0] = $1.1 }
                }
                // Those that were on their way are unknown, those that came too late were not begun.
                #expect(codes.values.contains("TRK-903"))
                #expect(Set(codes.values).isSubset(of: ["TRK-903", "TRK-902", "TRK-906"]))
                try await pair.startStandby()
                for key in keys {
                    let settled = try await answer(served, key)
                    #expect(settled.status == 201, "\(settled.text)")
                    if codes[key] == "TRK-903" {
                        #expect(settled.header("Idempotency-Replayed") == "true", "\(key) was done twice")
                    }
                }
                #expect(try await served.client.get("/readyz").status == 200)
                #expect(served.metrics.value(of: .init(.unconfirmed)) == 0)
                let count = try await served.database.first(CountReservations())
                #expect(count == keys.count + 1)
            }
        }
    }

    /// Asks again until the answer is no longer to come back later.
    private func answer(_ served: ServedHouse, _ key: String) async throws -> HTTPAnswer {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(30)
        while true {
            let answer = try await ask(served, key)
            if answer.status != 503 || clock.now > end { return answer }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    @Test("The primary is killed under load, again and again: nothing acknowledged is lost, nothing is done twice")
    func killed() async throws {
        let rounds = ProcessInfo.processInfo.environment["TORIOKI_FAILOVER_ROUNDS"].flatMap { Int($0) } ?? 1
        try await ServerPair.with { pair in
            try await serve(pair, units: 1_000_000) { served in
                let told = Told()
                let stream = Task { try await told.read(served) }
                try await told.waitUntilOpen()
                let crowd = FailoverCrowd(served)
                for round in 1...rounds {
                    let result = try await crowd.load {
                        try await Task.sleep(for: .milliseconds(1_500))
                        try await pair.killPrimary()
                        let killed = ContinuousClock.now
                        try await Task.sleep(for: .milliseconds([0, 500, 1_500][round % 3]))
                        try await pair.promote()
                        let promoted = ContinuousClock.now
                        try await Task.sleep(for: .milliseconds(2_000))
                        return FailoverCrowd.Moments(killed: killed, promoted: promoted)
                    }
                    print("failover round \(round): \(result)")
                    if round < rounds { try await pair.follow() }
                }
                let ids = try await crowd.settle()
                let stored = try await served.database.first(CountReservations()) ?? 0
                let doubled = stored - ids.count
                #expect(crowd.lost == 0 && doubled == 0)
                // Everything that stands was told, once, in order.
                try await told.wait(for: ids)
                stream.cancel()
                #expect(told.doubled == 0)
                print(
                    "failover: \(rounds) rounds, \(crowd.acknowledged) acknowledged, lost \(crowd.lost), doubled "
                        + "\(doubled), without outcome \(crowd.unsettled), events told \(told.count) of \(ids.count), "
                        + "doubled \(told.doubled)")
            }
        }
    }
}

/// Ends every wait for a standby, as an impatient person would.
private struct EndWaits: Statement {
    static let sql = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
}

struct CountReservations: Statement {
    static let sql = "SELECT count(*) FROM reservation"
    static let isReadOnly = true
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}
