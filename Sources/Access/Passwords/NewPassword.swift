// SPDX-License-Identifier: Apache-2.0
import Kit

/// Is a password that is good enough to be set: long enough, and none of the first that anybody would try.
///
/// No rules on kinds of characters and no forced change (OWASP ASVS 5.0, 6.2.5 and 6.2.10).
package struct NewPassword: Sendable {
    let text: String

    /// Says why a password is refused.
    package enum Fault: Error, Hashable, Sendable {
        case tooShort(least: Int)
        case tooLong(mostBytes: Int)
        /// One character over and over, a run such as 12345678, one of the `CommonPasswords`, or the login itself.
        case tooEasy
    }

    /// Takes a password for an account. Throws the fault that it has.
    package init(_ text: String, for login: Login) throws(Fault) {
        guard text.utf8.count <= Limits.passwordBytes else { throw .tooLong(mostBytes: Limits.passwordBytes) }
        guard text.unicodeScalars.count >= Limits.passwordCharacters else {
            throw .tooShort(least: Limits.passwordCharacters)
        }
        let lower = text.lowercased()
        let scalars = lower.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(scalars, scalars.dropFirst()).map { $1 - $0 })
        guard steps.count > 1, lower != login.text, !CommonPasswords.contains(lower) else { throw .tooEasy }
        self.text = text
    }
}
