// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import API
@testable import torioki

/// Asks every endpoint of the list as everybody: a new endpoint is tried without a new test.
@Suite("Who may come in", .serialized)
struct AccessMatrixTests {
    private struct Caller {
        let name: String
        let token: String?
        /// Nil: nobody, so that every door but the open ones is shut.
        let scopes: Set<Scope>?
        var isPerson = true
        /// Whether what lies at S001 is to be seen.
        var seesTheStore = true
    }

    private func callers(_ people: People) -> [Caller] {
        [
            Caller(name: "nobody", token: nil, scopes: nil),
            Caller(name: "an unknown token", token: "tori_sid_\(String(repeating: "A", count: 43))", scopes: nil),
            Caller(name: "a revoked key", token: people.revoked, scopes: nil),
            Caller(name: "an expired session", token: people.expired, scopes: nil),
            Caller(name: "a key that looks at stock", token: people.looker, scopes: [.readStock], isPerson: false),
            Caller(name: "a key of everything", token: people.web, scopes: Set(Scope.allCases), isPerson: false),
            Caller(
                name: "a till of another store", token: people.till, scopes: Set(Scope.allCases), isPerson: false,
                seesTheStore: false),
            Caller(
                name: "a clerk of another store", token: people.otherClerk, scopes: Role.clerk.scopes,
                seesTheStore: false),
            Caller(name: "a clerk", token: people.clerk, scopes: Role.clerk.scopes),
            Caller(name: "an agent", token: people.agent, scopes: Role.agent.scopes),
            Caller(name: "a supervisor", token: people.supervisor, scopes: Role.supervisor.scopes),
            Caller(name: "an admin", token: people.admin, scopes: Role.admin.scopes),
        ]
    }

    /// Asks, and takes no more of a stream than its head.
    private func ask(
        _ endpoint: Endpoint, _ caller: Caller, _ served: ServedHouse, _ things: Furniture
    ) async throws -> HTTPAnswer {
        let key = Crockford.text(of: Effects.system.uniqueID())
        let (headers, body) = endpoint.request(things, key: key, token: caller.token)
        let connection = try await HTTPConnection(port: served.client.port)
        defer { Task { await connection.close() } }
        let target = endpoint.target(things)
        let head = try await connection.open(endpoint.method.rawValue, target, headers: headers, body: body)
        if endpoint.id == "streamEvents", head.status == 200 { return head }
        var bytes: [UInt8] = []
        while let part = try await connection.next() { bytes += part }
        return HTTPAnswer(status: head.status, headers: head.headers, body: bytes)
    }

    @Test("Every endpoint lets in whom its door names, and shows nothing of another store")
    func matrix() async throws {
        try await ServedHouse.with { served async throws in
            let things = try await served.furnish()
            // Signing out is last: a session ends only once.
            let endpoints = served.api.endpoints.sorted { $0.id != "signOut" && $1.id == "signOut" }
            #expect(endpoints.count > 45)
            var asked = 0
            for caller in callers(served.people) {
                for endpoint in endpoints {
                    let answer = try await ask(endpoint, caller, served, things)
                    let words = "\(caller.name), \(endpoint.id): \(answer.status) \(answer.text.prefix(300))"
                    #expect(answer.status < 500, "\(words)")
                    if answer.status < 500 { check(answer, endpoint, caller, words) }
                    asked += 1
                }
            }
            #expect(asked == 12 * endpoints.count)
        }
    }

    private func check(_ answer: HTTPAnswer, _ endpoint: Endpoint, _ caller: Caller, _ words: String) {
        if endpoint.door == .open {
            // Signing in with a made-up password is the one open door that answers 401.
            #expect(answer.status != 403 && (answer.status != 401 || endpoint.id == "signIn"), "\(words)")
            return
        }
        guard let scopes = caller.scopes else {
            #expect(answer.status == 401, "\(words)")
            #expect(answer.json["code"] == (caller.token == nil ? "TRK-201" : "TRK-202"), "\(words)")
            return
        }
        if case .scope(let scope) = endpoint.door, !scopes.contains(scope) {
            #expect(answer.status == 403 && answer.json["code"] == "TRK-203", "\(words)")
        } else if !caller.isPerson,
            endpoint.door == .staff || (endpoint.door == .scope(.writeContact) && !endpoint.isForPrograms)
        {
            #expect(answer.status == 403 || (answer.status == 404 && !caller.seesTheStore), "\(words)")
        } else if !caller.seesTheStore, endpoint.bindsToStore {
            // Not 403: that would say that it is there.
            #expect(answer.status == (endpoint.id == "importFile" ? 403 : 404), "\(words)")
        } else {
            #expect(![401, 403].contains(answer.status), "\(words)")
            #expect(answer.status != 404 || endpoint.mayMiss, "\(words)")
        }
    }

    @Test("Only health, the customer's link, signing in and the description are open")
    func openDoors() async throws {
        try await ServedHouse.with { served async throws in
            #expect(
                Set(served.api.endpoints.filter { $0.door == .open }.map(\.id)) == [
                    "alive", "ready", "metrics", "explainProblem", "describe", "signIn", "readPickup", "extendPickup",
                    "cancelPickup", "callMePickup", "confirmPickup", "onMyWayPickup", "herePickup", "readPickupDevices",
                    "keepPickupDevice", "forgetPickupDevice",
                ])
        }
    }

    @Test("A person signs in by password, reads who that is, and is out after signing out")
    func session() async throws {
        try await ServedHouse.with { served async throws in
            let access = served.house.access
            let login = try #require(Login("sato"))
            _ = try await access.createStaff(
                login: login, name: "佐藤", role: .clerk, locations: [Shop.s1],
                password: try NewPassword("correct horse", for: login))
            func signIn(_ password: String) async throws -> HTTPAnswer {
                try await served.client.post("/v1/session", ["login": "Sato", "password": .string(password)])
            }
            let wrong = try await signIn("battery staple")
            #expect(wrong.status == 401)
            #expect(wrong.json["code"] == "TRK-206")
            let signedIn = try await signIn("correct horse")
            #expect(signedIn.status == 201)
            let token = signedIn.json["token"]?.string ?? ""
            #expect(try await served.get("/v1/session", as: token).json["locations"] == ["S001"])
            let out = try await served.client.send("DELETE", "/v1/session", headers: ServedHouse.headers(token))
            #expect(out.status == 204)
            #expect(try await served.get("/v1/session", as: token).status == 401)
        }
    }
}

extension Endpoint {
    /// Whether the sample request names something of S001.
    fileprivate var bindsToStore: Bool {
        path.template.hasPrefix("/v1/reservations/{id}") || path.template.hasPrefix("/v1/shortages/{id}")
            || path.template.hasPrefix("/v1/contact-tasks/{id}")
            || ["recordMovements", "readLedger", "importFile", "reserve"].contains(id)
    }

    /// Whether programs, too, may contact customers by it: in writing, never by a call.
    fileprivate var isForPrograms: Bool { id == "sayMessage" }

    /// Whether the sample request names, beside S001, something that is not there.
    fileprivate var mayMiss: Bool { ["reserve"].contains(id) }
}
