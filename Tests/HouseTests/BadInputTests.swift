// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import API
@testable import torioki

/// Sends every endpoint what its declaration forbids: the table is made from the schemas, so it grows with them.
@Suite("Bad input", .serialized)
struct BadInputTests {
    private func send(
        _ endpoint: Endpoint, _ body: [UInt8], _ served: ServedHouse, _ things: Furniture,
        type: String = "application/json", target: String? = nil
    ) async throws -> HTTPAnswer {
        let key = endpoint.key == .no ? nil : Crockford.text(of: Effects.system.uniqueID())
        return try await served.client.send(
            endpoint.method.rawValue, target ?? endpoint.target(things),
            headers: ServedHouse.headers(served.people.admin, key: key) + [("Content-Type", type)], body: body)
    }

    private func expectRefused(
        _ answer: HTTPAnswer, _ statuses: Set<Int>, _ words: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            statuses.contains(answer.status), "\(words): \(answer.status) \(answer.text.prefix(400))",
            sourceLocation: sourceLocation)
        #expect(
            answer.header("Content-Type") == "application/problem+json; charset=utf-8", "\(words)",
            sourceLocation: sourceLocation)
        #expect(answer.json["code"]?.string?.hasPrefix("TRK-1") == true, "\(words)", sourceLocation: sourceLocation)
    }

    @Test("Every member of every body, wrong in every way its schema knows, is refused with a pointer to it")
    func members() async throws {
        try await ServedHouse.with { served async throws in
            let things = try await served.furnish()
            var asked = 0
            for endpoint in served.api.endpoints {
                guard let schema = endpoint.bodySchema else { continue }
                for wrong in schema.wrong(schema.sample(isFull: true)) {
                    let bytes = Array(wrong.value.text.utf8)
                    let answer = try await send(endpoint, bytes, served, things)
                    asked += 1
                    let words = "\(endpoint.id) \(wrong.pointer) \(String(decoding: bytes, as: UTF8.self).prefix(200))"
                    expectRefused(answer, bytes.count > Limits.bodyBytes ? [413] : [400, 422], words)
                    guard answer.status != 413 else { continue }
                    if wrong.kind == .unreadable { #expect(answer.status == 400, "\(words)") }
                    let pointers = (answer.json["errors"]?.array ?? []).compactMap { $0["pointer"]?.string }
                    #expect(pointers.contains { $0.hasPrefix(wrong.pointer) }, "\(words): \(pointers)")
                }
            }
            #expect(asked > 400, "\(asked)")
        }
    }

    @Test("What is no JSON, no UTF-8, too deep, too large or of another type never gets as far as the shop")
    func bytes() async throws {
        try await ServedHouse.with { served async throws in
            let things = try await served.furnish()
            let bad: [(String, [UInt8], Set<Int>)] = [
                ("an escaped NUL", Array(#"{"note":"a\u0000b"}"#.utf8), [400]),
                ("a NUL", Array("{\"note\":\"a\u{0}b\"}".utf8), [400]),
                ("a lone surrogate", Array(#"{"note":"\ud800"}"#.utf8), [400]),
                ("half a pair", Array(#"{"note":"\udc00\ud800"}"#.utf8), [400]),
                ("no UTF-8", Array("{\"note\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8), [400]),
                ("a surrogate in UTF-8", Array("{\"note\":\"".utf8) + [0xED, 0xA0, 0x80] + Array("\"}".utf8), [400]),
                ("a byte order mark", [0xEF, 0xBB, 0xBF] + Array("{}".utf8), [400, 422]),
                ("a huge exponent", Array(#"{"a":1e999}"#.utf8), [400]),
                ("a huge integer", Array(#"{"line":99999999999999999999999999}"#.utf8), [400, 422]),
                ("NaN", Array(#"{"line":NaN}"#.utf8), [400]),
                (
                    "too deep", Array((String(repeating: "[", count: 40) + String(repeating: "]", count: 40)).utf8),
                    [400]
                ),
                ("very deep", Array(String(repeating: "[", count: 30_000).utf8), [400]),
                ("the same name twice", Array(#"{"note":"a","note":"b"}"#.utf8), [400]),
                ("half an object", Array(#"{"note":"#.utf8), [400]),
                ("two values", Array("{} {}".utf8), [400]),
                ("a text", Array(#""note""#.utf8), [400]),
                ("null", Array("null".utf8), [400]),
                ("too large", Array(repeating: 0x20, count: Limits.bodyBytes + 1), [413]),
            ]
            for endpoint in served.api.endpoints where endpoint.bodySchema != nil {
                for (words, body, statuses) in bad {
                    let answer = try await send(endpoint, body, served, things)
                    expectRefused(answer, statuses, "\(endpoint.id), \(words)")
                }
                let xml = try await send(endpoint, Array("<a/>".utf8), served, things, type: "application/xml")
                expectRefused(xml, [415], endpoint.id)
            }
        }
    }

    @Test("Ids, numbers and words of a path or query that cannot be are 404, 400 or 422, and never more than that")
    func targets() async throws {
        try await ServedHouse.with { served async throws in
            let things = try await served.furnish()
            let texts = [
                "x", "%00", "%C3%28", "%", "..", "%2E%2E%2F", "-1", "99999999999999999999", "res_S001_", "%F0%9F%92%A9",
                "rsv_S001_7ZZZZZZZZZZZZZZZZZZZZZZZZZ", String(repeating: "A", count: 5_000), "'%20OR%201=1",
            ]
            for endpoint in served.api.endpoints where endpoint.id != "streamEvents" {
                let body = endpoint.bodySchema.map { Array($0.sample().text.utf8) } ?? []
                for text in texts {
                    var path = endpoint.path.template
                    for parameter in endpoint.path.parameters { path = path.replacing("{\(parameter)}", with: text) }
                    if !endpoint.path.parameters.isEmpty {
                        let answer = try await send(endpoint, body, served, things, target: path)
                        #expect(
                            // An id that could be one is looked up, and the body may be refused before.
                            [400, 404, 405].contains(answer.status) || (answer.status == 422 && text.hasPrefix("rsv"))
                                || (answer.status == 200 && endpoint.id == "readSKU") || text == "..",
                            "\(endpoint.id) \(path.prefix(200)): \(answer.status) \(answer.text.prefix(300))")
                    }
                    for parameter in endpoint.parameters where parameter.part == .query {
                        let target = endpoint.target(things)
                        let query = "\(target)\(target.contains("?") ? "&" : "?")\(parameter.name)=\(text)"
                        let answer = try await send(endpoint, body, served, things, target: query)
                        #expect(
                            answer.status < 500 && ![401, 403].contains(answer.status),
                            "\(endpoint.id) \(query.prefix(200)): \(answer.status) \(answer.text.prefix(300))")
                    }
                }
            }
        }
    }

    @Test("Requests that say all they can about things that are there are answered as declared")
    func everythingSaid() async throws {
        try await ServedHouse.with { served async throws in
            let things = try await served.furnish()
            let known: [String: JSON] = [
                "sku": "A", "location": "S001", "cus-id": .string(things.customer),
                "date-time": .string(served.clock.now.rfc3339()), "date": "2026-11-26",
            ]
            _ = try await served.post("/v1/contact-tasks/claim", as: served.people.admin)
            for isFull in [false, true] {
                for endpoint in served.api.endpoints {
                    guard let schema = endpoint.bodySchema, !schema.choices.isEmpty || endpoint.door != .open else {
                        continue
                    }
                    for choice in schema.choices.isEmpty ? [[:]] : schema.choices {
                        var body = schema.sample(isFull: isFull, known: known).object ?? [:]
                        for member in choice where isFull || body[member.key] != nil { body[member.key] = member.value }
                        let bytes = Array(JSON.object(body).text.utf8)
                        let answer = try await send(endpoint, bytes, served, things)
                        #expect(
                            answer.status < 500 && ![401, 403].contains(answer.status),
                            "\(endpoint.id) \(JSON.object(body)): \(answer.status) \(answer.text.prefix(400))")
                    }
                }
            }
        }
    }

    @Test("Keys and versions that cannot be read are 400, a missing key too")
    func headers() async throws {
        try await ServedHouse.with { served async throws in
            let things = try await served.furnish()
            for endpoint in served.api.endpoints where endpoint.key == .required {
                var body = endpoint.bodySchema.map { Array($0.sample().text.utf8) } ?? []
                var type = [("Content-Type", "application/json")]
                if case .raw(let types, _) = endpoint.body { (body, type) = ([0x78], [("Content-Type", types[0])]) }
                let bearer = ServedHouse.headers(served.people.admin)
                let keyless = try await served.client.send(
                    "POST", endpoint.target(things), headers: bearer + type, body: body)
                expectRefused(keyless, [400], endpoint.id)
                #expect(keyless.json["code"] == "TRK-106", "\(endpoint.id)")
                for key in ["\"\"", "\"a", "a b", "\"é\"", String(repeating: "k", count: 256)] {
                    let answer = try await served.client.send(
                        "POST", endpoint.target(things), headers: bearer + type + [("Idempotency-Key", key)], body: body
                    )
                    expectRefused(answer, [400], "\(endpoint.id) \(key)")
                }
            }
        }
    }
}
