// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Access

/// Runs a test against accounts in a schema of their own, on a clock that the test moves. Passwords cost little unless the
/// test is about their cost.
func withAccess(
    cost: PasswordHash.Cost = .small, _ body: @escaping @Sendable (Access, SetEffects, Database) async throws -> Void
) async throws {
    try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
        let effects = SetEffects(now: Instant(seconds: 1_800_000_000), seed: 1)
        try await body(Access(database: database, effects: effects.effects, cost: cost), effects, database)
    }
}

extension PasswordHash.Cost {
    static let small = PasswordHash.Cost(logN: 10, blockSize: 8, lanes: 1)
}

extension Access {
    /// Signs in over a socket of this machine, from a device that nobody knows.
    func signIn(login: String, password: String) async throws -> SignedIn {
        try await signIn(login: login, password: password, from: .local)
    }

    /// The password of everybody whom `hire` adds.
    static let password = "correct horse"

    /// Adds a clerk of store S001 with the known password.
    func hire(_ login: String = "sato", role: Role = .clerk) async throws -> StaffID {
        let login = try #require(Login(login))
        return try await createStaff(
            login: login, name: "佐藤", role: role, locations: [LocationID(stored: "S001")],
            password: NewPassword(Access.password, for: login))
    }
}
