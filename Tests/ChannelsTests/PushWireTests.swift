// SPDX-License-Identifier: Apache-2.0
import Hummingbird
import Kit
import NIOCore
import ShopSupport
import Synchronization
import TestSupport
import Testing

@testable import Channels

@Suite("On the wire to push services", .serialized)
struct PushWireTests {
    private func post(to port: Int, _ path: String) -> PushPost {
        PushPost(
            endpoint: "http://127.0.0.1:\(port)\(path)", authorization: "vapid t=a.b.c, k=d", ttl: 60, urgency: .high,
            topic: "topic", body: [1, 2, 3])
    }

    @Test("What RFC 8030 asks for is sent; redirects are not followed, long answers not read, Retry-After is")
    func answers() async throws {
        let heard = Mutex<[(path: String, fields: [String: String], body: [UInt8])]>([])
        let router = Router()
        router.post("/**") { request, _ in
            let body = try await request.body.collect(upTo: 10_000)
            let fields = Dictionary(
                request.headers.map { ($0.name.rawName.lowercased(), $0.value) },
                uniquingKeysWith: { first, _ in first })
            heard.withLock { $0.append((request.uri.path, fields, Array(body.readableBytesView))) }
            switch request.uri.path {
            case "/moved": return Response(status: .temporaryRedirect, headers: [.location: "/taken"])
            case "/later": return Response(status: .tooManyRequests, headers: [.retryAfter: "120"])
            case "/long":
                let long = ByteBuffer(repeating: 65, count: 1_000_000)
                return Response(status: .gone, body: ResponseBody(byteBuffer: long))
            default: return Response(status: .created)
            }
        }
        try await withServer { started in
            Application(
                router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) })
        } _: { client in
            var answers: [PushAnswer] = []
            for path in ["/taken", "/moved", "/later", "/long"] {
                answers.append(try await PushWire.post(post(to: client.port, path)))
            }
            #expect(answers.map(\.status) == [201, 307, 429, 410])
            #expect(answers.map(\.retryAfter) == [nil, nil, 120, nil])
        }
        let requests = heard.withLock { $0 }
        #expect(requests.map(\.path) == ["/taken", "/moved", "/later", "/long"])
        let fields = try #require(requests.first?.fields)
        #expect(fields["content-encoding"] == "aes128gcm" && fields["ttl"] == "60" && fields["urgency"] == "high")
        #expect(fields["topic"] == "topic" && fields["authorization"] == "vapid t=a.b.c, k=d")
        #expect(requests.first?.body == [1, 2, 3])
    }

    @Test("A push service that is not there is told as such")
    func silence() async throws {
        await #expect(throws: (any Error).self) { try await PushWire.post(post(to: 1, "/")) }
    }
}
