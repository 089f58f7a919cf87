// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import API
@testable import torioki

/// Asks every endpoint of the list as everybody, and looks at every field of the answers: a new endpoint, or a new field, is
/// tried without a new test.
@Suite("Who may come in, and sees what", .serialized)
struct AccessMatrixTests {
    private struct Caller {
        let name: String
        let token: String?
        /// Nil: nobody, so that every door but the open ones is shut.
        let scopes: Set<Scope>?
        var isPerson = true
        /// Whether what lies at S001 is to be seen.
        var seesTheStore = true

        var reader: Leaks.Reader { Leaks.Reader(scopes: scopes ?? [], seesTheStore: seesTheStore) }
    }

    /// Everybody: people of each role and programs, one of each scope alone, one of all but each.
    private func callers(_ served: ServedHouse) async throws -> [Caller] {
        var found = callers(served.people)
        for scope in Scope.allCases {
            for (words, scopes) in [("only", [scope]), ("all but", Set(Scope.allCases).subtracting([scope]))] {
                let name = "a key of \(words) \(scope.rawValue)"
                let token = try await served.house.access.issueKey(name: name, scopes: scopes).token
                found.append(Caller(name: name, token: token, scopes: scopes, isPerson: false))
            }
        }
        return found
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
        try await ServedHouse.with(.laidOut) { served async throws in
            let things = try await served.layOut()
            // Signing out is last: a session ends only once.
            let endpoints = served.api.endpoints.sorted { $0.id != "signOut" && $1.id == "signOut" }
            #expect(endpoints.count > 45)
            let leaks = Leaks(document: try await document(served), canaries: Leaks.Canary.laidOut)
            var (met, seen) = (Leaks.Met(), Set<String>())
            let callers = try await callers(served)
            // First those who only read: whatever the commands do then, everything has been looked at as it was laid out.
            for isReading in [true, false] {
                for caller in callers {
                    for endpoint in endpoints where (endpoint.method == .get) == isReading {
                        let answer = try await ask(endpoint, caller, served, things)
                        let words = "\(caller.name), \(endpoint.id): \(answer.status) \(answer.text.prefix(300))"
                        #expect(answer.status < 500, "\(words)")
                        if answer.status < 500 { check(answer, endpoint, caller, words) }
                        let found = leaks.found(in: answer, of: endpoint, to: caller.reader, &met)
                        #expect(found == [], "\(caller.name)")
                        seen.formUnion(leaks.canaries.map(\.text).filter(answer.text.contains))
                    }
                }
            }
            // Nothing was looked for in vain: each word was read by somebody, each narrow field shown to some and not to others.
            #expect(seen == Set(leaks.canaries.map(\.text)))
            let narrow = endpoints.reduce(into: Set<String>()) { $0.formUnion(leaks.narrow(of: $1)) }
            #expect(!narrow.isEmpty)
            #expect(met.shown == narrow && met.withheld == narrow)
        }
    }

    private func document(_ served: ServedHouse) async throws -> JSON {
        try await served.client.get("/openapi.json").json
    }

    @Test(
        "The look at the fields finds a leak: an answer that was not filtered, a field without its scope, a chain's customers"
    )
    func planted() async throws {
        try await ServedHouse.with(.laidOut) { served async throws in
            let things = try await served.layOut()
            let leaks = Leaks(document: try await document(served), canaries: Leaks.Canary.laidOut)
            func endpoint(_ id: String) throws -> Endpoint {
                try #require(served.api.endpoints.first { $0.id == id })
            }
            func whole(_ endpoint: Endpoint) async throws -> HTTPAnswer {
                try await served.get(endpoint.target(things), as: served.people.web)
            }
            let (history, reader) = (try endpoint("readHistory"), Leaks.Reader(scopes: [.readReservations]))
            var met = Leaks.Met()
            // A handler's answer that nobody filtered.
            let unfiltered = try await whole(history)
            let found = leaks.found(in: unfiltered, of: history, to: reader, &met)
            #expect(found.contains("readHistory/attempts asks for contact:read"))
            #expect(found.contains("readHistory/tasks asks for contact:read"))
            #expect(found.contains("readHistory shows kanaria-advice"))
            // A field whose scope somebody forgot: by the document all is well, the words tell.
            let forgetful = Leaks(
                document: try JSON(parsing: leaks.document.text.replacing(#","x-scope":"contact:read""#, with: "")),
                canaries: leaks.canaries)
            #expect(
                Set(forgetful.found(in: unfiltered, of: history, to: reader, &met)) == [
                    "readHistory shows kanaria-note", "readHistory shows kanaria-need",
                    "readHistory shows kanaria-advice",
                ])
            // A field that is not declared, and one that is kept from who may see it.
            var odd = unfiltered.json.object ?? [:]
            (odd["phone"], odd["tasks"]) = ("+819000007007", nil)
            let answer = HTTPAnswer(status: 200, headers: unfiltered.headers, body: Array(JSON.object(odd).text.utf8))
            let all = Leaks.Reader(scopes: [.readReservations, .readContact])
            #expect(
                Set(leaks.found(in: answer, of: history, to: all, &met)) == [
                    "readHistory/tasks is kept from who has contact:read", "readHistory/phone is not declared",
                    "readHistory shows +819000007007",
                ])
            // A customer of S001, shown to a till of another store that may do everything there.
            let search = try endpoint("searchCustomers")
            let till = Leaks.Reader(scopes: Set(Scope.allCases), seesTheStore: false)
            let people = leaks.found(in: try await whole(search), of: search, to: till, &met)
            #expect(people.contains("searchCustomers shows +819000007007"))
        }
    }

    @Test("A caller of some stores finds and reads the customers who reserved there, and nobody else of the chain")
    func persons() async throws {
        try await ServedHouse.with { served async throws in
            let here = try await served.reserve(at: Shop.s1, number: 11)["customer"]?.string ?? ""
            let there = try await served.reserve(at: Shop.s2, number: 12)["customer"]?.string ?? ""
            let both = try await served.reserve(at: Shop.s1, number: 13)["customer"]?.string ?? ""
            _ = try await served.reserve(at: Shop.s2, number: 13)
            func search(_ text: String, as token: String) async throws -> Set<String> {
                let path = "/v1/customers?q=\(PercentCoding.encode(text))"
                return Set((try await served.get(path, as: token).json["items"]?.array ?? []).map(\.id))
            }
            let (till, web) = (served.people.till, served.people.web)
            for (number, id, isSeen) in [("0011", here, false), ("0012", there, true), ("0013", both, true)] {
                for text in [number, "090-0000-\(number)", id] {
                    #expect(try await search(text, as: till) == (isSeen ? [id] : []), "\(text)")
                    #expect(try await search(text, as: web) == [id], "\(text)")
                }
                let read = try await served.get("/v1/customers/\(id)", as: till)
                #expect(read.status == (isSeen ? 200 : 404))
                #expect(try await served.get("/v1/customers/\(id)", as: web).status == 200)
            }
            #expect(try await search("山田1", as: till) == [there, both])
            #expect(try await search("山田1", as: web) == [here, there, both])
            let read = try await served.get("/v1/customers/\(both)", as: till).json
            #expect(read["reservations"]?.array?.compactMap { $0["location"]?.string } == ["S002"])
            // Nor does a call at one store tell a clerk what was reserved at others; an agent sees the chain.
            for token in [served.people.clerk, served.people.agent] {
                _ = try await served.reserve(at: Shop.s1, number: 13, wantsContact: true)
                let work = try await served.post(
                    "/v1/contact-tasks/claim", ["locations": ["S001"]], as: token
                ).json
                let places = Set((work["earlier"]?.array ?? []).compactMap { $0["location"]?.string })
                #expect(places == (token == served.people.agent ? ["S001", "S002"] : ["S001"]))
            }
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
            || path.template.hasPrefix("/v1/contact-tasks/{id}") || path.template.hasPrefix("/v1/customers/{id}")
            || ["recordMovements", "readLedger", "importFile", "reserve"].contains(id)
    }

    /// Whether programs, too, may contact customers by it: in writing, never by a call.
    fileprivate var isForPrograms: Bool { id == "sayMessage" }

    /// Whether the sample request names, beside S001, something that is not there.
    fileprivate var mayMiss: Bool { ["reserve"].contains(id) }
}
