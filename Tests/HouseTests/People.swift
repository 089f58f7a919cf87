// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Reservations
import ShopSupport

@testable import Access
@testable import torioki

/// Holds the tokens of everybody who knocks at the doors: people of each role, and programs.
struct People: Sendable {
    /// Works in S001.
    let clerk: String
    /// Works in S002.
    let otherClerk: String
    /// Works in W001.
    let packer: String
    let agent: String
    let otherAgent: String
    let supervisor: String
    let admin: String
    /// A session whose end has passed.
    let expired: String
    /// May do everything, everywhere: a web shop.
    let web: String
    let otherWeb: String
    /// May do everything, in S002 only: a till.
    let till: String
    /// May look at stock only.
    let looker: String
    /// Was a key of everything.
    let revoked: String
    private let staff: [Role: StaffID]
    private let access: Access

    init(_ house: House, _ clock: SetEffects) async throws {
        let access = house.access
        func hire(_ name: String, _ role: Role, _ stores: Set<LocationID> = []) async throws -> StaffID {
            guard let login = Login(name) else { preconditionFailure("a login") }
            return try await access.createStaff(
                login: login, name: name, role: role, locations: stores, passwordHash: "")
        }
        func key(_ name: String, _ scopes: Set<Scope>, _ places: LocationScope = .all) async throws -> String {
            try await access.issueKey(name: name, scopes: scopes, locations: places).token
        }
        let ids = (
            clerk: try await hire("clerk", .clerk, [Shop.s1]), agent: try await hire("agent", .agent),
            supervisor: try await hire("supervisor", .supervisor), admin: try await hire("admin", .admin)
        )
        staff = [.clerk: ids.clerk, .agent: ids.agent, .supervisor: ids.supervisor, .admin: ids.admin]
        self.access = access
        clerk = try await access.enter(ids.clerk)
        otherClerk = try await access.enter(try await hire("other-clerk", .clerk, [Shop.s2]))
        packer = try await access.enter(try await hire("packer", .clerk, [Shop.w1]))
        agent = try await access.enter(ids.agent)
        otherAgent = try await access.enter(try await hire("other-agent", .agent))
        supervisor = try await access.enter(ids.supervisor)
        admin = try await access.enter(ids.admin)
        expired = try await access.enter(ids.admin, for: .seconds(-1))
        let all = Set(Scope.allCases)
        web = try await key("web", all)
        otherWeb = try await key("other web", all)
        till = try await key("till", all, .some([Shop.s2]))
        looker = try await key("looker", [.readStock])
        let (gone, token) = try await access.issueKey(name: "gone", scopes: all)
        _ = try await access.revokeKey(gone.id)
        revoked = token
    }

    /// Opens another session of the first person of a role.
    func enter(_ role: Role) async throws -> String {
        guard let id = staff[role] else { preconditionFailure("a person of each role") }
        return try await access.enter(id)
    }
}

extension Access {
    /// Opens a session without asking for a password, which costs a core for a while.
    fileprivate func enter(_ staff: StaffID, for span: Duration = .seconds(8 * 3600)) async throws -> String {
        let (token, now) = (SessionToken(effects), effects.now())
        let opened = try await database.first(
            OpenSession(token: token, staff: staff, passwordHash: "", now: now, endsAt: now + span))
        guard opened != nil else { preconditionFailure("an account that is open") }
        return token.text
    }
}
