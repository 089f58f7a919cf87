// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Contact
import Foundation
import Kit
import Logging
import PQ
import ServiceLifecycle
import ShopSupport
import Site
import Stock
import TestSupport

@testable import torioki

/// Is the whole house as `serve` builds it, on a free port of this machine, over a small chain of its own.
///
/// The clock stands at Tuesday, 2026-11-24, 12:00 in Tokyo, until a test moves it. Every answer is held against its
/// declaration: one that differs is a 500, which no test expects.
struct ServedHouse: Sendable {
    let house: House
    let shop: Shop
    let api: API
    let client: HTTPClient
    let metrics: Metrics
    let people: People
    /// Where letters to customers are put.
    let letters: String

    var clock: SetEffects { shop.clock }
    var database: Database { shop.database }
}

/// Says how a served house differs from the plain one.
struct HousePlan: Sendable {
    var shop = ShopPlan(contact: [ServedHouse.callEverybody])
    /// Whether the duties run beside the requests.
    var hasDuties = true
    /// Whether the demo shop and its embedded form are served, too.
    var hasShop = false
    /// The span in which a request is answered.
    var within: Duration = .seconds(Limits.requestSeconds)
    /// The private PostgreSQL that the house looks after, if it has one.
    var server: PrivateServer?
    /// Hears what happens, beside the metrics.
    var hears = Observer.none
}

extension ServedHouse {
    /// Contacts whoever asks for it, by phone, within an hour.
    static let callEverybody = ContactPolicy(
        id: "asked", priority: 1, reason: "customer_asked", whenAsked: true, withinMinutes: 60, retryMinutes: [30])

    /// Runs a test against a house in a schema of its own, then proves the promises from its ledgers.
    static func with<R: Sendable>(
        _ plan: HousePlan = HousePlan(), _ body: (ServedHouse) async throws -> R
    ) async throws -> R {
        let metrics = Metrics(version: "test")
        return try await TestDatabase.with(
            adjust: { $0.sharedConnections = 4 }, observe: metrics.observer.database,
            prepare: { _ = try await Migrator(database: $0).migrate() }
        ) { database in
            let shop = try await Shop(database, plan.shop)
            let result = try await serve(shop, metrics, plan, body)
            try await shop.expectVerified()
            return result
        }
    }

    /// Serves a shop that stands already.
    static func serve<R: Sendable>(
        _ shop: Shop, _ metrics: Metrics, _ plan: HousePlan = HousePlan(), _ body: (ServedHouse) async throws -> R
    ) async throws -> R {
        let folder = FileManager.default.temporaryDirectory.path() + "torioki-house-\(UUID().uuidString)"
        // What is left of letters in a folder for such things does no harm.
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await locate(shop)
        let installation = Installation(shop, metrics, folder: folder, plan)
        let house = try installation.house(effects: shop.effects)
        let people = try await People(house, shop.clock)
        let (ports, port) = AsyncStream<Int>.makeStream()
        // As behind a proxy: a test says from where it comes by X-Forwarded-For.
        var proxies = TrustedProxies.none
        proxies.networks = ["127.0.0.1"].compactMap { IPNetwork($0) }
        let site = Site(
            brand: Brand(ja: "試験", en: "Test"), desk: house.desk, customers: house.customers, stock: house.stock,
            link: house.link, access: house.access, feed: house.feed, isSecure: true,
            shop: plan.hasShop ? Site.Shop(pictures: try Pictures(folder: Self.pictures)) : nil,
            embed: EmbedDoor(origins: plan.hasShop ? [Self.origin] : []), proxies: proxies,
            importer: house.importer, security: house.security)
        var services = try installation.services(house, site, checksAnswers: true, within: plan.within) {
            port.yield($0)
        }
        if !plan.hasDuties { services.removeAll { $0 is Duty } }
        let group = ServiceGroup(configuration: .init(services: services, logger: installation.logger))
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { port.finish() }
                try await group.run()
            }
            var started = ports.makeAsyncIterator()
            guard let number = await started.next() else {
                try await tasks.waitForAll()
                throw HouseDidNotStart()
            }
            let api = try installation.buildAPI(house, readiness: Readiness(database: shop.database))
            let served = ServedHouse(
                house: house, shop: shop, api: api, client: HTTPClient(port: number), metrics: metrics, people: people,
                letters: "\(folder)/letters")
            let outcome: Result<R, any Error>
            do { outcome = .success(try await body(served)) } catch { outcome = .failure(error) }
            await served.client.close()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try outcome.get()
        }
    }

    /// The web shop whose pages may embed the form.
    static let origin = "https://web.example"
    private static var pictures: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../seeds/images").path()
    }

    /// Puts the stores on the map: the second and the third 1 and 10 km from the first.
    private static func locate(_ shop: Shop) async throws {
        let directory = try await shop.places.current()
        let latitudes = [Shop.s1: 35.67, Shop.s2: 35.679, Shop.s3: 35.76]
        var batch = Batch()
        batch.add(
            UpsertLocations(
                directory.all.map { place in
                    Location(
                        id: place.id, kind: place.kind, name: place.name, nameEN: place.nameEN,
                        coordinates: latitudes[place.id].flatMap { Coordinates(latitude: $0, longitude: 139.76) })
                }))
        _ = try await shop.database.run(batch)
    }
}

extension Installation {
    fileprivate init(_ shop: Shop, _ metrics: Metrics, folder: String, _ plan: HousePlan) {
        var configuration = Configuration()
        configuration.port = 0
        configuration.data = folder
        configuration.publicURL = "https://shop.example"
        configuration.linkKeys = [Array(repeating: 7, count: 32)]
        self.init(
            configuration: configuration, database: shop.database, server: plan.server,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, metrics: metrics,
            observer: .all(metrics.observer, plan.hears))
    }
}

/// Says that the house ended before its door was open.
struct HouseDidNotStart: Error {}
