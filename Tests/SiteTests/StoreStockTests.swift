// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Store console: stock and paper")
struct StoreStockTests {
    @Test("Goods are found and their figures told; a correction and a count go into the ledger once")
    func figures() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            _ = try await house.reserve()
            let one = try await clerk.get("/store/S001/stock?q=KT-1010-24")
            #expect(one.status == 303 && one.header("Location") == "/store/S001/stock/KT-1010-24")
            let several = try await clerk.get("/store/S001/stock?q=KT-1010")
            #expect(several.status == 200 && several.text.contains("/store/S001/stock/KT-1010-26"))
            let page = try await clerk.get("/store/S001/stock/KT-1010-24")
            #expect(page.read.contains("実在庫") && page.read.contains("髙橋 花子 様"))
            for _ in 0..<2 {
                let answer = try await clerk.post(
                    "/store/S001/stock/KT-1010-24/adjust", [("key", "a"), ("number", "+3"), ("reason", "発見")])
                #expect(answer.status == 303)
            }
            #expect(try await house.available() == 4)
            let nameless = try await clerk.post(
                "/store/S001/stock/KT-1010-24/adjust", [("key", "b"), ("number", "-1"), ("reason", "")])
            #expect(nameless.status == 409)
            #expect(try await clerk.post("/store/S001/stock/KT-1010-24/count", [("key", "c")]).status == 400)
            let counted = try await clerk.post(
                "/store/S001/stock/KT-1010-24/count", [("key", "c"), ("number", "0"), ("reason", "")])
            #expect(counted.status == 303)
            // What is promised is short now: a task for a person, on the list and on the page.
            let list = try await clerk.get("/store/S001")
            #expect(list.read.contains("在庫不足") && list.read.contains("1点不足"))
            #expect(try await clerk.get("/store/S001/stock").read.contains("数え直す"))
            let after = try await clerk.get("/store/S001/stock/KT-1010-24?done=count")
            #expect(after.read.contains("棚卸し") && after.read.contains("発見"))
            // What was missing is found: the shortage closes, and how it did is kept.
            let found = [("key", "d"), ("number", "+1"), ("reason", "奥の棚")]
            #expect(try await clerk.post("/store/S001/stock/KT-1010-24/adjust", found).status == 303)
            #expect(!(try await clerk.get("/store/S001").read.contains("在庫不足")))
            let resolved = try await house.database.run(ReadResolutions())
            #expect(resolved == ["奥の棚"])
            #expect(try await clerk.get("/store/S001/stock/none").status == 404)
            // Sold beyond the figures: the clerk sees by how much, the customer that there is none.
            let oversold = [("key", "e"), ("number", "-9"), ("reason", "レジ")]
            #expect(try await clerk.post("/store/S001/stock/KT-1010-24/adjust", oversold).status == 303)
            let below = try await clerk.get("/store/S001/stock/KT-1010-24")
            #expect(below.read.contains("在庫数がマイナスです") && below.text.contains("<dd>-8</dd>"))
            #expect(below.read.contains("1点不足"), "not more than is promised")
            #expect(try await house.available() == 0)
            let absurd = [("key", "f"), ("number", "-1"), ("reason", "")]
            #expect(try await clerk.post("/store/S001/stock/KT-1010-24/count", absurd).status == 409)
            let strange = try await clerk.get("/store/S001/stock/X%2F1%20%3F%26%25")
            #expect(strange.status == 200 && strange.text.contains("ほうき &lt;b&gt;"))
        }
    }

    @Test("A shelf is counted, looked at and written in one go; nothing is written while a line means nothing")
    func count() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let lines = "KT-1010-24\nKT-1010-24\nkt\n"
            let unknown = try await clerk.post("/store/S001/count", [("counts", lines)])
            #expect(unknown.status == 422 && unknown.read.contains("kt"))
            let look = try await clerk.post("/store/S001/count", [("counts", "KT-1010-24 7\nKT-1010-26 1")])
            #expect(look.status == 200 && look.read.contains("+5"))
            #expect(try await house.available() == 2)
            let key = try #require(look.text.firstMatch(of: /name="key" value="([^"]+)"/)).1
            let fields = [("counts", "KT-1010-24 7\nKT-1010-26 1"), ("key", String(key))]
            for _ in 0..<2 {
                let written = try await clerk.post("/store/S001/count", fields)
                #expect(written.header("Location") == "/store/S001/count?done=2")
            }
            #expect(try await house.available() == 7)
            #expect(try await house.available(SKU(stored: "KT-1010-26")) == 1)
            #expect(try await clerk.post("/store/S001/count", [("counts", "")]).status == 422)
        }
    }

    @Test("Paper carries tag and goods as bars, and hostile names change nothing of its markup")
    func paper() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let plain = try await house.reservation(try await house.reserve("plain")).id
            var shapes: Set<String> = []
            let names = [
                "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "שלום עולם", "髙﨑 🎏",
                String(repeating: "寿限無", count: 60),
            ]
            var ids = [plain]
            for (place, name) in names.enumerated() {
                var wish = House.wish("hostile \(place)", store: "S004")
                wish = wish.map { field in
                    switch field.0 {
                    case "name": ("name", name)
                    case "phone": ("phone", "090-0000-20\(place)0")
                    case "note": ("note", name)
                    default: field
                    }
                }
                let path = try #require(try await house.post("/shop/KT-1010-24", wish).header("Location"))
                ids.append(try await house.reservation(path).id)
            }
            let both = try await Clerk(house, "both", stores: [Fixture.sapporo, House.tokyo])
            for id in ids.dropFirst() {
                for path in [StorePaths.pickList(id), .label(id), .reservation(id), .work(House.tokyo)] {
                    let page = try await both.get(path.url)
                    #expect(page.status == 200)
                    #expect(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"))
                }
                let list = try await both.get(StorePaths.pickList(id).url)
                shapes.insert(list.text.matches(of: /<[a-z0-9]+/).map { String($0.0) }.joined())
            }
            #expect(shapes.count == 1)
            let label = try await clerk.get(StorePaths.label(plain).url)
            let tag = try #require(try await house.reservations.find(plain)?.tag)
            #expect(label.text.contains("<b>\(tag)</b>") && label.text.contains("<svg class=\"bars\""))
            #expect(!label.text.contains(try await house.reservations.find(plain)?.pickupCode ?? "?"))
        }
    }

    @Test("The console is an app: a manifest, an icon, a worker in its own scope")
    func app() async throws {
        try await withHouse { house in
            let manifest = try await house.get("/store/app.webmanifest")
            #expect(manifest.header("Content-Type") == "application/manifest+json")
            #expect(manifest.json["scope"]?.string == "/store" && manifest.json["lang"]?.string == "ja")
            let customers = try await house.get("\(try await house.reserve())/app.webmanifest")
            for manifest in [manifest, customers] {
                let icons = try #require(manifest.json["icons"]?.array)
                let wanted = ["any", "192x192", "512x512", "512x512"]
                #expect(icons.map { $0["sizes"]?.string } == wanted)
                #expect(icons.contains { $0["purpose"]?.string == "maskable" })
                for icon in icons {
                    let file = try await house.get(try #require(icon["src"]?.string))
                    #expect(file.status == 200 && file.header("Content-Type") == icon["type"]?.string)
                }
            }
            let worker = try await house.get("/store/worker.js")
            #expect(worker.text.hasPrefix("const EDITION = \"\(Asset.edition)\";"))
            #expect(worker.header("Content-Type") == "text/javascript; charset=utf-8")
        }
    }
}

/// Reads how shortages came right.
private struct ReadResolutions: Statement {
    static let sql = "SELECT resolution FROM shortage WHERE resolution <> ''"
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}
