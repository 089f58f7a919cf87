// SPDX-License-Identifier: Apache-2.0
import API
import Channels
import Contact
import Customers
import Foundation
import Hummingbird
import Kit
import Logging
import PQ
import Stock
import TestSupport
import Testing

@testable import Access
@testable import Reservations
@testable import Site

/// Is a small chain with its pages, served over a socket, in a schema of its own and on a clock that the test moves.
struct House: Sendable {
    let database: Database
    let clock: SetEffects
    let reservations: Reservations
    let desk: Desk
    let customers: Customers
    let link: CustomerLink
    let feed: EventFeed
    let devices: Devices
    /// Its passwords cost little: what they cost is tested elsewhere.
    let access: Access
    let client: HTTPClient
    /// Everything that the site answers: `GET /shop`.
    let routes: [String]

    static let pan = SKU(stored: "KT-1010-24")
    static let tokyo = LocationID(stored: "S004")

    /// Posts a form as a browser does.
    func post(_ path: String, _ fields: [(String, String)], language: String = "ja") async throws -> HTTPAnswer {
        try await client.form(path, fields, headers: [("Accept-Language", language)])
    }

    func get(_ path: String, language: String = "ja") async throws -> HTTPAnswer {
        try await client.get(path, headers: [("Accept-Language", language)])
    }

    /// Fills the form of an item's page.
    static func wish(_ key: String, store: String = "S001", quantity: String = "1") -> [(String, String)] {
        [
            ("key", key), ("store", store), ("quantity", quantity), ("name", "髙橋 花子"), ("phone", "090-0000-1234"),
            ("mail", ""), ("note", ""),
        ]
    }

    /// Reserves a pan through the shop and gives the path of its status page.
    func reserve(_ key: String = "first", language: String = "ja") async throws -> String {
        let answer = try await post("/shop/KT-1010-24", Self.wish(key), language: language)
        #expect(answer.status == 303)
        return try #require(answer.header("Location"))
    }

    /// Reads the reservation behind a status page.
    func reservation(_ path: String) async throws -> Reservation {
        let token = String(path.dropFirst("/r/".count).prefix { $0 != "?" && $0 != "/" })
        return try await link.visit(token, in: reservations, now: clock.now).reservation
    }

    func available(_ sku: SKU = pan, at location: LocationID = Fixture.sapporo) async throws -> Int {
        let stock = StockRoom(database: database, effects: clock.effects, places: Places(database: database))
        return try await stock.availability(skus: [sku], locations: [location]).first?.available ?? 0
    }
}

extension HTTPClient {
    /// Posts a form as a browser does.
    func form(
        _ path: String, _ fields: [(String, String)], headers: [(String, String)] = []
    ) async throws -> HTTPAnswer {
        let body = fields.map { "\(PercentCoding.encode($0.0))=\(PercentCoding.encode($0.1))" }.joined(separator: "&")
        return try await send(
            "POST", path, headers: [("Content-Type", "application/x-www-form-urlencoded")] + headers,
            body: Array(body.utf8))
    }
}

extension HTTPAnswer {
    /// What a reader sees.
    var read: String { Fixture.read(text) }
}

/// Runs a test against the pages of a small chain.
///
/// `furnish` puts stores, goods and stock into it.
func withHouse(
    furnish: (Database, SetEffects) async throws -> Void = furnishSmall, embed: EmbedDoor = EmbedDoor(),
    seed: UInt64 = 1, _ test: (House) async throws -> Void
) async throws {
    try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
        let clock = SetEffects(now: Fixture.now, seed: seed)
        try await furnish(database, clock)
        let places = Places(database: database)
        let contactRules = ContactRules(database: database, places: places)
        let reservations = Reservations(
            database: database, effects: clock.effects,
            rules: Rules(database: database, places: places),
            companions: [ContactCompanion(rules: contactRules, effects: clock.effects)])
        let desk = Desk(reservations: reservations, rules: contactRules)
        let customers = Customers(database: database, effects: clock.effects)
        let link = CustomerLink(
            link: try PickupLink(keys: [[UInt8](repeating: 7, count: 32)]), publicURL: "http://localhost")
        let feed = EventFeed(database: database)
        let devices = Devices(
            reservations: reservations, key: PushKey(secret: [UInt8](repeating: 7, count: 32)))
        let images = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../seeds/images").path()
        let access = Access(
            database: database, effects: clock.effects, cost: PasswordHash.Cost(logN: 10, blockSize: 8, lanes: 1))
        // As behind a proxy: a test says from where it comes by X-Forwarded-For.
        var proxies = TrustedProxies.none
        proxies.networks = [try #require(IPNetwork("127.0.0.1"))]
        let site = Site(
            brand: .demo, desk: desk, customers: customers,
            stock: StockRoom(database: database, effects: clock.effects, places: places), link: link,
            access: access, feed: feed,
            shop: Site.Shop(pictures: try Pictures(folder: images)), embed: embed, proxies: proxies, devices: devices,
            importer: Importer(database: database, effects: clock.effects, reach: reservations))
        let router = Router(context: APIContext.self)
        site.add(to: router)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await site.imports.run() }
            defer { group.cancelAll() }
            try await withServer(
                { started in
                    Application(
                        router: router,
                        configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                        onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) },
                        logger: Logger(label: "site") { _ in SwiftLogNoOpLogHandler() })
                },
                { client in
                    try await test(
                        House(
                            database: database, clock: clock, reservations: reservations, desk: desk,
                            customers: customers,
                            link: link, feed: feed, devices: devices, access: access, client: client,
                            routes: router.routes.map { "\($0.method) \($0.path)" }))
                })
        }
    }
}

/// Puts two stores, a few goods and their stock into the house: two pans in Sapporo, five in Tokyo.
func furnishSmall(_ database: Database, _ clock: SetEffects) async throws {
    let tokyo = Location(
        id: House.tokyo, kind: .store, name: "吉祥寺店", nameEN: "Kichijoji", address: "東京都武蔵野市",
        coordinates: Coordinates(latitude: 35.7033, longitude: 139.5797))
    let goods: [(String, String, String, String)] = [
        ("KT-1010-24", "鉄のフライパン（24cm）", "Iron frying pan (24 cm)", "kitchen"),
        ("KT-1010-26", "鉄のフライパン（26cm）", "Iron frying pan (26 cm)", "kitchen"),
        ("TW-1010-KO-S", "飯碗（粉引・小）", "Rice bowl (kohiki white, small)", "tableware"),
        ("X/1 ?&%", "ほうき <b>", "", "none"),
    ]
    var batch = Batch()
    batch.add(UpsertLocations([Fixture.store, tokyo]))
    batch.add(
        InsertOpeningHours(
            [Fixture.sapporo, House.tokyo].flatMap { location in
                (1...7).compactMap { day in OpeningPeriod(day: day, opens: 600, closes: 1200).map { (location, $0) } }
            }))
    batch.add(
        UpsertSKUs(
            goods.map { sku, name, nameEN, image in
                CatalogueItem(
                    sku: SKU(stored: sku), name: name, nameEN: nameEN, price: 4950, imageURL: "/images/\(image).svg")
            }, at: clock.now))
    _ = try await database.run(batch)
    let changes = [
        StockChange(Fixture.sapporo, House.pan, onHand: 2, movement: .received),
        StockChange(House.tokyo, House.pan, onHand: 5, movement: .received),
        StockChange(House.tokyo, SKU(stored: "X/1 ?&%"), onHand: 5, movement: .received),
    ]
    _ = try await StockChanges(changes, author: .duty("test"), at: clock.now, effects: clock.effects).run(on: database)
}

/// Puts the whole demo chain of `seeds/` into the house.
func furnishFromSeeds(_ database: Database, _ clock: SetEffects) async throws {
    let seeds = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../seeds").path()
    let importer = Importer(database: database, effects: clock.effects)
    for file in ["locations", "hours", "closures", "holidays", "catalogue", "stock"] {
        _ = try await importer.run(ImportSource(path: "\(seeds)/\(file).csv"), ImportOptions(author: .duty("test")))
    }
}
