// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@Suite("Versions, pages and lists")
struct ListTests {
    @Test("An ETag saves a second reading, and a stale one keeps a command from being done")
    func versions() async throws {
        try await ServedHouse.with { served async throws in
            let (people, new) = (served.people, try await served.reserve())
            let path = "/v1/reservations/\(new.id)"
            let read = try await served.get(path, as: people.clerk)
            let tag = try #require(read.header("ETag"))
            let known = ServedHouse.headers(people.clerk) + [("If-None-Match", tag)]
            let unchanged = try await served.client.get(path, headers: known)
            #expect(unchanged.status == 304)
            #expect(unchanged.body.isEmpty)
            #expect(unchanged.header("ETag") == tag)

            let accepted = try await served.post("\(path)/accept", as: people.clerk, match: tag)
            #expect(accepted.status == 200)
            #expect(accepted.header("ETag") == "\"v2\"")
            #expect(try await served.client.get(path, headers: known).status == 200)
            let stale = try await served.post("\(path)/pick", as: people.clerk, match: tag)
            #expect(stale.status == 412)
            #expect(stale.json["current_version"] == 2)
            #expect(stale.header("ETag") == "\"v2\"")
            #expect(try await served.post("\(path)/pick", as: people.clerk, match: "*").status == 200)
            #expect(try await served.post("\(path)/ready", as: people.clerk, match: "7").status == 400)
        }
    }

    @Test("Pages follow each other through all rows, each once, also while new ones come")
    func pages() async throws {
        var plan = HousePlan()
        plan.shop.shelves = [Shop.s1: ["A": 20, "D": 5], Shop.s2: ["A": 20]]
        try await ServedHouse.with(plan) { served async throws in
            let people = served.people
            var made: Set<String> = []
            for number in 0..<12 {
                served.clock.advance(by: .seconds(1))
                let place = number % 2 == 0 ? Shop.s1 : Shop.s2
                made.insert(try await served.reserve([("A", 1)], at: place, number: number % 4, wantsContact: true).id)
                if number == 4 { made.insert(try await served.reserve([("D", 1)], number: 20).id) }
            }
            for path in ["/v1/reservations?limit=5", "/v1/contact-tasks?limit=5"] {
                let isTasks = path.contains("contact")
                var (seen, next): ([String], String?) = ([], path)
                while let page = next {
                    let answer = try await served.get(page, as: people.supervisor)
                    #expect(answer.status == 200)
                    seen += (answer.json["items"]?.array ?? []).map {
                        isTasks ? $0["reservation"]?.string ?? "" : $0.id
                    }
                    next = answer.header("Link").map { String($0.dropFirst().prefix { $0 != ">" }) }
                    if !isTasks, seen.count == 5 {
                        served.clock.advance(by: .seconds(1))
                        _ = try await served.reserve([("D", 1)], number: 30)
                    }
                }
                #expect(seen.count == Set(seen).count)
                #expect(isTasks ? seen.count == 12 : Set(seen) == made)
                let cursor = try await served.get(path, as: people.supervisor).json["next_cursor"]?.string ?? ""
                let changed = String(cursor.dropLast()) + (cursor.hasSuffix("A") ? "B" : "A")
                let refused = try await served.get("\(path)&cursor=\(changed)", as: people.supervisor)
                #expect(refused.status == 400)
                #expect(refused.json["code"] == "TRK-108")
            }
        }
    }

    @Test("Lists narrow by store, step, customer and number, and hold nothing that is not the caller's")
    func filters() async throws {
        try await ServedHouse.with { served async throws in
            let people = served.people
            let here = try await served.reserve([("A", 1)], number: 1)
            let there = try await served.reserve([("A", 1)], at: Shop.s2, number: 1)
            var body = ServedHouse.request([("B", 1)], number: 2).object ?? [:]
            body["reference"] = "W-77"
            let numbered = try await served.post("/v1/reservations", .object(body), as: people.web).json
            try await served.carryOut("accept", on: here.id)
            func ids(_ query: String, as token: String? = nil) async throws -> Set<String> {
                let answer = try await served.get("/v1/reservations?\(query)", as: token ?? people.supervisor)
                #expect(answer.status == 200)
                return Set((answer.json["items"]?.array ?? []).map(\.id))
            }
            #expect(try await ids("") == [here.id, there.id, numbered.id])
            #expect(try await ids("location=S002") == [there.id])
            #expect(try await ids("location=S001&location=S002&fulfilment=accepted") == [here.id])
            #expect(try await ids("customer=\(here["customer"]?.string ?? "")") == [here.id, there.id])
            #expect(try await ids("reference=W-77") == [numbered.id])
            #expect(try await ids("", as: people.clerk) == [here.id, numbered.id])
            #expect(try await ids("location=S002", as: people.clerk) == [])
            #expect(try await ids("location=S009") == [])
            let code = there["pickup_code"]?.string ?? ""
            #expect(try await ids("location=S002&pickup_code=\(code)") == [there.id])
            #expect(try await ids("location=S002&pickup_code=\(code)", as: people.clerk) == [])
            #expect(try await served.get("/v1/reservations?pickup_code=\(code)", as: people.web).status == 400)

            // A clerk helps a customer who stands before an empty shelf; a key sees what it was made for.
            let shelves = try await served.get("/v1/availability?sku=A", as: people.clerk).json["items"]?.array ?? []
            #expect(shelves.compactMap { $0["location"]?.string } == ["S001", "S002", "S003", "W001"])
            let own = try await served.get("/v1/availability?sku=A", as: people.till).json["items"]?.array ?? []
            #expect(own.compactMap { $0["location"]?.string } == ["S002"])
            #expect(try await served.get("/v1/locations", as: people.till).json["items"]?.array?.count == 1)
        }
    }

    @Test("A sale of what was promised opens a shortage, which closes with the figures and not by a word")
    func shortages() async throws {
        try await ServedHouse.with { served async throws in
            let people = served.people
            _ = try await served.reserve([("C", 2)])
            func move(_ kind: String, _ quantity: Int) async throws {
                let body: JSON = [
                    "location": "S001",
                    "movements": [["sku": "C", "kind": .string(kind), "quantity": .int(quantity)]],
                ]
                #expect(try await served.post("/v1/stock/movements", body, as: people.clerk).status == 201)
            }
            try await move("sold", 1)
            let open = try await served.get("/v1/shortages", as: people.clerk).json
            #expect(open["items"]?[0]?["short"] == 1)
            #expect(try await served.get("/v1/shortages", as: people.otherClerk).json["items"] == [])
            let path = "/v1/shortages/\(open["items"]?[0]?.id ?? "")/resolve"
            #expect(try await served.post(path, ["resolution": "見つかりました。"], as: people.clerk).status == 422)
            try await move("counted", 2)
            #expect(try await served.post(path, ["resolution": "見つかりました。"], as: people.clerk).status == 204)
            #expect(try await served.get("/v1/shortages", as: people.clerk).json["items"] == [])
        }
    }

    @Test("A file that is sent is imported, told line by line, and changes nothing the second time")
    func imports() async throws {
        try await ServedHouse.with { served async throws in
            let people = served.people
            let file = Array("sku,name,price\nE1,品E,500\n,名なし,1\n".utf8)
            func send(_ token: String, _ query: String = "") async throws -> HTTPAnswer {
                try await served.client.send(
                    "POST", "/v1/imports?name=c.csv\(query)",
                    headers: ServedHouse.headers(token, key: Crockford.text(of: Effects.system.uniqueID()))
                        + [("Content-Type", "text/csv")], body: file)
            }
            #expect(try await send(people.till).status == 403)
            #expect(try await send(people.clerk).status == 403)
            #expect(try await send(people.web, "&dry_run=true").json["applied"] == false)
            #expect(try await send(people.web, "&all_or_nothing=true").json["applied"] == false)
            #expect(try await served.get("/v1/skus/E1", as: people.web).status == 404)
            let report = try await send(people.supervisor)
            #expect(report.status == 200)
            #expect(report.json["counts"]?["catalogue"]?["created"] == 1)
            #expect(report.json["faults"]?[0]?["line"] == 3)
            #expect(try await served.get("/v1/skus/E1", as: people.web).json["price"] == 500)
            #expect(try await send(people.web).json["counts"]?["catalogue"]?["unchanged"] == 1)
        }
    }
}
