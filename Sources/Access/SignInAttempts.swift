// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization

/// Counts the sign-ins tried for each login, known or not, so that a password cannot be guessed in bulk.
///
/// Kept in memory of one process, bounded: when it is full the login tried longest ago is forgotten.
final class SignInAttempts: Sendable {
    private let state = Mutex<[String: [Instant]]>([:])
    private let capacity: Int

    init(capacity: Int = Limits.signInLogins) { self.capacity = capacity }

    /// Notes one try before its password is computed, so that tries made at once count too. Returns nil when it may
    /// go on, otherwise the span until the next try is taken.
    func begin(_ login: String, at now: Instant) -> Duration? {
        state.withLock { attempts in
            let window = Duration.seconds(Limits.signInMinutes * 60)
            var recent = (attempts[login] ?? []).filter { now - $0 < window }
            if recent.count >= Limits.signInAttempts, let first = recent.first {
                attempts[login] = recent
                return window - (now - first)
            }
            if attempts[login] == nil, attempts.count >= capacity { SignInAttempts.forget(&attempts) }
            recent.append(now)
            attempts[login] = recent
            return nil
        }
    }

    /// Takes back the latest try, whose password was never looked at.
    func undo(_ login: String) {
        state.withLock { attempts in
            _ = attempts[login]?.popLast()
            if attempts[login]?.isEmpty == true { attempts[login] = nil }
        }
    }

    /// Forgets the tries of a login whose owner has shown the password.
    func succeed(_ login: String) { state.withLock { $0[login] = nil } }

    /// Makes room for a tenth of the capacity at a time, so that a flood does not pay for a search at each try.
    private static func forget(_ attempts: inout [String: [Instant]]) {
        let oldest = attempts.sorted { ($0.value.last ?? .init(seconds: 0)) < ($1.value.last ?? .init(seconds: 0)) }
        for (login, _) in oldest.prefix(max(1, attempts.count / 10)) { attempts[login] = nil }
    }
}
