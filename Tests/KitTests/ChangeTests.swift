// SPDX-License-Identifier: Apache-2.0
import PQ
import TestSupport
import Testing

@testable import Kit

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
            try late.change(.goods, "A", from: before, to: nil, effects)
        }
        // The same once more, as a form sent twice has it.
        let same = try late.change(.goods, "A", from: before, to: before, effects)
        #expect(same == nil)
        // What was not there before was seen by nobody; what is gone is gone.
        let added = try late.change(.goods, "A", from: nil, to: after, effects)
        let removed = try edit.change(.goods, "A", from: before, to: nil, effects)
        #expect(added?.act == .added && removed?.act == .removed)
        let neither = try late.change(.goods, "A", from: nil, to: nil, effects)
        #expect(neither == nil)
        let blind = try Edit(by: .customer).change(.goods, "A", from: before, to: after, effects)
        #expect(blind != nil)
    }

    @Test("An edit writes what it changes with its change, and nothing where nothing changes or it comes too late")
    func edited() async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            let clock = SetEffects(now: Instant(seconds: 1_800_000_000), seed: 1)
            let changes = Changes(in: database, effects: clock.effects)
            let keep = Keyed<Void>(client: "c", key: "k", fingerprint: []) { Answered(status: 200, body: "") }
            func edit(_ seen: Int?, _ outcome: Changes.Outcome) async throws {
                try await changes.edit(.goods, "A", Edit(by: .customer, seen: seen), named: "Try") { edit in
                    edit.statements.add(keep.keep((), location: "*", at: clock.effects.now()))
                    return outcome
                }
            }
            func written() async throws -> (things: Bool, changes: [Change.Act]) {
                let told = try await database.run(ReadHistory(of: "A", [.goods], limit: 10)).map(\.act)
                return (try await keep.before(in: database) != nil, told)
            }
            let (before, after): (Facts, Facts) = (["price": "100"], ["price": "120"])
            try await edit(nil, .nothing)
            try await edit(nil, .changed(from: before, to: before))
            await #expect(throws: Refusal.stale(current: before.edition)) {
                try await edit(after.edition, .changed(from: before, to: after))
            }
            let nothing = try await written()
            #expect(!nothing.things && nothing.changes.isEmpty)
            try await edit(before.edition, .changed(from: before, to: after))
            let something = try await written()
            #expect(something.things && something.changes == [.changed])
            _ = try await database.run(ForgetKey(client: "c", key: "k"))
            clock.advance(by: .seconds(1))
            try await edit(nil, .did(.closed))
            #expect(try await written().changes == [.closed, .changed])
        }
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
