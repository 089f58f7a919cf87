// SPDX-License-Identifier: Apache-2.0
import API
import Kit
import TestSupport
import Testing

@Suite("What is sent is checked as declared")
struct RequestTests {
    @Test("A good request is answered with its version and address")
    func good() async throws {
        try await Toy().serve { client async throws in
            let answer = try await client.post("/v1/notes", ["text": "取り置き", "extra": nil, "share": 1], headers: keyed)
            #expect(answer.status == 201)
            #expect(answer.header("ETag") == "\"v1\"")
            #expect(answer.header("Location") == "/v1/notes/0")
            #expect(answer.header("Content-Type") == "application/json; charset=utf-8")
            #expect(answer.json == ["text": "取り置き", "version": 1])
        }
    }

    @Test("What cannot be read is 400, and every place is told")
    func shape() async throws {
        try await Toy().serve { client async throws in
            let body: JSON = ["count": "3", "tags": ["a", 2], "wrong/name": 1, "place": [:], "kind": "c"]
            let answer = try await client.post("/v1/notes", body, headers: keyed + [("Accept-Language", "en")])
            #expect(answer.status == 400)
            #expect(answer.json["code"]?.string == "TRK-102")
            let errors = (answer.json["errors"]?.array ?? []).map {
                "\($0["in"]?.string ?? "") \($0["pointer"]?.string ?? "") \($0["code"]?.string ?? "")"
            }
            #expect(
                Set(errors) == [
                    "body /count wrong_type", "body /tags/1 wrong_type", "body /wrong~1name unknown_field",
                    "body /place/location missing", "body /kind not_allowed", "body /text missing",
                ])
        }
    }

    @Test("What can be read and breaks a rule is 422")
    func rules() async throws {
        try await Toy().serve { client async throws in
            let body: JSON = [
                "text": .string(String(repeating: "髙", count: 21)), "count": 10, "tags": ["a", "b", "c", "d"],
                "kind": "c", "at": "2026-02-30T00:00:00Z", "share": 1.5, "place": ["location": "S 1"],
            ]
            let answer = try await client.post("/v1/notes", body, headers: keyed)
            #expect(answer.status == 422)
            #expect(answer.json["errors"]?.array?.count == 7)
            #expect(answer.json["code"]?.string == "TRK-103")
            let fits = try await client.post(
                "/v1/notes", ["text": .string(String(repeating: "髙", count: 20))], headers: keyed)
            #expect(fits.status == 201)
        }
    }

    @Test("At most twenty faults are told")
    func manyFaults() async throws {
        try await Toy().serve { client async throws in
            let body = JSON.object(JSON.Object((0..<100).map { ("x\($0)", 1) }))
            let answer = try await client.post("/v1/notes", body, headers: keyed)
            #expect(answer.json["errors"]?.array?.count == Limits.failuresTold)
        }
    }

    @Test(
        "Hostile bodies are 400, never worse",
        arguments: [
            "", "{", "null", "[]", #"{"text":"a\u0000"}"#, #"{"text":"\ud800"}"#, #"{"text":"a","text":"b"}"#,
            #"{"text":"a","share":1e400}"#, #"{"text":"a","share":NaN}"#, String(repeating: "[", count: 10_000),
            "\u{FEFF}{}", #"{"text":"a"} x"#, #"{"text":"a","count":99999999999999999999}"#,
        ])
    func hostileBodies(body: String) async throws {
        try await Toy().serve { client async throws in
            let headers = keyed + [("Content-Type", "application/json")]
            let answer = try await client.send("POST", "/v1/notes", headers: headers, body: Array(body.utf8))
            #expect([400, 415, 422].contains(answer.status), "\(answer.text)")
            #expect(answer.header("Content-Type") == "application/problem+json; charset=utf-8")
        }
    }

    @Test("A body that is not UTF-8 is 400 and the byte is told")
    func invalidUTF8() async throws {
        try await Toy().serve { client async throws in
            let body = Array(#"{"text":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)
            let answer = try await client.send(
                "POST", "/v1/notes", headers: keyed + [("Content-Type", "application/json")], body: body)
            #expect(answer.status == 400)
            #expect(answer.json["code"]?.string == "TRK-101")
            #expect(answer.json["offset"]?.int == 9)
        }
    }

    @Test(
        "Another media type is 415",
        arguments: [
            [("Content-Type", "text/plain")], [], [("Content-Type", "application/json; charset=shift_jis")],
            [("Content-Type", "application/json"), ("Content-Encoding", "gzip")],
        ])
    func mediaType(headers: [(String, String)]) async throws {
        try await Toy().serve { client async throws in
            let answer = try await client.send(
                "POST", "/v1/notes", headers: keyed + headers, body: Array(#"{"text":"a"}"#.utf8))
            #expect(answer.status == 415)
            let spelled = try await client.send(
                "POST", "/v1/notes", headers: keyed + [("Content-Type", "Application/JSON; Charset=\"UTF-8\"")],
                body: Array(#"{"text":"a"}"#.utf8))
            #expect(spelled.status == 201)
        }
    }

    @Test("A body beyond its limit is 413 before it is read, and the connection ends")
    func tooLarge() async throws {
        try await Toy().serve { client async throws in
            let headers = [("Content-Type", "text/csv")]
            let fits = try await client.send(
                "POST", "/v1/files", headers: headers, body: Array(repeating: 65, count: 200_000))
            #expect(fits.json["bytes"]?.int == 200_000)
            #expect(try await client.send("POST", "/v1/files", headers: headers).status == 400)
            let answer = try await client.send(
                "POST", "/v1/files", headers: headers, body: Array(repeating: 65, count: 200_001))
            #expect(answer.status == 413)
            #expect(answer.header("Connection") == "close")
            let raw = try await RawConnection(port: client.port)
            try await raw.send("POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n")
            try await raw.send("Transfer-Encoding: chunked\r\n\r\n")
            for _ in 0..<20 { try await raw.send("10000\r\n\(String(repeating: "a", count: 65_536))\r\n") }
            #expect(await raw.readToEnd().hasPrefix("HTTP/1.1 413 "))
        }
    }

    @Test("Parameters are read strictly, unknown ones are ignored")
    func parameters() async throws {
        try await Toy().serve { client async throws in
            func status(_ query: String) async throws -> Int { try await client.get("/v1/notes?\(query)").status }
            #expect(try await status("from=5&utm_source=mail&flag=true&word=a&word=b&cursor=") == 422)
            #expect(try await status("from=5&utm_source=mail&flag=true&word=a&word=b") == 200)
            #expect(try await status("from=five") == 400)
            #expect(try await status("from=+5") == 400)
            #expect(try await status("from=5&from=6") == 400)
            #expect(try await status("from=51") == 422)
            #expect(try await status("word=a&word=b&word=c&word=d") == 422)
            #expect(try await status("flag=yes") == 400)
            #expect(try await status("word=%00") == 400)
            #expect(try await status("word=%FF") == 400)
            #expect(try await status("word=%E3%81%82") == 200)
            #expect(try await status("word=%4") == 400)
            #expect(try await status("%00=1") == 400)
            #expect(try await status(String(repeating: "a&", count: 513)) == 400)
            #expect(try await client.get("/v1/notes", headers: [("Last-Event-ID", "01234567890")]).status == 422)
        }
    }

    @Test("A part of the path that cannot be an id is not found")
    func path() async throws {
        try await Toy().serve { client async throws in
            #expect(try await client.get("/v1/notes/x", headers: staff).status == 404)
            #expect(try await client.get("/v1/notes/100", headers: staff).status == 404)
            #expect(try await client.get("/v1/notes/5", headers: staff).status == 404)
            #expect(try await client.get("/v1/notes/%00", headers: staff).status == 400)
            #expect(try await client.get("/v1/notes/%C0%80", headers: staff).status == 400)
            #expect(try await client.get("/v1/notes/%zz", headers: staff).status == 400)
        }
    }
}
