// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Draws numbers that are the same for the same seed: SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    /// Begins with the FNV-1a hash of a text.
    init(seed: String) {
        state = seed.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    /// Draws a number from 0 and below the limit.
    mutating func draw(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

    /// Draws the natural logarithm of an even number between 0 and 1: waits of a Poisson stream are its negative.
    mutating func logarithm() -> Double { log(1 - Double.random(in: 0..<1, using: &self)) }
}
