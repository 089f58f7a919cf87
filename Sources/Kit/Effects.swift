// SPDX-License-Identifier: Apache-2.0
import PQ
import Synchronization

/// Holds the two effects a test must fix: what time it is, and what chance says.
package struct Effects: Sendable {
    /// Reads the clock.
    package let now: @Sendable () -> Instant
    /// Draws 64 random bits.
    package let random: @Sendable () -> UInt64

    package init(now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> UInt64) {
        self.now = now
        self.random = random
    }

    /// Reads the system's clock and its cryptographically secure source of chance.
    package static let system = Effects(now: { .system }, random: { UInt64.random(in: .min ... .max) })

    /// Draws an id whose order is the order of time (UUIDv7, RFC 9562 section 5.7): 48 bits of milliseconds, then
    /// 74 random bits.
    package func uniqueID() -> UniqueID { uniqueID(at: now()) }

    /// Draws an id for a moment that the caller has read already.
    package func uniqueID(at moment: Instant) -> UniqueID {
        let milliseconds = UInt64(max(0, moment.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        let (a, b) = (random(), random())
        return UniqueID(high: milliseconds << 16 | 0x7000 | (a & 0xFFF), low: 0x8000_0000_0000_0000 | (b >> 2))
    }

    /// Draws a pickup code: 8 characters of Crockford's base 32, 40 bits (facts of ASVS 6.5.4 ask for 20 at least).
    package func pickupCode() -> String { Crockford.text(of: random(), count: 8) }
}

/// Draws repeatable 64-bit values from a seed (SplitMix64, Steele, Lea and Flood 2014), for tests and the demo chain.
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Gives effects that a test or a demonstration sets by hand: the clock stands until it is moved.
package final class SetEffects: Sendable {
    private let state: Mutex<(now: Instant, random: SeededRandom)>

    package init(now: Instant, seed: UInt64) {
        state = Mutex((now, SeededRandom(seed: seed)))
    }

    package var effects: Effects {
        Effects(now: { self.now }, random: { self.state.withLock { $0.random.next() } })
    }

    package var now: Instant { state.withLock { $0.now } }

    /// Moves the clock forward.
    package func advance(by span: Duration) { state.withLock { $0.now = $0.now + span } }

    /// Sets the clock.
    package func set(_ moment: Instant) { state.withLock { $0.now = moment } }
}
