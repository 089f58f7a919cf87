// SPDX-License-Identifier: Apache-2.0
import Crypto
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import torioki

@Suite("What the link gives beside the status", .serialized)
struct DeviceTests {
    private func device(_ endpoint: String) -> JSON {
        let point = Base64.url.text(P256.KeyAgreement.PrivateKey().publicKey.x963Representation)
        return [
            "endpoint": .string(endpoint), "expirationTime": .null,
            "keys": ["p256dh": .string(point), "auth": .string(Base64.url.text([UInt8](repeating: 1, count: 16)))],
        ]
    }

    private func token(_ reservation: JSON) throws -> String {
        let link = try #require(reservation["link"]?.string)
        return String(link.dropFirst("https://shop.example/r/".count))
    }

    @Test("A device is kept as the browser gives it, listed by its mark, and forgotten by it")
    func devices() async throws {
        try await ServedHouse.with { served async throws in
            let path = "/v1/pickup/\(try token(try await served.reserve()))/devices"
            func put(_ body: JSON) async throws -> HTTPAnswer {
                try await served.client.send(
                    "PUT", path, headers: [("Content-Type", "application/json")], body: Array(body.text.utf8))
            }
            let none = try await served.client.get(path)
            #expect(none.json["devices"] == [] && none.json["key"]?.string?.utf8.count == 87)
            let kept = try await put(device("https://fcm.googleapis.com/fcm/send/one"))
            let again = try await put(device("https://fcm.googleapis.com/fcm/send/one"))
            #expect(kept.status == 200 && again.body == kept.body)
            let mark = try #require(kept.json["device"]?.string)
            let listed = try await served.client.get(path)
            #expect(listed.json["devices"] == [.string(mark)] && !listed.text.contains("fcm"))
            let inner = try await put(device("https://169.254.169.254/latest"))
            #expect(inner.status == 422 && inner.json["code"] == "TRK-305")
            let bad: JSON = ["endpoint": "https://fcm.googleapis.com/x", "keys": ["p256dh": "AA", "auth": "AA"]]
            let unreadable = try await put(bad)
            #expect(unreadable.status == 422)
            for _ in 0..<2 {
                let gone = try await served.client.send("DELETE", "\(path)/\(mark)")
                #expect(gone.status == 204)
            }
            let left = try await served.client.get(path)
            #expect(left.json["devices"] == [])
            let strange = try await served.client.get("/v1/pickup/x/devices")
            #expect(strange.status == 404)
        }
    }

    @Test("By one link one thing is done twenty times an hour; then it is said when it may be again")
    func often() async throws {
        try await ServedHouse.with { served async throws in
            let path = "/v1/pickup/\(try token(try await served.reserve()))"
            for _ in 0..<Limits.linkActsPerHour {
                #expect(try await served.post("\(path)/call-me", as: nil).status != 429)
            }
            let refused = try await served.post("\(path)/call-me", as: nil)
            #expect(refused.status == 429 && refused.json["code"] == "TRK-205")
            #expect(Int(refused.header("Retry-After") ?? "").map { (1...3_600).contains($0) } == true)
            #expect(try await served.post("\(path)/extend", as: nil).status == 200)
            #expect(try await served.client.get(path).status == 200)
        }
    }

    @Test("Conversation and wishes come with the status where they are asked for, without what is the house's own")
    func included() async throws {
        try await ServedHouse.with { served async throws in
            let new = try await served.reserve()
            let path = "/v1/pickup/\(try token(new))"
            let plain = try await served.client.get(path)
            #expect(plain.json["messages"] == nil && plain.json["wishes"] == nil && plain.json["proxy"] == "")
            let words: JSON = ["text": "ご来店をお待ちしております"]
            _ = try await served.post("/v1/reservations/\(new.id)/messages", words, as: served.people.agent)
            let whole = try await served.client.get("\(path)?include=messages&include=wishes")
            #expect(whole.status == 200)
            let message = try #require(whole.json["messages"]?.array?.first)
            #expect(message["text"] == "ご来店をお待ちしております" && message["speaker"] == "staff")
            #expect(message["name"] == "agent" && message["author"] == nil)
            let wishes = whole.json["wishes"]
            #expect(wishes?["language"] == "ja" && wishes?["quiet"] == .null)
            let ways = (wishes?["ways"]?.array ?? []).compactMap { $0["channel"]?.string }
            #expect(ways == ["sms", "phone"])
            let unknown = try await served.client.get("\(path)?include=notes")
            #expect(unknown.status == 422 || unknown.status == 400)
        }
    }
}
