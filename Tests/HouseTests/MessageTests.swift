// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import torioki

@Suite("Messages over HTTP", .serialized)
struct MessageTests {
    @Test("A word under one key is said once; people speak under their names, programs for the house")
    func says() async throws {
        try await ServedHouse.with { served async throws in
            let new = try await served.reserve()
            let path = "/v1/reservations/\(new.id)/messages"
            let body: JSON = ["text": "ご来店をお待ちしております"]
            let first = try await served.post(path, body, as: served.people.agent, key: "m")
            #expect(first.status == 201 && first.json["speaker"] == "staff" && first.json["name"] == "agent")
            let again = try await served.post(path, body, as: served.people.agent, key: "m")
            #expect(again.body == first.body && again.header("Idempotency-Replayed") == "true")
            let other: JSON = ["text": "別の言葉"]
            let reused = try await served.post(path, other, as: served.people.agent, key: "m")
            #expect(reused.status == 422 && reused.json["code"] == "TRK-316")
            let named: JSON = ["text": "自動のご案内です", "name": "案内係"]
            let program = try await served.post(path, named, as: served.people.web)
            #expect(program.json["speaker"] == "house" && program.json["name"] == "案内係")
            // A person does not choose under which name to speak.
            let disguised = try await served.post(path, named, as: served.people.clerk)
            #expect(disguised.json["name"] == "clerk")
            let blank: JSON = ["text": "\u{3000}\n"]
            let empty = try await served.post(path, blank, as: served.people.clerk)
            #expect(empty.status == 422)
            let items = try await served.get(path, as: served.people.clerk).json["items"]?.array ?? []
            #expect(items.map(\.id) == [first.json.id, program.json.id, disguised.json.id])
            let gone = try await served.get(
                path.replacing(new.id, with: "rsv_S001_\(new.id.suffix(25))0"), as: served.people.clerk)
            #expect(gone.status == 404)
        }
    }

    @Test("What customers wrote and nobody answered is listed page by page, by location, until somebody does")
    func unanswered() async throws {
        try await ServedHouse.with { served async throws in
            var ids: [String] = []
            for (number, store) in [Shop.s1, Shop.s1, Shop.s2].enumerated() {
                let new = try await served.reserve(at: store, number: number)
                let id = try #require(ReservationID(new.id))
                _ = try await served.house.desk.say("\(number)", on: id, by: .customer, name: "山田")
                served.clock.advance(by: .seconds(1))
                ids.append(new.id)
            }
            func waiting(_ token: String, _ query: String = "") async throws -> [String] {
                var (found, next): ([String], String?) = ([], "/v1/messages?limit=1\(query)")
                while let path = next {
                    let page = try await served.get(path, as: token).json
                    found += (page["items"]?.array ?? []).compactMap { $0["reservation"]?.string }
                    next = page["next_cursor"]?.string.map { "/v1/messages?limit=1\(query)&cursor=\($0)" }
                }
                return found
            }
            let all = try await waiting(served.people.agent)
            #expect(all == ids)
            let own = try await waiting(served.people.otherClerk)
            #expect(own == [ids[2]])
            let named = try await waiting(served.people.agent, "&location=S001")
            #expect(named == Array(ids.prefix(2)))
            let reply: JSON = ["text": "承ります"]
            _ = try await served.post("/v1/reservations/\(ids[0])/messages", reply, as: served.people.clerk)
            let rest = try await waiting(served.people.agent)
            #expect(rest == Array(ids.dropFirst()))
        }
    }

    @Test("The customer's coming and confirmation by the link's API do what the page does, once for each key")
    func coming() async throws {
        try await ServedHouse.with { served async throws in
            let new = try await served.reserve(wantsContact: true)
            let link = new["link"]?.string ?? ""
            let token = String(link.dropFirst("https://shop.example/r/".count))
            let before = try await served.get("/v1/pickup/\(token)", as: "").json
            #expect(before["may"]?["confirm"] == true && before["may"]?["tell"] == .null)
            let confirmed = try await served.post("/v1/pickup/\(token)/confirm", as: nil)
            #expect(confirmed.status == 200)
            try await served.makeReady(new.id)
            for _ in 0..<2 {
                let told = try await served.post("/v1/pickup/\(token)/on-my-way", as: nil, key: "w")
                #expect(told.status == 200)
            }
            try await served.carryOut("proxy", ["name": "山田 太郎"], on: new.id)
            let seen = try await served.get("/v1/reservations/\(new.id)", as: served.people.clerk).json
            #expect(
                seen["arrival"] == "on_my_way" && seen["proxy"] == "山田 太郎" && seen["contact"] == "reached_confirmed")
            // The counter scans the whole address.
            let done = try await served.carryOut("collect", ["link": .string(link)], on: new.id)
            #expect(done["collector"] == "山田 太郎")
        }
    }
}
