// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Kit

/// Is a device's own address for messages, as its browser made it: where to post them, and what encrypts them so that
/// only this browser reads them (W3C Push API, `PushSubscription.toJSON`).
package struct PushSubscription: Sendable, Equatable {
    /// Where messages are posted. A secret: whoever knows it may post there.
    package let endpoint: String
    /// The browser's public key, a point of P-256 in its uncompressed form: 65 bytes.
    package let p256dh: [UInt8]
    /// 16 bytes that browser and service share.
    package let auth: [UInt8]

    /// Takes what a browser gave; nil for an address that is too long, a point that is none and a secret of other length.
    package init?(endpoint: String, p256dh: [UInt8], auth: [UInt8]) {
        guard (1...Limits.endpointBytes).contains(endpoint.utf8.count), p256dh.count == 65, auth.count == 16 else {
            return nil
        }
        do {
            _ = try P256.KeyAgreement.PublicKey(x963Representation: p256dh)
        } catch {
            return nil
        }
        self.endpoint = endpoint
        self.p256dh = p256dh
        self.auth = auth
    }

    /// Reads the keys as browsers write them, in base64url; padding at the end is let pass.
    package init?(endpoint: String, p256dh: String, auth: String) {
        func bytes(_ text: String) -> [UInt8]? { Base64.url.bytes(text.prefix { $0 != "=" }) }
        guard let point = bytes(p256dh), let secret = bytes(auth) else { return nil }
        self.init(endpoint: endpoint, p256dh: point, auth: secret)
    }

    /// Takes what comes out of the database, where it was read before.
    init(storedEndpoint endpoint: String, p256dh: [UInt8], auth: [UInt8]) {
        self.endpoint = endpoint
        self.p256dh = p256dh
        self.auth = auth
    }

    /// Names an endpoint without telling it: a page compares this with the name of its own.
    package static func mark(of endpoint: String) -> String {
        Base64.url.text(SHA256.hash(data: Array(endpoint.utf8)).prefix(12))
    }
}
