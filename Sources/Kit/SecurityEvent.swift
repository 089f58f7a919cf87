// SPDX-License-Identifier: Apache-2.0

/// Says what happened at a door that whoever looks for misuse must know: a line of the security log (OWASP ASVS 5.0, 16.3).
///
/// It names people by their ids, and what was typed as a login by a mark, never by its text: it may be a mistyped
/// password. The one address in it is the source's, without which nothing could be done about an attack.
package struct SecurityEvent: Hashable, Sendable {
    /// Stands in `event` of the line; alarms are built on it, so it does not change.
    package enum Name: String, Sendable, CaseIterable {
        case signedIn = "sign_in.succeeded"
        /// An unknown login, a closed account or a wrong password: which, is not told apart.
        case signInRefused = "sign_in.refused"
        /// Too many wrong ones before: no password was looked at.
        case signInLocked = "sign_in.locked"
        case signedOut = "sign_out"
        /// Somebody known asked for what they have no right to: 403.
        case rightMissing = "right.missing"
        /// A form that another site sent: 403.
        case strangeForm = "form.strange"
        /// A key that has been revoked or has run out, with its right secret.
        case deadKeyUsed = "key.dead"
        case passwordSet = "password.set"
        /// Somebody signed in typed a wrong present password where a new one is set.
        case passwordRefused = "password.refused"
        case sessionsEnded = "sessions.ended"
        case accountAdded = "account.added"
        /// Name, role or stores.
        case accountChanged = "account.changed"
        case accountClosed = "account.closed"
    }

    package let name: Name
    package let source: Source
    /// Who did it, as authors of events are named: `staff:stf_…`, `key:…`; empty for a stranger.
    package var actor = ""
    /// The account it is about; empty where it is the actor's own, or none.
    package var account = ""
    /// The mark of what was typed as a login; empty where nothing was.
    package var login = ""
    /// The declared path that was asked for.
    package var route = ""

    package init(_ name: Name, from source: Source) {
        self.name = name
        self.source = source
    }
}
