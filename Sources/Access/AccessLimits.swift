// SPDX-License-Identifier: Apache-2.0
import Kit

extension Limits {
    /// Passwords computed at one time: each takes 32 MiB and a core for about 0.4 s.
    package static let passwordsAtOnce = 2
    /// Passwords that wait for their turn; one more is turned away.
    package static let passwordsWaiting = 8
    /// Characters of a new password at least (OWASP ASVS 5.0, 6.2.1).
    package static let passwordCharacters = 8
    /// Bytes of a password at most.
    package static let passwordBytes = 1024
    /// Wrong sign-ins within `signInMinutes`: of one login from one source or known device, of one source at whatever login,
    /// and of one login from wherever strangers try it.
    package static let signInAttempts = 5
    package static let signInsOfSource = 60
    package static let signInsOfLogin = 50
    package static let signInMinutes = 15
    /// Counts of them that are kept; far more than there can be passwords computed in that time.
    package static let signInCounts = 200_000
    /// Days for which a device on which somebody signed in is known, and logins for which it is.
    package static let signInDeviceDays = 180
    package static let deviceLogins = 20
    /// Characters of the token by which a device is known: 23 + 20 × 8 + 16 bytes.
    package static let deviceTokenCharacters = 268
    /// Sessions of a person that are listed to them.
    package static let ownSessions = 100
    /// Hours after which a session ends, however busy.
    package static let sessionHours = 8
    /// Minutes after which an idle session ends.
    package static let sessionIdleMinutes = 30
    /// Seconds between two notes that a session is in use.
    package static let sessionTouchSeconds = 60
    /// Principals remembered, and for how long: the time within which a revocation works on every node.
    package static let principalsRemembered = 4_096
    package static let principalMilliseconds = 1_000
    /// Characters of a bearer token that are looked at.
    package static let bearerBytes = 256
}
