// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import TestSupport
import Testing

@testable import torioki

@Suite("What people type, at every search")
struct FoldedSearchTests {
    /// Forms of one name; each is found by each other.
    private static let names = ["髙﨑 邉子", "高崎邊子", "髙\u{E0100}崎　辺子", "\u{202A}高﨑辺子\u{202C}"]
    private static let kana = ["タカサキ ローラ", "たかさきろーら", "ﾀｶｻｷ ﾛｰﾗ", "タカサキ　ロ－ラ", "タカサキロ‐ラ"]

    private func get(_ path: String, _ text: String, _ served: ServedHouse, as token: String) async throws -> JSON {
        var allowed = CharacterSet.alphanumerics
        allowed.insert("-")
        let typed = text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
        let answer = try await served.get("\(path)q=\(typed)", as: token)
        #expect(answer.status == 200, "\(path) \(text): \(answer.text)")
        return answer.json
    }

    @Test("Customers are found by every form of their name and its kana")
    func customers() async throws {
        try await ServedHouse.with { served async throws in
            for (number, name) in Self.names.enumerated() where !name.hasPrefix("\u{202A}") {
                var body = ServedHouse.request([("A", 1)]).object ?? [:]
                body["customer"] = [
                    "external_id": .string("folded-\(number)"), "name": .string(name),
                    "kana": .string(Self.kana[number]), "phone": .string("090-0000-123\(number)"),
                ]
                #expect(try await served.post("/v1/reservations", .object(body), as: served.people.web).status == 201)
            }
            for typed in Self.names + Self.kana {
                let found = try await get("/v1/customers?", typed, served, as: served.people.agent)
                #expect(found["items"]?.array?.count == 3, "by \(typed)")
            }
            for typed in ["\u{202D}０９０ー００００ー１２３１\u{202C}", "１２３１"] {
                let found = try await get("/v1/customers?", typed, served, as: served.people.agent)
                #expect(found["items"]?.array?.count == 1, "by \(typed)")
            }
            let none = try await get("/v1/customers?", "・", served, as: served.people.agent)
            #expect(none["items"]?.array?.isEmpty == true, "nothing is left of it, so nobody is meant")
        }
    }

    @Test("Goods are found by every form of their code and name")
    func goods() async throws {
        try await ServedHouse.with { served async throws in
            let gtin = try #require(GTIN("4901234567894"))
            let goods = [
                CatalogueItem(sku: SKU(stored: "ZX-9"), gtin: gtin, name: "髙級ローブ", nameEN: "Robe Crème", price: 1),
                CatalogueItem(sku: SKU(stored: "ZX-8"), gtin: nil, name: "高級 ﾛｰﾌﾞ", nameEN: "ROBE CRÈME", price: 1),
            ]
            _ = try await served.database.run(UpsertSKUs(goods, at: served.clock.now))
            for typed in ["髙級", "高級ローブ", "ろーぶ", "ﾛｰﾌﾞ", "ロ−ブ", "ＺＸ－", "zx‐", "ｚｘー", "robe crème", "ＲＯＢＥ"] {
                let found = try await get("/v1/skus?", typed, served, as: served.people.clerk)
                #expect(found["items"]?.array?.count == 2, "by \(typed)")
            }
            for typed in ["４９０１２３４５６７８９４", "\u{200B}4901234567894"] {
                let found = try await get("/v1/skus?", typed, served, as: served.people.clerk)
                #expect(found["items"]?.array?.count == 1, "by \(typed)")
            }
        }
    }

    @Test("Advice and a web shop's numbers are found by every form, and the wait ends with the reservation")
    func wordsAndNumbers() async throws {
        try await ServedHouse.with { served async throws in
            var body = ServedHouse.request([("A", 1)], wantsContact: true).object ?? [:]
            body["reference"] = "Web-123"
            let made = try await served.post("/v1/reservations", .object(body), as: served.people.web)
            #expect(made.json["contact"] == "pending")
            let work = try await served.post("/v1/contact-tasks/claim", as: served.people.agent)
            var attempt = served.attempt("no_answer").object ?? [:]
            attempt["note"] = "髙さの合うﾃｰﾌﾞﾙをお探し"
            let logged = try await served.post(
                "/v1/contact-tasks/\(work.json["task"]?.id ?? "")/attempts", .object(attempt), as: served.people.agent)
            #expect(logged.json["reservation"]?["contact"] == "attempted", "\(logged.text)")
            for typed in ["高さの合うテーブル", "てーぶる", "髙さ の", "テ－ブル"] {
                let found = try await get("/v1/advice?", typed, served, as: served.people.agent)
                #expect(found["items"]?.array?.count == 1, "by \(typed)")
            }
            for typed in ["Web-123", "ＷＥＢ－１２３", "webー123", "web‐123 "] {
                let found = try await served.house.reservations.find(
                    number: typed, customers: [], at: [Shop.s1], limit: 5)
                #expect(found.count == 1, "by \(typed)")
            }
            let code = made.json["pickup_code"]?.string ?? ""
            let wide = String(
                String.UnicodeScalarView(
                    code.lowercased().unicodeScalars.compactMap {
                        Unicode.Scalar($0.value + 0xFEE0)
                    }))
            for typed in [wide, "\(code.prefix(4))ー\(code.suffix(4))", "\u{200B}\(code)"] {
                #expect(try await served.house.reservations.find(code: typed, at: Shop.s1) != nil, "by \(typed)")
            }
            let ended = try await served.carryOut("cancel", ["reason": "x"], on: made.json.id)
            #expect(ended["contact"] == "unreachable", "who was tried in vain is waited for no longer")
            let other = try await served.reserve(number: 2, wantsContact: true)
            #expect(other["contact"] == "pending")
            let cancelled = try await served.carryOut("cancel", ["reason": "x"], on: other.id)
            #expect(cancelled["contact"] == "not_needed")
        }
    }

    @Test("A place is a shelf's name and no article's code, and If-Match takes a list")
    func places() async throws {
        try await ServedHouse.with { served async throws in
            let made = try await served.reserve([("A", 1)])
            try await served.carryOut("accept", on: made.id)
            try await served.carryOut("pick", ["items": [["line": 1, "found": 1]]], on: made.id)
            for code in ["4901234567894", "４９０１２３４５６７８９４", "a", "Ａ"] {
                let path = "/v1/reservations/\(made.id)/ready"
                let refused = try await served.post(path, ["staging": .string(code)], as: served.people.clerk)
                #expect(refused.status == 422, "\(code): \(refused.text)")
            }
            let path = "/v1/reservations/\(made.id)/ready"
            let stale = try await served.post(
                path, ["staging": "B-3"], as: served.people.clerk, match: "\"v1\", \"v2\"")
            #expect(stale.status == 412)
            let version = stale.json["current_version"]?.int ?? 0
            let done = try await served.post(
                path, ["staging": "B-3"], as: served.people.clerk, match: "\"v1\", W/\"v2\",\"v\(version)\"")
            #expect(done.status == 200, "\(done.text)")
        }
    }

    @Test("A store's dates are written by its own clock")
    func zones() async throws {
        try await ServedHouse.with { served async throws in
            let york = try #require(Zone("America/New_York"))
            _ = try await served.database.run(
                UpsertLocations([
                    Location(id: Shop.s2, kind: .store, name: "NY", nameEN: "NY", zone: york, isActive: true)
                ]))
            _ = try await served.house.stock.places.reload()
            let made = try await served.reserve([("A", 1)], at: Shop.s2)
            for name in ["pick_up_by", "first_pick_up_by", "ready_by", "created_at"] {
                #expect(made[name]?.string?.hasSuffix("-05:00") == true, "\(name): \(made[name]?.string ?? "")")
            }
            #expect(made["pick_up_by"]?.string?.contains("T20:00:00") == true)
            let read = try await served.get("/v1/reservations/\(made.id)", as: served.people.web)
            #expect(read.json["pick_up_by"] == made["pick_up_by"])
            let token = String((made["link"]?.string ?? "").dropFirst("https://shop.example/r/".count))
            let link = try await served.client.get("/v1/pickup/\(token)")
            #expect(link.json["pick_up_by"] == made["pick_up_by"] && link.json["next"]?["by"] == made["ready_by"])
            let other = try await served.reserve([("A", 1)], number: 2)
            #expect(other["pick_up_by"]?.string?.hasSuffix("+09:00") == true)
        }
    }
}
