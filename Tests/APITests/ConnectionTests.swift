// SPDX-License-Identifier: Apache-2.0
import API
import Kit
import TestSupport
import Testing

@Suite("A connection ends in time, whatever is sent")
struct ConnectionTests {
    private static var impatient: ServerSettings {
        var settings = ServerSettings()
        settings.idle = .milliseconds(300)
        settings.bodySeconds = 1
        return settings
    }

    @Test("A body that trickles in is 408")
    func slowBody() async throws {
        try await Toy().serve(ConnectionTests.impatient) { client async throws in
            let raw = try await RawConnection(port: client.port)
            try await raw.send(
                "POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nContent-Length: 100\r\n\r\nab")
            let trickle = Task {
                while !Task.isCancelled {
                    try await raw.send("c")
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
            let answer = await raw.readToEnd()
            trickle.cancel()
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
            #expect(answer.contains("TRK-111"))
        }
    }

    @Test("A body whose connection breaks in the middle is not taken for whole")
    func brokenBody() async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            let raw = try await RawConnection(port: client.port)
            let body = #"{"text":"a"}"#
            try await raw.send(
                "POST /v1/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer staff\r\nIdempotency-Key: k\r\n")
            try await raw.send("Content-Type: application/json\r\nContent-Length: 50\r\n\r\n\(body)")
            await raw.close()
            #expect(try await client.get("/livez").status == 200)
        }
        #expect(toy.keys.isEmpty)
    }

    @Test("Idle connections and headers that trickle in are closed")
    func idle() async throws {
        try await Toy().serve(ConnectionTests.impatient) { client async throws in
            let idle = try await RawConnection(port: client.port)
            #expect(await idle.readToEnd().isEmpty)
            let slow = try await RawConnection(port: client.port)
            let trickle = Task {
                try await slow.send("GET /livez HTTP/1.1\r\nHost: x\r\n")
                while !Task.isCancelled {
                    try await slow.send("X-A: b\r\n")
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
            #expect(await slow.readToEnd().isEmpty)
            trickle.cancel()
        }
    }

    @Test(
        "What is no HTTP is refused in the same form, and the connection ends",
        arguments: [
            ("GET / HTTP/9.9\r\n\r\n", 400, "TRK-115"), ("hello\r\n\r\n", 400, "TRK-115"),
            ("GET /livez HTTP/1.1\r\nHost: x\r\nX-A: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431, "TRK-116"),
            ("GET /livez HTTP/1.1\r\nHost: x\r\n\(String(repeating: "X-A: b\r\n", count: 200))\r\n", 431, "TRK-116"),
            ("GET /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "TRK-115"),
        ])
    func noHTTP(bytes: String, status: Int, code: String) async throws {
        try await Toy().serve { client async throws in
            let raw = try await RawConnection(port: client.port)
            try await raw.send(bytes)
            let answer = await raw.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
            #expect(answer.contains(code))
            #expect(try await client.get("/livez").status == 200)
        }
    }

    @Test("A request without Host, and targets that are no paths, are 400 or 404")
    func targets() async throws {
        try await Toy().serve { client async throws in
            for (line, status) in [
                ("GET /livez HTTP/1.1\r\n", 400), ("GET /livez HTTP/1.1\r\nHost: \r\n", 400),
                ("GET /%00 HTTP/1.1\r\nHost: x\r\n", 400), ("GET /%ff HTTP/1.1\r\nHost: x\r\n", 400),
                ("GET * HTTP/1.1\r\nHost: x\r\n", 404), ("GET //// HTTP/1.1\r\nHost: x\r\n", 404),
                ("GET /livez?%ff HTTP/1.1\r\nHost: x\r\n", 400),
                ("GET http://x/livez HTTP/1.1\r\nHost: x\r\n", 200),
            ] {
                let raw = try await RawConnection(port: client.port)
                try await raw.send("\(line)Connection: close\r\n\r\n")
                let answer = await raw.readToEnd()
                #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(line): \(answer)")
            }
            let raw = try await RawConnection(port: client.port)
            try await raw.send(
                Array("GET /v1/".utf8) + [0xE3, 0x81] + Array(" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8))
            #expect(await raw.readToEnd().hasPrefix("HTTP/1.1 400 "))
        }
    }

    @Test("Many clients at once are all answered, over connections that are kept")
    func many() async throws {
        try await Toy().serve { client async throws in
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try await client.get("/v1/notes?from=\(number % 50)&limit=1").json["items"]?[0]?.int ?? -1
                    }
                }
                var sum = 0
                for try await number in group { sum += number }
                #expect(sum == 4 * (0..<50).reduce(0, +))
            }
        }
    }
}
