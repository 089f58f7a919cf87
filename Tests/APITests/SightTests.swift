// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import Logging
import PQ
import TestSupport
import Testing

@testable import API

@Suite("A property is shown to who has its scope")
struct SightTests {
    private static let inner = Schema.named(
        "Parcel",
        .object([
            .required("id", .integer(1...9)),
            .required("advice", .text(0...20).requiring(.readContact)),
            .required(
                "people",
                .array(
                    .object([
                        .required("nick", .text(1...9)),
                        .required("phone", .text(1...9).nullable.requiring(.readCustomers)),
                    ]))),
        ]))
    private static let page = Schema.object([
        .required("items", .array(inner)), .required("first", inner.nullable.requiring(.readReservations)),
    ])
    private static let parcel: JSON = [
        "id": 1, "advice": "secret", "people": [["nick": "a", "phone": "123"], ["nick": "b", "phone": nil]],
    ]
    private static let whole: JSON = ["items": [parcel], "first": parcel]

    /// Handlers that know nothing of scopes, in both ways to write an answer; `kept` is an answer from before.
    private static let endpoints = ["json", "written"].map { name in
        Endpoint(
            .get, Path("/v1/\(name)"), id: name, tag: "Odd", summary: name, door: .scope(.readStock),
            answers: [.json(200, "All of it.", page)]
        ) { _ in
            name == "json" ? .ok(whole) : Answer(status: 200, content: .written(Array(whole.text.utf8)))
        }
    }

    private func serve(_ test: (HTTPClient) async throws -> Void) async throws {
        let api = API(
            endpoints: Self.endpoints, health: Health(isReady: { true }), version: "0",
            seal: CursorSeal(key: Array(repeating: 0, count: 32)), checksAnswers: true,
            authenticate: { token in
                let scopes = token.split(separator: ",").compactMap { Scope(rawValue: String($0)) }
                return Principal(
                    author: .program("p"), staff: nil, name: "p", role: nil, scopes: Set(scopes), locations: .all,
                    client: "key:p")
            })
        try await withServer(
            { started in
                api.application(
                    api.router(), host: "127.0.0.1", port: 0,
                    logger: Logger(label: "sight") { _ in SwiftLogNoOpLogHandler() }, started: started)
            }, test)
    }

    @Test("Whatever a handler answers, what a reader has no scope for is left out, at every depth")
    func leftOut() async throws {
        try await serve { client async throws in
            for path in ["/v1/json", "/v1/written"] {
                func read(_ scopes: String...) async throws -> JSON {
                    let token = (["stock:read"] + scopes).joined(separator: ",")
                    let answer = try await client.get(path, headers: [("Authorization", "Bearer \(token)")])
                    #expect(answer.status == 200, "\(answer.text)")
                    return answer.json
                }
                #expect(try await read() == ["items": [["id": 1, "people": [["nick": "a"], ["nick": "b"]]]]])
                #expect(
                    try await read("contact:read") == [
                        "items": [["id": 1, "advice": "secret", "people": [["nick": "a"], ["nick": "b"]]]]
                    ])
                let first = try await read("reservations:read", "customers:read")
                #expect(first["first"] == first["items"]?[0])
                #expect(first["first"]?["people"] == Self.parcel["people"] && first["first"]?["advice"] == nil)
                let all = try await read("contact:read", "customers:read", "reservations:read")
                #expect(all == Self.whole)
            }
        }
    }

    @Test("The document names the scope of such a property, and does not promise that it is there")
    func documented() async throws {
        try await serve { client async throws in
            let document = try await client.get("/openapi.json").json
            let parcel = document["components"]?["schemas"]?["Parcel"]
            #expect(parcel?["properties"]?["advice"]?["x-scope"] == "contact:read")
            #expect(parcel?["properties"]?["id"]?["x-scope"] == nil)
            #expect(parcel?["required"] == ["id", "people"])
            let person = parcel?["properties"]?["people"]?["items"]
            #expect(person?["properties"]?["phone"]?["x-scope"] == "customers:read")
            #expect(person?["required"] == ["nick"])
            let page = document["paths"]?["/v1/json"]?["get"]?["responses"]?["200"]?["content"]?["application/json"]?[
                "schema"]
            #expect(page?["properties"]?["first"]?["x-scope"] == "reservations:read")
            #expect(page?["required"] == ["items"])
        }
    }

    @Test("Who may see all of an answer is given its bytes as they are; what is not declared is shown to nobody else")
    func untouched() throws {
        let sight = Sight(Self.endpoints[1])
        let bytes = Array(#"{ "items":[], "first":null, "odd":1 }"#.utf8)
        func shown(_ scopes: Set<Scope>) -> Answer {
            sight.shown(
                Answer(status: 200, content: .written(bytes)),
                to: Principal(
                    author: .program("p"), staff: nil, name: "p", role: nil, scopes: scopes, locations: .all,
                    client: "key:p"))
        }
        guard case .written(let same) = shown(Set(Scope.allCases)).content else {
            Issue.record("the answer was written anew")
            return
        }
        #expect(same == bytes)
        guard case .json(let narrow) = shown([.readStock]).content else {
            Issue.record("the answer was not walked")
            return
        }
        #expect(narrow.text == #"{"items":[]}"#)
    }
}
