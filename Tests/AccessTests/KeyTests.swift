// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Access

@Suite("API keys")
struct KeyTests {
    @Test("A key opens what it was made for, and only the hash of it is kept")
    func issue() async throws {
        try await withAccess { (access: Access, effects: SetEffects, database: Database) async throws in
            let store = LocationID(stored: "S001")
            let (key, token) = try await access.issueKey(
                name: "POS 渋谷", scopes: [.readStock, .writeStock], locations: .some([store]))
            let principal = try #require(try await access.authenticate(bearer: token))
            #expect(principal.author == .program(key.id))
            #expect(principal.client == "key:\(key.id)")
            #expect(principal.role == nil && principal.staff == nil)
            #expect(principal.may(.writeStock, at: store))
            #expect(!principal.may(.writeStock, at: LocationID(stored: "S002")))
            #expect(!principal.may(.readReservations, at: store))
            #expect(try await access.keys() == [key])
            let kept = try #require(try await database.first(FindKey(id: key.id)))
            #expect(kept.digest.bytes.count == 32)

            let everywhere = try await access.issueKey(name: "Web", scopes: Set(Scope.allCases))
            let web = try #require(try await access.authenticate(bearer: everywhere.token))
            #expect(web.locations == .all && web.scopes == Set(Scope.allCases))
            #expect(try await access.keys().count == 2)

            // The right form and checksum, a known id, but another secret.
            let parts = token.split(separator: "_")
            let body = "tori_live_\(parts[2])_\(Crockford.text(of: effects.effects.uniqueID()))"
            let forged = "\(body)_\(Base62.text(of: CRC32.checksum(body.utf8)))"
            #expect(Token(forged) != nil)
            #expect(try await access.authenticate(bearer: forged) == nil)
        }
    }

    @Test("A revoked key opens nothing within a second, on other nodes too")
    func revoke() async throws {
        try await withAccess { (access: Access, effects: SetEffects, database: Database) async throws in
            let other = Access(database: database, effects: effects.effects)
            let (key, token) = try await access.issueKey(name: "POS", scopes: [.readStock])
            #expect(try await access.authenticate(bearer: token) != nil)
            #expect(try await other.authenticate(bearer: token) != nil)
            #expect(try await access.revokeKey(key.id))
            #expect(try await access.authenticate(bearer: token) == nil, "at once where it was revoked")
            effects.advance(by: .milliseconds(1_000))
            #expect(try await other.authenticate(bearer: token) == nil, "a second later elsewhere")
            #expect(try await access.revokeKey(key.id))
            #expect(try await access.keys().first?.revokedAt == effects.now - .seconds(1), "the first moment stays")
            #expect(try await !access.revokeKey("no such key"))
        }
    }

    @Test("A key stops at its end")
    func expiry() async throws {
        try await withAccess { (access: Access, effects: SetEffects, _: Database) async throws in
            let end = effects.now + .milliseconds(1_500)
            let (_, token) = try await access.issueKey(name: "POS", scopes: [.readStock], endsAt: end)
            effects.advance(by: .milliseconds(1_000))
            #expect(try await access.authenticate(bearer: token) != nil)
            effects.advance(by: .milliseconds(500))
            #expect(try await access.authenticate(bearer: token) == nil, "the memory of a second does not outlive it")
        }
    }

    @Test("A key that would open nothing is not made")
    func refused() async throws {
        try await withAccess { (access: Access, effects: SetEffects, _: Database) async throws in
            await #expect(throws: Refusal.self) { try await access.issueKey(name: "", scopes: [.readStock]) }
            await #expect(throws: Refusal.self) { try await access.issueKey(name: "POS", scopes: []) }
            await #expect(throws: Refusal.self) {
                try await access.issueKey(name: "POS", scopes: [.readStock], locations: .some([]))
            }
            await #expect(throws: Refusal.self) {
                try await access.issueKey(name: "POS", scopes: [.readStock], endsAt: effects.now)
            }
            #expect(try await access.keys().isEmpty)
        }
    }

    @Test("The memory of principals is bounded")
    func cache() {
        let cache = PrincipalCache(capacity: 3)
        let now = Instant(seconds: 1_800_000_000)
        let principal = Principal(
            staff: StaffID(unique: UniqueID(high: 0, low: 1)), name: "佐藤", role: .agent, locations: [])
        for i in 0..<10 {
            cache.remember(principal, for: Bytes([UInt8(i)]), readAt: now, endsAt: nil)
            #expect(cache.principal(for: Bytes([UInt8(i)]), at: now) == principal)
        }
        #expect((0..<10).filter { cache.principal(for: Bytes([UInt8($0)]), at: now) != nil }.count <= 3)
        #expect(cache.principal(for: Bytes([9]), at: now - .seconds(1)) == nil, "the clock was set back")
        #expect(cache.principal(for: Bytes([9]), at: now + .seconds(1)) == nil)
    }
}
