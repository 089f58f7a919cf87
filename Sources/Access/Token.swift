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

    /// The SHA-256 by which it is remembered and, for a session, found.
    var digest: Bytes {
        switch self {
        case .session(let token): token.digest
        case .key(let token): token.digest
        }
    }
}

/// Is the secret of one signed-in browser or program of a person.
struct SessionToken: Hashable, Sendable {
    static let prefix = "tori_sid_"

    let text: String

    /// Draws a new one: 256 random bits.
    init(_ effects: Effects) {
        var bytes: [UInt8] = []
        for _ in 0..<4 { withUnsafeBytes(of: effects.random()) { bytes += $0 } }
        text = SessionToken.prefix + Base64.urlText(bytes)
    }

    init?(_ text: some StringProtocol) {
        guard text.hasPrefix(SessionToken.prefix),
            Base64.urlBytes(text.dropFirst(SessionToken.prefix.count))?.count == 32
        else { return nil }
        self.text = String(text)
    }

    /// What the database keeps: 256 bits of chance need no slow hash (OWASP ASVS 5.0, 6.5.2).
    var digest: Bytes { Bytes(SHA256.hash(data: Array(text.utf8))) }
}
