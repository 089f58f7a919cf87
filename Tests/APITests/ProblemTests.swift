// SPDX-License-Identifier: Apache-2.0
import API
import Foundation
import Kit
import PQ
import Synchronization
import TestSupport
import Testing

@Suite("Refusals and failures have one form")
struct ProblemTests {
    @Test(
        "What a handler throws becomes its status and code",
        arguments: [
            ("sold-out", 409, "TRK-302", nil), ("away", 503, "TRK-901", "2"), ("unknown", 503, "TRK-903", "1"),
            ("taken", 409, "TRK-322", "1"), ("full", 503, "TRK-901", "2"), ("bug", 500, "TRK-905", nil),
            ("busy", 429, "TRK-205", "7"), ("other", 404, "TRK-301", nil),
        ] as [(String, Int, String, String?)])
    func thrown(what: String, status: Int, code: String, retryAfter: String?) async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            let answer = try await client.send("POST", "/v1/refuse/\(what)")
            #expect(answer.status == status)
            #expect(answer.header("Retry-After") == retryAfter)
            #expect(answer.header("Content-Type") == "application/problem+json; charset=utf-8")
            #expect(answer.json["code"]?.string == code)
            #expect(answer.json["type"]?.string == "/problems/\(code)")
            #expect(answer.json["status"]?.int == status)
            let page = try await client.get("/problems/\(code)", headers: [("Accept-Language", "en")])
            #expect(page.status == 200)
            #expect(page.text.hasPrefix("\(code) (\(status))\n"))
        }
        let served = toy.served.withLock { $0 }
        #expect(served.first?.refusal?.rawValue == code)
        #expect((served.first?.error != nil) == (status >= 500))
    }

    @Test("A sold-out refusal says what is left")
    func soldOut() async throws {
        try await Toy().serve { client async throws in
            let answer = try await client.send("POST", "/v1/refuse/sold-out", headers: [("Accept-Language", "en")])
            #expect(answer.json["sku"] == "TEE")
            #expect(answer.json["location"] == "S001")
            #expect(answer.json["available"] == 2)
            #expect(answer.json["detail"] == "2 of TEE are available at S001.")
        }
    }

    @Test("An unknown route is 404, another method 405 with Allow")
    func routes() async throws {
        try await Toy().serve { client async throws in
            #expect(try await client.get("/nowhere").json["code"] == "TRK-113")
            #expect(try await client.get("/v1").status == 404)
            let wrong = try await client.send("DELETE", "/v1/notes/3")
            #expect(wrong.status == 405)
            #expect(wrong.header("Allow") == "GET, PUT, HEAD, OPTIONS")
            #expect(wrong.json["code"] == "TRK-114")
            #expect(try await client.send("PATCH", "/v1/notes").status == 405)
            #expect(try await client.send("BREW", "/v1/notes").status == 400)
            let options = try await client.send("OPTIONS", "/v1/notes")
            #expect(options.status == 204)
            #expect(options.header("Allow") == "POST, GET, HEAD, OPTIONS")
        }
    }

    @Test("HEAD answers as GET does, without the body")
    func head() async throws {
        try await Toy().serve { client async throws in
            let answer = try await client.send("HEAD", "/v1/notes")
            #expect(answer.status == 200)
            #expect(answer.body.isEmpty)
            let refused = try await client.send("HEAD", "/v1/notes?from=x")
            #expect(refused.status == 400)
            #expect(refused.body.isEmpty)
            #expect(try await client.get("/livez").status == 200)
        }
    }

    @Test("Health tells life, readiness and figures")
    func health() async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            #expect(try await client.get("/readyz").json["status"] == "ready")
            toy.isReady.withLock { $0 = false }
            let answer = try await client.get("/readyz")
            #expect(answer.status == 503)
            #expect(answer.header("Retry-After") == "2")
            #expect(try await client.get("/livez").status == 200)
            #expect(try await client.get("/metrics").text.contains("toy_total 1\n"))
        }
    }

    @Test("Every refusal of the shop is answered by a status of its own kind")
    func refusals() {
        let location = LocationID(stored: "S001")
        let cases: [(Refusal, Int)] = [
            (.notFound(.reservation), 404), (.soldOut(sku: SKU(stored: "A"), location: location, available: 0), 409),
            (.locationCannotServe(location), 422), (.unknownSKU(SKU(stored: "A")), 422), (.doesNotFit("line"), 422),
            (.alreadyCollected, 409), (.alreadyReleased, 409), (.expired, 409),
            (.wrongStep(step: "pick", fulfilment: "ready"), 409), (.undecidedShortage, 409), (.notAllPicked, 409),
            (.extensionLimit(1), 422), (.tooManyOpen(5), 422), (.wrongCode, 422), (.stale(current: 3), 412),
            (.keyReused, 422), (.outsideCallableWindow(opensAt: Instant(seconds: 0)), 409), (.contactStopped, 409),
            (.notOffered, 409), (.taskClosed, 409), (.neverOpen(location), 422),
            (.tooManyMessages(retryAfter: 60), 429),
        ]
        for (refusal, status) in cases { #expect(Problem(refusal: refusal).status == status, "\(refusal)") }
        #expect(Set(cases.map { Problem(refusal: $0.0).code }).count == cases.count)
    }

    @Test("Codes are unique, and docs/errors.md lists them as they are")
    func catalogue() throws {
        #expect(Set(ProblemCode.allCases.map(\.rawValue)).count == ProblemCode.allCases.count)
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/errors.md")
        if ProcessInfo.processInfo.environment["TORIOKI_WRITE_DOCS"] != nil {
            try ProblemCode.document.write(to: file, atomically: true, encoding: .utf8)
        }
        let written = try String(contentsOf: file, encoding: .utf8)
        #expect(written == ProblemCode.document, "run this test with TORIOKI_WRITE_DOCS=1 to print the page anew")
    }
}
