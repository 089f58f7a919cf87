// SPDX-License-Identifier: Apache-2.0
import Kit
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import API

@Suite("The door holds, whoever stands before it")
struct DoorTests {
    private static func limited(_ limit: Int, share: Int? = nil) -> ServerSettings {
        var settings = ServerSettings()
        settings.connections = Connections(limit: limit, share: share)
        return settings
    }

    private func source(_ address: String) throws -> Source { Source(try #require(IPAddress(address))) }

    @Test("Connections are counted in all and by source; beyond, a few are kept for health, and each is given back")
    func counting() throws {
        let (a, b, c) = (try source("203.0.113.1"), try source("2001:db8::1"), try source("203.0.113.3"))
        let connections = Connections(limit: 5, share: 3)
        #expect((0..<3).allSatisfy { _ in connections.enter(a) == .welcome })
        #expect((0..<Limits.reservedOfSource).allSatisfy { _ in connections.enter(a) == .reserved })
        #expect(connections.enter(a) == .full)
        #expect(connections.enter(try source("::ffff:203.0.113.1")) == .full, "written another way it is the same")
        #expect(connections.enter(b) == .welcome && connections.enter(nil) == .welcome)
        #expect(connections.enter(c) == .reserved && connections.enter(nil) == .reserved)
        connections.leave(a, .welcome)
        #expect(connections.enter(c) == .welcome)
        connections.leave(a, .reserved)
        #expect(connections.enter(a) == .reserved)
        for number in connections.count..<(5 + Limits.reservedConnections) {
            #expect(connections.enter(try source("192.0.2.\(number)")) == .reserved)
        }
        #expect(connections.enter(try source("198.51.100.1")) == .full)
    }

    @Test("A proxy stands for many, and has no share")
    func proxy() {
        let connections = Connections(limit: 5, share: 1)
        #expect((0..<5).allSatisfy { _ in connections.enter(nil) == .welcome })
        #expect(connections.enter(nil) == .reserved)
    }

    @Test(
        "Beyond the limit, or a source's share, one is told so and when to come back; health is answered; then all is well"
    )
    func beyond() async throws {
        for settings in [DoorTests.limited(2, share: 2), DoorTests.limited(100, share: 2)] {
            try await Toy().serve(settings) { client async throws in
                let held = [try await HTTPConnection(port: client.port), try await HTTPConnection(port: client.port)]
                for one in held { #expect(try await one.send("GET", "/v1/notes").status == 200) }
                let refused = try await HTTPConnection(port: client.port).send("GET", "/v1/notes")
                #expect(refused.status == 503 && refused.json["code"] == "TRK-907")
                #expect(refused.header("Retry-After") == "1" && refused.header("Connection") == "close")
                for path in ["/livez", "/readyz", "/metrics", "/livez", "/livez"] {
                    let health = try await HTTPConnection(port: client.port).send("GET", path)
                    #expect(health.status == 200 && health.header("Connection") == "close", "\(path)")
                }
                for one in held {
                    #expect(try await one.send("GET", "/v1/notes").status == 200)
                    await one.close()
                }
                let end = ContinuousClock.now + .seconds(20)
                // Until the server has seen that they are gone, this one may be cut off.
                while await (try? HTTPConnection(port: client.port).send("GET", "/v1/notes"))?.status != 200 {
                    try #require(.now < end)
                }
            }
        }
    }

    @Test("Who holds connections and says nothing does not keep health from being asked")
    func silent() async throws {
        try await Toy().serve(DoorTests.limited(2, share: 2)) { client async throws in
            var idle: [RawConnection] = []
            for _ in 0..<(2 + Limits.reservedOfSource) { idle.append(try await RawConnection(port: client.port)) }
            // Those on the reserve have two seconds to ask.
            let end = ContinuousClock.now + .seconds(20)
            while true {
                let health = try? await HTTPConnection(port: client.port).send("GET", "/livez")
                if health?.status == 200 { break }
                try #require(.now < end)
            }
            for one in idle { await one.close() }
        }
    }

    @Test("A file is read apart from the loops, and has no deadline; anything else is read on its loop, and has one")
    func places() async throws {
        try await Toy().serve { client async throws in
            let file = try await client.send(
                "POST", "/v1/uploads", headers: staff + [("Content-Type", "text/csv")], body: Array("a,b".utf8))
            #expect(file.status == 200 && file.json["bytes"] == 3, "\(file.text)")
            #expect(file.json["on_loop"] == false && file.json["has_deadline"] == false)
            let other = try await client.send(
                "POST", "/v1/places", headers: [("Content-Type", "application/json")], body: Array("{}".utf8))
            #expect(other.status == 200, "\(other.text)")
            #expect(other.json["on_loop"] == true && other.json["has_deadline"] == true)
        }
    }

    @Test("Beyond so many files at once the next is 503, before it is read; who may not send any is told that first")
    func uploads() async throws {
        let gate = Gate(0)
        let toy = Toy(gate: gate)
        try await toy.serve { client async throws in
            let csv = [("Content-Type", "text/csv")]
            let first = Task {
                try await client.send("POST", "/v1/uploads", headers: staff + csv, body: Array("a".utf8)).status
            }
            let end = ContinuousClock.now + .seconds(20)
            while toy.slots.count == 0 {
                try #require(.now < end)
                try await Task.sleep(for: .milliseconds(5))
            }
            let second = try await client.send("POST", "/v1/uploads", headers: staff + csv, body: Array("b".utf8))
            #expect(second.json["code"] == "TRK-902" && second.header("Retry-After") != nil)
            #expect(try await client.send("POST", "/v1/uploads", headers: csv).status == 401)
            await gate.leave()
            #expect(try await first.value == 200)
        }
    }

    @Test("What is shut is refused before anybody looks who asks, and says when to come back")
    func shut() async throws {
        try await Toy().serve { client async throws in
            let answer = try await client.get("/v1/shut")
            #expect(answer.status == 503 && answer.json["code"] == "TRK-902" && answer.header("Retry-After") == "1")
        }
    }

    @Test("What is refused at a shut door has the form of every answer, is counted, and what comes behind it waits")
    func shutForm() async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            let raw = try await RawConnection(port: client.port)
            func post(_ name: String, _ headers: String = "", body: String = "{}") -> String {
                "POST /v1/shut/\(name)?a=b HTTP/1.1\r\nHost: x\r\nX-Request-Id: \(name)\r\nContent-Type: application/json\r\n"
                    + "\(headers)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
            }
            // Two that are refused, the second while the first is held back, and one that is served.
            let ready = "GET /readyz HTTP/1.1\r\nHost: x\r\n"
            try await raw.send(
                post("first", "Accept-Language: en\r\n")
                    + post("second", body: String(repeating: " ", count: 9_000))
                    + ready + "Connection: close\r\n\r\n")
            let text = await raw.readToEnd()
            let statuses = text.matches(of: /HTTP\/1\.1 (\d+)/).map { String($0.output.1) }
            #expect(statuses == ["503", "503", "200"], "\(text)")
            for part in [
                "Content-Language: en", "Retry-After: 1", "X-Request-Id: first", "X-Request-Id: second", "nosniff",
            ] {
                #expect(text.lowercased().contains(part.lowercased()), "\(part)")
            }
            let refused = toy.served.withLock { $0.filter { $0.route == "/v1/shut/{what}" } }
            #expect(refused.map(\.requestID) == ["first", "second"])
            #expect(refused.allSatisfy { $0.status == 503 && $0.refusal == .tooLate && $0.method == "POST" })
            toy.isShut.withLock { $0 = false }
            let json = [("Content-Type", "application/json")]
            #expect(
                try await client.send("POST", "/v1/shut/third", headers: json, body: Array("{}".utf8)).status == 200)
        }
    }

    @Test(
        "A refused body that breaks off, or a client that goes, ends the connection; a service that stops answers first"
    )
    func shutEnds() async throws {
        let toy = Toy()
        let head = "POST /v1/shut/x HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        let stopping = try await toy.serve { client async throws in
            let broken = try await RawConnection(port: client.port)
            try await broken.send(head + "ZZ\r\n")
            #expect(await broken.readToEnd().contains("503"))
            let gone = try await RawConnection(port: client.port)
            try await gone.send(head + "0\r\n\r\n")
            await gone.close()
            let stopping = try await RawConnection(port: client.port)
            try await stopping.send(head + "0\r\n\r\n")
            // It is held back once the server has it: another connection that came later is served.
            #expect(try await client.get("/readyz").status == 200)
            return stopping
        }
        #expect(await stopping.readToEnd().contains("503"))
    }

    @Test("Where nobody has signed in, a body has an eighth of the bytes")
    func openBodies() async throws {
        try await Toy().serve { client async throws in
            let json = [("Content-Type", "application/json")]
            func text(_ count: Int) -> [UInt8] { Array(#"{"text":"\#(String(repeating: "a", count: count))"}"#.utf8) }
            let small = try await client.send("POST", "/v1/places", headers: json, body: text(30_000))
            #expect(small.status == 200)
            let large = try await client.send("POST", "/v1/places", headers: json, body: text(40_000))
            #expect(large.status == 413)
        }
    }
}
