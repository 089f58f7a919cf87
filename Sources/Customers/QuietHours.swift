// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is the time of each day in which a customer wants no letter; in minutes since midnight of Tokyo, and `until` may lie on
/// the next day.
package struct QuietHours: Hashable, Sendable {
    package let from: Int
    package let until: Int

    /// Takes minutes of 0–1439 that differ; nil for others.
    package init?(from: Int, until: Int) {
        guard (0..<1_440).contains(from), (0..<1_440).contains(until), from != until else { return nil }
        self.from = from
        self.until = until
    }

    /// Gives the moment itself, or the end of the quiet hours when it lies in them: the same rule by which a new notice
    /// finds its moment (`BearNotices`).
    package func over(_ moment: Instant) -> Instant {
        let day = 1_440
        let minute = Zone.tokyo.local(moment).minute
        guard (minute - from + day) % day < (until - from + day) % day else { return moment }
        return moment + .seconds((until - minute + day) % day * 60)
    }
}
