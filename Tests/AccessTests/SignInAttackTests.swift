// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import TestSupport
import Testing

@testable import Access

@Suite("Attacks on the sign-in")
struct SignInAttackTests {
    private static func source(_ address: String) throws -> Source { Source(try #require(IPAddress(address))) }

    @Test("Twelve thousand forms that can never be right reset no lock")
    func flush() async throws {
        try await withAccess { (access: Access, _: SetEffects, _: Database) async throws in
            _ = try await access.hire()
            for _ in 0..<5 {
                await #expect(throws: SignInFault.wrongCredentials) {
                    try await access.signIn(login: "sato", password: "wrong")
                }
            }
            let long = String(repeating: "a", count: Limits.passwordBytes + 1)
            for i in 0..<12_000 {
                let (login, password) = [("x\(i)", ""), ("x\(i)", long), ("no login \(i)", "wrong")][i % 3]
                await #expect(throws: SignInFault.wrongCredentials) {
                    try await access.signIn(login: login, password: password)
                }
            }
            #expect(access.attempts.count == 3, "what cannot be right is not counted")
            await #expect(throws: SignInFault.tooManyAttempts(retryAfter: 901)) {
                try await access.signIn(login: "sato", password: Access.password)
            }
        }
    }

    @Test("Five wrong tries of a stranger lock no known device out, nor does a source that is locked")
    func knownDevice() async throws {
        try await withAccess { (access: Access, _: SetEffects, _: Database) async throws in
            _ = try await access.hire()
            _ = try await access.hire("suzuki")
            let store = try Self.source("203.0.113.7")
            let device = try await access.signIn(login: "sato", password: Access.password, from: store).device
            // A stranger in the store's own network, who then tries whatever comes to mind.
            for i in 0..<Limits.signInsOfSource {
                let login = i < 5 ? "sato" : "made-up-\(i)"
                await #expect(throws: SignInFault.wrongCredentials) {
                    try await access.signIn(login: login, password: "wrong", from: store)
                }
            }
            await #expect(throws: SignInFault.self) {
                try await access.signIn(login: "sato", password: Access.password, from: store)
            }
            let again = try await access.signIn(login: "SATO", password: Access.password, from: store, device: device)
            _ = try await access.signIn(login: "sato", password: Access.password, from: store, device: again.device)
            // It is no device of others, until they have signed in on it once.
            await #expect(throws: SignInFault.self) {
                try await access.signIn(login: "suzuki", password: Access.password, from: store, device: device)
            }
            let shared = try await access.signIn(
                login: "suzuki", password: Access.password, from: Self.source("203.0.113.8"), device: device
            ).device
            for login in ["sato", "suzuki"] {
                _ = try await access.signIn(login: login, password: Access.password, from: store, device: shared)
            }
            // A stolen one has five tries.
            for _ in 0..<5 {
                await #expect(throws: SignInFault.wrongCredentials) {
                    try await access.signIn(login: "sato", password: "wrong", from: store, device: shared)
                }
            }
            await #expect(throws: SignInFault.tooManyAttempts(retryAfter: 901)) {
                try await access.signIn(login: "sato", password: Access.password, from: store, device: shared)
            }
        }
    }

    @Test("While sixteen connections of one source send made-up sign-ins, twelve right ones of others pass")
    func flood() async throws {
        // Each takes long enough for a line to stand.
        let cost = PasswordHash.Cost(logN: 14, blockSize: 8, lanes: 1)
        try await withAccess(cost: cost) { (access: Access, _: SetEffects, _: Database) async throws in
            let device = try await access.hireAndKnow("sato")
            let attacker = try Self.source("198.51.100.1")
            var refused = 0
            try await withThrowingTaskGroup(of: Int.self) { group in
                for connection in 0..<16 {
                    group.addTask {
                        var refused = 0
                        while !Task.isCancelled {
                            do {
                                // At the desk itself: the count by source would have ended it after sixty.
                                _ = try await access.desk.compute(for: .stranger(attacker)) {
                                    try access.decoy.matches("made-up \(connection)")
                                }
                            } catch is Busy {
                                refused += 1
                                await Task.yield()
                            }
                        }
                        return refused
                    }
                }
                while await access.desk.waitingCount < Limits.passwordsWaiting { await Task.yield() }
                for i in 0..<12 {
                    let source = try Self.source("203.0.113.\(i % 6)")
                    _ = try await access.signIn(
                        login: "sato", password: Access.password, from: source, device: i < 6 ? nil : device)
                }
                group.cancelAll()
                for try await count in group { refused += count }
            }
            #expect(refused > 0)
        }
    }
}

extension Access {
    /// Adds a clerk who has signed in once; gives the token of the device.
    fileprivate func hireAndKnow(_ login: String) async throws -> String {
        _ = try await hire(login)
        return try await signIn(login: login, password: Access.password).device
    }
}
