// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Reservations
@testable import Site

/// Takes every page, in every state, in both languages. Whoever adds a page adds it to one of the albums.
@Suite("Snapshots of the pages")
struct SiteSnapshotTests {
    /// Routes that are in no album, and why.
    private static let left: [String: String] = [
        "GET /assets/{edition}/{name}": "the files themselves are in the repository",
        "GET /images/{name}": "the files themselves are in the repository",
        "GET /push-worker.js": "the file itself is in the repository",
        "GET /store/worker.js": "the file itself is in the repository",
        "GET /embed/torioki-reserve.js": "the file itself is in the repository",
        "GET /r/{token}/events": "a stream",
        "GET /store/{location}/events": "a stream",
        "GET /hq/imports/{id}/events": "a stream",
        "GET /hq/imports/{id}": "how far a file has come is a matter of moments; OfficeImportTests reads it",
        "POST /r/{token}/devices": "its fields are keys; PushPageTests sends it",
    ]

    static let origin = "https://shop.example.jp"

    @Test("Every page looks as it did, in every state and both languages")
    func pages() async throws {
        // Whatever chance says: the albums know no draw of it.
        let seed = UInt64.random(in: 1 ... .max)
        try await withHouse(
            furnish: furnishStory, embed: EmbedDoor(origins: [Self.origin]), seed: seed
        ) { house async throws in
            let camera = Camera(house)
            let hired = try await house.signedIn(.clerk, login: "kikuchi", name: "菊地 <b>")
            let cast = Cast(house: house, clerk: .staff(hired.staff, .clerk))
            let parts = try await cast.enter()
            try await cast.talk(parts)
            try await strangers(house, camera)
            try await customers(parts, camera)
            try await console(parts, hired, house, camera)
            try await OfficeStory(house: house, camera: camera, parts: parts, clerk: hired).tell()
            try await acts(cast, hired, camera)
            try await afterwards(house, parts, camera)
            try camera.close()
            let missing = camera.unvisited.subtracting(Self.left.keys).sorted()
            #expect(missing.isEmpty, "in no album: \(missing.joined(separator: ", "))")
            let gone = Set(Self.left.keys).subtracting(house.routes).sorted()
            #expect(gone.isEmpty, "no routes any more: \(gone.joined(separator: ", "))")
        }
    }

    /// The shop, its component on other pages, the way in, and what is not there.
    private func strangers(_ house: House, _ camera: Camera) async throws {
        for (name, path) in [
            ("home", "/"), ("styleguide", "/styleguide"), ("sign-in", "/sign-in"),
            ("sign-in-to", "/sign-in?to=%2Fstore%2FS001"), ("not-signed-in-store", "/store"),
            ("not-signed-in-office", "/hq"),
        ] { try await camera.take(.entrance, name, path) }
        try await camera.send(
            .entrance, "sign-in-wrong", "/sign-in", [("login", "nobody"), ("password", "wrong <b>"), ("to", "/hq")],
            languages: ["ja", "en"])
        for (name, path) in [
            ("shop", "/shop"), ("aisle", "/shop?aisle=tableware"), ("search", "/shop?q=%E9%89%84"),
            ("search-nothing", "/shop?q=zzz"), ("item", "/shop/KT-1010-24"),
            ("item-near", "/shop/KT-1010-24?near=S004"),
            ("item-sold-out", "/shop/KT-1010-26"), ("item-strange", "/shop/X%2F1%20%3F&%25"),
            ("item-gone", "/shop/NOPE"),
        ] { try await camera.take(.shop, name, path) }
        for (name, key, field, value) in [
            ("quantity", "w1", "quantity", "99"), ("name", "w2", "name", ""), ("phone", "w3", "phone", "12"),
            ("store", "w4", "store", "S999"),
        ] {
            let fields = House.wish(key).map { $0.0 == field ? (field, value) : $0 }
            try await camera.send(.shop, "wrong-\(name)", "/shop/KT-1010-24", fields, languages: ["ja", "en"])
        }
        try await camera.send(.shop, "reserved", "/shop/KT-1010-24", House.wish("reserved"))
        for (name, origin) in [("", Self.origin), ("stranger-", "https://evil.example")] {
            for path in ["availability", "reservations"] {
                let answer = try await house.client.send(
                    "OPTIONS", "/embed/v1/\(path)",
                    headers: [("Origin", origin), ("Access-Control-Request-Method", "POST")])
                camera.keep(.embed, "\(name)preflight-\(path)", "OPTIONS", "/embed/v1/\(path)", answer)
            }
            for (item, sku) in [("availability", "KT-1010-24"), ("sold-out", "KT-1010-26"), ("unknown", "NOPE")] {
                try await camera.take(
                    .embed, "\(name)\(item)", "/embed/v1/availability?sku=\(sku)&near=35.70,139.58",
                    headers: [("Origin", origin)])
            }
        }
        let wish: JSON = [
            "sku": "KT-1010-24", "store": "S001", "quantity": "1", "name": "髙橋 花子", "phone": "090-0000-1234",
            "mail": "", "call": false,
        ]
        for (name, key, body) in [("reserved", "e1", wish), ("wrong", "e2", ["sku": "KT-1010-24"])] {
            for language in ["ja", "en"] {
                let answer = try await house.client.send(
                    "POST", "/embed/v1/reservations",
                    headers: [
                        ("Content-Type", "application/json"), ("Origin", Self.origin), ("Accept-Language", language),
                        ("Idempotency-Key", "\"\(key)\""),
                    ], body: Array(body.text.utf8))
                camera.keep(.embed, "\(name).\(language)", "POST", "/embed/v1/reservations", answer)
            }
        }
    }

    /// What the customer of each reservation sees, and every question that its page asks.
    private func customers(_ parts: [Part], _ camera: Camera) async throws {
        for part in parts {
            try await camera.take(.customer, "status-\(part.name)", part.status)
        }
        for name in ["requested", "short", "ready", "collected", "order-shipped"] {
            guard let part = parts.first(where: { $0.name == name }) else { continue }
            let asks = CustomerAction.allCases.map(\.rawValue) + ["store", "shortage", "proxy", "wishes"]
            for ask in asks { try await camera.take(.customer, "\(name)-\(ask)", "\(part.status)/\(ask)") }
        }
        guard let ready = parts.first(where: { $0.name == "ready" }) else { return }
        for done in CustomerAction.allCases.map(\.rawValue) + LinkPage.allCases.map(\.rawValue) {
            try await camera.take(.customer, "done-\(done)", "\(ready.status)?done=\(done)")
        }
        for file in [LinkPage.calendar, .manifest] {
            try await camera.take(.customer, "file-\(file.rawValue)", "\(ready.status)/\(file.rawValue)")
        }
        try await camera.take(.customer, "no-such-link", "/r/x")
        let refused: [(String, [(String, String)])] = [
            ("proxy", [("key", "p"), ("name", "山田\u{202E}太郎")]), ("confirm", []),
            ("messages", [("key", "m"), ("text", "")]),
            ("store", [("key", "s"), ("store", "S999")]),
            ("shortage", [("key", "h"), ("line", "1"), ("choice", "drop")]),
            ("wishes", [("language", "xx")]),
        ]
        for (action, fields) in refused {
            try await camera.send(
                .customer, "refused-\(action)", "\(ready.status)/\(action)", fields, languages: ["ja", "en"])
        }
    }

    /// The pages of the store console: lists, each reservation, its papers, stock, counts, what is to be sent.
    private func console(_ parts: [Part], _ desk: OfficeDesk, _ house: House, _ camera: Camera) async throws {
        let tokyo = try await Clerk(house, "tokyo", stores: [House.tokyo]).cookie
        house.clock.advance(by: .seconds(7))
        let both = try await Clerk(house, "both", stores: [Fixture.sapporo, House.tokyo]).cookie
        for (name, path) in [
            ("stores", "/store"), ("work", "/store/S001"), ("work-done", "/store/S001?done=accept"),
            ("counter", "/store/S001/counter"), ("counter-name", "/store/S001/counter?q=%E9%AB%99%E6%A9%8B"),
            ("counter-none", "/store/S001/counter?q=9999"), ("stock", "/store/S001/stock"),
            ("stock-search", "/store/S001/stock?q=KT"), ("item", "/store/S001/stock/KT-1010-24"),
            ("count", "/store/S001/count"), ("shipments", "/store/S001/shipments"), ("not-there", "/store/S004"),
            ("manifest", "/store/app.webmanifest"),
        ] { try await camera.take(.console, name, path, as: desk.cookie) }
        try await camera.take(.console, "stores-two", "/store", as: both)
        for (name, path) in [("tokyo-work", "/store/S004"), ("tokyo-shipments", "/store/S004/shipments")] {
            try await camera.take(.console, name, path, as: tokyo)
        }
        for part in parts {
            try await camera.take(.console, "card-\(part.name)", StorePaths.reservation(part.id).url, as: desk.cookie)
        }
        for name in ["requested", "accepted", "ready", "order-shipped", "collected"] {
            guard let part = parts.first(where: { $0.name == name }) else { continue }
            try await camera.take(.console, "pick-list-\(name)", StorePaths.pickList(part.id).url, as: desk.cookie)
            try await camera.take(.console, "label-\(name)", StorePaths.label(part.id).url, as: desk.cookie)
        }
        guard let order = parts.first(where: { $0.name == "order-accepted" }) else { return }
        let list = StorePaths.sendList(House.tokyo, order.id).url
        try await camera.take(.console, "packing-list", list, as: tokyo)
        let count = "KT-1010-24 3\nTW-1010-KO-S,7\n"
        for (name, text) in [("looking", count), ("unreadable", "KT-1010-24 many\nNOPE 3\n")] {
            try await camera.send(
                .console, "count-\(name)", "/store/S001/count", [("counts", text)], as: desk.cookie,
                languages: ["ja", "en"])
        }
    }

    /// Everything that is done by forms, once, as it is answered.
    private func acts(_ cast: Cast, _ desk: OfficeDesk, _ camera: Camera) async throws {
        func send(_ part: Part, _ action: String, _ fields: [(String, String)] = []) async throws {
            try await camera.send(
                .customer, "does-\(action)", "\(part.status)/\(action)", [("key", "does-\(action)")] + fields)
        }
        let asked = try await cast.make("asked", wantsContact: true)
        for action in ["confirm", "call-me", "extend"] { try await send(asked, action) }
        try await camera.take(.customer, "status-asked", asked.status)
        try await send(asked, "messages", [("text", "包装できますか")])
        try await send(asked, "proxy", [("name", "髙橋 一郎")])
        try await send(asked, "wishes", [("language", "en"), ("sms", "on"), ("quiet", "21-8")])
        try await camera.take(.customer, "wishes-english", "\(asked.status)/wishes")
        try await send(asked, "store", [("store", "S004")])
        try await camera.take(.customer, "status-rerouted", asked.status)
        let coming = try await cast.make("coming", [.accept])
        for action in ["on-my-way", "here", "cancel"] { try await send(coming, action) }
        let short = try await cast.make(
            "missing", [.accept, .pick(items: [.init(line: 1, found: 0, short: .damaged)], staging: nil)])
        try await send(short, "shortage", [("line", "1"), ("choice", "drop")])

        let fields: [StoreStep: [(String, String)]] = [
            .reject: [("reason", "damaged"), ("note", "割れ")], .ready: [("staging", "B-3")],
            .unready: [("note", "箱に傷")], .collect: [("identity", "on"), ("proof", "")], .cancel: [("note", "x")],
        ]
        func step(_ step: StoreStep, _ part: Part, _ name: String = "does") async throws {
            cast.house.clock.advance(by: .seconds(7))
            let path = StorePaths.step(part.id, step).url
            try await camera.send(
                .console, "\(name)-\(step.rawValue)", path,
                [("key", "\(name)-\(step.rawValue)")] + (fields[step] ?? []), as: desk.cookie)
        }
        let parcel = try await cast.make("parcel")
        for each: StoreStep in [.accept, .pick, .ready, .unready] { try await step(each, parcel) }
        try await step(.ready, parcel, "again")
        for each: StoreStep in [.extend, .collect] { try await step(each, parcel) }
        // What is refused on a reservation that is over, for a browser and for the queue.
        for each in StoreStep.allCases {
            for (kind, type) in [("refused", "text/html"), ("queued", "application/json")] {
                try await camera.send(
                    .console, "\(kind)-\(each.rawValue)", StorePaths.step(parcel.id, each).url,
                    [("key", "\(kind)-\(each.rawValue)")] + (fields[each] ?? []), as: desk.cookie,
                    headers: [("Accept", type)], languages: ["ja", "en"])
            }
        }
        let left = try await cast.make("left", [.accept, .pick(items: [], staging: nil), .ready(staging: "D-1")])
        for each: StoreStep in [.cancel, .returnToShelf] { try await step(each, left) }
        try await step(.reject, try await cast.make("refusable"))
        let order = try await cast.make("sent", [.accept], from: House.tokyo)
        let tokyo = try await Clerk(cast.house, "tokyo2", stores: [House.tokyo]).cookie
        for name in ["does", "refused"] {
            let path = StorePaths.ship(House.tokyo, order.id).url
            try await camera.send(.console, "\(name)-ship", path, [("key", "\(name)-ship")], as: tokyo)
        }
        try await step(.arrive, order)
        for (name, path, form) in [
            ("say", StorePaths.say(order.id).url, [("text", "承知しました。")]),
            ("adjust", "/store/S001/stock/KT-1010-24/adjust", [("number", "2"), ("reason", "見つかった")]),
            ("count-one", "/store/S001/stock/KT-1010-24/count", [("number", "30"), ("reason", "")]),
            ("count", "/store/S001/count", [("counts", "KT-1010-24 31\n")]),
        ] {
            cast.house.clock.advance(by: .seconds(7))
            try await camera.send(.console, "does-\(name)", path, [("key", name)] + form, as: desk.cookie)
        }
        try await camera.take(.console, "item-counted", "/store/S001/stock/KT-1010-24", as: desk.cookie)
        try await camera.send(.entrance, "sign-out", "/sign-out", as: tokyo)
    }

    /// Five days later: what was ready and what was late is over.
    private func afterwards(_ house: House, _ parts: [Part], _ camera: Camera) async throws {
        house.clock.advance(by: .seconds(5 * 3600))
        let late = try await house.signedIn(.clerk, login: "late")
        try await camera.take(.console, "work-late", "/store/S001", as: late.cookie)
        for name in ["requested", "picking"] {
            guard let part = parts.first(where: { $0.name == name }) else { continue }
            try await camera.take(.customer, "status-\(name)-late", part.status)
        }
        house.clock.advance(by: .seconds(20 * 86_400))
        while try await Expiry(house.reservations).sweep() > 0 {}
        let clerk = try await house.signedIn(.clerk, login: "after")
        try await camera.take(.console, "work-expired", "/store/S001", as: clerk.cookie)
        for name in ["requested", "ready", "part-collected"] {
            guard let part = parts.first(where: { $0.name == name }) else { continue }
            try await camera.take(.customer, "status-\(name)-expired", part.status)
            try await camera.take(
                .console, "card-\(name)-expired", StorePaths.reservation(part.id).url, as: clerk.cookie)
        }
    }
}

/// The small chain with enough of everything, and a call for whoever asks for one.
private func furnishStory(_ database: Database, _ clock: SetEffects) async throws {
    try await furnishSmall(database, clock)
    let changes = [Fixture.sapporo, House.tokyo].flatMap { store in
        [House.pan, SKU(stored: "TW-1010-KO-S")].map { sku in
            StockChange(store, sku, onHand: 60, movement: .received, isSeen: true)
        }
    }
    clock.advance(by: .seconds(1))
    _ = try await StockChanges(changes, author: .duty("test"), at: clock.now, effects: clock.effects).run(on: database)
    var batch = Batch()
    batch.add(
        KeepContactPolicy(
            ContactPolicy(
                id: "asked", priority: 1, reason: "customer_asked", whenAsked: true, withinMinutes: 60,
                retryMinutes: [30])))
    _ = try await database.run(batch)
}

extension Cast {
    /// Lets customers ask and the store answer.
    func talk(_ parts: [Part]) async throws {
        for part in parts where ["ready", "short", "cancelled"].contains(part.name) {
            house.clock.advance(by: .seconds(7))
            _ = try await house.desk.say("箱に入れて\nください <b>", on: part.id, by: .customer, name: "")
            guard part.name == "ready" else { continue }
            house.clock.advance(by: .seconds(7))
            _ = try await house.desk.say("承知しました。", on: part.id, by: clerk, name: "菊地")
        }
    }
}
