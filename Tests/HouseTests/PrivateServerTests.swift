// SPDX-License-Identifier: Apache-2.0
import Cluster
import Foundation
import Kit
import PQ
import ShopSupport
import Synchronization
import TestSupport
import Testing

@testable import torioki

@Suite("The private PostgreSQL", .timeLimit(.minutes(3)))
struct PrivateServerTests {
    @Test("A private PostgreSQL that is killed is started again, and nothing acknowledged is lost")
    func killed() async throws {
        try await TestDatabase.withCluster(durable: true) { cluster in
            let server = try PrivateServer(folder: cluster.directory)
            defer { unlink(cluster.directory + ".users") }
            let metrics = Metrics(version: "test")
            let database = Database(
                DatabaseConfiguration(url: server.url, applicationName: "house"), observe: metrics.observer.database)
            _ = try await Migrator(database: database).migrate()
            let shop = try await Shop(database, ShopPlan())
            try await ServedHouse.serve(shop, metrics, HousePlan(server: server)) { served async throws in
                let kept = try await served.reserve()
                let file = try String(contentsOfFile: cluster.directory + "/postmaster.pid", encoding: .utf8)
                let process = try #require(file.split(separator: "\n").first.flatMap { pid_t($0) })
                let clock = ContinuousClock()
                let start = clock.now
                kill(process, SIGKILL)
                while cluster.isRunning { try await Task.sleep(for: .milliseconds(5)) }
                // Nobody but the service itself starts it. Its children may answer a moment longer than the server lives.
                let starts = Metrics.Series(.privateServerStarts, "ok")
                var isReady = false
                while !isReady, clock.now - start < .seconds(30) {
                    try await Task.sleep(for: .milliseconds(50))
                    let status = try await served.client.get("/readyz").status
                    isReady = status == 200 && served.metrics.value(of: starts) > 0
                }
                print("private PostgreSQL: ready \(clock.now - start) after kill -9")
                #expect(clock.now - start < .seconds(30))
                #expect(served.metrics.value(of: starts) == 1)
                let stands = try await served.get("/v1/reservations/\(kept.id)", as: served.people.web)
                #expect(stands.status == 200)
                _ = try await served.reserve(number: 2)
            }
            try await shop.expectVerified()
            await database.close()
            try server.leave()
        }
    }

    @Test("One that cannot be started is tried again, and for good it ends the service")
    func hopeless() async throws {
        try await TestDatabase.withCluster { cluster in
            let server = try PrivateServer(folder: cluster.directory)
            defer { unlink(cluster.directory + ".users") }
            try cluster.stop()
            let heard = Mutex<[String]>([])
            let observer = Observer { observation in
                switch observation {
                case .privateServerDown: heard.withLock { $0.append("down") }
                case .privateServerRevived: heard.withLock { $0.append("revived") }
                default: break
                }
            }
            // What stands for a full disk: a file in which the server finds nothing it can read.
            let control = cluster.directory + "/global/pg_control"
            #expect(rename(control, control + ".away") == 0)
            let keeper = PrivateServerKeeper(server: server, observer: observer, rests: [0, 0])
            await #expect(throws: Complaint.self) { try await keeper.run() }
            #expect(heard.withLock { $0 } == ["down", "down"])
            // The cause is gone: the next look finds it out.
            #expect(rename(control + ".away", control) == 0)
            let again = Task { try await keeper.run() }
            let clock = ContinuousClock()
            let start = clock.now
            while heard.withLock({ $0.last }) != "revived", clock.now - start < .seconds(30) {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(cluster.isRunning)
            again.cancel()
            _ = await again.result
            try server.leave()
        }
    }
}
