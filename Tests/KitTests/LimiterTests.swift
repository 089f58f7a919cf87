// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@Suite("Limiter")
struct LimiterTests {
    @Test(
        "So many in a span, then a wait until the next; one who is refused is not counted, and others are not held up")
    func spans() {
        let limiter = Limiter<String>(2, inSeconds: 60)
        let now = Instant(seconds: 60)
        #expect([limiter.wait("a", at: now), limiter.wait("a", at: now + .seconds(20))] == [nil, nil])
        #expect(limiter.wait("a", at: now + .seconds(20)) == 40)
        #expect(limiter.wait("b", at: now) == nil)
        #expect(limiter.wait("a", at: now + .seconds(60)) == nil)
    }

    @Test("However many come, a newcomer has a count of its own, and memory has an end")
    func flood() {
        let limiter = Limiter<String>(12, inSeconds: 60, remembered: 100)
        let now = Instant(seconds: 60)
        for stranger in 0..<10_000 { #expect(limiter.wait("stranger \(stranger)", at: now) == nil) }
        for shopper in 0..<20 { #expect(limiter.wait("shopper \(shopper)", at: now) == nil) }
        // Whoever keeps coming is not forgotten.
        for stranger in 0..<1_000 {
            _ = limiter.wait("again", at: now)
            _ = limiter.wait("another \(stranger)", at: now)
        }
        #expect(limiter.wait("again", at: now) == 60)
    }
}
