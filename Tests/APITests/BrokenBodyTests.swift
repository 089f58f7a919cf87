// SPDX-License-Identifier: Apache-2.0
import Kit
import Synchronization
import TestSupport
import Testing

@testable import API

@Suite("A client's fault is told as the client's")
struct BrokenBodyTests {
    private static let chunked =
        "POST /v1/notes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer staff\r\nIdempotency-Key: k\r\n"
        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test(
        "A body that cannot be read as HTTP is 400, one with too many trailers 431, and the connection ends",
        arguments: [
            ("ZZ\r\n", 400, "TRK-115"), ("5\nabcde\r\n0\r\n\r\n", 400, "TRK-115"),
            ("FFFFFFFFFFFFFFFFF\r\n", 400, "TRK-115"), ("2\r\n{}XX0\r\n\r\n", 400, "TRK-115"),
            ("2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n", 400, "TRK-115"),
            ("2\r\n{}\r\n0\r\n\(String(repeating: "X-A: b\r\n", count: 200))\r\n", 431, "TRK-116"),
        ])
    func broken(body: String, status: Int, code: String) async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            let raw = try await RawConnection(port: client.port)
            try await raw.send(BrokenBodyTests.chunked + body)
            let answer = await raw.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer)")
            #expect(answer.contains(code) && answer.lowercased().contains("connection: close"))
            #expect(try await client.get("/livez").status == 200)
        }
        #expect(toy.keys.isEmpty)
        #expect(toy.served.withLock { $0 }.allSatisfy { $0.status != 500 && $0.error == nil })
    }

    @Test("A transfer coding that nobody knows is 501", arguments: ["xchunked", "gzip, chunked", "identity"])
    func coding(name: String) async throws {
        try await Toy().serve { client async throws in
            let raw = try await RawConnection(port: client.port)
            try await raw.send(
                BrokenBodyTests.chunked.replacing("chunked\r\n", with: "\(name)\r\n") + "2\r\n{}\r\n0\r\n\r\n")
            let answer = await raw.readToEnd()
            // What the parser does not let through at all is no HTTP.
            #expect(answer.hasPrefix("HTTP/1.1 501 ") || answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            #expect(answer.contains("TRK-117") || answer.contains("TRK-115"))
        }
    }

    @Test("A client that goes away in the middle of its body has made no mistake of ours", arguments: [true, false])
    func early(isChunked: Bool) async throws {
        let toy = Toy()
        try await toy.serve { client async throws in
            for _ in 0..<10 {
                let raw = try await RawConnection(port: client.port)
                let head =
                    isChunked
                    ? BrokenBodyTests.chunked
                    : BrokenBodyTests.chunked.replacing("Transfer-Encoding: chunked", with: "Content-Length: 50")
                // In JSON this is whole: what has come must not pass for all of it.
                try await raw.send(head + (isChunked ? "c\r\n{\"text\":\"a\"}" : "{\"text\":\"a\"}"))
                await raw.close()
            }
            let end = ContinuousClock.now + .seconds(20)
            while toy.served.withLock({ $0.count }) < 10 {
                try #require(.now < end)
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        #expect(toy.keys.isEmpty)
        #expect(toy.served.withLock { $0 }.allSatisfy { $0.status == 400 && $0.error == nil })
    }
}
