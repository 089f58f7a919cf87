// SPDX-License-Identifier: Apache-2.0
import Access
import Crypto
import Customers
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import API
@testable import torioki

/// Takes every answer of the API: each operation as it is done, as it is refused, and a reservation in each state.
@Suite("Snapshots of the API", .serialized)
struct APISnapshotTests {
    /// Operations without a success in the album, and why.
    private static let left = [
        "streamEvents": "a stream", "resolveShortage": "not yet: it is done only once the figures have come right",
        "metrics": "its figures are moments; MetricsTests reads them",
    ]

    /// Chance is another one in every run: the albums know nothing of it.
    private func withServed(_ body: (ServedHouse) async throws -> Void) async throws {
        var plan = HousePlan(hasDuties: false)
        // A password costs what it costs, on a busy machine too.
        plan.within = .seconds(60)
        plan.shop.seed = UInt64.random(in: 1 ... .max)
        let many = ["A": 300, "B": 300, "C": 300, "D": 300]
        var first = many
        first["C"] = 2
        plan.shop.shelves = [Shop.s1: first, Shop.s2: many, Shop.s3: ["A": 3, "B": 3], Shop.w1: many]
        try await ServedHouse.with(plan, body)
    }

    @Test("Every operation answers as it did; the document describes the same")
    func operations() async throws {
        try await withServed { served async throws in
            let album = Album(.api)
            var taken: Set<String> = []
            let things = try await served.furnish()
            func take(_ endpoint: Endpoint, _ answer: HTTPAnswer, _ name: String? = nil) {
                #expect((200...299).contains(answer.status), "\(endpoint.id): \(answer.text)")
                album.take(name ?? endpoint.id, answer)
                taken.insert(endpoint.id)
            }
            for endpoint in served.api.endpoints.sorted(by: { $0.id < $1.id }) where Self.left[endpoint.id] == nil {
                served.clock.advance(by: .seconds(7))
                if endpoint.key != .no {
                    let request = try #require(try await endpoint.keyedRequests(served).first)
                    // What was prepared for it is older, or lists by time would have their order by chance.
                    served.clock.advance(by: .seconds(1))
                    take(endpoint, try await request.send(served, "snapshot-\(endpoint.id)"))
                } else if endpoint.method == .get {
                    let token =
                        endpoint.door == .open ? nil : endpoint.door == .staff ? served.people.admin : served.people.web
                    let target = endpoint.target(things)
                    for language in endpoint.id == "describe" ? ["en"] : ["ja", "en"] {
                        let answer = try await served.client.get(
                            target, headers: ServedHouse.headers(token) + [("Accept-Language", language)])
                        take(endpoint, answer, "\(endpoint.id).\(language)")
                    }
                }
            }
            try await others(served, things) { id, answer in
                guard let endpoint = served.api.endpoints.first(where: { $0.id == id }) else {
                    Issue.record("\(id) is no operation")
                    return
                }
                take(endpoint, answer)
            }
            for (name, path) in [
                ("page-1", "/v1/reservations?location=S001&limit=2"), ("by-code", "/v1/reservations?limit=1"),
                ("pickup-whole", "/v1/pickup/\(things.link)?include=messages&include=wishes"),
            ] { album.take(name, try await served.get(path, as: served.people.web)) }
            let file = try await served.client.send(
                "POST", "/v1/imports?name=goods.csv",
                headers: ServedHouse.headers(served.people.web, key: "wrong") + [("Content-Type", "text/csv")],
                body: Array("sku,name,price\nNEW-1,急須,3300\nNEW-2,湯呑,abc\n".utf8))
            album.take("import-wrong", file)
            for language in ["ja", "en"] {
                let page = try await served.client.get(
                    "/nowhere", headers: [("Accept", "text/html"), ("Accept-Language", language)])
                album.take("nowhere.\(language)", page)
            }
            try await states(served, album)
            try album.close()
            let missing = Set(served.api.endpoints.map(\.id)).subtracting(taken).subtracting(Self.left.keys).sorted()
            #expect(missing.isEmpty, "in no album: \(missing.joined(separator: ", "))")
        }
    }

    /// What has no key and changes something.
    private func others(
        _ served: ServedHouse, _ things: Furniture, _ take: (String, HTTPAnswer) -> Void
    ) async throws {
        let people = served.people
        let work = try await served.post("/v1/contact-tasks/claim", as: people.agent)
        take("claimContactTask", work)
        let task = work.json["task"]?.id ?? ""
        take("declineContactTask", try await served.post("/v1/contact-tasks/\(task)/decline", as: people.agent))
        let other = try await served.reserve([("D", 1)], number: 77)["customer"]?.string ?? ""
        let customer = "/v1/customers/\(things.customer)"
        let named: JSON = ["name": "山田 花", "note": "電話は夕方に"]
        take(
            "correctCustomer",
            try await served.client.send(
                "PATCH", customer, headers: ServedHouse.headers(people.web) + [("Content-Type", "application/json")],
                body: Array(named.text.utf8)))
        take(
            "joinCustomers", try await served.post("\(customer)/join", ["with": .string(other)], as: people.web))
        served.clock.advance(by: .seconds(7))
        take("partCustomer", try await served.post("/v1/customers/\(other)/part", as: people.web))
        let record = try await served.get(customer, as: people.web).json
        let change = record["changes"]?.array?.compactMap { $0.id.isEmpty ? nil : $0.id }.first ?? ""
        take(
            "undoCustomerChange",
            try await served.post("\(customer)/undo", ["change": .string(change)], as: people.web))
        let devices = "/v1/pickup/\(things.link)/devices"
        let point = try P256.KeyAgreement.PrivateKey(rawRepresentation: [UInt8](repeating: 5, count: 32)).publicKey
        let device: JSON = [
            "endpoint": "https://fcm.googleapis.com/fcm/send/one", "expirationTime": .null,
            "keys": [
                "p256dh": .string(Base64.url.text(point.x963Representation)),
                "auth": .string(Base64.url.text([UInt8](repeating: 1, count: 16))),
            ],
        ]
        let kept = try await served.client.send(
            "PUT", devices, headers: [("Content-Type", "application/json")], body: Array(device.text.utf8))
        take("keepPickupDevice", kept)
        take(
            "forgetPickupDevice",
            try await served.client.send("DELETE", "\(devices)/\(kept.json["device"]?.string ?? "")"))
        let login = try #require(Login("sato"))
        _ = try await served.house.access.createStaff(
            login: login, name: "佐藤", role: .clerk, locations: [Shop.s1],
            password: try NewPassword("correct horse", for: login))
        let session = try await served.client.post("/v1/session", ["login": "sato", "password": "correct horse"])
        take("signIn", session)
        take(
            "signOut",
            try await served.client.send(
                "DELETE", "/v1/session", headers: ServedHouse.headers(session.json["token"]?.string ?? "")))
    }

    /// One reservation in every state: itself, its history, and what its customer is told.
    private func states(_ served: ServedHouse, _ album: Album) async throws {
        let short: JSON = ["items": [["line": 1, "found": 1, "short": "mismatch"]]]
        let ready: [(String, JSON)] = [("accept", [:]), ("pick", [:]), ("ready", ["staging": "B-3"])]
        let plots: [(String, String?, [(String, JSON)])] = [
            ("requested", nil, []), ("accepted", nil, [("accept", [:])]),
            ("picking", nil, [("accept", [:]), ("pick", ["items": [["line": 1, "found": 1]]])]),
            ("short", nil, [("accept", [:]), ("pick", short)]), ("ready", nil, ready),
            ("collected", nil, ready + [("collect", ["identity_checked": true])]),
            ("rejected", nil, [("reject", ["reason": "damaged", "note": "割れ"])]),
            ("cancelled", nil, [("cancel", ["reason": "web"])]),
            ("returned", nil, ready + [("cancel", ["reason": "web"]), ("return-to-shelf", [:])]),
            ("order", "W001", []), ("order-shipped", "W001", [("accept", [:]), ("ship", [:])]),
            ("order-arrived", "W001", [("accept", [:]), ("ship", [:]), ("arrive", [:])]),
        ]
        for (index, (name, sender, commands)) in plots.enumerated() {
            served.clock.advance(by: .seconds(7))
            let taken: JSON = [
                "location": "S001", "movements": [["sku": "A", "kind": "received", "quantity": 2]],
            ]
            _ = try await served.post("/v1/stock/movements", taken, as: served.people.web)
            var wish = ServedHouse.request([("A", 2)], number: 3_000 + index).object ?? [:]
            if let sender { wish["ships_from"] = .string(sender) }
            let new = try await served.post("/v1/reservations", .object(wish), as: served.people.web)
            #expect(new.status == 201, "\(name): \(new.text)")
            for (command, body) in commands {
                served.clock.advance(by: .seconds(7))
                let token = command == "collect" ? served.people.clerk : served.people.web
                try await served.carryOut(command, body, on: new.json.id, as: token)
            }
            let path = "/v1/reservations/\(new.json.id)"
            let link = String((new.json["link"]?.string ?? "").dropFirst("https://shop.example/r/".count))
            album.take("reservation-\(name)", try await served.get(path, as: served.people.web))
            album.take("history-\(name)", try await served.get("\(path)/history", as: served.people.web))
            album.take("pickup-\(name)", try await served.client.get("/v1/pickup/\(link)"))
        }
    }

    @Test("Every operation is refused as it was, and every code is explained as it was")
    func problems() async throws {
        try await withServed { served async throws in
            let album = Album(.problems)
            for code in ProblemCode.allCases {
                for language in Language.allCases {
                    let answer = try await served.client.get(
                        "/problems/\(code.rawValue)", headers: [("Accept-Language", language.rawValue)])
                    let body = Problem(code).json(language, instance: "snapshot")
                    album.take(
                        "code-\(code.rawValue).\(language.rawValue).txt",
                        "\(answer.status)\n\(answer.text)\n\(body.indented)")
                }
            }
            let things = try await served.furnish()
            for endpoint in served.api.endpoints where endpoint.id != "streamEvents" {
                album.take("\(endpoint.id).json", JSON.array(try await refusals(endpoint, things, served)).indented)
            }
            try await refusedCommands(served, album)
            try album.close()
        }
    }

    /// Asks in every wrong way that the declaration tells of.
    private func refusals(_ endpoint: Endpoint, _ things: Furniture, _ served: ServedHouse) async throws -> [JSON] {
        var told: [JSON] = []
        let target = endpoint.target(things)
        let web = served.people.web
        func ask(
            _ name: String, _ headers: [(String, String)], _ body: [UInt8] = [], language: String = "ja",
            to target: String = target
        ) async throws {
            let answer = try await served.client.send(
                endpoint.method.rawValue, target,
                headers: headers + [("X-Request-Id", "snapshot"), ("Accept-Language", language)], body: body)
            guard answer.status >= 400 else { return }
            told.append(["asked": .string(name), "status": .int(answer.status), "body": answer.json])
        }
        let (headers, body) = endpoint.request(things, key: "refused", token: nil)
        for language in ["ja", "en"] {
            if endpoint.door != .open {
                try await ask("by nobody", headers, body, language: language)
                try await ask(
                    "by a key that looks at stock", headers + ServedHouse.headers(served.people.looker), body,
                    language: language)
            }
            let nowhere = target.replacing(things.reservation, with: String(things.reservation.dropLast()) + "0")
                .replacing(things.link, with: "AAAA")
            if nowhere != target {
                try await ask("of nothing", headers + ServedHouse.headers(web), body, language: language, to: nowhere)
            }
            if endpoint.key != .no {
                let keyless = headers.filter { $0.0 != "Idempotency-Key" }
                try await ask("without a key", keyless + ServedHouse.headers(web), body, language: language)
            }
        }
        guard let schema = endpoint.bodySchema, endpoint.id != "signIn" else { return told }
        let good = schema.sample(isFull: true, known: ["cus-id": .string(things.customer)])
        for wrong in schema.wrong(good) where wrong.value.text.utf8.count < 5_000 {
            try await ask(
                "\(wrong.kind) at \(wrong.pointer)", headers + ServedHouse.headers(web), Array(wrong.value.text.utf8))
        }
        return told
    }

    /// What the shop says no to: every command on what is over, and the refusals of a reservation's birth.
    private func refusedCommands(_ served: ServedHouse, _ album: Album) async throws {
        let over = try await served.reserve([("A", 1)], number: 50)
        try await served.makeReady(over.id)
        try await served.carryOut("collect", ["identity_checked": true], on: over.id)
        let open = try await served.reserve([("A", 1)], number: 51)
        let bodies: [(String, JSON)] = [
            ("accept", [:]), ("reject", ["reason": "damaged"]), ("pick", [:]), ("ready", ["staging": "B-3"]),
            ("unready", ["reason": "x"]), ("collect", ["code": "00000000"]), ("cancel", ["reason": "x"]),
            ("extend", [:]),
            ("proxy", ["name": "鈴木"]), ("return-to-shelf", [:]), ("ship", [:]), ("arrive", [:]),
            ("drop-line", ["line": 1]), ("substitute", ["line": 1, "sku": "B"]), ("wait", ["line": 1, "from": "W001"]),
            ("reroute", ["location": "S009"]),
        ]
        func take(_ name: String, _ path: String, _ body: JSON, match: String? = nil) async throws {
            for language in ["ja", "en"] {
                let answer = try await served.client.post(
                    path, body,
                    headers: ServedHouse.headers(served.people.web, key: "\(name)-\(language)", match: match) + [
                        ("X-Request-Id", "snapshot"), ("Accept-Language", language),
                    ])
                guard answer.status >= 400 else { continue }
                album.take("refused-\(name).\(language)", answer)
            }
        }
        for (name, body) in bodies {
            try await take("\(name)-collected", "/v1/reservations/\(over.id)/\(name)", body)
            try await take("\(name)-stale", "/v1/reservations/\(open.id)/\(name)", body, match: "\"v99\"")
        }
        for name in ["unready", "collect", "return-to-shelf", "ship", "arrive", "drop-line", "reroute"] {
            let body = bodies.first { $0.0 == name }?.1 ?? [:]
            try await take("\(name)-requested", "/v1/reservations/\(open.id)/\(name)", body)
        }
        for (name, wish) in [
            ("sold-out", ServedHouse.request([("A", 999)])), ("unknown-sku", ServedHouse.request([("NOPE", 1)])),
            ("old-sku", ServedHouse.request([("OLD", 1)])),
            ("no-store", ServedHouse.request([("A", 1)], at: LocationID(stored: "S999"))),
            ("warehouse", ServedHouse.request([("A", 1)], at: Shop.w1)),
        ] { try await take("reserve-\(name)", "/v1/reservations", wish) }
    }
}
