// SPDX-License-Identifier: Apache-2.0
import Channels
import Crypto
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("The switch for push messages")
struct PushPageTests {
    private static let endpoint = "https://fcm.googleapis.com/fcm/send/one"

    private static func wish(_ wish: String, endpoint: String = endpoint) -> [(String, String)] {
        let point = Base64.url.text(P256.KeyAgreement.PrivateKey().publicKey.x963Representation)
        let auth = Base64.url.text([UInt8](repeating: 1, count: 16))
        return [("wish", wish), ("endpoint", endpoint), ("p256dh", point), ("auth", auth)]
    }

    @Test("A device is kept and forgotten behind the link; the page knows it by a mark, and never tells its address")
    func kept() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let before = try await house.get(path)
            let key = try #require(house.devices.key)
            #expect(before.text.contains("data-key=\"\(key)\"") && before.text.contains("data-told=\"\""))
            #expect(before.text.contains("push.js") && before.text.contains("hidden data-push=\"\(path)/devices\""))
            for _ in 0..<2 {
                let answer = try await house.post("\(path)/devices", Self.wish("tell"))
                #expect(answer.status == 303 && answer.header("Location") == path)
            }
            let told = try await house.devices.endpoints(of: id)
            #expect(told == [Self.endpoint])
            let page = try await house.get(path)
            let mark = PushSubscription.mark(of: Self.endpoint)
            #expect(page.text.contains("data-told=\"\(mark)\"") && !page.text.contains(Self.endpoint))
            let off = try await house.post("\(path)/devices", Self.wish("stop"))
            #expect(off.status == 303)
            let left = try await house.devices.endpoints(of: id)
            #expect(left.isEmpty)
        }
    }

    @Test("What is no device, what no push service serves and what another site sends is refused")
    func refused() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            let inner = try await house.post("\(path)/devices", Self.wish("tell", endpoint: "https://10.0.0.1/x"))
            #expect(inner.status == 422)
            for wrong in [Self.wish("keep"), Array(Self.wish("tell").dropLast()), [("wish", "tell")]] {
                let answer = try await house.post("\(path)/devices", wrong)
                #expect(answer.status == 400)
            }
            let foreign = try await house.client.form(
                "\(path)/devices", Self.wish("tell"), headers: [("Sec-Fetch-Site", "cross-site")])
            #expect(foreign.status == 403)
            let gone = try await house.post("/r/x/devices", Self.wish("tell"))
            #expect(gone.status == 404)
            let told = try await house.devices.endpoints(of: id)
            #expect(told.isEmpty)
        }
    }

    @Test("Once it is over there is nothing more to be told of; the worker is served as a script of our own")
    func over() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let id = try await house.reservation(path).id
            _ = try await house.reservations.perform(.cancel(reason: "x"), on: id, by: .customer)
            let page = try await house.get(path)
            #expect(page.status == 200 && !page.text.contains("data-push") && !page.text.contains("push.js"))
            let worker = try await house.get("/push-worker.js")
            #expect(worker.status == 200 && worker.header("Content-Type") == "text/javascript; charset=utf-8")
            #expect(worker.text.contains("addEventListener(\"push\""))
        }
    }
}
