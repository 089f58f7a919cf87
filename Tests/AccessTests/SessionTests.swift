// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Access

@Suite("Sessions")
struct SessionTests {
    @Test("A session says who is there, until the person signs out")
    func signInAndOut() async throws {
        try await withAccess { (access: Access, effects: SetEffects, _: Database) async throws in
            let id = try await access.hire()
            let signedIn = try await access.signIn(login: "SATO", password: Access.password)
            #expect(signedIn.endsAt - effects.now == .seconds(8 * 3600))
            let principal = try #require(try await access.authenticate(bearer: signedIn.token))
            #expect(principal == signedIn.principal)
            #expect(principal.staff == id && principal.role == .clerk)
            #expect(principal.locations == .some([LocationID(stored: "S001")]))
            #expect(try await access.authenticate(bearer: SessionToken(effects.effects).text) == nil)
            try await access.signOut(bearer: signedIn.token)
            #expect(try await access.authenticate(bearer: signedIn.token) == nil)
        }
    }

    @Test("Wrong password, unknown login, closed account and no password are one answer")
    func wrong() async throws {
        try await withAccess { (access: Access, _: SetEffects, _: Database) async throws in
            _ = try await access.hire()
            let closed = try await access.hire("closed")
            try await access.deactivate(closed)
            _ = try await access.createStaff(login: #require(Login("fresh")), name: "新人", role: .agent)
            for (login, password) in [
                ("sato", "correct horsf"), ("nobody", Access.password), ("closed", Access.password),
                ("fresh", "whatever"),
                ("no such form", Access.password), ("sato", ""), ("sato", String(repeating: "a", count: 2_000)),
                ("sa\u{0}to", Access.password), ("sato", "correct\u{0}horse"),
            ] {
                await #expect(throws: SignInFault.wrongCredentials, "\(login)") {
                    try await access.signIn(login: login, password: password)
                }
            }
        }
    }

    @Test("An unknown login takes as long to refuse as a known one")
    func noEnumeration() async throws {
        try await withAccess(cost: .current) { (access: Access, _: SetEffects, _: Database) async throws in
            _ = try await access.hire()
            func time(_ login: String) async -> Duration {
                await ContinuousClock().measure {
                    _ = try? await access.signIn(login: login, password: "wrong password")  // Its refusal is measured.
                }
            }
            _ = await time("warm-up")
            let (known, unknown) = (await time("sato"), await time("nobody"))
            #expect(unknown > known / 3, "known \(known), unknown \(unknown)")
        }
    }

    @Test("The sixth try within a quarter of an hour is not taken, right or wrong")
    func limited() async throws {
        try await withAccess { (access: Access, effects: SetEffects, _: Database) async throws in
            _ = try await access.hire()
            for _ in 0..<5 {
                await #expect(throws: SignInFault.wrongCredentials) {
                    try await access.signIn(login: "sato", password: "wrong")
                }
            }
            await #expect(throws: SignInFault.tooManyAttempts(retryAfter: 901)) {
                try await access.signIn(login: "sato", password: Access.password)
            }
            effects.advance(by: .seconds(900))
            _ = try await access.signIn(login: "sato", password: Access.password)
        }
    }

    @Test("A session ends after eight hours, however busy")
    func absolute() async throws {
        try await withAccess { (access: Access, effects: SetEffects, _: Database) async throws in
            _ = try await access.hire()
            let token = try await access.signIn(login: "sato", password: Access.password).token
            for _ in 0..<(8 * 3) {
                #expect(try await access.authenticate(bearer: token) != nil)
                effects.advance(by: .seconds(20 * 60))
            }
            #expect(try await access.authenticate(bearer: token) == nil)
            #expect(try await access.sweepSessions() == 1)
        }
    }

    @Test("A session ends after half an hour without use")
    func idle() async throws {
        try await withAccess { (access: Access, effects: SetEffects, database: Database) async throws in
            _ = try await access.hire()
            let token = try await access.signIn(login: "sato", password: Access.password).token
            let start = effects.now
            effects.advance(by: .seconds(59))
            #expect(try await access.authenticate(bearer: token) != nil)
            let digest = try #require(SessionToken(token)).digest
            func seen() async throws -> Instant? {
                try await database.first(
                    FindSession(digest: digest, now: start, idleSince: start - .seconds(1)))?.seenAt
            }
            #expect(try await seen() == start, "use is noted once a minute at most")
            effects.advance(by: .seconds(30 * 60 - 60))
            #expect(try await access.authenticate(bearer: token) != nil)
            #expect(try await seen() == start + .seconds(30 * 60 - 1))
            effects.advance(by: .seconds(30 * 60))
            #expect(try await access.authenticate(bearer: token) == nil)
        }
    }

    @Test("All sessions die with the account, with a new password, and on demand")
    func revoked() async throws {
        try await withAccess { (access: Access, effects: SetEffects, database: Database) async throws in
            let id = try await access.hire()
            // Another node of the service, which learns of nothing but through the database.
            let other = Access(database: database, effects: effects.effects, cost: .small)
            func tokens() async throws -> [String] {
                [
                    try await access.signIn(login: "sato", password: Access.password).token,
                    try await other.signIn(login: "sato", password: Access.password).token,
                ]
            }
            func live(_ tokens: [String]) async throws -> Int {
                var count = 0
                for token in tokens {
                    if try await access.authenticate(bearer: token) != nil { count += 1 }
                    if try await other.authenticate(bearer: token) != nil { count += 1 }
                }
                return count
            }
            let first = try await tokens()
            #expect(try await live(first) == 4)
            try await access.endSessions(of: id)
            effects.advance(by: .seconds(1))
            #expect(try await live(first) == 0)

            let second = try await tokens()
            #expect(try await live(second) == 4)
            try await access.setPassword(NewPassword(Access.password, for: Login(stored: "sato")), of: id)
            effects.advance(by: .seconds(1))
            #expect(try await live(second) == 0)

            let third = try await tokens()
            #expect(try await live(third) == 4)
            try await access.deactivate(id)
            effects.advance(by: .seconds(1))
            #expect(try await live(third) == 0)
        }
    }

    @Test("A password of an older cost is computed anew when its owner signs in")
    func rehash() async throws {
        try await withAccess { (access: Access, _: SetEffects, database: Database) async throws in
            let id = try await access.hire()
            let cheap = try PasswordHash(
                of: Access.password, salt: [1, 2, 3, 4, 5, 6, 7, 8],
                cost: PasswordHash.Cost(logN: 9, blockSize: 8, lanes: 1))
            _ = try await database.count(SetPassword(staff: id, passwordHash: cheap.description, expected: nil))
            _ = try await access.signIn(login: "sato", password: Access.password)
            let kept = try #require(try await database.first(FindLogin(login: Login(stored: "sato"))))
            #expect(PasswordHash(phc: kept.passwordHash)?.cost == .small)
            _ = try await access.signIn(login: "sato", password: Access.password)
        }
    }

    @Test("Accounts are listed; a login is given once, and a clerk needs a store")
    func staff() async throws {
        try await withAccess { (access: Access, _: SetEffects, _: Database) async throws in
            let id = try await access.hire()
            await #expect(throws: Refusal.doesNotFit("The login is taken.")) { try await access.hire("Sato") }
            await #expect(throws: Refusal.self) {
                try await access.createStaff(login: Login(stored: "x"), name: "X", role: .clerk)
            }
            let agent = try await access.hire("agent", role: .agent)
            #expect(try await access.staff().map(\.login.text) == ["agent", "sato"])
            #expect(try await access.find(agent)?.locations == [])
            try await access.deactivate(id)
            try await access.deactivate(id)
            #expect(try await access.find(id)?.isActive == false)
            let nobody = StaffID(unique: UniqueID(high: 0, low: 1))
            await #expect(throws: Refusal.notFound(.staff)) { try await access.deactivate(nobody) }
        }
    }
}
