// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import API
@testable import torioki

/// Is one request of a keyed operation that can be done as things stand.
struct KeyedRequest: Sendable {
    let path: String
    let body: JSON
    /// Sent in the place of a body of JSON.
    let file: String?
    let token: String?

    init(_ path: String, _ body: JSON = [:], file: String? = nil, as token: String?) {
        self.path = path
        self.body = body
        self.file = file
        self.token = token
    }

    /// Sends it, under a key.
    func send(_ served: ServedHouse, _ key: String) async throws -> HTTPAnswer {
        guard let file else { return try await served.post(path, body, as: token, key: key) }
        return try await served.client.send(
            "POST", path, headers: ServedHouse.headers(token, key: key) + [("Content-Type", "text/csv")],
            body: Array(file.utf8))
    }

    /// Sends it with the members of its body in another order, with white space, and numbers written another way; a file
    /// counts as it is.
    func sendRewritten(_ served: ServedHouse, _ key: String) async throws -> HTTPAnswer {
        guard file == nil else { return try await send(served, key) }
        return try await served.client.send(
            "POST", path,
            headers: ServedHouse.headers(token, key: key) + [("Content-Type", "application/json")],
            body: Array(body.rewritten.utf8))
    }
}

extension JSON {
    /// The same value, written as another program might.
    fileprivate var rewritten: String {
        switch self {
        case .object(let object):
            "{ "
                + object.reversed().map { "\(JSON.string($0.key).text) :\n\($0.value.rewritten)" }.joined(
                    separator: " , ") + " }"
        case .array(let elements): "[ " + elements.map(\.rewritten).joined(separator: "\t, ") + " ]"
        case .int(let number): "\(number).0"
        default: text
        }
    }
}

extension Endpoint {
    /// Makes two requests of one client for this operation that address different things, each of which could be done.
    /// Fails for an operation that it does not know: whoever adds one with a key adds it here.
    func keyedRequests(_ served: ServedHouse) async throws -> [KeyedRequest] {
        if path.template.hasPrefix("/v1/pickup/") { return try await pickupRequests(served) }
        var requests: [KeyedRequest] = []
        for location in [Shop.s1, Shop.s2] {
            // One after the other, as lists show them.
            served.clock.advance(by: .seconds(1))
            requests.append(try await keyedRequest(served, at: location))
        }
        return requests
    }

    /// What comes by one customer's link addresses one reservation: the other request is another operation.
    private func pickupRequests(_ served: ServedHouse) async throws -> [KeyedRequest] {
        let new = try await served.reserve([("A", 1)], number: served.draw(), wantsContact: true)
        if ["onMyWayPickup", "herePickup"].contains(id) { try await served.makeReady(new.id) }
        let token = String((new["link"]?.string ?? "").dropFirst("https://shop.example/r/".count))
        let other = id == "cancelPickup" ? "call-me" : "cancel"
        return [path.template, "/v1/pickup/{token}/\(other)"].map {
            KeyedRequest($0.replacing("{token}", with: token), as: nil)
        }
    }

    private func keyedRequest(_ served: ServedHouse, at location: LocationID) async throws -> KeyedRequest {
        let web = served.people.web
        if id == "reserve" {
            return KeyedRequest(
                "/v1/reservations", ServedHouse.request([("A", 1)], at: location, number: served.draw()), as: web)
        }
        if id == "recordMovements" {
            let sold: JSON = [["sku": "A", "kind": "sold", "quantity": 1]]
            return KeyedRequest(
                "/v1/stock/movements", ["location": .string(location.code), "movements": sold], as: web)
        }
        if id == "importFile" {
            let file = "location,sku,on_hand\n\(location.code),A,\(served.draw() % 100 + 400)\n"
            return KeyedRequest("/v1/imports", file: file, as: web)
        }
        var wish =
            ServedHouse.request(
                [("A", 2)], at: location, number: served.draw(), wantsContact: id == "logAttempt"
            ).object ?? [:]
        if ["shipReservation", "arriveReservation"].contains(id) { wish["ships_from"] = "W001" }
        let new = try await served.post("/v1/reservations", .object(wish), as: web)
        #expect(new.status == 201, "\(new.text)")
        if id == "logAttempt" {
            let claim: JSON = ["locations": [.string(location.code)]]
            let task = try await served.post("/v1/contact-tasks/claim", claim, as: served.people.agent).json["task"]
            return KeyedRequest(
                "/v1/contact-tasks/\(task?.id ?? "")/attempts", served.attempt("no_answer"), as: served.people.agent)
        }
        let reservation = new.json.id
        func done(_ command: String, _ body: JSON = [:]) async throws {
            try await served.carryOut(command, body, on: reservation, as: web)
        }
        func ready() async throws {
            try await done("accept")
            try await done("pick")
            try await done("ready", ["staging": "B-3"])
        }
        func short() async throws {
            try await done("accept")
            try await done("pick", ["items": [["line": 1, "found": 1, "short": "no_variance"]]])
        }
        var body: JSON = [:]
        switch id {
        case "acceptReservation": break
        case "rejectReservation": body = ["note": "ありません", "reason": "no_variance"]
        case "pickReservation":
            try await done("accept")
            body = ["items": [["line": 1, "found": 2]], "staging": "B-3"]
        case "readyReservation":
            try await done("accept")
            try await done("pick")
            body = ["staging": "B-3"]
        case "unreadyReservation":
            try await ready()
            body = ["reason": "箱が破れた"]
        case "collectReservation":
            try await ready()
            body = ["code": new.json["pickup_code"] ?? "", "rest": "keep"]
        case "cancelReservation": body = ["reason": "web"]
        case "extendReservation": break
        case "proxyReservation": body = ["name": "鈴木 一郎"]
        case "recipientReservation": body = ["name": "鈴木 一郎", "phone": "03-1234-5678"]
        case "returnToShelfReservation":
            try await ready()
            try await done("cancel", ["reason": "web"])
        case "shipReservation": try await done("accept")
        case "arriveReservation":
            try await done("accept")
            try await done("ship")
        case "dropLineReservation":
            try await short()
            body = ["line": 1]
        case "substituteReservation":
            try await short()
            body = ["line": 1, "sku": "B"]
        case "waitReservation":
            try await short()
            body = ["line": 1, "from": "W001"]
        case "rerouteReservation": body = ["location": "S003"]
        case "sayMessage": body = ["text": "お待ちしております", "name": "案内係"]
        default: Issue.record("\(id) takes a key: say here how it is asked")
        }
        return KeyedRequest(path.template.replacing("{id}", with: reservation), body, as: web)
    }
}

extension ServedHouse {
    /// Draws a number of a customer who was not there before.
    func draw() -> Int { 1_000 + shop.nextNumber() }

    /// Counts everything that a command of the shop leaves behind.
    func trace() async throws -> [Int] { try await database.first(ReadTrace()) ?? [] }
}

/// Counts what commands leave behind: events, movements, reservations, attempts, messages, kept answers.
private struct ReadTrace: Statement {
    static let sql = """
        SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM stock_movement), (SELECT count(*) FROM reservation),
            (SELECT count(*) FROM contact_attempt), (SELECT count(*) FROM message), (SELECT count(*) FROM idempotency)
        """
    static let isReadOnly = true

    func bind(_ parameters: inout Parameters) {}

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> [Int] {
        [
            Int(try row(Int64.self)), Int(try row(Int64.self)), Int(try row(Int64.self)), Int(try row(Int64.self)),
            Int(try row(Int64.self)), Int(try row(Int64.self)),
        ]
    }
}
