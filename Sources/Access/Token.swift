// SPDX-License-Identifier: Apache-2.0
import Crypto
import Kit
import PQ

/// Tells the two kinds of bearer tokens apart by their form; neither says what its owner may do.
enum Token: Hashable, Sendable {
    /// `tori_sid_` and 256 random bits in base64url.
    case session(SessionToken)
    /// `tori_live_<key id>_<secret>_<checksum>`.
    case key(APIKeyToken)

    /// Reads a token; nil when it has neither form, which costs no look-up.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Limits.bearerBytes else { return nil }
        if let key = APIKeyToken(text) {
            self = .key(key)
        } else if let session = SessionToken(text) {
            self = .session(session)
        } else {
            return nil
        }
    }

    /// Gives the SHA-256 by which a token is remembered and, for a session, found. What the database keeps: 128 and more
    /// bits of chance need no slow hash (OWASP ASVS 5.0, 6.5.2).
    static func digest(of text: some StringProtocol) -> Bytes { Bytes(SHA256.hash(data: Array(text.utf8))) }
}

/// Is the secret of one signed-in browser or program of a person.
struct SessionToken: Hashable, Sendable {
    static let prefix = "tori_sid_"

    let text: String

    /// Draws a new one: 256 random bits.
    init(_ effects: Effects) {
        var bytes: [UInt8] = []
        for _ in 0..<4 { withUnsafeBytes(of: effects.random()) { bytes += $0 } }
        text = SessionToken.prefix + Base64.url.text(bytes)
    }

    init?(_ text: some StringProtocol) {
        guard text.hasPrefix(SessionToken.prefix),
            Base64.url.bytes(text.dropFirst(SessionToken.prefix.count))?.count == 32
        else { return nil }
        self.text = String(text)
    }

    var digest: Bytes { Token.digest(of: text) }
}
