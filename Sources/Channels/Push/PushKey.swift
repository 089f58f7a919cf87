// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Kit
import PQ

/// Is the key pair by which push services know this service (VAPID, RFC 8292). A browser ties its subscription to the
/// public key, so it lives as long as the secret that it is derived from.
package struct PushKey: Sendable {
    private let key: P256.Signing.PrivateKey
    /// Whom a push service may write to, an address of ours; nil where we have none that it could reach.
    private let contact: String?

    /// How long a signed word serves; RFC 8292 allows a day.
    private static let seconds = 12 * 3_600

    /// Derives the pair from a secret that the service has anyway.
    ///
    /// - Parameter contact: an https or mailto address.
    package init(secret: [UInt8], contact: String? = nil) {
        self.contact = contact
        var round: UInt8 = 0
        while true {
            let bytes = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: secret), info: Array("torioki push key".utf8) + [round],
                outputByteCount: 32
            ).withUnsafeBytes { Array($0) }
            do {
                key = try P256.Signing.PrivateKey(rawRepresentation: bytes)
                return
            } catch {
                // One of 2³² numbers is too large for the curve: the next one then.
                round += 1
            }
        }
    }

    /// The public key as browsers take it (`applicationServerKey`): the uncompressed point in base64url.
    package var text: String { Base64.url.text(key.publicKey.x963Representation) }

    /// Writes the header field `Authorization` for a push service, known by its origin.
    func authorization(for origin: String, at now: Instant) throws -> String {
        var claims: JSON.Object = [
            "aud": .string(origin), "exp": .int(Int(now.microseconds / 1_000_000) + Self.seconds),
        ]
        if let contact { claims["sub"] = .string(contact) }
        let head: JSON = ["typ": "JWT", "alg": "ES256"]
        let signed = "\(Base64.url.text(head.text.utf8)).\(Base64.url.text(JSON.object(claims).text.utf8))"
        let signature = try key.signature(for: Array(signed.utf8)).rawRepresentation
        return "vapid t=\(signed).\(Base64.url.text(signature)), k=\(text)"
    }
}
