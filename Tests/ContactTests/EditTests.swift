// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@testable import Contact

@Suite("Rules changed by hand")
struct EditTests {
    private static let admin = Author.staff(StaffID(unique: UniqueID(high: 9, low: 9)), .admin)

    private static func period(_ day: Int, _ opens: Int, _ closes: Int) throws -> OpeningPeriod {
        try #require(OpeningPeriod(day: day, opens: opens, closes: closes))
    }

    @Test("A week of windows overlaps nowhere, ends at midnight and has one weekday at least")
    func windows() throws {
        let (morning, late) = (try Self.period(1, 600, 720), try Self.period(1, 1_200, 1_440))
        let shut = try Self.period(1, 0, 0)
        #expect(CallableWindows.fault(in: [late, morning]) == nil)
        #expect(CallableWindows.fault(in: [morning, try Self.period(1, 719, 800)]) == .overlap)
        #expect(CallableWindows.fault(in: [morning, try Self.period(1, 600, 600)]) == .overlap)
        #expect(CallableWindows.fault(in: [morning, try Self.period(2, 1_200, 1_441)]) == .pastMidnight)
        #expect(CallableWindows.fault(in: []) == .never)
        #expect(CallableWindows.fault(in: [shut]) == .never)
        #expect(CallableWindows.fault(in: [try Self.period(8, 600, 720)]) == .never)
    }

    @Test("Arms have names of their own and shares of 100 % together")
    func arms() {
        func fault(_ arms: [(String, Int)]) -> Experiment.Fault? {
            Experiment.fault(in: arms.map { Experiment.Arm(name: $0.0, perMille: $0.1) })
        }
        #expect(fault([("human", 875), ("none", 125)]) == nil)
        #expect(fault([("human", 1_000), ("none", 0)]) == nil)
        #expect(fault([("human", 875), ("none", 124)]) == .sum)
        #expect(fault([]) == .sum)
        #expect(fault([("human", 1_001), ("none", -1)]) == .share)
        #expect(fault([("human", 500), ("human", 500)]) == .twice)
        #expect(fault([("Human", 1_000)]) == .name)
        #expect(fault([("", 1_000)]) == .name)
    }

    @Test("A policy is refused for what is out of its bounds")
    func policies() throws {
        func policy(
            reason: String = "r", priority: Int = 1, minTotal: Int? = nil, within: Int = 1, retry: [Int] = []
        ) -> ContactPolicy {
            ContactPolicy(
                id: "p", priority: priority, reason: reason, minTotal: minTotal, withinMinutes: within,
                retryMinutes: retry)
        }
        try policy().check()
        for wrong in [
            policy(reason: ""), policy(reason: "お得意様"), policy(priority: 0), policy(minTotal: 0), policy(within: 0),
            policy(within: 20_161), policy(retry: [0]), policy(retry: Array(repeating: 1, count: 11)),
        ] {
            #expect(throws: Refusal.self, "\(wrong)") { try wrong.check() }
        }
    }

    @Test("Two who begin an experiment at once get two salts, or one is told; no salt has arms of both")
    func raced() async throws {
        try await withShop(ShopPlan(arms: [(name: "human", share: 1)])) { shop in
            let running = Experiment.Arm.list(try await shop.desk.arms())
            let seen = Facts(arms: running, salt: 7).edition
            func begin(_ none: Int, _ seen: Int?) async throws -> Bool {
                do {
                    try await shop.desk.begin(
                        [
                            Experiment.Arm(name: "human", perMille: 1_000 - none),
                            Experiment.Arm(name: "none", perMille: none),
                        ], Edit(by: Self.admin, seen: seen))
                    return true
                } catch Refusal.stale {
                    return false
                }
            }
            async let one = begin(100, seen)
            async let two = begin(200, seen)
            let taken = try await [one, two]
            #expect(taken.filter(\.self).count == 1)
            async let three = begin(300, nil)
            async let four = begin(400, nil)
            let both = try await [three, four]
            #expect(both == [true, true])
            let arms = try await shop.desk.arms()
            #expect(arms.map(\.salt) == [10, 10])
            #expect(arms.reduce(0) { $0 + $1.share } == 1)
            let changes = try await shop.database.run(ListChanges(kind: .experiment, limit: 9))
            #expect(changes.count == 3 && changes.allSatisfy { $0.author == Self.admin.description })
        }
    }

    @Test("Of two who change one policy with the same in sight, one is told what has become of it")
    func stale() async throws {
        let policy = ContactPolicy(
            id: "all", priority: 5, reason: "all", withinMinutes: 60, retryMinutes: [30])
        try await withShop(ShopPlan(contact: [policy])) { shop in
            func keep(_ priority: Int, _ edit: Edit) async throws {
                try await shop.desk.keep(
                    ContactPolicy(
                        id: "all", priority: priority, reason: "all", withinMinutes: 60, retryMinutes: [30]), edit)
            }
            let edit = Edit(by: Self.admin, seen: policy.facts.edition)
            try await keep(6, edit)
            try await keep(6, edit)
            await #expect(throws: Refusal.self) { try await keep(7, edit) }
            await #expect(throws: Refusal.notFound(.route)) {
                try await shop.desk.keep(
                    ContactPolicy(
                        id: "none", priority: 1, reason: "all", withinMinutes: 60, retryMinutes: []),
                    Edit(by: Self.admin))
            }
            let changes = try await shop.database.run(ReadHistory(of: "all", [.contactPolicy], limit: 9))
            #expect(changes.map(\.differences) == [[.init(name: "priority", from: "5", to: "6")]])
            // What is kept of a refused edit is nothing: the policy, and no change.
            #expect(try await shop.database.run(ReadContactPolicies()).map(\.priority) == [6])
        }
    }
}
