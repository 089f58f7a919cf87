// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import ShopSupport
import Testing

@testable import Contact

@Suite("Experiments")
struct ExperimentTests {
    private func customers(_ count: Int) -> [CustomerID] {
        let effects = SetEffects(now: Shop.start, seed: 5).effects
        return (0..<count).map { _ in CustomerID(unique: effects.uniqueID()) }
    }

    @Test("A customer stays in one arm, the shares are right, another salt draws anew")
    func sticky() {
        let arms = [("chat", 0.2), ("human", 0.5), ("none", 0.3)].map { (name: $0.0, share: $0.1) }
        let (one, two) = (Experiment(salt: 1, arms: arms), Experiment(salt: 2, arms: arms))
        let customers = customers(20_000)
        var counts: [String: Int] = [:]
        var moved = 0
        for customer in customers {
            let arm = one.arm(of: customer)
            #expect(arm == one.arm(of: customer))
            counts[arm.arm, default: 0] += 1
            if two.arm(of: customer).arm != arm.arm { moved += 1 }
            #expect(abs(arm.probability - (arms.first { $0.name == arm.arm }?.share ?? 0)) < 1e-9)
        }
        // Five standard deviations of 20,000 draws are below 1.8 %.
        for arm in arms { #expect(abs(Double(counts[arm.name] ?? 0) / 20_000 - arm.share) < 0.018) }
        // Of two independent draws, 1 − (0.04 + 0.25 + 0.09) differ.
        #expect(abs(Double(moved) / 20_000 - 0.62) < 0.018)
    }

    @Test("The probability that is kept is that of the draw, also when shares do not add up to 1")
    func probability() {
        let short = Experiment(salt: 1, arms: [(name: "a", share: 0.2), (name: "b", share: 0.3)])
        let long = Experiment(salt: 1, arms: [(name: "a", share: 0.7), (name: "b", share: 0.7)])
        for (experiment, share) in [(short, ["a": 0.2, "b": 0.8]), (long, ["a": 0.7, "b": 0.3])] {
            let drawn = customers(5_000).map { experiment.arm(of: $0) }
            for (arm, probability) in share {
                let mine = drawn.filter { $0.arm == arm }
                #expect(mine.allSatisfy { abs($0.probability - probability) < 1e-9 })
                #expect(abs(Double(mine.count) / 5_000 - probability) < 0.03)
            }
        }
        #expect(Experiment(salt: 3, arms: []).arm(of: customers(1)[0]).arm == "human")
    }

    @Test("Who is held out gets no contact by rule, but always the one that is asked for")
    func holdout() async throws {
        let rows = [
            ContactPolicy(
                id: "asked", priority: 1, reason: "asked", whenAsked: true, withinMinutes: 15, retryMinutes: []),
            ContactPolicy(id: "all", priority: 2, reason: "all", withinMinutes: 60, retryMinutes: []),
        ]
        try await withShop(ShopPlan(contact: rows, arms: [(name: "none", share: 1)])) { shop in
            let held = try await shop.reserve([("A", 1)])
            #expect(held.contact == .notNeeded)
            #expect(held.experiment == Reservation.Experiment(arm: "none", salt: 7, probability: 1))
            let asked = try await shop.reserve([("A", 1)], wantsContact: true)
            #expect(asked.contact == .pending)
            #expect(try await shop.desk.history(of: asked.id).tasks.map(\.reasons) == [["asked"]])
        }
    }
}
