// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Kit

/// Encrypts messages so that only the browser they are for reads them: RFC 8291, in the content coding `aes128gcm` of
/// RFC 8188, always one record.
enum PushEncryption {
    /// The record's size as the header tells it: nothing that goes to a push service is longer.
    private static let recordSize: UInt32 = 4_096

    /// Says what cannot be encrypted.
    enum Fault: Error, Equatable { case tooLong }

    /// Encrypts a text to a device, with a key pair and a salt that are used once.
    static func encrypt(
        _ plain: [UInt8], to device: PushSubscription, using key: P256.KeyAgreement.PrivateKey = .init(),
        salt: [UInt8] = randomSalt()
    ) throws -> [UInt8] {
        guard plain.count <= Limits.pushBytes else { throw Fault.tooLong }
        let theirs = try P256.KeyAgreement.PublicKey(x963Representation: device.p256dh)
        let ours = Array(key.publicKey.x963Representation)
        // RFC 8291, section 3.4: the shared secret and the device's own secret make the input of RFC 8188.
        let input = try key.sharedSecretFromKeyAgreement(with: theirs).hkdfDerivedSymmetricKey(
            using: SHA256.self, salt: device.auth,
            sharedInfo: Array("WebPush: info".utf8) + [0] + device.p256dh + ours, outputByteCount: 32)
        func derive(_ purpose: String, _ count: Int) -> SymmetricKey {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: input, salt: salt, info: Array("Content-Encoding: \(purpose)".utf8) + [0],
                outputByteCount: count)
        }
        let nonce = try derive("nonce", 12).withUnsafeBytes { try AES.GCM.Nonce(data: $0) }
        // The byte 2 ends the last record; no padding follows it.
        let sealed = try AES.GCM.seal(plain + [2], using: derive("aes128gcm", 16), nonce: nonce)
        var body = salt
        withUnsafeBytes(of: recordSize.bigEndian) { body += $0 }
        body.append(UInt8(ours.count))
        return body + ours + sealed.ciphertext + sealed.tag
    }

    /// Draws a salt. It is never told by `Effects`: a test that knows it gives its own.
    private static func randomSalt() -> [UInt8] {
        SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) }
    }
}
