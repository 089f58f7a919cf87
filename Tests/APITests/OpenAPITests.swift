// SPDX-License-Identifier: Apache-2.0
import API
import Kit
import Logging
import PQ
import TestSupport
import Testing

@Suite("The document says what the service does")
struct OpenAPITests {
    @Test("The document is served, whole and with every operation")
    func document() async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            let document = try await client.get("/openapi.json").json
            #expect(document["openapi"] == "3.1.0")
            for endpoint in toy.api().endpoints where endpoint.id != "describe" {
                let operation = document["paths"]?[endpoint.path.template]?[endpoint.method.rawValue.lowercased()]
                #expect(operation?["operationId"]?.string == endpoint.id)
            }
            let write = document["paths"]?["/v1/notes"]?["post"]
            let statuses = Set(write?["responses"]?.object?.keys ?? [])
            #expect(statuses == ["201", "400", "401", "403", "408", "409", "413", "415", "422", "431", "501", "503"])
            #expect(write?["security"] == [["bearer": []]])
            #expect(write?["parameters"]?[0]?["name"] == "Idempotency-Key")
            #expect(write?["responses"]?["201"]?["headers"]?["ETag"] != nil)
            let change = document["paths"]?["/v1/notes/{number}"]?["put"]?["responses"]?.object?.keys ?? []
            #expect(Set(change).isSuperset(of: ["404", "412", "428"]))
            #expect(document["components"]?["schemas"]?["Note"]?["additionalProperties"] == false)
            #expect(document["components"]?["schemas"]?["Note"]?["required"] == ["text"])
        }
    }

    @Test("A path prints what it is given, percent-encoded")
    func paths() {
        let path: Path = "/v1/reservations/{id}/lines/{line}"
        #expect(path.parameters == ["id", "line"])
        #expect(path.url("rsv_S001_0", 3) == "/v1/reservations/rsv_S001_0/lines/3")
        #expect(path.url("a/b ?é", 1) == "/v1/reservations/a%2Fb%20%3F%C3%A9/lines/1")
    }

    @Test("A GTIN is known by its check digit, ids by their form")
    func formats() {
        let gtin = Schema.text(.gtin)
        for good in ["4901234567894", "96385074", "614141000036", "14901234567891"] {
            #expect(gtin.failures(of: .string(good)).isEmpty, "\(good)")
        }
        for bad in ["4901234567895", "4901234", "490123456789a", "４９０１２３４５６７８９４"] {
            #expect(!gtin.failures(of: .string(bad)).isEmpty, "\(bad)")
        }
        let id = Schema.text(.reservationID)
        let effects = SetEffects(now: .init(seconds: 1_700_000_000), seed: 1).effects
        let good = ReservationID(location: LocationID(stored: "S-01"), unique: effects.uniqueID())
        #expect(id.failures(of: .string(good.description)).isEmpty)
        #expect(!id.failures(of: "rsv_S001_1").isEmpty)
    }
}

@Suite("Answers are held against their declaration")
struct DeclarationTests {
    @Test("An answer or a refusal that is not declared is found out in tests")
    func undeclared() async throws {
        let number = Schema.object([.required("n", .integer(1...9))])
        func endpoint(_ name: String, _ handler: @escaping Endpoint.Handler) -> Endpoint {
            Endpoint(
                .get, Path("/\(name)"), id: name, tag: "Odd", summary: name, door: .open,
                answers: [.json(200, "A number.", number)], handler: handler)
        }
        let api = API(
            endpoints: [
                endpoint("good") { _ in .ok(["n": 9]) },
                endpoint("written") { _ in Answer(status: 200, content: .written(Array(#"{"n":10}"#.utf8))) },
                endpoint("other") { _ in .noContent },
                endpoint("extra") { _ in .ok(["n": 1, "m": 2]) },
                endpoint("conflict") { _ in throw Refusal.expired },
            ], health: Health(isReady: { true }), version: "0", seal: CursorSeal(key: Array(repeating: 0, count: 32)),
            checksAnswers: true, authenticate: { _ in nil })
        try await withServer { started in
            let logger = Logger(label: "odd") { _ in SwiftLogNoOpLogHandler() }
            return api.application(api.router(), host: "127.0.0.1", port: 0, logger: logger, started: started)
        } _: { client async throws in
            #expect(try await client.get("/good").status == 200)
            for path in ["/written", "/other", "/extra", "/conflict"] {
                #expect(try await client.get(path).status == 500, "\(path)")
            }
        }
    }
}
