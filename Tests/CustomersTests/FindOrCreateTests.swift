// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Synchronization
import TestSupport
import Testing

@Suite("Finding a customer again")
struct FindOrCreateTests {
    @Test("A hundred reservations at once with one phone make one customer")
    func race() async throws {
        try await withCustomers { (customers: Customers) async throws in
            let draft = try CustomerDraft.of("山田花子", phone: "090-0000-0001", mail: "hanako@example.jp")
            let answers = try await withThrowingTaskGroup(of: (id: CustomerID, isNew: Bool).self) { group in
                for _ in 0..<100 { group.addTask { try await customers.findOrCreate(draft) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers.map(\.id)).count == 1)
            #expect(answers.filter(\.isNew).count == 1)
            let found = try #require(try await customers.find(answers[0].id))
            #expect(found.name == "山田花子")
            #expect(found.phone?.e164 == "+819000000001")
            #expect(found.mail?.text == "hanako@example.jp")
            #expect(found.identities.count == 2)
            #expect(try await customers.search("山田").count == 1)
        }
    }

    @Test("Drafts that share identities crosswise at once end without a deadlock and leave nobody nameless")
    func crosswise() async throws {
        try await withCustomers { (customers: Customers) async throws in
            for round in 0..<10 {
                let phones = (0..<3).map { "090-0000-1\(round)0\($0)" }
                let mails = (0..<3).map { "m\(round)-\($0)@example.jp" }
                let ids = try await withThrowingTaskGroup(of: CustomerID.self) { group in
                    for i in 0..<30 {
                        let draft = try CustomerDraft.of("花子", phone: phones[i % 3], mail: mails[(i / 3) % 3])
                        group.addTask { try await customers.findOrCreate(draft).id }
                    }
                    return try await group.reduce(into: Set()) { $0.insert($1) }
                }
                for id in ids { #expect(try await customers.find(id)?.identities.isEmpty == false) }
                for phone in phones {
                    let number = try #require(PhoneNumber(phone))
                    let owner = try #require(try await customers.find(phone: number))
                    #expect(ids.contains(owner.id))
                }
            }
        }
    }

    @Test("A known customer keeps the name and gains what nobody owns")
    func gains() async throws {
        try await withCustomers { (customers: Customers) async throws in
            let first = try await customers.findOrCreate(.of("山田花子", phone: "090-0000-0001"))
            let again = try await customers.findOrCreate(
                .of("ヤマダ", phone: "０９０ー００００ー０００１", mail: "Hanako@example.jp", externalID: "web-1"))
            #expect(first.isNew && !again.isNew && first.id == again.id)
            let found = try #require(try await customers.find(first.id))
            #expect(found.name == "山田花子")
            #expect(found.identities.map(\.kind) == [.external, .mail, .phone])
            let byMail = try await customers.findOrCreate(.of("花子", mail: "hanako@example.jp"))
            #expect(byMail.id == first.id && !byMail.isNew)
        }
    }

    @Test("The more trusted identity decides, and nobody's identity is taken away")
    func neverSteals() async throws {
        try await withCustomers { (customers: Customers) async throws in
            let a = try await customers.findOrCreate(.of("A", externalID: "web-a")).id
            let b = try await customers.findOrCreate(.of("B", phone: "090-0000-0002")).id
            let c = try await customers.findOrCreate(.of("C", mail: "c@example.jp")).id
            let all = try await customers.findOrCreate(
                .of("A", phone: "090-0000-0002", mail: "c@example.jp", externalID: "web-a"))
            #expect(all.id == a)
            let two = try await customers.findOrCreate(
                .of("B", phone: "090-0000-0002", mail: "c@example.jp", externalID: "web-b"))
            #expect(two.id == b)
            #expect(try await customers.find(a)?.identities.map(\.value) == ["web-a"])
            #expect(try await customers.find(b)?.identities.map(\.value) == ["web-b", "+819000000002"])
            #expect(try await customers.find(c)?.identities.map(\.value) == ["c@example.jp"])
        }
    }
}

@Suite("What finding a customer costs")
struct RoundTripTests {
    @Test("A known customer costs one read, a new one a batch more")
    func roundTrips() async throws {
        let names = Names()
        try await TestDatabase.with(
            observe: { if case .statementFinished(let name, _) = $0 { names.add(name) } },
            prepare: { _ = try await Migrator(database: $0).migrate() }
        ) { database in
            let customers = Customers(database: database, effects: .system)
            let draft = try CustomerDraft.of("山田花子", phone: "090-0000-0001", mail: "hanako@example.jp")
            names.clear()
            _ = try await customers.findOrCreate(draft)
            #expect(names.all == ["OwnersOfIdentities", "EnsureCustomer"])
            names.clear()
            _ = try await customers.findOrCreate(draft)
            #expect(names.all == ["OwnersOfIdentities"])
        }
    }
}

/// Gathers the names of the statements that had their answer.
private final class Names: Sendable {
    private let names = Mutex<[String]>([])

    var all: [String] { names.withLock { $0 } }
    func add(_ name: String) { names.withLock { $0.append(name) } }
    func clear() { names.withLock { $0 = [] } }
}
