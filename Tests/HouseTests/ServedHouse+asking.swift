// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import ShopSupport
import TestSupport
import Testing

/// What tests ask of a served house, in few words.
extension ServedHouse {
    /// Gives headers of a caller, perhaps with a key and a version.
    static func headers(_ token: String?, key: String? = nil, match: String? = nil) -> [(String, String)] {
        var headers: [(String, String)] = []
        if let token { headers.append(("Authorization", "Bearer \(token)")) }
        if let key { headers.append(("Idempotency-Key", "\"\(key)\"")) }
        if let match { headers.append(("If-Match", match)) }
        return headers
    }

    func get(_ path: String, as token: String) async throws -> HTTPAnswer {
        try await client.get(path, headers: Self.headers(token))
    }

    /// Posts with a key of its own, unless one is given.
    func post(
        _ path: String, _ body: JSON = [:], as token: String?, key: String? = nil, match: String? = nil
    ) async throws -> HTTPAnswer {
        let key = key ?? Crockford.text(of: Effects.system.uniqueID())
        return try await client.post(path, body, headers: Self.headers(token, key: key, match: match))
    }

    /// Carries out a command of a reservation and expects it to be done.
    @discardableResult
    func carryOut(
        _ name: String, _ body: JSON = [:], on id: String, as token: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSON {
        let answer = try await post("/v1/reservations/\(id)/\(name)", body, as: token ?? people.clerk)
        #expect(answer.status == 200, "\(name): \(answer.text)", sourceLocation: sourceLocation)
        return answer.json
    }

    /// Builds the body of a request; each number is a customer of its own.
    static func request(
        _ goods: [(String, Int)], at location: LocationID = Shop.s1, number: Int = 1, wantsContact: Bool = false
    ) -> JSON {
        [
            "location": .string(location.code),
            "customer": [
                "external_id": "web-\(number)", "name": "山田 \(number)",
                "phone": .string("090-0000-\(String(10_000 + number).suffix(4))"),
            ],
            "lines": .array(goods.map { ["sku": .string($0.0), "quantity": .int($0.1)] }),
            "wants_contact": .bool(wantsContact),
        ]
    }

    /// Reserves as the web shop and expects it to be done.
    func reserve(
        _ goods: [(String, Int)] = [("A", 1)], at location: LocationID = Shop.s1, number: Int = 1,
        wantsContact: Bool = false, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> JSON {
        let body = Self.request(goods, at: location, number: number, wantsContact: wantsContact)
        let answer = try await post("/v1/reservations", body, as: people.web)
        #expect(answer.status == 201, "\(answer.text)", sourceLocation: sourceLocation)
        return answer.json
    }

    /// Brings a reservation to the point where it waits for the customer.
    @discardableResult
    func makeReady(_ id: String) async throws -> JSON {
        try await carryOut("accept", on: id)
        try await carryOut("pick", on: id)
        return try await carryOut("ready", ["staging": "B-3"], on: id)
    }

    /// Builds what an agent reports of a call that was just made.
    func attempt(_ disposition: String, changes: JSON? = nil) -> JSON {
        var body: JSON.Object = [
            "channel": "phone", "started_at": .string(clock.now.rfc3339()), "ended_at": .string(clock.now.rfc3339()),
            "disposition": .string(disposition), "note": "ありがとうございました。",
        ]
        body["changes"] = changes
        return .object(body)
    }
}

extension JSON {
    /// The id of what was answered; empty when there is none, which no path accepts.
    var id: String { self["id"]?.string ?? "" }
}
