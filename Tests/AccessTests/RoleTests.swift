// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ
import Testing

@Suite("What each role may do")
struct RoleTests {
    @Test("The table of roles and scopes is this one")
    func table() {
        let clerk: Set<Scope> = [
            .readReservations, .writeReservations, .readStock, .writeStock, .readContact, .writeContact,
        ]
        #expect(Role.clerk.scopes == clerk)
        #expect(Role.agent.scopes == clerk.union([.readCustomers, .writeCustomers]))
        #expect(Role.supervisor.scopes == Role.agent.scopes.union([.writeImports, .readEvents]))
        #expect(Role.admin.scopes == Set(Scope.allCases))
    }

    @Test("Scopes are spelled as keys carry them")
    func spelling() {
        #expect(
            Scope.allCases.map(\.rawValue) == [
                "reservations:read", "reservations:write", "stock:read", "stock:write", "contact:read",
                "contact:write", "customers:read", "customers:write", "customers:vouch", "imports:write", "events:read",
                "staff:write",
            ])
    }

    @Test("A clerk acts in the own stores only, everybody else in all", arguments: Role.allCases)
    func stores(_ role: Role) throws {
        let own = try #require(LocationID("S001"))
        let other = try #require(LocationID("S002"))
        let id = StaffID(unique: UniqueID(high: 1, low: 2))
        let principal = Principal(staff: id, name: "佐藤", role: role, locations: [own])
        #expect(principal.may(.writeStock, at: own))
        #expect(principal.may(.writeStock, at: other) == (role != .clerk))
        #expect(principal.may(.writeStaff) == (role == .admin))
        #expect(principal.client == "staff:\(id)")
        #expect(principal.author == .staff(id, role))
        #expect(!Principal(staff: id, name: "佐藤", role: .clerk, locations: []).may(.readStock, at: own))
    }
}
