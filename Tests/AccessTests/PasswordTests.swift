// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization
import Testing

@testable import Access

@Suite("Passwords and tries")
struct PasswordTests {
    private let login = Login(stored: "sato.hanako")

    @Test("A good password is taken, in any script", arguments: ["correct horse", "さくらの木の下で会う", "a b c d e f!"])
    func good(_ text: String) throws {
        #expect(try NewPassword(text, for: login).text == text)
    }

    @Test("Short, endless and easy passwords are refused")
    func bad() {
        #expect(throws: NewPassword.Fault.tooShort(least: 8)) { try NewPassword("1234567", for: login) }
        #expect(throws: NewPassword.Fault.tooLong(mostBytes: 1024)) {
            try NewPassword(String(repeating: "ab", count: 513), for: login)
        }
        for easy in [
            "aaaaaaaa", "12345678", "hgfedcba", "Password1", "Sato.Hanako", "1qaz2wsx", "trustno1", "TORIOKI123",
            "q1w2e3r4",
        ] {
            #expect(throws: NewPassword.Fault.tooEasy, "\(easy)") { try NewPassword(easy, for: login) }
        }
    }

    @Test("The 10,000 most frequent passwords that are long enough are known, and what makes one's own is not")
    func common() {
        #expect(CommonPasswords.count == 10_004)
        for word in ["liverpool", "q1w2e3r4t5", "1qaz2wsx"] { #expect(CommonPasswords.contains(word), "\(word)") }
        for word in ["", "password\n", "correct horse", "さくらの木の下"] { #expect(!CommonPasswords.contains(word)) }
    }

    @Test("Logins have one spelling", arguments: ["Sato.Hanako", "sato.hanako"])
    func logins(_ text: String) {
        #expect(Login(text)?.text == "sato.hanako")
        for bad in ["", ".a", "a b", "さとう", "a\u{0}", String(repeating: "a", count: 65)] { #expect(Login(bad) == nil) }
    }

    @Test("Two passwords are computed at once, a few wait, the next is turned away")
    func desk() async throws {
        let desk = PasswordDesk(atOnce: 2, waiting: 3)
        let gauge = Gauge()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await desk.compute(for: .house) {
                            gauge.enter()
                            defer { gauge.leave() }
                            _ = try PasswordHash(
                                of: "correct horse", salt: [1, 2, 3, 4, 5, 6, 7, 8],
                                cost: PasswordHash.Cost(logN: 14, blockSize: 8, lanes: 1))
                        }
                        return true
                    } catch {
                        return error is Busy ? false : true
                    }
                }
            }
            return await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(gauge.most <= 2)
        #expect(outcomes.contains(false), "somebody was turned away")
        #expect(outcomes.filter { $0 }.count >= 5, "two were served and three waited")
        try await desk.compute(for: .house) {}
    }
}

/// Counts how many are inside at once.
private final class Gauge: Sendable {
    private let counts = Mutex((inside: 0, most: 0))

    var most: Int { counts.withLock { $0.most } }

    func enter() {
        counts.withLock { counts in
            counts.inside += 1
            counts.most = max(counts.most, counts.inside)
        }
    }

    func leave() { counts.withLock { $0.inside -= 1 } }
}
