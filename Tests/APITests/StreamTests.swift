// SPDX-License-Identifier: Apache-2.0
import API
import Kit
import TestSupport
import Testing

@Suite("Pages and streams")
struct StreamTests {
    @Test("Pages follow each other by cursor and Link, without gap or repetition")
    func pages() async throws {
        try await Toy().serve { client async throws in
            var (seen, path): ([Int], String?) = ([], "/v1/notes?limit=7&from=3")
            while let next = path {
                let answer = try await client.get(next)
                #expect(answer.status == 200)
                seen += (answer.json["items"]?.array ?? []).compactMap(\.int)
                let link = answer.header("Link")
                #expect((link == nil) == (answer.json["next_cursor"] == .null))
                path = link.map { String($0.dropFirst().prefix { $0 != ">" }) }
            }
            #expect(seen == Array(3..<60))
        }
    }

    @Test("A cursor that was changed, cut or made up is 400")
    func cursors() async throws {
        try await Toy().serve { client async throws in
            let cursor = try await client.get("/v1/notes?limit=7").json["next_cursor"]?.string ?? ""
            #expect(try await client.get("/v1/notes?cursor=\(cursor)").status == 200)
            var bytes = Array(cursor.utf8)
            bytes[3] = bytes[3] == 65 ? 66 : 65
            for wrong in [
                String(decoding: bytes, as: UTF8.self), String(cursor.dropLast()), "\(cursor)A", "e30", "%C3%A9",
            ] {
                let answer = try await client.get("/v1/notes?cursor=\(wrong)")
                #expect(answer.status == 400)
                #expect(answer.json["code"] == "TRK-108")
            }
        }
    }

    @Test("Events come with id, kind and data, then heartbeats; the client may leave")
    func events() async throws {
        try await Toy().serve { client async throws in
            let connection = try await HTTPConnection(port: client.port)
            let head = try await connection.open("GET", "/v1/ticks?to=2")
            #expect(head.status == 200)
            #expect(head.header("Content-Type") == "text/event-stream; charset=utf-8")
            var text = ""
            while !text.contains(": still here") || !text.contains("id: 1\n"), let part = try await connection.next() {
                text += String(decoding: part, as: UTF8.self)
            }
            #expect(text.hasPrefix("retry: 2000\n\n"))
            // A heartbeat may come between two events, never within one.
            let events = text.replacing(": still here\n\n", with: "")
            #expect(events.hasSuffix("id: 0\nevent: tick\ndata: {\"n\":0}\n\nid: 1\nevent: tick\ndata: {\"n\":1}\n\n"))
            await connection.close()
            #expect(try await client.get("/livez").status == 200)
        }
    }

    @Test("A stream that is open ends when the service stops")
    func shutdown() async throws {
        let connection = try await Toy().serve { client async throws in
            let connection = try await HTTPConnection(port: client.port)
            _ = try await connection.open("GET", "/v1/ticks?to=100")
            return connection
        }
        // The server has stopped: what it sent can be read to its end.
        while try await connection.next() != nil {}
    }
}
