// SPDX-License-Identifier: Apache-2.0
import PQ

/// Counts how often each of many has done something in the current span, and says how long one who has done it too often
/// must wait. Spans follow each other like minutes; a try that is refused is not counted.
///
/// What it keeps is bounded. Beyond that whoever came longest ago is forgotten, so that newcomers always have a count of
/// their own: it keeps single ones from overdoing it, and is no guard against very many at once.
package final class Limiter<Key: Hashable & Sendable>: Sendable {
    private struct Count: Sendable {
        var span: Int64
        var number: Int
    }

    private let most: Int
    private let seconds: Int64
    private let counts: Recent<Key, Count>

    /// - Parameters:
    ///   - most: how often one may do it in a span.
    ///   - seconds: the length of a span.
    ///   - remembered: keys whose counts are kept.
    package init(_ most: Int, inSeconds seconds: Int64, remembered: Int = Limits.limitedRemembered) {
        precondition(most > 0 && seconds > 0, "a limit lets somebody through")
        self.most = most
        self.seconds = seconds
        counts = Recent(limit: remembered)
    }

    /// Counts one time; gives the seconds until the next span when it is one too many.
    package func wait(_ key: Key, at now: Instant) -> Int? {
        let second = now.microseconds / 1_000_000
        let span = second / seconds
        return counts.update(key, from: Count(span: span, number: 0)) { count in
            if count.span != span { count = Count(span: span, number: 0) }
            guard count.number < most else { return Int(seconds - second % seconds) }
            count.number += 1
            return nil
        }
    }
}
