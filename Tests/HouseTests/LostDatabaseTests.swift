// SPDX-License-Identifier: Apache-2.0
import Cluster
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import torioki

@Suite("A database that goes away", .timeLimit(.minutes(3)))
struct LostDatabaseTests {
    @Test(
        "Without its database the service says so and asks to come back; with it again it heals by itself, in seconds")
    func lostAndFound() async throws {
        try await TestDatabase.withCluster(durable: true) { cluster in
            try cluster.start()
            let metrics = Metrics(version: "test")
            var configuration = DatabaseConfiguration(url: cluster.url, applicationName: "house")
            configuration.acquireDeadline = .seconds(1)
            let database = Database(configuration, observe: metrics.observer.database)
            _ = try await Migrator(database: database).migrate()
            let shop = try await Shop(database, ShopPlan())
            try await ServedHouse.serve(shop, metrics) { served async throws in
                let token = served.people.web
                let kept = try await served.post(
                    "/v1/reservations", ServedHouse.request([("A", 1)]), as: token, key: "k")
                #expect(kept.status == 201)
                var reader = try await StreamReader(served, as: token)
                #expect(try await served.client.get("/readyz").status == 200)

                try cluster.stop()
                for answer in [
                    try await served.get("/v1/reservations/\(kept.json.id)", as: token),
                    try await served.post("/v1/reservations", ServedHouse.request([("A", 1)], number: 2), as: token),
                    try await served.client.get("/readyz"),
                ] {
                    #expect(answer.status == 503)
                    #expect(answer.header("Content-Type") == "application/problem+json; charset=utf-8")
                    #expect(answer.header("Retry-After").flatMap { Int($0) } != nil)
                }
                #expect(try await served.client.get("/livez").status == 200)

                try cluster.start()
                let clock = ContinuousClock()
                let start = clock.now
                while try await served.client.get("/readyz").status != 200 {
                    #expect(clock.now - start < .seconds(20))
                    try await Task.sleep(for: .milliseconds(50))
                }
                let replayed = try await served.post(
                    "/v1/reservations", ServedHouse.request([("A", 1)]), as: token, key: "k")
                #expect(clock.now - start < .seconds(5), "healed after \(clock.now - start)")
                #expect(replayed.body == kept.body)
                // Whoever listened before still does: nothing was lost in between.
                let next = try await served.reserve(number: 3)
                #expect(try await reader.next().data["subject"] == .string(next.id))
                await reader.close()
            }
            try await shop.expectVerified()
            await database.close()
        }
    }
}
