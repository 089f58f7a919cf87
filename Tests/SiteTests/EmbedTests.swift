// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Embedded shop")
struct EmbedTests {
    private static let origin = "https://shop.example.jp"
    private static let wish: JSON = [
        "sku": "KT-1010-24", "store": "S001", "quantity": "1", "name": "髙橋 花子", "phone": "090-0000-1234", "mail": "",
        "call": false,
    ]

    private func withDoor(_ test: (House) async throws -> Void) async throws {
        try await withHouse(embed: EmbedDoor(origins: [Self.origin]), test)
    }

    private func reserve(
        _ house: House, _ wish: JSON = wish, key: String? = "\"k\"", origin: String? = origin,
        type: String = "application/json", from address: String = "203.0.113.7"
    ) async throws -> HTTPAnswer {
        var headers = [("Content-Type", type), ("Accept-Language", "ja"), ("X-Forwarded-For", address)]
        if let origin { headers.append(("Origin", origin)) }
        if let key { headers.append(("Idempotency-Key", key)) }
        return try await house.client.send(
            "POST", "/embed/v1/reservations", headers: headers, body: Array(wish.text.utf8))
    }

    @Test("A named origin may ask before it asks, and no other; cookies are never part of it")
    func preflight() async throws {
        try await withDoor { house in
            for path in ["/embed/v1/availability", "/embed/v1/reservations"] {
                func ask(_ origin: String?) async throws -> HTTPAnswer {
                    try await house.client.send(
                        "OPTIONS", path,
                        headers: [("Access-Control-Request-Method", "POST")] + (origin.map { [("Origin", $0)] } ?? []))
                }
                let granted = try await ask(Self.origin)
                #expect(granted.status == 204)
                #expect(granted.header("Access-Control-Allow-Origin") == Self.origin)
                #expect(granted.header("Access-Control-Allow-Headers") == "Content-Type, Idempotency-Key")
                #expect(granted.header("Access-Control-Allow-Credentials") == nil)
                #expect(granted.header("Vary") == "Origin")
                for other in ["https://shop.example.jp.evil.example", "http://shop.example.jp", "null", nil] {
                    let refused = try await ask(other)
                    #expect(refused.status == 403, "\(other ?? "-")")
                    #expect(refused.header("Access-Control-Allow-Origin") == nil)
                }
            }
        }
    }

    @Test("Stock is told in plain words, in both languages, the nearest first")
    func availability() async throws {
        try await withDoor { house in
            func look(_ query: String, _ origin: String? = Self.origin) async throws -> HTTPAnswer {
                try await house.client.get(
                    "/embed/v1/availability?\(query)", headers: origin.map { [("Origin", $0)] } ?? [])
            }
            let near = try await look("sku=KT-1010-24&near=35.70,139.58&lang=en")
            #expect(near.status == 200 && near.header("Access-Control-Allow-Origin") == Self.origin)
            #expect(near.json["stores"]?[0]?["location"]?.string == "S004")
            #expect(near.json["stores"]?[0]?["hours"]?.string == "Open now · today 10:00–20:00")
            #expect(near.json["words"]?["reserve"]?.string == English().reserve)
            let plain = try await look("sku=KT-1010-24")
            #expect(plain.json["stores"]?[0]?["stock"]?.string == "残り2点")
            #expect(plain.json["words"]?.object?.count == ShopWord.allCases.count)
            #expect(try await look("sku=NOPE").status == 404)
            #expect(try await look("sku=%FF").status == 400)
            for other in ["https://evil.example", nil] {
                let refused = try await look("sku=KT-1010-24", other)
                #expect(refused.status == 403 && refused.header("Access-Control-Allow-Origin") == nil)
            }
        }
    }

    @Test("A wish is reserved once for its key, and leads to the customer's page")
    func reserves() async throws {
        try await withDoor { house in
            let made = try await reserve(house)
            #expect(made.status == 201)
            let link = try #require(made.json["link"]?.string)
            #expect(link.hasPrefix("http://localhost/r/"))
            #expect(made.json["pick_up_by"]?.string?.contains("11月") == true)
            #expect(try await house.available() == 1)
            let again = try await reserve(house)
            #expect(again.status == 201 && again.json == made.json)
            #expect(try await house.available() == 1)
            let page = try await house.get(String(link.dropFirst("http://localhost".count)))
            #expect(page.read.contains("鉄のフライパン（24cm）"))
            var other = Self.wish.object ?? [:]
            other["quantity"] = "2"
            #expect(try await reserve(house, .object(other)).status == 422)
            // Another store is another request; another customer's key of the same letters is another key.
            var elsewhere = Self.wish.object ?? [:]
            elsewhere["store"] = "S004"
            #expect(try await reserve(house, .object(elsewhere)).json["code"] == "TRK-316")
            var theirs = Self.wish.object ?? [:]
            theirs["phone"] = "090-0000-9999"
            let second = try await reserve(house, .object(theirs))
            #expect(second.status == 201 && second.json["link"] != made.json["link"])
        }
    }

    @Test("What is wrong with a wish is told field by field; what is not a wish is not taken")
    func refuses() async throws {
        try await withDoor { house in
            var wrong = Self.wish.object ?? [:]
            (wrong["name"], wrong["phone"], wrong["quantity"]) = ("", "x", "0")
            let faults = try await reserve(house, .object(wrong))
            #expect(faults.status == 422 && faults.header("Access-Control-Allow-Origin") == Self.origin)
            let fields = (faults.json["faults"]?.array ?? []).compactMap { $0["field"]?.string }
            #expect(Set(fields) == ["name", "phone", "quantity"])
            var many = Self.wish.object ?? [:]
            many["quantity"] = "3"
            let soldOut = try await reserve(house, .object(many))
            #expect(soldOut.status == 409 && soldOut.json["detail"]?.string?.contains("残り2点") == true)
            #expect(try await reserve(house, key: nil).status == 400)
            #expect(try await reserve(house, type: "text/plain").status == 415)
            #expect(try await reserve(house, ["sku": 1]).status == 404)
            #expect(try await reserve(house, []).status == 400)
            #expect(try await reserve(house, origin: "https://evil.example").status == 403)
            #expect(try await house.available() == 2)
        }
    }

    @Test("One source may not reserve without end, and is told when it may again; what is no wish is not counted")
    func limit() async throws {
        try await withDoor { house in
            for _ in 0..<20 { #expect(try await reserve(house, ["sku": "KT-1010-24"]).status == 422) }
            for _ in 0..<Limits.openReservationsPerMinute { #expect(try await reserve(house).status == 201) }
            let refused = try await reserve(house)
            // What a client claims to have come through makes no other of it, and another one is not held up.
            #expect(try await reserve(house, from: "198.51.100.1, 203.0.113.7").status == 429)
            #expect(try await reserve(house, from: "203.0.113.8").status == 201)
            #expect(refused.status == 429 && refused.header("Retry-After") != nil)
            #expect(refused.header("Access-Control-Allow-Origin") == Self.origin)
            house.clock.advance(by: .seconds(60))
            #expect(try await reserve(house).status == 201)
        }
    }

    @Test("Without named origins there is no door; the script may be loaded by any page")
    func door() async throws {
        try await withHouse { house in
            let closed = try await house.get("/embed/v1/availability?sku=KT-1010-24")
            #expect(closed.status == 404)
        }
        try await withDoor { house in
            let script = try await house.get("/embed/torioki-reserve.js")
            #expect(script.status == 200 && script.header("Cache-Control") == "public, max-age=300")
            #expect(script.header("Access-Control-Allow-Origin") == "*")
        }
    }

    @Test("An origin is read as browsers send it")
    func origins() {
        #expect(EmbedDoor.origin("https://Shop.example.jp/") == "https://shop.example.jp")
        #expect(EmbedDoor.origin("https://shop.example.jp:443") == "https://shop.example.jp")
        #expect(EmbedDoor.origin("http://localhost:3000") == "http://localhost:3000")
        for odd in [
            "*", "https://*.example.jp", "shop.example.jp", "https://a.jp/path", "ftp://a.jp", "https://u@a.jp", "",
        ] {
            #expect(EmbedDoor.origin(odd) == nil, "\(odd)")
        }
    }
}
