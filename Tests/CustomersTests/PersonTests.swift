// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Customers

@Suite("Who is who")
struct PersonTests {
    private static let staff = Author.staff(StaffID(unique: UniqueID(high: 1, low: 1)), .agent)

    @Test("A hundred at once with one id of one shop make one record; without an id each is a record of its own")
    func race() async throws {
        try await withCustomers { (customers: Customers) async throws in
            let named = try CustomerDraft.of("山田花子", phone: "090-0000-0001", externalID: "web-1", issuer: "shop:web")
            let answers = try await withThrowingTaskGroup(of: (id: CustomerID, isNew: Bool).self) { group in
                for _ in 0..<100 { group.addTask { try await customers.keep(named) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.id)).count == 1 && answers.filter(\.isNew).count == 1)
            let typed = try CustomerDraft.of("山田花子", phone: "090-0000-0001", mail: "hanako@example.jp")
            let first = try await customers.keep(typed)
            let second = try await customers.keep(typed)
            #expect(first.isNew && second.isNew && first.id != second.id)
            let other = try await customers.keep(.of("別の店", externalID: "web-1", issuer: "shop:other"))
            #expect(other.isNew)
        }
    }

    @Test("What somebody types is nobody's proof: no record gains anything by another's")
    func gainsNothing() async throws {
        try await withCustomers { (customers: Customers) async throws in
            let victim = try await customers.keep(.of("佐藤 彩", phone: "090-0000-7001")).id
            _ = try await customers.keep(.of("ある 人", phone: "090-0000-7001", mail: "stranger@example.com"))
            let found = try #require(try await customers.find(victim))
            #expect(found.identities.map(\.value) == ["+819000007001"] && found.mail == nil)
            #expect(found.identities.allSatisfy { !$0.isProved })
            #expect(try await customers.person(of: victim).map(\.id) == [victim])
            #expect(try await customers.matches(of: [found]).map(\.name) == ["ある 人"])
        }
    }

    @Test("Two records whose owner has proved one address are one person; a third that merely gave it is not")
    func proof() async throws {
        try await withCustomers { (customers: Customers) async throws in
            let mail = ContactAddress(kind: .mail, value: "hanako@example.jp")
            var ids: [CustomerID] = []
            for name in ["山田花子", "花子", "ハナコ"] {
                ids.append(try await customers.keep(.of(name, mail: mail.value)).id)
            }
            try await customers.prove(mail, of: ids[0], by: "link")
            #expect(try await customers.person(of: ids[0]).count == 1)
            try await customers.prove(mail, of: ids[1], by: "link")
            try await customers.prove(mail, of: ids[1], by: "link")
            #expect(Set(try await customers.person(of: ids[1]).map(\.id)) == [ids[0], ids[1]])
            #expect(try await customers.areProved(ids.map { ($0, mail) }) == [true, true, false])
            #expect(try await customers.person(of: ids[2]).count == 1)
            // A person has parted them: the next proof joins nothing.
            try await customers.part(ids[1], by: Self.staff)
            try await customers.prove(mail, of: ids[2], by: "link")
            #expect(Set(try await customers.person(of: ids[2]).map(\.id)) == [ids[0], ids[2]])
            #expect(try await customers.person(of: ids[1]).count == 1)
        }
    }

    @Test("An address that is not the record's is not proved by anything")
    func foreign() async throws {
        try await withCustomers { (customers: Customers) async throws in
            let id = try await customers.keep(.of("山田花子", mail: "hanako@example.jp")).id
            let foreign = ContactAddress(kind: .mail, value: "x@example.jp")
            try await customers.prove(foreign, of: id, by: "link")
            #expect(try await customers.areProved([(id, foreign)]) == [false])
        }
    }

    @Test("Staff join, part, undo and correct; each leaves who did it, and what has moved on since is not undone")
    func byHand() async throws {
        try await withCustomers { (customers: Customers, clock: SetEffects) async throws in
            var ids: [CustomerID] = []
            for name in ["一", "二", "三"] {
                ids.append(try await customers.keep(.of(name, phone: "090-0000-000\(ids.count)")).id)
                clock.advance(by: .seconds(1))
            }
            func persons() async throws -> [CustomerID] {
                var found: [CustomerID] = []
                for id in ids { found.append(try #require(try await customers.find(id)).person) }
                return found
            }
            try await customers.join(ids[2], ids[1], by: Self.staff)
            clock.advance(by: .seconds(1))
            try await customers.join(ids[1], ids[0], by: Self.staff)
            #expect(try await persons() == [ids[0], ids[0], ids[0]])
            let joined = try #require(try await customers.history(of: ids).first)
            #expect(joined.act == .joined && joined.author == Self.staff.description)
            clock.advance(by: .seconds(1))
            try await customers.undo(joined.id, by: Self.staff)
            #expect(try await persons() == [ids[0], ids[1], ids[1]])
            await #expect(throws: Refusal.doesNotFit("change")) {
                try await customers.undo(joined.id, by: Self.staff)
            }
            clock.advance(by: .seconds(1))
            // The one that names the person goes: the oldest of the rest names it.
            try await customers.part(ids[1], by: Self.staff)
            #expect(try await persons() == [ids[0], ids[1], ids[2]])
            clock.advance(by: .seconds(1))
            let parted = try #require(try await customers.history(of: ids).first)
            try await customers.undo(parted.id, by: Self.staff)
            #expect(try await persons() == [ids[0], ids[1], ids[1]])
            let nobody = CustomerID(unique: UniqueID(high: 9, low: 9))
            await #expect(throws: Refusal.doesNotFit("with")) {
                try await customers.join(ids[0], nobody, by: Self.staff)
            }
            await #expect(throws: Refusal.notFound(.customer)) {
                try await customers.join(nobody, ids[0], by: Self.staff)
            }

            let before = try #require(try await customers.find(ids[0]))
            try await customers.correct(ids[0], Edit(by: Self.staff, seen: before.facts.edition)) { customer in
                var correction = CustomerCorrection(of: customer)
                correction.name = PersonName(stored: "壱")
                correction.removed = customer.identities
                correction.added = [ContactAddress(kind: .mail, value: "ichi@example.jp")]
                return correction
            }
            let after = try #require(try await customers.find(ids[0]))
            #expect(after.name == "壱" && after.phone == nil && after.mail?.text == "ichi@example.jp")
            #expect(after.identities.map(\.isProved) == [false])
            await #expect(throws: Refusal.stale(current: after.facts.edition)) {
                try await customers.correct(ids[0], Edit(by: Self.staff, seen: before.facts.edition)) {
                    CustomerCorrection(of: $0)
                        .named("零")
                }
            }
        }
    }

    @Test("Joining and parting in any order keeps pointers flat, and undoing the last one brings back what was before")
    func flat() throws {
        for seed in UInt64(1)...300 {
            var dice = SeededRandom(seed: seed)
            var records = PersonRecords(
                records: (0..<6).map { n in
                    let id = CustomerID(unique: UniqueID(high: 0, low: UInt64(n + 1)))
                    return .init(
                        id: id, person: id, isApart: false,
                        createdAt: Instant(seconds: Int64.random(in: 0..<9, using: &dice)))
                })
            for _ in 0..<20 {
                let ids = records.records.map(\.id)
                let (a, b) = (ids.randomElement(using: &dice) ?? ids[0], ids.randomElement(using: &dice) ?? ids[0])
                let isJoin = Bool.random(using: &dice)
                let moves = try #require(isJoin ? records.joining(a, b, isByHand: true) : records.parting(a))
                let before = records
                records = records.after(moves)
                #expect(records.isFlat, "seed \(seed)")
                if isJoin { #expect(records[a]?.person == records[b]?.person, "seed \(seed)") }
                let change = Change(
                    .customer, a.description, isJoin ? .joined : .parted, by: Self.staff, effects: .system,
                    from: Facts(moves.map { ($0.record.description, $0.from.description) }),
                    to: Facts(moves.map { ($0.record.description, $0.to.description) }))
                let back = try #require(records.undoing(change), "seed \(seed)")
                let undone = records.after(back)
                #expect(undone.records.map(\.person) == before.records.map(\.person), "seed \(seed)")
            }
        }
    }
}

extension PersonRecords {
    fileprivate func after(_ moves: [Move]) -> PersonRecords {
        PersonRecords(
            records: records.map { record in
                guard let move = moves.first(where: { $0.record == record.id }) else { return record }
                return Record(id: record.id, person: move.to, isApart: move.isApart, createdAt: record.createdAt)
            })
    }

    /// Whether nobody points to a record that points to another.
    fileprivate var isFlat: Bool { records.allSatisfy { self[$0.person]?.person == $0.person } }
}

extension CustomerCorrection {
    fileprivate func named(_ name: String) -> CustomerCorrection {
        var copy = self
        copy.name = PersonName(stored: name)
        return copy
    }
}
