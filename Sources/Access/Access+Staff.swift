// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

extension Access {
    /// Adds an account; without a password nobody can sign in to it yet.
    ///
    /// Throws `Refusal.doesNotFit` when the login is taken, the name has no good length or a clerk has no store,
    /// `Busy`, and `DatabaseError`. Stores are kept for clerks only: the other roles see all of them.
    package func createStaff(
        login: Login, name: String, role: Role, locations: Set<LocationID> = [], password: NewPassword? = nil
    ) async throws -> StaffID {
        var kept = ""
        if let password { kept = try await passwordHash(password) }
        return try await createStaff(
            login: login, name: name, role: role, locations: locations, passwordHash: kept)
    }

    /// Computes what is kept of a password. Throws `Busy`.
    package func passwordHash(_ password: NewPassword) async throws -> String { try await hash(password.text) }

    /// Adds an account whose password hash was computed before; many accounts of a demonstration share one.
    package func createStaff(
        login: Login, name: String, role: Role, locations: Set<LocationID>, passwordHash: String
    ) async throws -> StaffID {
        try check(name: name, role: role, locations: locations)
        let member = StaffMember(
            id: StaffID(unique: effects.uniqueID()), login: login, name: name, role: role,
            locations: role.seesAllLocations ? [] : locations, isActive: true)
        guard try await database.count(AddStaff(member: member, passwordHash: passwordHash)) == 1 else {
            throw Refusal.doesNotFit("The login is taken.")
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
    package func setPassword(_ password: NewPassword, of staff: StaffID) async throws {
        let passwordHash = try await hash(password.text)
        var batch = Batch(name: "SetPassword")
        let set = batch.add(SetPassword(staff: staff, passwordHash: passwordHash, expected: nil))
        batch.add(EndSessions(staff: staff))
        let results = try await database.run(batch)
        cache.forgetAll()
        guard results.count(set) == 1 else { throw Refusal.notFound(.staff) }
    }

    /// Writes name, role and stores of an account; its open sessions have them within a second.
    ///
    /// Throws as `createStaff`, and `Refusal.notFound(.staff)`.
    package func change(
        _ staff: StaffID, name: String, role: Role, locations: Set<LocationID>
    ) async throws {
        try check(name: name, role: role, locations: locations)
        let kept = role.seesAllLocations ? [] : locations
        let count = try await database.count(ChangeStaff(staff: staff, name: name, role: role, locations: kept))
        cache.forgetAll()
        guard count == 1 else { throw Refusal.notFound(.staff) }
    }

    private func check(name: String, role: Role, locations: Set<LocationID>) throws(Refusal) {
        guard (1...Limits.nameCharacters).contains(name.unicodeScalars.count) else {
            throw Refusal.doesNotFit("A name has 1 to \(Limits.nameCharacters) characters.")
        }
        guard role.seesAllLocations || !locations.isEmpty else {
            throw Refusal.doesNotFit("A clerk works in one store at least.")
        }
    }

    /// Closes an account; all its sessions die with it. Closing it again changes nothing.
    ///
    /// Throws `Refusal.notFound(.staff)` and `DatabaseError`.
    package func deactivate(_ staff: StaffID) async throws {
        var batch = Batch(name: "CloseAccount")
        let closed = batch.add(CloseAccount(staff: staff))
        batch.add(EndSessions(staff: staff))
        let results = try await database.run(batch)
        cache.forgetAll()
        guard results.count(closed) == 1 else { throw Refusal.notFound(.staff) }
    }
}
