// SPDX-License-Identifier: Apache-2.0
import API
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Shop")
struct ShopFlowTests {
    @Test("A customer reserves in the shop and lands on the status page")
    func reserves() async throws {
        try await withHouse { house in
            let item = try await house.get("/shop/KT-1010-24")
            #expect(item.status == 200)
            #expect(item.read.contains("残り2点"))
            let path = try await house.reserve()
            let page = try await house.get(path)
            #expect(page.status == 200)
            #expect(page.read.contains("確認中"))
            #expect(page.read.contains("まだお受け取りいただけません"))
            #expect(page.read.contains("鉄のフライパン（24cm）"))
            #expect(page.read.contains("4,950円"))
            #expect(page.read.contains("札幌大通店"))
            #expect(!page.read.contains("髙橋"))
            let reservation = try await house.reservation(path)
            #expect(reservation.kind == .reserve)
            #expect(try await house.available() == 1)
        }
    }

    @Test("The same form sent twelve times at once is one reservation")
    func doubleTap() async throws {
        try await withHouse { house in
            let paths = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<Limits.openReservationsPerMinute {
                    group.addTask {
                        try await house.post("/shop/KT-1010-24", House.wish("same")).header("Location")
                    }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(paths.count == 1 && paths.first != nil)
            #expect(try await house.available() == 1)
        }
    }

    @Test("Sold out is told on the form, with what was typed kept")
    func soldOut() async throws {
        try await withHouse { house in
            let answer = try await house.post("/shop/KT-1010-24", House.wish("k", quantity: "3"))
            #expect(answer.status == 409)
            #expect(answer.read.contains("札幌大通店の在庫は残り2点です"))
            #expect(answer.text.contains("value=\"髙橋 花子\""))
            #expect(answer.text.contains("value=\"090-0000-1234\""))
            #expect(answer.text.contains("value=\"k\""))
            #expect(answer.text.contains("<option value=\"S001\" selected>"))
            #expect(try await house.available() == 2)
            let english = try await house.post("/shop/KT-1010-24", House.wish("k", quantity: "3"), language: "en")
            #expect(english.read.contains("Sapporo Odori has 2 left"))
        }
    }

    @Test("A key that comes again with another wish is refused")
    func otherWish() async throws {
        try await withHouse { house in
            _ = try await house.reserve("k")
            let answer = try await house.post("/shop/KT-1010-24", House.wish("k", quantity: "2"))
            #expect(answer.status == 409)
            #expect(try await house.available() == 1)
        }
    }

    @Test("A key is its customer's at every store; another customer's of the same letters is another key")
    func whoseKey() async throws {
        try await withHouse { house in
            let first = try await house.reserve("k")
            let elsewhere = try await house.post("/shop/KT-1010-24", House.wish("k", store: "S004"))
            #expect(elsewhere.status == 409)
            var theirs = House.wish("k")
            theirs[4].1 = "090-0000-9999"
            let other = try await house.post("/shop/KT-1010-24", theirs)
            #expect(other.status == 303 && other.header("Location") != first)
            #expect(try await house.available() == 0)
            let again = try await house.post("/shop/KT-1010-24", House.wish("k"))
            #expect(again.header("Location") == first)
        }
    }

    @Test("Wrong input is told field by field, with what was typed kept")
    func wrongInput() async throws {
        try await withHouse { house in
            let answer = try await house.post(
                "/shop/KT-1010-24",
                [
                    ("key", "k"), ("store", ""), ("quantity", "<b>"), ("name", ""), ("phone", "call me"),
                    ("mail", "\"><script>alert(1)</script>"), ("note", "</textarea><script>"), ("call", "on"),
                ])
            #expect(answer.status == 422)
            for fault: ReserveFault in [.storeMissing, .quantityOff, .nameMissing, .phoneUnreadable, .mailUnreadable] {
                #expect(answer.read.contains(Japanese().fault(fault)))
            }
            #expect(answer.text.contains("value=\"&lt;b&gt;\""))
            #expect(!answer.text.contains("<script>"))
            #expect(answer.text.contains("name=\"call\" checked"))
        }
    }

    @Test("Pages that are not there are 404, in the reader's language")
    func missing() async throws {
        try await withHouse { house in
            for path in ["/shop/NOPE", "/shop/%E3%81%82"] {
                let page = try await house.get(path, language: "en")
                #expect(page.status == 404 && page.read.contains("Page not found"))
            }
        }
    }

    @Test("A broken address or form is 400, another kind of form too, a huge one 413")
    func broken() async throws {
        try await withHouse { house in
            for path in ["/shop/%FF", "/shop/%00", "/shop?q=%ZZ", "/shop/KT-1010-24?near=%FF"] {
                #expect(try await house.get(path).status == 400, "\(path)")
            }
            let form = [("Content-Type", "application/x-www-form-urlencoded")]
            for body in ["key=%FF", "key=%00", "key=", ""] {
                let answer = try await house.client.send(
                    "POST", "/shop/KT-1010-24", headers: form, body: Array(body.utf8))
                #expect(answer.status == 400, "\(body)")
            }
            #expect(
                try await house.client.send(
                    "POST", "/shop/KT-1010-24", headers: [("Content-Type", "application/json")], body: Array("{}".utf8)
                ).status == 400)
            let huge = [UInt8](repeating: UInt8(ascii: "a"), count: Limits.formBytes + 1)
            #expect(try await house.client.send("POST", "/shop/KT-1010-24", headers: form, body: huge).status == 413)
        }
    }

    @Test("The shop lists aisles, products once for all their sizes, and what a search finds")
    func lists() async throws {
        try await withHouse { house in
            #expect(try await house.get("/shop").read.contains("台所道具"))
            let aisle = try await house.get("/shop?aisle=kitchen").read
            #expect(aisle.contains("鉄のフライパン") && aisle.contains("全2種") && !aisle.contains("24cm"))
            let found = try await house.get("/shop?q=\(PercentCoding.encode("飯碗"))&lang=en")
            #expect(found.read.contains("Rice bowl") && found.read.contains("1 product"))
            #expect(found.text.contains("lang=en"))
            let none = try await house.get("/shop?q=\(PercentCoding.encode("<script>%_"))")
            #expect(none.read.contains("見つかりませんでした") && !none.text.contains("<script"))
        }
    }

    @Test("A SKU of any form has a page, and a form that reserves it")
    func oddSKU() async throws {
        try await withHouse { house in
            let path = Paths.item(SKU(stored: "X/1 ?&%")).url
            let page = try await house.get(path)
            #expect(page.status == 200)
            #expect(page.text.contains("ほうき &lt;b&gt;"))
            #expect(page.text.contains("action=\"\(path)\""))
            #expect(try await house.post(path, House.wish("k", store: "S004")).status == 303)
        }
    }

    @Test("The store that was chosen stands first and is proposed, the others follow with their distance")
    func nearest() async throws {
        try await withHouse { house in
            let page = try await house.get("/shop/KT-1010-24?near=S004")
            let list = try #require(page.text.firstMatch(of: /<ul class="shelves">([\s\S]*?)<\/ul>/)).1
            let lines = Fixture.read(String(list)).split(separator: "\n")
            #expect(lines.first == "吉祥寺店在庫あり")
            #expect(lines.contains { $0.contains("札幌大通店 約") })
            // It is Sunday, 13:20.
            #expect(lines.contains("営業中・本日 10:00–20:00"))
            #expect(page.text.firstRange(of: "<option value=\"S004\" selected>") != nil)
        }
    }

    @Test("Pictures are served by name, and no path leads out of their folder")
    func pictures() async throws {
        try await withHouse { house in
            let picture = try await house.get("/images/kitchen.svg")
            #expect(picture.status == 200 && picture.header("Content-Type") == "image/svg+xml")
            for path in ["/images/nope.svg", "/images/..%2F..%2FPackage.swift", "/images/%2e%2e%2fcatalogue.csv"] {
                #expect(try await house.get(path).status == 404)
            }
        }
    }

    @Test("A store is chosen by its link, and stores are sorted from a point that a browser told")
    func twoSteps() async throws {
        try await withHouse { house in
            let chosen = try await house.get("/shop/KT-1010-24?store=S004")
            #expect(chosen.text.contains("<option value=\"S004\" selected>"))
            #expect(chosen.text.contains("/shop/KT-1010-24?store=S001#reserve"))
            let near = try await house.get("/shop/KT-1010-24?near=35.70,139.58")
            let tokyo = try #require(near.read.firstRange(of: "吉祥寺店 約0.4km"))
            let sapporo = try #require(near.read.firstRange(of: "札幌大通店 約"))
            #expect(tokyo.lowerBound < sapporo.lowerBound)
            #expect(near.text.contains("near=35.7%2C139.58&amp;store=S004#reserve"))
            for odd in ["91,0", "a,b", "1,2,3", "NaN,1"] {
                #expect(try await house.get("/shop/KT-1010-24?near=\(odd)").status == 200)
            }
        }
    }
}
