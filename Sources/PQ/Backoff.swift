// SPDX-License-Identifier: Apache-2.0

/// Spaces tries: the wait doubles with each failure up to a limit, and half of it is left to chance, so that many
/// clients do not come back in one wave.
struct Backoff: Sendable {
    /// Nanoseconds.
    let first: UInt64
    let limit: UInt64

    init(first: Duration, limit: Duration) {
        self.first = first.nanoseconds
        self.limit = limit.nanoseconds
    }

    /// The nanoseconds to wait after so many failures in a row; `chance` is between 0 and 1.
    func delay(failures: Int, chance: Double) -> UInt64 {
        let doubled = failures > 40 ? limit : min(limit, first << UInt64(max(0, failures - 1)))
        return doubled / 2 + UInt64(Double(doubled / 2) * min(1, max(0, chance)))
    }
}

extension Duration {
    /// Counts the nanoseconds of this span, at most about a century, none for a negative one.
    var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return UInt64(min(seconds, 3_000_000_000)) * 1_000_000_000 + UInt64(attoseconds / 1_000_000_000)
    }
}
