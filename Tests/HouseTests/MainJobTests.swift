// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@Suite("The main job over HTTP")
struct MainJobTests {
    @Test(
        "From the click to the counter: reserved, confirmed by phone, picked, ready, shown by link, collected by code")
    func fromClickToCounter() async throws {
        try await ServedHouse.with { served async throws in
            let people = served.people
            let near = try await served.get("/v1/availability?sku=A&sku=C&near=35.67,139.76&stores=2", as: people.web)
            let places = (near.json["items"]?.array ?? []).compactMap { $0["location"]?.string }
            #expect(places == ["S001", "S001", "S002", "S002", "W001", "W001"])
            #expect(near.json["items"]?[0]?["available"] == 10)
            #expect(near.json["items"]?[2]?["metres"]?.int.map { (990...1_010).contains($0) } == true)

            let request = ServedHouse.request([("A", 2), ("B", 1), ("A", 1)], wantsContact: true)
            let new = try await served.post("/v1/reservations", request, as: people.web)
            #expect(new.status == 201)
            let id = new.json.id
            #expect(new.header("Location") == "/v1/reservations/\(id)")
            #expect(new.header("ETag") == "\"v1\"")
            let link = try #require(new.json["link"]?.string)
            #expect(link.hasPrefix("https://shop.example/r/"))
            let token = String(link.dropFirst("https://shop.example/r/".count))
            #expect(new.json["status"] == "checking")
            #expect(new.json["contact"] == "pending")
            #expect(new.json["lines"]?.array?.compactMap { $0["quantity"]?.int } == [3, 1])
            #expect(try await served.client.get("/v1/pickup/\(token)").json["pickup_code"] == .null)

            // The agent calls.
            served.clock.advance(by: .seconds(600))
            let work = try await served.post("/v1/contact-tasks/claim", as: people.agent)
            #expect(work.json["reservation"]?.id == id)
            #expect(work.json["customer"]?["name"] == "山田 1")
            #expect(work.json["stock"]?.array?.isEmpty == false)
            let again = try await served.post("/v1/contact-tasks/claim", as: people.agent)
            #expect(again.json["task"]?.id == work.json["task"]?.id)
            #expect(try await served.post("/v1/contact-tasks/claim", as: people.otherAgent).status == 204)
            let task = work.json["task"]?.id ?? ""
            let path = "/v1/contact-tasks/\(task)/attempts"
            let refused = try await served.post(path, served.attempt("confirmed"), as: people.otherAgent)
            #expect(refused.json["code"] == "TRK-319")
            let logged = try await served.post(path, served.attempt("confirmed"), as: people.agent)
            #expect(logged.status == 201)
            #expect(logged.json["reservation"]?["contact"] == "reached_confirmed")

            // The store works.
            try await served.carryOut("accept", on: id)
            try await served.carryOut("pick", ["items": [["line": 1, "found": 3], ["line": 2, "found": 1]]], on: id)
            let ready = try await served.carryOut("ready", ["staging": "B-3"], on: id)
            #expect(ready["status"] == "ready")
            let who = try await served.get("/v1/reservations/\(id)/customer", as: people.clerk)
            #expect(who.json["name"] == "山田 1")
            #expect(who.json["phone_last_four"] == "0001")

            // The customer looks, and comes.
            let shown = try await served.client.get("/v1/pickup/\(token)")
            #expect(shown.json["status"] == "ready")
            #expect(shown.json["next"]?["step"] == "collect")
            #expect(shown.json["store"]?["name"] == "銀座店")
            let code = try #require(shown.json["pickup_code"]?.string)
            let found = try await served.get(
                "/v1/reservations?location=S001&pickup_code=\(code.lowercased())", as: people.clerk)
            #expect(found.json["items"]?[0]?.id == id)
            let wrong = try await served.post(
                "/v1/reservations/\(id)/collect", ["code": "00000000"], as: people.clerk)
            #expect(wrong.json["code"] == "TRK-314")
            let done = try await served.carryOut("collect", ["code": .string(code)], on: id)
            #expect(done["status"] == "collected")
            #expect(try await served.shop.level("A") == Figures(7, 0))

            let history = try await served.get("/v1/reservations/\(id)/history", as: people.clerk).json
            #expect(
                history["events"]?.array?.compactMap { $0["kind"]?.string } == [
                    "reservation.created", "contact.reached_confirmed", "reservation.accepted",
                    "fulfilment.picking_started", "fulfilment.picked", "fulfilment.ready", "reservation.collected",
                ])
            #expect(history["attempts"]?[0]?["disposition"] == "confirmed")
            let ledger = try await served.get("/v1/stock/movements?location=S001&sku=A", as: people.clerk).json
            #expect(ledger["items"]?.array?.compactMap { $0["quantity"]?.int } == [-3, 10])
        }
    }

    @Test("A short pick becomes a call, and the customer goes on at another store with the link of before")
    func shortPick() async throws {
        try await ServedHouse.with { served async throws in
            let people = served.people
            let new = try await served.reserve([("B", 2), ("D", 1)])
            let id = new.id
            let token = String((new["link"]?.string ?? "").dropFirst("https://shop.example/r/".count))
            try await served.carryOut("accept", on: id)
            let short = try await served.carryOut(
                "pick", ["items": [["line": 1, "found": 0, "short": "not_in_stock"], ["line": 2, "found": 1]]], on: id)
            #expect(short["lines"]?[0]?["missing"] == 2)
            #expect(try await served.client.get("/v1/pickup/\(token)").json["next"]?["step"] == "you_decide")
            let early = try await served.post(
                "/v1/reservations/\(id)/ready", ["staging": "B-3"], as: people.clerk)
            #expect(early.status == 409)
            #expect(early.json["code"] == "TRK-310")

            let work = try await served.post("/v1/contact-tasks/claim", as: people.agent).json
            #expect(work["task"]?["purpose"] == "short_pick")
            let path = "/v1/contact-tasks/\(work["task"]?.id ?? "")/attempts"
            let nowhere = try await served.post(
                path, served.attempt("changed", changes: [["do": "reroute", "location": "S009"]]), as: people.agent)
            #expect(nowhere.status == 422)
            let empty = try await served.post(
                path, served.attempt("changed", changes: [["do": "reroute", "location": "S003"]]), as: people.agent)
            // The third store has no D: nothing is logged, and the agent chooses anew with the customer on the line.
            #expect(empty.json["code"] == "TRK-302")
            _ = try await served.post(
                "/v1/stock/movements",
                ["location": "S002", "movements": [["sku": "D", "kind": "received", "quantity": 3]]], as: people.web)
            let logged = try await served.post(
                path, served.attempt("changed", changes: [["do": "reroute", "location": "S002"]]), as: people.agent)
            #expect(logged.status == 201, "\(logged.text)")
            let next = logged.json["rerouted_to"]?.id ?? ""
            #expect(logged.json["reservation"]?["rerouted_to"] == .string(next))
            #expect(logged.json["reservation"]?["status"] == "cancelled")

            // The link of the first store leads on, and opens the parcel at the second.
            let shown = try await served.client.get("/v1/pickup/\(token)").json
            #expect(shown["reservation"] == .string(next))
            for (name, body) in [("accept", [:]), ("pick", [:]), ("ready", ["staging": "C-1"])] as [(String, JSON)] {
                try await served.carryOut(name, body, on: next, as: people.otherClerk)
            }
            let forged = try await served.post(
                "/v1/reservations/\(next)/collect", ["link": "AAAA"], as: people.otherClerk)
            #expect(forged.json["code"] == "TRK-314")
            let done = try await served.carryOut(
                "collect", ["link": .string(token), "proxy": "山田 太郎"], on: next, as: people.otherClerk)
            #expect(done["collector"] == "山田 太郎")
        }
    }

    @Test("The warehouse sees what it is to send, sends it once, and the store books it in")
    func shipToStore() async throws {
        try await ServedHouse.with { served async throws in
            let people = served.people
            var body = ServedHouse.request([("C", 2)]).object ?? [:]
            body["ships_from"] = "W001"
            body["kind"] = "buy"
            let new = try await served.post("/v1/reservations", .object(body), as: people.web)
            let id = new.json.id
            try await served.carryOut("accept", on: id)
            let list = try await served.get("/v1/shipments", as: people.packer).json
            #expect(list["items"]?.array?.map(\.id) == [id])
            #expect(try await served.get("/v1/shipments", as: people.otherClerk).json["items"] == [])
            #expect(try await served.get("/v1/reservations/\(id)", as: people.packer).status == 200)
            #expect(try await served.get("/v1/reservations/\(id)", as: people.otherClerk).status == 404)
            let path = "/v1/reservations/\(id)/ship"
            #expect(try await served.post(path, as: people.otherClerk).status == 404)
            let shipped = try await served.post(path, as: people.packer, key: "ship-1")
            #expect(shipped.json["status"] == "on_its_way")
            #expect(try await served.get("/v1/shipments", as: people.packer).json["items"] == [])
            let replayed = try await served.post(path, as: people.packer, key: "ship-1")
            #expect(replayed.body == shipped.body)
            #expect(replayed.header("Idempotency-Replayed") == "true")
            try await served.carryOut("arrive", on: id)
            try await served.carryOut("pick", on: id)
            try await served.carryOut("ready", ["staging": "A-1"], on: id)
            try await served.carryOut("collect", ["identity_checked": true], on: id)
            #expect(try await served.shop.level("C", at: Shop.w1) == Figures(18, 0))
            #expect(try await served.shop.level("C") == Figures(2, 0))
        }
    }

    @Test("The customer extends, asks for a call and cancels by link; an expired hold goes back to the shelf")
    func byLink() async throws {
        try await ServedHouse.with { served async throws in
            let people = served.people
            let new = try await served.reserve([("A", 1)])
            let token = String((new["link"]?.string ?? "").dropFirst("https://shop.example/r/".count))
            let may = try await served.client.get("/v1/pickup/\(token)").json["may"]
            let extended = try await served.post("/v1/pickup/\(token)/extend", as: nil, key: "e-1")
            #expect(extended.status == 200)
            #expect(extended.json["pick_up_by"] == may?["extend_to"])
            #expect(try await served.post("/v1/pickup/\(token)/extend", as: nil, key: "e-1").body == extended.body)
            let tooOften = try await served.post("/v1/pickup/\(token)/extend", as: nil)
            #expect(tooOften.json["code"] == "TRK-312")
            #expect(try await served.post("/v1/pickup/\(token)/call-me", as: nil).status == 200)
            let work = try await served.post("/v1/contact-tasks/claim", as: people.agent).json
            #expect(work["task"]?["purpose"] == "callback")
            #expect(try await served.post("/v1/pickup/\(token)/cancel", as: nil).json["status"] == "cancelled")
            #expect(try await served.post("/v1/pickup/\(token)/cancel", as: nil).json["code"] == "TRK-307")

            let late = try await served.reserve([("B", 1)], number: 2)
            try await served.makeReady(late.id)
            served.clock.advance(by: .seconds(10 * 86_400))
            // Whether the sweeper has come or not, the customer reads the truth and the counter refuses.
            let clerk = try await people.enter(.clerk)
            #expect(try await served.get("/v1/reservations/\(late.id)", as: clerk).json["status"] == "expired")
            let refused = try await served.post(
                "/v1/reservations/\(late.id)/collect", ["identity_checked": true], as: clerk)
            #expect(refused.json["code"] == "TRK-308")
            var back = try await served.post("/v1/reservations/\(late.id)/return-to-shelf", as: clerk)
            // The sweeper comes every second.
            while back.json["code"] == "TRK-309" {
                back = try await served.post("/v1/reservations/\(late.id)/return-to-shelf", as: clerk)
            }
            #expect(back.json["fulfilment"] == "returned_to_shelf")
        }
    }
}
