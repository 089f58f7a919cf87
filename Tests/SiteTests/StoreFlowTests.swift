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

@Suite("Store console")
struct StoreFlowTests {
    @Test("The sign-in leads a clerk to the store; who has several chooses one; others are not led there")
    func signIn() async throws {
        try await withHouse { house in
            let away = try await house.get("/store/S001")
            #expect(away.status == 303 && away.header("Location") == "/sign-in?to=%2Fstore%2FS001")
            let one = try await Clerk(house)
            #expect(one.first == "/store")
            #expect(try await one.get("/store").header("Location") == "/store/S001")
            let two = try await Clerk(house, "two", stores: [Fixture.sapporo, House.tokyo])
            let choice = try await two.get("/store")
            #expect(choice.status == 200)
            #expect(choice.text.contains("href=\"/store/S001\"") && choice.text.contains("href=\"/store/S004\""))
            let agent = try await Clerk(house, "agent", role: .agent)
            #expect(agent.first == "/")
        }
    }

    @Test("Whoever has written and is done for all else is shown to the store until somebody answers")
    func askedAfterwards() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            _ = try await house.desk.say("返品できますか", on: id, by: .customer, name: "")
            #expect(!(try await clerk.get("/store/S001").text.contains("id=\"asked\"")))
            _ = try await house.reservations.perform(.cancel(reason: "customer"), on: id, by: .customer)
            let list = try await clerk.get("/store/S001")
            #expect(list.text.contains("id=\"asked\"") && list.read.contains("返信待ち 1"))
            #expect(list.text.contains(StorePaths.reservation(id).url))
            #expect(try await clerk.get("/store/S001", language: "en").read.contains("To answer 1"))
            _ = try await house.desk.say("はい", on: id, by: CustomerPageTests.clerk, name: "菊地")
            #expect(!(try await clerk.get("/store/S001").text.contains("id=\"asked\"")))
        }
    }

    @Test("A reservation goes from new to collected by forms alone, and the list says each time what is next")
    func mainJob() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let new = try await clerk.get("/store/S001")
            #expect(new.status == 200)
            #expect(new.read.contains("新しい取り置き") && new.read.contains("髙橋 花子 様"))
            #expect(new.read.contains("受け付ける") && new.read.contains("店頭でのお支払い"))
            #expect(!new.text.contains(try await house.reservation(path).pickupCode))
            // From the list back to the list.
            let accepted = try await clerk.take(.accept, id, [("from", "list")])
            #expect(accepted.status == 303 && accepted.header("Location") == "/store/S001?done=accept")
            #expect(try await clerk.get("/store/S001?done=accept").read.contains("受け付けました"))
            let page = try await clerk.get(StorePaths.reservation(id).url)
            #expect(page.text.contains("data-codes=\"KT-1010-24\"") && page.read.contains("商品をそろえる"))
            // Nothing in hand is not ready.
            let early = try await clerk.take(.ready, id, [("staging", "B-3"), ("found-1", "0")])
            #expect(early.status == 409 && early.read.contains("まだ数がそろっていません"))
            // A scan that went into the field of the place: the own article, another of the catalogue, any JAN.
            for (n, code) in ["KT-1010-24", "KT-1010-26", "ＫＴ－１０１０－２６", "4901234567894"].enumerated() {
                let refused = try await clerk.take(.ready, id, [("staging", code), ("found-1", "1")], key: "s\(n)")
                #expect(refused.status == 409 && refused.read.contains("商品のコードが入っています"), "\(code)")
            }
            let ready = try await clerk.take(.ready, id, [("staging", "B-3"), ("found-1", "1")], key: "r")
            #expect(ready.status == 303)
            let standing = try await house.reservation(path)
            #expect(standing.fulfilment == .ready && standing.staging == "B-3")
            #expect(try await clerk.get("/store/S001").read.contains("お渡し待ち"))
            let wrong = try await clerk.take(.collect, id, [("proof", "00000000")])
            #expect(wrong.status == 409 && wrong.read.contains("一致しません"))
            let bare = try await clerk.take(.collect, id, [("proof", "")])
            #expect(bare.status == 409)
            let code = standing.pickupCode.lowercased()
            #expect(try await clerk.take(.collect, id, [("proof", code), ("take-1", "1")]).status == 303)
            #expect(try await house.reservation(path).fulfilment == .collected)
            let events = try await house.reservations.events(of: id)
            let authors = Set(events.dropFirst().map(\.author))
            #expect(authors.count == 1 && authors.first?.hasPrefix("staff:stf_") == true)
            #expect(try await clerk.get("/store/S001").read.contains("いま対応する取り置きはありません"))
        }
    }

    @Test("The same form sent again is answered as the first time and done once, by a browser and by the queue")
    func once() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let id = try await house.reservation(try await house.reserve()).id
            let fields = [("staging", "A-1"), ("found-1", "1")]
            for isQueued in [true, true, false] {
                let answer = try await clerk.take(.ready, id, fields, key: "one", isQueued: isQueued)
                #expect(answer.status == (isQueued ? 200 : 303))
                if isQueued { #expect(answer.json["url"]?.string == "\(StorePaths.reservation(id).url)?done=ready") }
            }
            let ready = try await house.reservations.events(of: id).filter { $0.kind == .ready }
            #expect(ready.count == 1)
            let other = try await clerk.take(
                .ready, id, [("staging", "A-2"), ("found-1", "1")], key: "one", isQueued: true)
            #expect(other.status == 422 || other.status == 409)
        }
    }

    @Test("The queue is told in a few words what was refused, and when to try again")
    func queue() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let id = try await house.reservation(try await house.reserve()).id
            _ = try await house.reservations.perform(.cancel(reason: "x"), on: id, by: .customer)
            let refused = try await clerk.take(.accept, id, isQueued: true)
            #expect(refused.status == 409 && refused.header("Content-Type") == "application/problem+json")
            #expect(refused.json["detail"]?.string == "すでにキャンセルされています。" && refused.json["retry"]?.bool == false)
            let stranger = try await house.client.send(
                "POST", StorePaths.step(id, .accept).url,
                headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Accept", "application/json")],
                body: Array("key=x".utf8))
            #expect(stranger.status == 401 && stranger.json["retry"]?.bool == true)
            let broken = try await clerk.post(StorePaths.step(id, .accept).url, [], isQueued: true)
            #expect(broken.status == 400 && broken.json["retry"]?.bool == false)
        }
    }

    @Test("A reservation of another store is not there, whatever is asked of it")
    func foreign() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house, stores: [House.tokyo])
            let id = try await house.reservation(try await house.reserve()).id
            let paths = [
                "/store/S001", "/store/S001/counter", "/store/S001/stock", "/store/S001/count", "/store/S001/events",
                "/store/S001/stock/KT-1010-24", StorePaths.reservation(id).url, StorePaths.pickList(id).url,
                StorePaths.label(id).url, "/store/S004/reservations/\(id)", "/store/none", "/store/S004/reservations/x",
            ]
            for path in paths {
                let answer = try await clerk.get(path)
                #expect(answer.status == 404, "\(path)")
            }
            for step in StoreStep.allCases {
                let answer = try await clerk.take(step, id, [("staging", "x"), ("note", "x"), ("reason", "damaged")])
                #expect(answer.status == 404, "\(step)")
                let queued = try await clerk.take(step, id, isQueued: true)
                #expect(queued.status == 404)
            }
            let standing = try await house.reservations.find(id)
            #expect(standing?.fulfilment == .requested && standing?.version == 1)
            let stock = try await clerk.post(
                "/store/S001/stock/KT-1010-24/adjust", [("key", "k"), ("number", "5"), ("reason", "x")])
            #expect(stock.status == 404)
            #expect(try await house.available() == 1)
        }
    }

    @Test("A short pick leaves the units to the customer; a rejection ends it and corrects the figure")
    func short() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let short = try await house.reservation(try await house.reserve("a")).id
            let answer = try await clerk.take(.pick, short, [("found-1", "0"), ("short-1", "not_in_stock")])
            #expect(answer.status == 303)
            #expect(try await house.reservations.find(short)?.hasMissing == true)
            let page = try await clerk.get(StorePaths.reservation(short).url)
            #expect(page.read.contains("お客様のご返答待ち") && page.read.contains("棚にない"))
            #expect(try await clerk.take(.pick, short, [("found-1", "0"), ("short-1", "nonsense")]).status == 400)
            #expect(try await clerk.take(.pick, short, [("found-1", "many")]).status == 400)
            let gone = try await house.reservation(
                try #require(
                    try await house.post("/shop/KT-1010-24", House.wish("b", store: "S004")).header("Location"))
            ).id
            let tokyo = try await Clerk(house, "tokyo", stores: [House.tokyo])
            #expect(try await tokyo.take(.reject, gone, [("reason", "damaged"), ("note", "割れ")]).status == 303)
            #expect(try await house.reservations.find(gone)?.fulfilment == .rejected)
            #expect(try await house.available(at: House.tokyo) == 4)
        }
    }

    @Test("Ready is taken back, extended, cancelled and returned to the shelf")
    func others() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            #expect(try await clerk.take(.ready, id, [("staging", "B-1"), ("found-1", "1")]).status == 303)
            #expect(try await clerk.take(.unready, id, [("note", "")]).status == 400)
            #expect(try await clerk.take(.unready, id, [("note", "箱に傷")]).status == 303)
            #expect(try await clerk.take(.ready, id, [("staging", "B-2"), ("found-1", "1")]).status == 303)
            let picks = try await house.reservations.events(of: id).filter { $0.kind == .picked }
            #expect(picks.count == 1)
            let before = try await house.reservation(path).pickUpBy
            #expect(try await clerk.take(.extend, id).status == 303)
            #expect(try await house.reservation(path).pickUpBy > before)
            #expect(try await clerk.take(.cancel, id, [("note", "お客様より")]).status == 303)
            #expect(try await clerk.get("/store/S001").read.contains("棚に戻しました"))
            #expect(try await clerk.take(.returnToShelf, id, [("from", "list")]).status == 303)
            #expect(try await house.reservation(path).fulfilment == .returnedToShelf)
        }
    }

    @Test("The counter finds by link, code, tag, id, name and phone, and hands over by link, by a look, in part")
    func counter() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let path = try #require(
                try await house.post("/shop/KT-1010-24", House.wish("two", quantity: "2")).header("Location"))
            let reservation = try await house.reservation(path)
            let (id, token) = (reservation.id, String(path.dropFirst("/r/".count)))
            #expect(try await clerk.take(.ready, id, [("staging", "B-1"), ("found-1", "2")]).status == 303)
            let here = StorePaths.reservation(id).url
            for (text, target) in [
                (token, "\(here)?proof=\(token)"), ("http%3A%2F%2Flocalhost%2Fr%2F\(token)", "\(here)?proof=\(token)"),
                (reservation.pickupCode, "\(here)?proof=\(reservation.pickupCode)"), (reservation.tag, here),
                (id.description, here),
            ] {
                let answer = try await clerk.get("/store/S001/counter?q=\(text)")
                #expect(answer.status == 303 && answer.header("Location") == target, "\(text)")
            }
            for text in ["1234", "%E9%AB%99%E6%A9%8B"] {
                let answer = try await clerk.get("/store/S001/counter?q=\(text)")
                #expect(answer.status == 200 && answer.text.contains("href=\"\(here)\""))
            }
            let none = try await clerk.get("/store/S001/counter?q=9999")
            #expect(none.read.contains("見つかりませんでした"))
            let other = try await Clerk(house, "tokyo", stores: [House.tokyo])
            #expect(try await other.get("/store/S004/counter?q=\(token)").read.contains("見つかりませんでした"))
            // One of two by the link as it was scanned, the other by a look, to a proxy.
            let first = try await clerk.take(
                .collect, id, [("proof", "http://localhost/r/\(token)"), ("take-1", "1"), ("rest", "keep")])
            #expect(first.status == 303)
            #expect(try await house.reservation(path).lines[0].collected == 1)
            let second = try await clerk.take(
                .collect, id, [("proof", ""), ("identity", "on"), ("proxy", "髙橋 一郎"), ("take-1", "1")])
            #expect(second.status == 303)
            let done = try await house.reservation(path)
            #expect(done.fulfilment == .collected && done.collector == "髙橋 一郎")
            let proofs = try await house.reservations.events(of: id).compactMap { $0.data["proof"]?.string }
            #expect(proofs == ["link", "identity"])
        }
    }

    @Test("Who stands at the counter is first, with the proxy the customer named; a question is answered in writing")
    func talks() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            #expect(try await clerk.take(.ready, id, [("staging", "B-1"), ("found-1", "1")]).status == 303)
            for command: Command in [.come(.here), .nameProxy("髙橋 一郎")] {
                _ = try await house.reservations.perform(command, on: id, by: .customer)
            }
            _ = try await house.desk.say("箱に入れて\nください <b>", on: id, by: .customer, name: "")
            let list = try await clerk.get("/store/S001")
            #expect(list.text.contains("job--here") && list.read.contains("ご来店中"))
            #expect(list.read.contains("お客様からメッセージがあります") && list.read.contains("受取人：髙橋 一郎 様"))
            let page = try await clerk.get(StorePaths.reservation(id).url)
            #expect(page.text.contains("ください &lt;b&gt;") && page.text.contains("value=\"髙橋 一郎\""))
            let said = [("key", "say"), ("text", "承知しました。")]
            for isQueued in [false, true] {
                let answer = try await clerk.post(StorePaths.say(id).url, said, isQueued: isQueued)
                #expect(answer.status == (isQueued ? 200 : 303))
            }
            let messages = try await house.desk.messages(of: id)
            #expect(messages.map(\.text).last == "承知しました。" && messages.count == 2)
            #expect(try await clerk.get("/store/S001").read.contains("お客様からメッセージ") == false)
            #expect(try await clerk.post(StorePaths.say(id).url, [("key", "e"), ("text", " ")]).status == 409)
            let stranger = try await Clerk(house, "tokyo", stores: [House.tokyo])
            #expect(try await stranger.post(StorePaths.say(id).url, said).status == 404)
            // The customer came after all.
            let handed = try await clerk.take(.collect, id, [("identity", "on"), ("proxy", ""), ("proof", "")])
            #expect(handed.status == 303)
            #expect(try await house.reservation(path).collector.isEmpty)
        }
    }

    @Test("A link that is for another reservation opens nothing")
    func wrongLink() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let (mine, other) = (try await house.reserve("mine"), try await house.reserve("other"))
            let id = try await house.reservation(mine).id
            #expect(try await clerk.take(.ready, id, [("staging", "B-1"), ("found-1", "1")]).status == 303)
            let answer = try await clerk.take(.collect, id, [("proof", String(other.dropFirst("/r/".count)))])
            #expect(answer.status == 409)
            #expect(try await house.reservation(mine).fulfilment == .ready)
        }
    }
}
