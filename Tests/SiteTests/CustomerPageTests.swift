// SPDX-License-Identifier: Apache-2.0
import API
import Contact
import Customers
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Behind the customer's link")
struct CustomerPageTests {
    static let clerk = Author.staff(StaffID(unique: UniqueID(high: 9, low: 9)), .clerk)

    private func key(_ page: HTTPAnswer) throws -> String {
        let match = try #require(page.text.firstMatch(of: /name="key" value="([^"]+)"/))
        return String(match.1)
    }

    private func does(_ commands: Command..., on id: ReservationID, _ house: House) async throws {
        for command in commands { _ = try await house.reservations.perform(command, on: id, by: Self.clerk) }
    }

    @Test("On the way and here are one tap each, told once, and seen by the store with the reservation")
    func coming() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let early = try await house.get(path)
            #expect(!early.text.contains("\(path)/on-my-way"))
            let refused = try await house.post("\(path)/here", [("key", "k")])
            #expect(refused.status == 409)
            try await does(.accept, on: id, house)
            let page = try await house.get(path)
            #expect(page.text.contains("\(path)/on-my-way"))
            let key = try #require(page.text.firstMatch(of: /value="(on-my-way\.[0-9]+)"/)).1
            for _ in 0..<3 {
                let answer = try await house.post("\(path)/on-my-way", [("key", String(key))])
                #expect(answer.header("Location") == "\(path)?done=on-my-way")
            }
            let told = try await house.reservation(path)
            #expect(told.arrival == .onMyWay && told.arrivalAt == house.clock.now)
            let after = try await house.get(path)
            #expect(after.read.contains("ご来店の途中であることを、店舗にお伝えしました"))
            #expect(after.read.contains("店舗に着きました") && !after.text.contains("\(path)/on-my-way"))
            // A link in a message asks first.
            let ask = try await house.get("\(path)/here")
            #expect(ask.status == 200 && ask.read.contains("ご到着を店舗にお伝えします"))
            let here = try await house.post("\(path)/here", [("key", try self.key(ask))])
            #expect(here.status == 303)
            let arrived = try await house.reservation(path)
            #expect(arrived.arrival == .here)
            let events = try await house.reservations.events(of: id).map(\.kind).filter {
                $0 == .onMyWay || $0 == .here
            }
            #expect(events == [.onMyWay, .here])
        }
    }

    @Test("A proxy is named, shown, taken back; a name that cannot be one is asked again")
    func proxy() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let bad = try await house.post("\(path)/proxy", [("key", "a"), ("name", "山田\u{202E}太郎")])
            #expect(bad.status == 422 && bad.read.contains("使えない文字"))
            let answer = try await house.post("\(path)/proxy", [("key", "b"), ("name", " 山田 太郎 ")])
            #expect(answer.header("Location") == "\(path)?done=proxy")
            let named = try await house.reservation(path)
            #expect(named.proxy == "山田 太郎")
            let page = try await house.get("\(path)?done=proxy")
            #expect(page.read.contains("お受け取りになる方を承りました") && page.read.contains("山田 太郎"))
            let form = try await house.get("\(path)/proxy")
            #expect(form.text.contains("value=\"山田 太郎\""))
            let none = try await house.post("\(path)/proxy", [("key", "c"), ("name", "")])
            #expect(none.status == 303)
            let back = try await house.reservation(path)
            #expect(back.proxy.isEmpty)
        }
    }

    @Test(
        "Another store is chosen among those that have everything, once, however often it is sent; the link leads there"
    )
    func store() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let first = try await house.reservation(path).id
            let ask = try await house.get("\(path)/store")
            #expect(ask.read.contains("吉祥寺店") && !ask.read.contains("札幌大通店"))
            let key = try key(ask)
            for _ in 0..<2 {
                let answer = try await house.post("\(path)/store", [("key", key), ("store", "S004")])
                #expect(answer.status == 303 && answer.header("Location") == "\(path)?done=store")
            }
            let moved = try await house.reservation(path)
            #expect(moved.location == House.tokyo && moved.reroutedFrom == first)
            let freed = try await house.available()
            #expect(freed == 2)
            let page = try await house.get("\(path)?done=store")
            #expect(page.read.contains("吉祥寺店") && page.read.contains("受取店舗を変更しました"))
            // Each store keeps it anew: a second change takes a word with somebody.
            #expect(!page.text.contains("\(path)/store"))
            let again = try await house.post("\(path)/store", [("key", "x"), ("store", "S001")])
            #expect(again.status == 409)
        }
    }

    @Test("A store that has sold out meanwhile is refused, and nothing is lost")
    func storeSoldOut() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let all = House.wish("all", store: "S004", quantity: "5")
            let taken = try await house.post("/shop/KT-1010-24", all)
            #expect(taken.status == 303)
            let none = try await house.get("\(path)/store")
            #expect(none.read.contains("ほかにありません"))
            let answer = try await house.post("\(path)/store", [("key", "k"), ("store", "S004")])
            #expect(answer.status == 409 && answer.read.contains("承ることができませんでした"))
            let still = try await house.reservation(path)
            #expect(still.location == Fixture.sapporo && still.hold == .active)
        }
    }

    @Test("A customer decides about missing units on the page, and nobody need call")
    func shortage() async throws {
        try await withHouse { house in
            let path = try await house.reserve(language: "ja")
            let id = try await house.reservation(path).id
            try await does(
                .pick(items: [.init(line: 1, found: 0, short: .mismatch)], staging: nil), on: id, house)
            let page = try await house.get(path)
            #expect(page.text.contains("\(path)/shortage") && page.read.contains("見つからない商品について選ぶ"))
            let ask = try await house.get("\(path)/shortage")
            #expect(ask.text.contains("value=\"wait:S004\"") && ask.text.contains("value=\"drop\""))
            #expect(ask.read.contains("ほかにお取り置きの商品はありません") && !ask.read.contains("ほかの商品はそのまま"))
            let before = try await house.reservation(path)
            let fields = [("key", try key(ask)), ("line", "1"), ("choice", "wait:S004")]
            for _ in 0..<2 {
                let answer = try await house.post("\(path)/shortage", fields)
                #expect(answer.header("Location") == "\(path)?done=shortage")
            }
            let after = try await house.reservation(path)
            #expect(after.fulfilment == .awaitingStock && !after.hasMissing && after.version > before.version)
            #expect(after.contact == .reachedChanged)
            let seen = try await house.get("\(path)?done=shortage")
            #expect(seen.read.contains("ご希望を承りました") && !seen.text.contains("\(path)/shortage\""))
            for wrong in [("line", "x"), ("choice", "keep")] {
                let fields = [("key", "q"), ("line", "1"), ("choice", "drop")].map { $0.0 == wrong.0 ? wrong : $0 }
                let answer = try await house.post("\(path)/shortage", fields)
                #expect(answer.status == 400)
            }
        }
    }

    @Test("Another size that the store has may be taken instead; it is promised once, and nothing else can be had so")
    func substitute() async throws {
        try await withHouse { house in
            let other = SKU(stored: "KT-1010-26")
            let change = StockChange(Fixture.sapporo, other, onHand: 1, movement: .received)
            _ = try await StockChanges(
                [change], author: .duty("test"), at: house.clock.now, effects: house.clock.effects
            ).run(on: house.database)
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            try await does(
                .pick(items: [.init(line: 1, found: 0, short: .mismatch)], staging: nil), on: id, house)
            let ask = try await house.get("\(path)/shortage")
            #expect(ask.text.contains("value=\"take:KT-1010-26\"") && ask.read.contains("代わりに「鉄のフライパン（26cm）」にする"))
            #expect(!ask.text.contains("take:KT-1010-24") && !ask.text.contains("take:TW"))
            let bowl = try await house.post(
                "\(path)/shortage", [("key", "a"), ("line", "1"), ("choice", "take:TW-1010-KO-S")])
            #expect(bowl.status == 409)
            let fields = [("key", try key(ask)), ("line", "1"), ("choice", "take:KT-1010-26")]
            for _ in 0..<2 {
                let answer = try await house.post("\(path)/shortage", fields)
                #expect(answer.header("Location") == "\(path)?done=shortage")
            }
            let after = try await house.reservation(path)
            #expect(!after.hasMissing && after.contact == .reachedChanged && after.hold == .active)
            #expect(after.lines.last?.sku == other && after.lines.last?.quantity == 1)
            let left = try await house.available(other)
            #expect(left == 0)
            let page = try await house.get(path)
            #expect(page.read.contains("鉄のフライパン（26cm）"))
        }
    }

    @Test("Who is to be asked may say that they come: one confirmation, and the task is settled")
    func confirms() async throws {
        try await withHouse { house in
            let wish = House.wish("asked") + [("call", "on")]
            let path = try #require(try await house.post("/shop/KT-1010-24", wish).header("Location"))
            let page = try await house.get(path)
            #expect(page.read.contains("受け取りに行きます"))
            let ask = try await house.get("\(path)/confirm")
            let answer = try await house.post("\(path)/confirm", [("key", try key(ask))])
            #expect(answer.header("Location") == "\(path)?done=confirm")
            let after = try await house.reservation(path)
            #expect(after.contact == .reachedConfirmed)
            let tasks = try await house.desk.history(of: after.id).tasks
            #expect(tasks.map(\.state) == [.done])
            let seen = try await house.get(path)
            #expect(seen.read.contains("ご来店のご予定を承りました") && !seen.text.contains("\(path)/confirm"))
        }
    }

    @Test("Wishes are kept: the language of letters, the ways that are stopped, the hours without any")
    func wishes() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let form = try await house.get("\(path)/wishes")
            // A telephone leads to SMS and calls; there is no mail address to stop.
            #expect(form.text.contains("name=\"sms\" checked") && !form.text.contains("name=\"mail\""))
            let answer = try await house.post(
                "\(path)/wishes", [("language", "en"), ("phone", "on"), ("quiet", "1260-480")])
            #expect(answer.header("Location") == "\(path)?done=wishes&lang=en")
            let kept = try await house.reservation(path).recipient.wishes
            #expect(kept == ContactWishes(language: .en, stopped: [.sms], quiet: QuietHours(from: 1_260, until: 480)))
            let again = try await house.get("\(path)/wishes")
            #expect(again.text.contains("value=\"1260-480\" selected"))
            let unreadable = try await house.post("\(path)/wishes", [("language", "xx")])
            #expect(unreadable.status == 400)
        }
    }

    @Test("The manifest opens this page, and its icon is there")
    func manifest() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let page = try await house.get(path)
            #expect(page.text.contains("<link rel=\"manifest\" href=\"\(path)/app.webmanifest\">"))
            let answer = try await house.get("\(path)/app.webmanifest")
            #expect(answer.header("Content-Type") == "application/manifest+json")
            let manifest = try JSON(parsing: answer.text)
            #expect(manifest["start_url"]?.string == path && manifest["display"]?.string == "standalone")
            let icon = try await house.get(try #require(manifest["icons"]?[0]?["src"]?.string))
            #expect(icon.status == 200 && icon.header("Content-Type") == "image/svg+xml")
            for file in ["app.webmanifest", "pickup.ics", "events", "wishes", "store", "proxy", "shortage"] {
                let gone = try await house.get("/r/x/\(file)")
                #expect(gone.status == 404, "\(file)")
            }
        }
    }
}
