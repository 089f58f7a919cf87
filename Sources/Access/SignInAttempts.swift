// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization

/// Who tries to sign in, as far as that can be said before a password is judged: what shares are given to.
enum Party: Hashable, Sendable {
    /// Somebody on a device on which this login has not been used before.
    case stranger(Source)
    /// A device on which this login was once signed in.
    case device(UniqueID)
    /// Somebody who is signed in and sets a password.
    case house
}

/// Counts the wrong sign-ins of the last quarter of an hour, so that a password cannot be guessed in bulk: by login and
/// party, by source, and by login wherever it is tried. A known device is counted by itself alone: whatever strangers do,
/// it is let through to its own five tries.
///
/// Kept in the memory of one process, and nothing within its window is forgotten. Memory is bounded all the same, since only
/// tries whose password is computed stay: a desk of two computes some thousands in a quarter of an hour. Should more than
/// `capacity` counts ever stand, strangers are refused rather than anybody's count forgotten.
final class SignInAttempts: Sendable {
    struct Try: Hashable, Sendable {
        let login: Login
        let party: Party

        fileprivate var counts: [(count: Count, limit: Int)] {
            let own = (count: Count.login(login, party), limit: Limits.signInAttempts)
            guard case .stranger(let source) = party else { return [own] }
            return [own, (.source(source), Limits.signInsOfSource), (.anywhere(login), Limits.signInsOfLogin)]
        }
    }

    fileprivate enum Count: Hashable {
        case login(Login, Party)
        case source(Source)
        case anywhere(Login)
    }

    private struct State {
        var tries: [Count: [Instant]] = [:]
        var sweptAt = Instant(seconds: 0)
    }

    private static let window = Duration.seconds(Limits.signInMinutes * 60)
    private let state = Mutex(State())
    private let capacity: Int

    init(capacity: Int = Limits.signInCounts) { self.capacity = capacity }

    /// How many counts are kept.
    var count: Int { state.withLock { $0.tries.count } }

    /// Notes one try before its password is computed, so that tries made at once count too. Returns nil when it may
    /// go on, otherwise the span until the next try is taken.
    func begin(_ attempt: Try, at now: Instant) -> Duration? {
        state.withLock { state in
            if now - state.sweptAt >= .seconds(60) || now < state.sweptAt { Self.sweep(&state, at: now) }
            let counts = attempt.counts
            let wait = counts.compactMap { count, limit -> Duration? in
                let recent = (state.tries[count] ?? []).filter { now - $0 < Self.window }
                state.tries[count] = recent.isEmpty ? nil : recent
                return recent.count >= limit ? recent.first.map { Self.window - (now - $0) } : nil
            }.max()
            if let wait { return wait }
            if case .stranger = attempt.party, state.tries.count + counts.count > capacity { return .seconds(60) }
            for (count, _) in counts { state.tries[count, default: []].append(now) }
            return nil
        }
    }

    /// Takes back the latest try, whose password was never looked at.
    func undo(_ attempt: Try) {
        state.withLock { state in
            for (count, _) in attempt.counts { Self.takeBack(count, &state) }
        }
    }

    /// Takes back a try that was right, and forgets the wrong ones of that party at that login.
    func succeed(_ attempt: Try) {
        undo(attempt)
        state.withLock { $0.tries[.login(attempt.login, attempt.party)] = nil }
    }

    private static func takeBack(_ count: Count, _ state: inout State) {
        _ = state.tries[count]?.popLast()
        if state.tries[count]?.isEmpty == true { state.tries[count] = nil }
    }

    /// Lets go of what is out of the window, once a minute.
    private static func sweep(_ state: inout State, at now: Instant) {
        state.tries = state.tries.filter { $0.value.last.map { now - $0 < window } ?? false }
        state.sweptAt = now
    }
}
