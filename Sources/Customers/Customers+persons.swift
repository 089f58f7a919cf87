// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Who is who: proofs, joining, parting, correcting. Each leaves a `Change` and can be taken back.
extension Customers {
    /// Reads the person to whom a record belongs: every record, the oldest id first; empty when it is not there.
    ///
    /// - Parameter seen: where a record must have reserved to be seen; nil for anywhere or nowhere.
    package func person(of id: CustomerID, seenAt seen: [String]? = nil) async throws(DatabaseError) -> [Customer] {
        guard let person = try await database.first(ReadPersons(ids: [id])) else { return [] }
        return try await database.run(FindRecordsOfPersons(persons: [person], seen: seen))
    }

    /// Lists the records of everybody else who has given an address of these records, proved or not.
    package func matches(
        of records: [Customer], seenAt seen: [String]? = nil
    ) async throws(DatabaseError) -> [Customer] {
        guard !records.isEmpty else { return [] }
        return try await database.run(
            FindMatches(records: records.map(\.id), seen: seen, limit: Limits.customersPerSearch))
    }

    /// Tells which of some addresses are proved to be their customers'.
    package func areProved(
        _ asked: [(customer: CustomerID, address: ContactAddress)]
    ) async throws(DatabaseError) -> [Bool] {
        guard !asked.isEmpty else { return [] }
        let proved = Set(try await database.run(ReadProofs(asked)))
        return asked.indices.map { proved.contains($0) }
    }

    /// Keeps that a customer's address is proved, and joins the record to a person who has proved the same address,
    /// unless somebody has parted them. Asked again it does nothing.
    ///
    /// - Parameter prover: `link` where a letter's link was acted on, else who vouches.
    package func prove(_ address: ContactAddress, of customer: CustomerID, by prover: String) async throws {
        // Most links are acted on more than once; only the first one writes.
        if try await areProved([(customer, address)])[0] { return }
        try await database.transaction { transaction in
            let proof = ProveAddress(customer: customer, address: address, at: effects.now(), prover: prover)
            guard try await transaction.first(proof) != nil,
                let owner = try await transaction.first(FindProvedOwner(address: address, customer: customer))
            else { return }
            let records = try await lock([customer, owner], transaction)
            guard let own = records[customer], !own.isApart,
                let moves = records.joining(customer, owner, isByHand: false)
            else { return }
            try await write(moves, .joined, by: .duty("proof"), transaction)
        }
    }

    /// Joins the persons of two records into one. Throws `notFound(customer)`, and `doesNotFit` where the other is not there.
    package func join(_ a: CustomerID, _ b: CustomerID, by author: Author) async throws {
        try await database.transaction { transaction in
            let records = try await lock([a, b], transaction)
            guard records[a] != nil else { throw Refusal.notFound(.customer) }
            guard let moves = records.joining(a, b, isByHand: true) else { throw Refusal.doesNotFit("with") }
            try await write(moves, .joined, by: author, transaction)
        }
    }

    /// Parts a record from its person; from then on only somebody of the chain joins it again. Throws `notFound(customer)`.
    package func part(_ id: CustomerID, by author: Author) async throws {
        try await database.transaction { transaction in
            let records = try await lock([id], transaction)
            guard let moves = records.parting(id) else { throw Refusal.notFound(.customer) }
            guard records.records.count > 1 else { return }
            try await write(moves, .parted, by: author, transaction)
        }
    }

    /// Takes a joining or a parting back. Throws `doesNotFit` where there is no such change of a customer, and where the
    /// records have moved on since.
    package func undo(_ change: UniqueID, by author: Author) async throws {
        try await database.transaction { transaction in
            guard let done = try await transaction.first(ReadCustomerChange(id: change)),
                done.act == .joined || done.act == .parted
            else { throw Refusal.doesNotFit("change") }
            let records = try await lock(Array(done.customers), transaction)
            guard let moves = records.undoing(done) else { throw Refusal.doesNotFit("change") }
            try await write(moves, .undone, by: author, transaction)
        }
    }

    /// Tells whether every record that a joining or a parting moved is where it was before.
    package func isTakenBack(_ change: UniqueID) async throws(DatabaseError) -> Bool {
        guard let done = try await database.first(ReadCustomerChange(id: change)) else { return false }
        let known = try await find(done.customers)
        return done.differences.allSatisfy { difference in
            guard let id = CustomerID(difference.name), let record = known[id] else { return false }
            return record.person.description == difference.from
        }
    }

    /// Corrects what a record says. Throws `notFound(customer)` and `stale`.
    package func correct(
        _ id: CustomerID, _ edit: Edit, _ correction: @Sendable (Customer) throws -> CustomerCorrection
    ) async throws {
        let effects = effects
        let changes = Changes(in: database, effects: effects)
        try await changes.edit(.customer, id.description, edit, named: "CorrectCustomer") { edit in
            guard let before = try await edit.transaction.first(LockCustomer(id: id)) else {
                throw Refusal.notFound(.customer)
            }
            let correction = try correction(before)
            guard correction.note.unicodeScalars.count <= Limits.noteCharacters else {
                throw Refusal.doesNotFit("note")
            }
            edit.statements.add(CorrectCustomer(id: id, correction: correction))
            for identity in correction.removed {
                edit.statements.add(RemoveIdentity(customer: id, identity: identity))
            }
            if !correction.added.isEmpty {
                let added = correction.added.map {
                    CustomerIdentity(
                        kind: $0.kind == .phone ? .phone : .mail, issuer: "", value: $0.value, addedAt: effects.now(),
                        provedAt: nil, provedBy: "")
                }
                edit.statements.add(InsertIdentities(added, of: id))
            }
            return .changed(from: before.facts, to: correction.facts(before))
        }
    }

    /// Reads what was changed of records, the newest first.
    package func history(of records: [CustomerID]) async throws(DatabaseError) -> [Change] {
        var all: [Change] = []
        for id in records.prefix(Limits.customersPerSearch) {
            let found = try await database.run(ReadHistory(of: id.description, [.customer], limit: Limits.historyRows))
            // What both sides of a parting tell is told once where they are one person again.
            all += found.filter { new in
                !all.contains { $0.at == new.at && $0.act == new.act && $0.differences == new.differences }
            }
        }
        return Array(all.sorted { $1.id < $0.id }.prefix(Limits.historyRows))
    }

    /// Tells which joinings and partings of a history can be taken back, as the records stand now.
    package func undoable(_ changes: [Change]) async throws(DatabaseError) -> Set<UniqueID> {
        let moved = changes.filter { $0.act == .joined || $0.act == .parted }
        let known = try await find(moved.reduce(into: Set()) { $0.formUnion($1.customers) })
        let records = PersonRecords(
            records: known.values.map {
                .init(id: $0.id, person: $0.person, isApart: $0.isApart, createdAt: $0.createdAt)
            })
        return Set(moved.filter { records.undoing($0) != nil }.map(\.id))
    }

    /// Locks the persons of records. Where one was joined between the look and the lock, looks again.
    private func lock(_ ids: [CustomerID], _ transaction: Transaction) async throws(DatabaseError) -> PersonRecords {
        for _ in 0..<3 {
            let persons = try await transaction.run(ReadPersons(ids: ids))
            let records = PersonRecords(records: try await transaction.run(LockPersons(persons: persons)))
            let isWhole = ids.allSatisfy { id in
                guard let record = records[id] else { return !persons.contains(id) }
                return persons.contains(record.person)
            }
            if isWhole { return records }
        }
        throw DatabaseError(kind: .unavailable, statement: LockPersons.name)
    }

    private func write(
        _ moves: [PersonRecords.Move], _ act: Change.Act, by author: Author, _ transaction: Transaction
    ) async throws(DatabaseError) {
        guard let first = moves.first else { return }
        var subjects = [(moves.first { $0.from != $0.to } ?? first).record]
        // Who was one person and is two reads of it on either's page.
        if act != .joined {
            subjects += Set(moves.flatMap { [$0.from, $0.to] }).subtracting(subjects).sorted { $0.unique < $1.unique }
        }
        var batch = Batch(name: "MovePersons")
        batch.add(MovePointers(moves: moves))
        batch.add(
            WriteChanges(
                subjects.map { subject in
                    Change(
                        .customer, subject.description, act, by: author, effects: effects,
                        from: Facts(moves.map { ($0.record.description, $0.from.description) }),
                        to: Facts(moves.map { ($0.record.description, $0.to.description) }))
                }))
        _ = try await transaction.finish(batch)
    }
}

extension Change {
    /// The customers whom a joining, a parting or the taking back of either names.
    package var customers: Set<CustomerID> {
        Set(differences.flatMap { [$0.name, $0.from ?? "", $0.to ?? ""] }.compactMap { CustomerID($0) })
    }
}

/// What somebody of the chain makes of a record: its words, and the addresses that go and come.
package struct CustomerCorrection: Sendable {
    package var name: PersonName
    package var kana: PersonName?
    package var language: Language
    package var note: String
    package var removed: [CustomerIdentity] = []
    package var added: [ContactAddress] = []

    /// Starts from a record as it stands.
    package init(of customer: Customer) {
        name = PersonName(stored: customer.name)
        kana = customer.kana.isEmpty ? nil : PersonName(stored: customer.kana)
        language = customer.language
        note = customer.note
    }

    func facts(_ before: Customer) -> Facts {
        let kept = before.identities.filter { !removed.contains($0) }
        return Customer.facts(
            name: name.text, kana: kana?.text ?? "", language: language, note: note,
            phones: kept.values(.phone) + added.filter { $0.kind == .phone }.map(\.value),
            mails: kept.values(.mail) + added.filter { $0.kind == .mail }.map(\.value),
            externals: kept.values(.external))
    }
}

extension Customer {
    /// What a correction compares and the history tells.
    package var facts: Facts {
        Customer.facts(
            name: name, kana: kana, language: language, note: note, phones: identities.values(.phone),
            mails: identities.values(.mail), externals: identities.values(.external))
    }

    fileprivate static func facts(
        name: String, kana: String, language: Language, note: String, phones: [String], mails: [String],
        externals: [String]
    ) -> Facts {
        [
            "name": name, "kana": kana, "language": language.rawValue, "note": note,
            "phone": Set(phones).sorted().joined(separator: " "), "mail": Set(mails).sorted().joined(separator: " "),
            "external_id": Set(externals).sorted().joined(separator: " "),
        ]
    }
}

extension [CustomerIdentity] {
    fileprivate func values(_ kind: CustomerIdentity.Kind) -> [String] { filter { $0.kind == kind }.map(\.value) }
}
