// SPDX-License-Identifier: Apache-2.0
import Foundation
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

/// Plays random sequences of all commands, movements, contacts and moves of the clock against the reference model.
///
/// Environment: `TORIOKI_SEED` is the seed of the first sequence (drawn and printed otherwise), the next ones count on
/// from it; `TORIOKI_SEQUENCES` says how many (2,000). A failure names its own seed: with it and one sequence the same
/// acts are drawn again.
@Suite("Random sequences against a plain model")
struct PropertyTests {
    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    private static let shops = 4
    private static let acts = 4...44

    @Test(
        "Outcome, state and stock figures are those of the model after each act, and every proof holds after each sequence"
    )
    func sequences() async throws {
        let seed = Self.number("TORIOKI_SEED") ?? UInt64.random(in: 1...1_000_000_000)
        let count = Self.number("TORIOKI_SEQUENCES") ?? 2_000
        print("Random sequences: TORIOKI_SEED=\(seed) TORIOKI_SEQUENCES=\(count)")
        let tally = Tally(count: count)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<Self.shops {
                group.addTask {
                    let plan = ShopPlan(policies: [Stage.policy], contact: Stage.contact, shelves: Stage.shelves)
                    try await withShop(plan) { shop in
                        while let i = await tally.next() {
                            do {
                                try await Self.sequence(seed &+ i, in: shop, tally)
                            } catch {
                                await tally.failed()
                                Issue.record("\(error)")
                            }
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let outcomes = await tally.outcomes
        print("Random sequences: \(outcomes.values.reduce(0, +)) acts compared")
        if ProcessInfo.processInfo.environment["TORIOKI_OUTCOMES"] != nil {
            for (outcome, times) in outcomes.sorted(by: { $0.key < $1.key }) { print("  \(outcome): \(times)") }
        }
        // A test that is only ever refused proves nothing: of a thousand sequences each kind of act succeeds somewhere.
        guard count >= 1_000 else { return }
        let done = Set(outcomes.keys.filter { $0.hasSuffix(" ok") })
        #expect(done.count >= 34, "\(done.sorted())")
    }

    /// Hands out sequences to the shops that play them, until all are played or some have failed.
    private actor Tally {
        private let count: UInt64
        private var started: UInt64 = 0
        private var failures = 0
        private(set) var outcomes: [String: Int] = [:]

        init(count: UInt64) { self.count = count }

        func next() -> UInt64? {
            guard started < count, failures < 5 else { return nil }
            started += 1
            return started - 1
        }

        func played(_ outcomes: [String]) { for outcome in outcomes { self.outcomes[outcome, default: 0] += 1 } }
        func failed() { failures += 1 }
    }

    /// Says at which act of which sequence shop and model parted, and what led there.
    struct Failure: Error, CustomStringConvertible {
        let seed: UInt64
        let history: [Act]
        let reason: any Error

        var description: String {
            "TORIOKI_SEED=\(seed) TORIOKI_SEQUENCES=1, act \(history.count): \(reason)\n"
                + history.enumerated().map { "  \($0 + 1). \($1)" }.joined(separator: "\n")
        }
    }

    private static func sequence(_ seed: UInt64, in shop: Shop, _ tally: Tally) async throws {
        var dice = SeededRandom(seed: seed)
        let start = Shop.start + .seconds(Int64.random(in: 0..<7 * 86_400, using: &dice))
        var stage = try await Stage(shop, at: start)
        let customers = [shop.customer] + (1...2).map(Crowd.customer)
        let length = Int.random(in: acts, using: &dice)
        var chance = Chance(dice: dice, customers: customers) { location in
            let now = shop.clock.now
            let until = Hours.of(location).until(3, from: now)
            return .init(
                id: ReservationID(location: location, unique: shop.effects.uniqueID(at: now)),
                pickupCode: shop.effects.pickupCode(), pickUpBy: until, readyBy: until)
        }
        var history: [Act] = []
        var outcomes: [String] = []
        do {
            for _ in 0..<length {
                let act = chance.act(in: stage.world)
                history.append(act)
                outcomes.append("\(act.name) \(try await stage.play(act))")
            }
            try await stage.compareAll()
            // That every event is readable is looked at once, when all are played.
            try await shop.expectProved()
        } catch {
            throw Failure(seed: seed, history: history, reason: error)
        }
        await tally.played(outcomes)
    }
}
