// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Kit
import PQ
import Testing

@testable import Channels

@Suite("What is told to push services")
struct PushCryptoTests {
    /// RFC 8291, section 5 and appendix A.
    private enum Sample {
        static let text = "When I grow up, I want to be a watermelon"
        static let ours = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
        static let theirs =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
        static let auth = "BTBZMqHH6r4Tts7J_aSIgg"
        static let salt = "DGv6ra1nlYgDCS1FRnbzlw"
        static let body = """
            DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A\
            _yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN
            """
    }

    @Test("The worked example of RFC 8291 comes out byte for byte")
    func example() throws {
        let device = try #require(
            PushSubscription(endpoint: "https://push.example/x", p256dh: Sample.theirs, auth: Sample.auth))
        let key = try P256.KeyAgreement.PrivateKey(rawRepresentation: try #require(Base64.url.bytes(Sample.ours)))
        let salt = try #require(Base64.url.bytes(Sample.salt))
        let body = try PushEncryption.encrypt(Array(Sample.text.utf8), to: device, using: key, salt: salt)
        #expect(Base64.url.text(body) == Sample.body)
    }

    @Test("Each message has a key and a salt of its own; one that is too long for push services is not sent")
    func fresh() throws {
        let browser = Browser()
        let device = browser.subscription
        let (first, second) = (
            try PushEncryption.encrypt([1, 2, 3], to: device), try PushEncryption.encrypt([1, 2, 3], to: device)
        )
        #expect(first.prefix(16) != second.prefix(16) && first[21..<86] != second[21..<86])
        let read = try browser.read(first)
        #expect(read == [1, 2, 3])
        let longest = try PushEncryption.encrypt([UInt8](repeating: 65, count: Limits.pushBytes), to: device)
        #expect(longest.count == 4_096)
        #expect(throws: PushEncryption.Fault.tooLong) {
            try PushEncryption.encrypt([UInt8](repeating: 65, count: Limits.pushBytes + 1), to: device)
        }
    }

    @Test("A push service knows us by a signed word for it alone, which ends within a day (RFC 8292)")
    func vapid() throws {
        let key = PushKey(secret: [UInt8](repeating: 7, count: 32), contact: "https://pickup.example.jp")
        let now = Instant(seconds: 1_795_489_200)
        let field = try key.authorization(for: "https://push.example", at: now)
        let parts = try #require(field.wholeMatch(of: /vapid t=([^.]+)\.([^.]+)\.([^.,]+), k=(.+)/))
        #expect(String(parts.4) == key.text)
        let point = try #require(Base64.url.bytes(key.text))
        #expect(point.count == 65 && point[0] == 4)
        let signature = try P256.Signing.ECDSASignature(rawRepresentation: try #require(Base64.url.bytes(parts.3)))
        let isSigned = try P256.Signing.PublicKey(x963Representation: point)
            .isValidSignature(signature, for: Array("\(parts.1).\(parts.2)".utf8))
        #expect(isSigned)
        let head = try JSON(parsing: try #require(Base64.url.bytes(parts.1)))
        #expect(head == ["typ": "JWT", "alg": "ES256"])
        let claims = try JSON(parsing: try #require(Base64.url.bytes(parts.2)))
        #expect(claims["aud"] == "https://push.example" && claims["sub"] == "https://pickup.example.jp")
        let expires = try #require(claims["exp"]?.int)
        #expect(expires > 1_795_489_200 && expires <= 1_795_489_200 + 86_400)
    }

    @Test("The key follows from the secret, and from no other")
    func derived() {
        let secret = [UInt8](repeating: 7, count: 32)
        let (first, second) = (PushKey(secret: secret), PushKey(secret: secret))
        #expect(first.text == second.text)
        #expect(first.text != PushKey(secret: secret + [0]).text)
    }

    @Test("What a browser cannot have made is no subscription")
    func unreadable() {
        let browser = Browser()
        let good = browser.subscription
        #expect(PushSubscription(endpoint: "", p256dh: good.p256dh, auth: good.auth) == nil)
        let long = String(repeating: "a", count: Limits.endpointBytes + 1)
        #expect(PushSubscription(endpoint: long, p256dh: good.p256dh, auth: good.auth) == nil)
        // A point beside the curve would give away the key it is used with.
        var beside = good.p256dh
        beside[64] ^= 1
        #expect(PushSubscription(endpoint: "https://a.example/", p256dh: beside, auth: good.auth) == nil)
        #expect(PushSubscription(endpoint: "https://a.example/", p256dh: good.p256dh, auth: [1]) == nil)
        #expect(PushSubscription(endpoint: "https://a.example/", p256dh: "ä", auth: "AA") == nil)
    }
}

/// Is the other side: a browser with its keys.
struct Browser {
    private let key = P256.KeyAgreement.PrivateKey()
    private let auth = [UInt8](repeating: 9, count: 16)
    var endpoint = "https://push.example/one"

    var subscription: PushSubscription {
        PushSubscription(storedEndpoint: endpoint, p256dh: Array(key.publicKey.x963Representation), auth: auth)
    }

    /// Reads a message as RFC 8291 has it, from the receiver's side.
    func read(_ body: [UInt8]) throws -> [UInt8] {
        let (salt, theirs, sealed) = (Array(body[..<16]), Array(body[21..<86]), Array(body[86...]))
        let input = try key.sharedSecretFromKeyAgreement(
            with: P256.KeyAgreement.PublicKey(x963Representation: theirs)
        ).hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: auth,
            sharedInfo: Array("WebPush: info\0".utf8) + Array(key.publicKey.x963Representation) + theirs,
            outputByteCount: 32)
        let content = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: input, salt: salt, info: Array("Content-Encoding: aes128gcm\0".utf8), outputByteCount: 16)
        let nonce = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: input, salt: salt, info: Array("Content-Encoding: nonce\0".utf8), outputByteCount: 12)
        let box = try AES.GCM.SealedBox(
            nonce: try nonce.withUnsafeBytes { try AES.GCM.Nonce(data: $0) }, ciphertext: sealed.dropLast(16),
            tag: sealed.suffix(16))
        return try AES.GCM.open(box, using: content).dropLast()
    }
}
