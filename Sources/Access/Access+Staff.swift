// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Each of these leaves a `Change` in its transaction: who did it, and what is different now; never a password.
extension Access {
    /// Adds an account; without a password nobody can sign in to it yet.
    ///
    /// Throws `Refusal.doesNotFit` when the login is taken, the name has no good length or a clerk has no store,
    /// `Busy`, and `DatabaseError`. Stores are kept for clerks only: the other roles see all of them.
    package func createStaff(
        login: Login, name: String, role: Role, locations: Set<LocationID> = [], password: NewPassword? = nil,
        by author: Author = Access.command
    ) async throws -> StaffID {
        var kept = ""
        if let password { kept = try await passwordHash(password) }
        return try await createStaff(
            login: login, name: name, role: role, locations: locations, passwordHash: kept, by: author)
    }

    /// Is the author of what whoever runs the service does at its command line.
    package static let command = Author.duty("command")

    /// Computes what is kept of a password. Throws `Busy`.
    package func passwordHash(_ password: NewPassword) async throws -> String { try await hash(password.text) }

    /// Adds an account whose password hash was computed before; many accounts of a demonstration share one.
    package func createStaff(
        login: Login, name: String, role: Role, locations: Set<LocationID>, passwordHash: String,
        by author: Author = Access.command
    ) async throws -> StaffID {
        try check(name: name, role: role, locations: locations)
        let member = StaffMember(
            id: StaffID(unique: effects.uniqueID()), login: login, name: name, role: role,
            locations: role.seesAllLocations ? [] : locations, isActive: true)
        try await changes.edit(.staff, "\(member.id)", Edit(by: author), named: "AddStaff") { edit in
            guard try await edit.transaction.count(AddStaff(member: member, passwordHash: passwordHash)) == 1 else {
                throw Refusal.doesNotFit("The login is taken.")
            }
            return .changed(from: nil, to: member.facts)
        }
        return member.id
    }

    /// Reads all accounts, closed ones too, in order of login.
    package func staff() async throws(DatabaseError) -> [StaffMember] { try await database.run(ListStaff()) }

    package func find(_ staff: StaffID) async throws(DatabaseError) -> StaffMember? {
        try await database.first(FindStaff(id: staff))
    }

    /// Sets a password and ends all sessions of the person: whoever was in by the old one is out.
    ///
    /// Throws `Refusal.notFound(.staff)`, `Busy` and `DatabaseError`.
    package func setPassword(
        _ password: NewPassword, of staff: StaffID, by author: Author = Access.command
    ) async throws {
        let passwordHash = try await hash(password.text)
        try await act(.passwordSet, on: staff, by: author) { _, batch in
            batch.add(SetPassword(staff: staff, passwordHash: passwordHash, expected: nil))
            batch.add(EndSessions(staff: staff))
        }
    }

    /// Ends all sessions of a person, for an administrator or after a theft.
    ///
    /// Throws `Refusal.notFound(.staff)` and `DatabaseError`.
    package func endSessions(of staff: StaffID, by author: Author = Access.command) async throws {
        try await act(.sessionsEnded, on: staff, by: author) { _, batch in batch.add(EndSessions(staff: staff)) }
    }

    /// Writes name, role and stores of an account; its open sessions have them within a second.
    ///
    /// Throws as `createStaff`, `Refusal.notFound(.staff)`, and `stale` when the account has changed since the author saw
    /// it.
    package func change(
        _ staff: StaffID, name: String, role: Role, locations: Set<LocationID>, _ edit: Edit
    ) async throws {
        try check(name: name, role: role, locations: locations)
        try await changes.edit(.staff, "\(staff)", edit, named: "ChangeStaff") { edit in
            guard let before = try await edit.transaction.first(LockStaff(id: staff)) else {
                throw Refusal.notFound(.staff)
            }
            let after = before.changed(name: name, role: role, locations: locations)
            edit.statements.add(ChangeStaff(staff: staff, name: name, role: role, locations: after.locations))
            return .changed(from: before.facts, to: after.facts)
        }
        cache.forgetAll()
    }

    /// Closes an account; all its sessions die with it. Closing it again changes nothing.
    ///
    /// Throws `Refusal.notFound(.staff)` and `DatabaseError`.
    package func deactivate(_ staff: StaffID, by author: Author = Access.command) async throws {
        try await act(.closed, on: staff, by: author) { member, batch in
            guard member.isActive else { return }
            batch.add(CloseAccount(staff: staff))
            batch.add(EndSessions(staff: staff))
        }
    }

    /// Does something to an account whose row is locked; nothing where the body adds nothing.
    private func act(
        _ act: Change.Act, on staff: StaffID, by author: Author,
        _ add: @Sendable (StaffMember, inout Batch) -> Void
    ) async throws {
        try await changes.edit(.staff, "\(staff)", Edit(by: author), named: "Staff.\(act.rawValue)") { edit in
            guard let member = try await edit.transaction.first(LockStaff(id: staff)) else {
                throw Refusal.notFound(.staff)
            }
            add(member, &edit.statements)
            return edit.statements.isEmpty ? .nothing : .did(act)
        }
        cache.forgetAll()
    }

    var changes: Changes { Changes(in: database, effects: effects) }

    private func check(name: String, role: Role, locations: Set<LocationID>) throws(Refusal) {
        guard (1...Limits.nameCharacters).contains(name.unicodeScalars.count) else {
            throw Refusal.doesNotFit("A name has 1 to \(Limits.nameCharacters) characters.")
        }
        guard role.seesAllLocations || !locations.isEmpty else {
            throw Refusal.doesNotFit("A clerk works in one store at least.")
        }
    }
}
