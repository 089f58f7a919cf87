// SPDX-License-Identifier: Apache-2.0

/// Knows the passwords that are tried first: the 10,000 most frequent of those long enough to be set (OWASP ASVS 5.0, 6.2.4
/// asks for 3,000), after the list of zxcvbn, and what belongs to this service.
enum CommonPasswords {
    /// Read when the first password is set, in a few milliseconds.
    private static let words = Set(
        text.utf8.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }.map { String(Substring($0)) }
            + ["administrator", "sakura123", "torioki1", "torioki123"])

    static var count: Int { words.count }

    /// Tells whether a password, in lower case, is one of them.
    static func contains(_ lower: String) -> Bool { words.contains(lower) }
}
