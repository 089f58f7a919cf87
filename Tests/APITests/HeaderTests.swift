// SPDX-License-Identifier: Apache-2.0
import API
import Customers
import Kit
import Synchronization
import TestSupport
import Testing

@Suite("Headers do what their documents say")
struct HeaderTests {
    @Test("A key is read quoted or bare, and is required where declared")
    func keys() async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            func status(_ key: String?) async throws -> Int {
                let headers = key.map { [("Idempotency-Key", $0)] } ?? []
                return try await client.post("/v1/notes", ["text": "a"], headers: staff + headers).status
            }
            #expect(try await status(nil) == 400)
            for malformed in [
                "", "\"\"", "\"a", "a\"", "\"a\\b\"", "\"a\";b=1", "\"a\", \"b\"", "a b", "a,b", "é", "\"", "\"\\\"",
                String(repeating: "k", count: 256),
            ] {
                #expect(try await status(malformed) == 400, "\(malformed)")
            }
            for (key, read) in [
                ("\"8e03978e-40d5\"", "8e03978e-40d5"), ("8e03978e-40d5", "8e03978e-40d5"),
                ("\"a\\\"\\\\b c\"", "a\"\\b c"),
                (String(repeating: "k", count: 255), String(repeating: "k", count: 255)),
            ] {
                #expect(try await status(key) == 201, "\(key)")
                #expect(toy.keys.last == read)
            }
        }
    }

    @Test("Stale edits are 412, edits without a version 428")
    func ifMatch() async throws {
        try await Toy().serve { client async throws in
            _ = try await client.post("/v1/notes", ["text": "one"], headers: keyed)
            func put(_ match: String?) async throws -> HTTPAnswer {
                let headers = staff + [("Content-Type", "application/json")] + (match.map { [("If-Match", $0)] } ?? [])
                return try await client.send(
                    "PUT", "/v1/notes/0", headers: headers, body: Array(#"{"text":"two"}"#.utf8))
            }
            #expect(try await put(nil).status == 428)
            for broken in ["v1", "", ",", "\"v1", "\"v1\" \"v2\"", "\"v1\", v2", "*, \"v1\"", "W/", "\"v1\"x"] {
                #expect(try await put(broken).status == 400, "\(broken)")
            }
            for stale in [
                "\"v9\"", "\"x\"", "W/\"v1\"", "\"v01\"", "\"v8\", \"v9\"", "\"v9\",W/\"v1\"", "\"a, \",\"b\"", "\"\"",
            ] { #expect(try await put(stale).status == 412, "\(stale)") }
            let changed = try await put("\"v1\"")
            #expect(changed.status == 200)
            #expect(changed.header("ETag") == "\"v2\"")
            let stale = try await put("\"v1\"")
            #expect(stale.json["current_version"]?.int == 2)
            #expect(stale.header("ETag") == "\"v2\"")
            #expect(try await put("*").status == 200)
            for list in ["\"v1\", \"v3\"", "\"v4\"\t,, \"x, y\"", "W/\"v5\",\"v5\"", " * "] {
                #expect(try await put(list).status == 200, "\(list)")
            }
        }
    }

    @Test("A version that the client has is 304")
    func ifNoneMatch() async throws {
        try await Toy().serve { client async throws in
            _ = try await client.post("/v1/notes", ["text": "one"], headers: keyed)
            for tag in ["\"v1\"", "W/\"v1\"", "\"x\", \"v1\"", "*"] {
                let answer = try await client.get("/v1/notes/0", headers: staff + [("If-None-Match", tag)])
                #expect(answer.status == 304)
                #expect(answer.body.isEmpty)
                #expect(answer.header("ETag") == "\"v1\"")
            }
            #expect(try await client.get("/v1/notes/0", headers: staff + [("If-None-Match", "\"v2\"")]).status == 200)
        }
    }

    @Test("The token decides between 401, 403 and in")
    func doors() async throws {
        try await Toy().serve { client async throws in
            let nobody = try await client.get("/v1/notes/0")
            #expect(nobody.status == 401)
            #expect(nobody.header("WWW-Authenticate") == "Bearer realm=\"torioki\"")
            for header in [
                "Bearer nope", "Basic YTpi", "Bearer", "Bearer a b", "Bearer \(String(repeating: "a", count: 600))",
            ] {
                let answer = try await client.get("/v1/notes/0", headers: [("Authorization", header)])
                #expect(answer.status == 401)
                #expect(answer.header("WWW-Authenticate")?.contains("invalid_token") == true)
            }
            let reader = [("Authorization", "bearer reader")]
            #expect(try await client.get("/v1/notes/0", headers: reader).status == 404)
            #expect(try await client.post("/v1/notes", ["text": "a"], headers: reader).status == 403)
            #expect(try await client.send("PUT", "/v1/notes/0", headers: reader).json["code"]?.string == "TRK-204")
            #expect(try await client.get("/v1/notes").status == 200)
        }
    }

    @Test("Every answer carries the security headers and the request's id")
    func always() async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            for path in ["/livez", "/nowhere", "/v1/notes", "/v1/notes/0"] {
                let answer = try await client.get(path, headers: [("X-Request-Id", "abc-1.2_X")])
                #expect(answer.header("X-Content-Type-Options") == "nosniff")
                #expect(answer.header("Cache-Control") == "no-store")
                #expect(answer.header("Content-Security-Policy")?.contains("default-src 'none'") == true)
                #expect(answer.header("Referrer-Policy") == "no-referrer")
                #expect(answer.header("X-Request-Id") == "abc-1.2_X")
                if answer.status >= 400 { #expect(answer.json["instance"]?.string == "abc-1.2_X") }
            }
            let made = try await client.get("/livez", headers: [("X-Request-Id", "a b\"c")])
            #expect(made.header("X-Request-Id")?.count == 26)
        }
        let served = toy.served.withLock { $0 }
        #expect(served.map(\.route) == ["/livez", "NotFound", "/v1/notes", "/v1/notes/{number}", "/livez"])
        #expect(served.map(\.status) == [200, 404, 200, 401, 200])
    }

    @Test("The words are Japanese unless English is preferred")
    func languages() async throws {
        try await Toy().serve { client async throws in
            func title(_ header: String) async throws -> String? {
                try await client.get("/nowhere", headers: [("Accept-Language", header)]).json["title"]?.string
            }
            let (ja, en) = ("このURLはありません", "There is nothing at this address")
            for header in ["", "ja", "fr", "ja,en;q=0.9", "en;q=0.5,ja;q=0.8", "*", "en;q=0", "en;q=x"] {
                #expect(try await title(header) == ja, "\(header)")
            }
            for header in ["en", "en-GB,ja;q=0.9", "ja;q=0.1, en;q=0.2", "fr, en"] {
                #expect(try await title(header) == en, "\(header)")
            }
        }
    }
}
