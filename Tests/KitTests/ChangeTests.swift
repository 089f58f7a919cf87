// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@Suite("Facts and changes")
struct ChangeTests {
    @Test("The edition is another one for every other list of facts, and the same for the same")
    func edition() {
        let lists: [Facts] = [
            [:], ["a": nil], ["a": ""], ["a": "b"], ["b": "a"], ["a": "b", "c": nil], ["a": "b", "c": "d"],
            ["c": "d", "a": "b"], ["ab": ""], ["a": "bc", "": "d"], ["a": "b\u{0}c", "d": nil],
        ]
        #expect(Set(lists.map(\.edition)).count == lists.count)
        let again: Facts = ["a": "b", "c": "d"]
        #expect(again.edition == lists[6].edition && again.edition > 0)
    }

    @Test("What differs is told in the order of what is now, then what is gone")
    func differences() {
        let before: Facts = ["name": "店", "phone": "1", "kana": nil, "old": "x"]
        let after: Facts = ["kana": "ミセ", "name": "店", "phone": nil]
        let told = before.differences(to: after).map { "\($0.name):\($0.from ?? "-")>\($0.to ?? "-")" }
        #expect(told == ["kana:->ミセ", "phone:1>-", "old:x>-"])
        #expect(before.differences(to: before).isEmpty)
    }

    @Test("An edit of what has changed meanwhile is refused, one that changes nothing is no change")
    func edits() throws {
        let effects = SetEffects(now: Instant(seconds: 1_800_000_000), seed: 1).effects
        let (before, after): (Facts, Facts) = (["price": "100"], ["price": "120"])
        let edit = Edit(by: .duty("test"), seen: before.edition)
        let change = try #require(try edit.change(.goods, "A", from: before, to: after, effects))
        #expect(change.differences == [.init(name: "price", from: "100", to: "120")])
        #expect(change.act == .changed && change.author == "duty:test" && change.at == effects.now())
        let late = Edit(by: .duty("test"), seen: after.edition)
        #expect(throws: Refusal.stale(current: before.edition)) {
            try late.change(.goods, "A", from: before, to: after, effects)
        }
        #expect(throws: Refusal.stale(current: before.edition)) {
            try late.removal(.goods, "A", of: before, effects)
        }
        // The same once more, as a form sent twice has it.
        let same = try late.change(.goods, "A", from: before, to: before, effects)
        #expect(same == nil)
        let blind = try Edit(by: .customer).change(.goods, "A", from: before, to: after, effects)
        #expect(blind != nil)
    }

    @Test("Changes are read as they were written, the newest first, within a span of time")
    func kept() async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            let clock = SetEffects(now: Instant(seconds: 1_800_000_000), seed: 1)
            var written: [Change] = []
            for (kind, act) in zip(Change.Kind.allCases, Change.Act.allCases + Change.Act.allCases) {
                written.append(
                    Change(
                        kind, "髙\"'<\(kind.rawValue)", act, by: .customer, effects: clock.effects,
                        from: ["a": "\u{1F600}\n\"", "b": nil], to: ["a": "", "b": "2"]))
                clock.advance(by: .seconds(1))
            }
            _ = try await database.count(WriteChanges(written))
            let all = try await database.run(ListChanges(limit: 99))
            #expect(all == written.reversed())
            let span = try await database.run(
                ListChanges(
                    from: Change.firstID(at: written[2].at), before: Change.firstID(at: written[4].at), limit: 99))
            #expect(span == [written[3], written[2]])
            let rest = try await database.run(ListChanges(before: written[1].id, limit: 99))
            #expect(rest == [written[0]])
            let history = try await database.run(ReadHistory(of: written[5].subject, [written[5].kind], limit: 9))
            #expect(history == [written[5]])
            let none = try await database.run(ReadHistory(of: written[5].subject, [.holiday], limit: 9))
            #expect(none.isEmpty)
        }
    }
}
