// SPDX-License-Identifier: Apache-2.0
import Crypto
import Kit
import PQ

/// Is the text of an API key, `tori_live_<key id>_<secret>_<checksum>`: a prefix that secret scanners find, 60 bits of
/// name, 128 bits of secret (both in Crockford's base 32), and the CRC-32 of all before as 6 digits of base 62.
///
/// The checksum tells a mistyped or invented key before anything is looked up; it proves nothing.
struct APIKeyToken: Hashable, Sendable {
    static let prefix = "tori_live_"

    let keyID: String
    let secret: String

    /// Draws a new key.
    init(_ effects: Effects) {
        keyID = Crockford.text(of: effects.random(), count: 12)
        secret = Crockford.text(of: UniqueID(high: effects.random(), low: effects.random()))
    }

    /// Reads a key as it was shown; nil when its form or its checksum is wrong.
    init?(_ text: some StringProtocol) {
        guard text.hasPrefix(APIKeyToken.prefix) else { return nil }
        let parts = text.dropFirst(APIKeyToken.prefix.count).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 12, parts[1].utf8.count == 26 else { return nil }
        keyID = String(parts[0])
        secret = String(parts[1])
        guard self.text == text else { return nil }
    }

    /// The whole key, shown once.
    var text: String {
        let body = "\(APIKeyToken.prefix)\(keyID)_\(secret)"
        return "\(body)_\(Base62.text(of: CRC32.checksum(body.utf8)))"
    }

    var digest: Bytes { Token.digest(of: text) }
}

/// Computes the CRC-32 of ISO 3309 and of gzip (RFC 1952 section 8).
enum CRC32 {
    static func checksum(_ bytes: some Sequence<UInt8>) -> UInt32 {
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }
}

/// Writes a 32-bit number as 6 digits of 0–9, A–Z, a–z.
enum Base62 {
    private static let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

    static func text(of number: UInt32) -> String {
        var (rest, text) = (Int(number), "")
        for _ in 0..<6 {
            text = String(digits[rest % 62]) + text
            rest /= 62
        }
        return text
    }
}
