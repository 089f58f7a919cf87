// SPDX-License-Identifier: Apache-2.0

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
}
