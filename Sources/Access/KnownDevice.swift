// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Kit
import PQ

/// A device on which people have signed in before: its owners are let through to the password whatever strangers do at
/// their logins. It opens nothing by itself.
///
/// It is known for the logins that were used on it, no others: else whoever has an account could make devices without end
/// and guess at a colleague's password with each ("device cookies", OWASP, Slow Down Online Guessing Attacks).
struct KnownDevice: Hashable, Sendable {
    let id: UniqueID
    /// Marks of the logins used on it, the latest last.
    fileprivate(set) var marks: [[UInt8]] = []

    init(id: UniqueID) { self.id = id }
}

/// The signer of the tokens by which devices are known, kept by the device: a long-lived cookie.
///
/// A token is base64url of: version (1 byte), the device's id (16 bytes), the second at which it ends (6 bytes), the mark of
/// each login that was used on it (8 bytes), and the first 16 bytes of HMAC-SHA-256 over all of these. A mark tells the login
/// only to those who have the key.
struct KnownDevices: Sendable {
    private static let version: UInt8 = 1
    private static let markBytes = 8
    private static let tagBytes = 16
    private static let headBytes = 1 + 16 + 6
    private let keys: [SymmetricKey]
    private let markKeys: [SymmetricKey]

    /// Takes the secrets from which the keys are derived, the signing one first; without one it draws one, which serves this
    /// process alone.
    init(secrets: [[UInt8]]) {
        let keys = secrets.isEmpty ? [SymmetricKey(size: .bits256)] : secrets.map { SymmetricKey(data: $0) }
        self.keys = keys.map { $0.derived(for: "torioki known device") }
        markKeys = keys.map { $0.derived(for: "torioki known device login") }
    }

    /// Reads a token; nil for one that is forged, mangled or over.
    func open(_ token: some StringProtocol, now: Instant) -> KnownDevice? {
        guard token.utf8.count <= Limits.deviceTokenCharacters, let bytes = Base64.url.bytes(token),
            bytes.first == Self.version, bytes.count >= Self.headBytes + Self.tagBytes,
            (bytes.count - Self.headBytes - Self.tagBytes).isMultiple(of: Self.markBytes)
        else { return nil }
        let signed = bytes.dropLast(Self.tagBytes)
        let tag = bytes.suffix(Self.tagBytes)
        guard keys.contains(where: { isEqualInConstantTime($0.tag(of: signed, bytes: Self.tagBytes), tag) }) else {
            return nil
        }
        func number(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
        guard now < Instant(seconds: Int64(number(signed[17..<23]))) else { return nil }
        var device = KnownDevice(id: UniqueID(high: number(signed[1..<9]), low: number(signed[9..<17])))
        device.marks = stride(from: Self.headBytes, to: signed.endIndex, by: Self.markBytes).map {
            Array(signed[$0..<$0 + Self.markBytes])
        }
        return device
    }

    func sign(_ device: KnownDevice, until end: Instant) -> String {
        var bytes = [Self.version]
        withUnsafeBytes(of: device.id.high.bigEndian) { bytes += $0 }
        withUnsafeBytes(of: device.id.low.bigEndian) { bytes += $0 }
        withUnsafeBytes(of: UInt64(max(0, end.microseconds / 1_000_000)).bigEndian) { bytes += $0.suffix(6) }
        bytes += device.marks.joined()
        return Base64.url.text(bytes + keys[0].tag(of: bytes, bytes: Self.tagBytes))
    }

    /// Tells whether a login was used on a device.
    func knows(_ device: KnownDevice, _ login: Login) -> Bool {
        markKeys.contains { key in
            let mark = mark(login, device, key)
            return device.marks.contains { isEqualInConstantTime($0, mark) }
        }
    }

    /// Notes that a login was used on a device; beyond `Limits.deviceLogins` the one that was used longest ago is known no
    /// more.
    func noting(_ login: Login, on device: KnownDevice) -> KnownDevice {
        var device = device
        let marks = markKeys.map { mark(login, device, $0) }
        device.marks = Array((device.marks.filter { !marks.contains($0) } + [marks[0]]).suffix(Limits.deviceLogins))
        return device
    }

    private func mark(_ login: Login, _ device: KnownDevice, _ key: SymmetricKey) -> [UInt8] {
        key.tag(of: Array("\(device.id) \(login)".utf8), bytes: Self.markBytes)
    }
}

extension SymmetricKey {
    /// Gives a key of its own for a purpose (RFC 5869): the same secret may then serve other signatures too.
    func derived(for purpose: String) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(inputKeyMaterial: self, info: Data(purpose.utf8), outputByteCount: 32)
    }

    /// Gives the first bytes of HMAC-SHA-256.
    func tag(of bytes: some Sequence<UInt8>, bytes count: Int) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(bytes), using: self).prefix(count))
    }
}
