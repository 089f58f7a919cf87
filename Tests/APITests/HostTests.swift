// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import API

@Suite("A request names one host")
struct HostTests {
    @Test(
        "What names a host is taken",
        arguments: [
            "shop.example.jp", "localhost:8080", "x", "127.0.0.1", "[::1]:80", "[2001:db8::1]", "a_b.example", "x:",
            "xn--fiqs8s.example:65535", "EXAMPLE.JP.", "%E5%BA%97.example",
        ])
    func good(host: String) { #expect(Host.isWellFormed(host)) }

    private static let bad = [
        "a,b", "a b", "a/b", "http://a", "a@b", "a:b", "a:80:80", "a:65536", "a:000080", ":80", "[::1", "[::1]x",
        "[g::1]", "[127.0.0.1]", "[]", "[fe80::1%25eth0]", "::1", "a?b", "a#b", "a\\b", "%zz", "%4", "a\u{7F}",
        "店.example",
    ]

    @Test("What names none is 400 in the form of every refusal", arguments: bad)
    func malformed(host: String) async throws {
        #expect(!Host.isWellFormed(host))
        try await Toy().serve { client async throws in
            let answer = try await ask(client.port, "Host: \(host)\r\n")
            // What the parser does not let through at all is no HTTP.
            #expect(answer.hasPrefix("HTTP/1.1 400 "), "\(answer)")
            #expect(answer.contains("application/problem+json"), "\(answer)")
            #expect(answer.contains("TRK-118") || answer.contains("TRK-115"), "\(answer)")
        }
    }

    @Test("Two hosts are 400, even twice the same one, at every path", arguments: ["/livez", "/v1/notes", "/nowhere"])
    func twice(path: String) async throws {
        try await Toy().serve { client async throws in
            for second in ["Host: other\r\n", "host: x\r\n"] {
                let answer = try await ask(client.port, "Host: x\r\n\(second)", path)
                #expect(answer.hasPrefix("HTTP/1.1 400 ") && answer.contains("TRK-118"), "\(answer)")
            }
            let none = try await ask(client.port, "", path)
            let one = try await ask(client.port, "Host: x\r\n")
            #expect(none.contains("TRK-105") && one.hasPrefix("HTTP/1.1 200 "))
        }
    }

    private func ask(_ port: Int, _ headers: String, _ path: String = "/livez") async throws -> String {
        let raw = try await RawConnection(port: port)
        try await raw.send("GET \(path) HTTP/1.1\r\n\(headers)Connection: close\r\n\r\n")
        return await raw.readToEnd()
    }
}
