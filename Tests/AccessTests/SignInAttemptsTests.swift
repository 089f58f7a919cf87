// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@testable import Access

@Suite("Tries to sign in")
struct SignInAttemptsTests {
    private static let start = Instant(seconds: 1_800_000_000)

    private func attempt(_ login: String, _ address: String = "203.0.113.7") throws -> SignInAttempts.Try {
        .init(
            login: try #require(Login(login)), party: .stranger(Source(try #require(IPAddress(address)))))
    }

    private func attempt(_ login: String, device: UInt64) throws -> SignInAttempts.Try {
        .init(login: try #require(Login(login)), party: .device(UniqueID(high: 0, low: device)))
    }

    @Test("Five tries in a quarter of an hour, then a wait")
    func tries() throws {
        let (attempts, start, a) = (SignInAttempts(), Self.start, try attempt("a"))
        for i in 0..<5 { #expect(attempts.begin(a, at: start + .seconds(i * 60)) == nil) }
        #expect(attempts.begin(a, at: start + .seconds(300)) == .seconds(600))
        #expect(try attempts.begin(attempt("b"), at: start + .seconds(300)) == nil, "another login is not held up")
        #expect(attempts.begin(a, at: start + .seconds(900)) == nil)
        #expect(attempts.begin(a, at: start + .seconds(900)) == .seconds(60))
        attempts.undo(a)
        #expect(attempts.begin(a, at: start + .seconds(900)) == nil)
        attempts.succeed(a)
        #expect(attempts.begin(a, at: start + .seconds(900)) == nil)
    }

    @Test("Five wrong tries of a stranger hold up neither another source nor a known device, nor the other way round")
    func parties() throws {
        let (attempts, now) = (SignInAttempts(), Self.start)
        for _ in 0..<5 { #expect(try attempts.begin(attempt("a"), at: now) == nil) }
        #expect(try attempts.begin(attempt("a"), at: now) != nil)
        #expect(try attempts.begin(attempt("a", "::ffff:203.0.113.7"), at: now) != nil)
        #expect(try attempts.begin(attempt("a", "203.0.113.8"), at: now) == nil)
        for _ in 0..<5 { #expect(try attempts.begin(attempt("a", device: 1), at: now) == nil) }
        #expect(try attempts.begin(attempt("a", device: 1), at: now) != nil, "a stolen device has five tries, too")
        #expect(try attempts.begin(attempt("a", device: 2), at: now) == nil)
        #expect(try attempts.begin(attempt("a", "203.0.113.8"), at: now) == nil)
    }

    @Test("One source may be wrong at so many logins, one login from so many sources; known devices are let through")
    func spraying() throws {
        let (attempts, now) = (SignInAttempts(), Self.start)
        for i in 0..<Limits.signInsOfSource { #expect(try attempts.begin(attempt("a\(i)"), at: now) == nil) }
        #expect(try attempts.begin(attempt("b"), at: now) != nil)
        #expect(try attempts.begin(attempt("b", "203.0.113.8"), at: now) == nil)
        for i in 0..<Limits.signInsOfLogin {
            #expect(try attempts.begin(attempt("c", "198.51.100.\(i)"), at: now) == nil)
        }
        #expect(try attempts.begin(attempt("c", "198.51.100.99"), at: now) != nil)
        #expect(try attempts.begin(attempt("c", device: 1), at: now) == nil)
        #expect(try attempts.begin(attempt("c", "198.51.100.99"), at: now + .seconds(900)) == nil)
    }

    @Test("Whoever signs in is not counted, however often")
    func right() throws {
        let (attempts, now) = (SignInAttempts(), Self.start)
        for i in 0..<500 {
            let right = try attempt("a\(i % 100)")
            #expect(attempts.begin(right, at: now) == nil)
            attempts.succeed(right)
        }
        #expect(attempts.count == 0)
    }

    @Test("Tries made at once count one by one")
    func triesAtOnce() async throws {
        let (attempts, a) = (SignInAttempts(), try attempt("a"))
        let taken = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 { group.addTask { attempts.begin(a, at: Self.start) == nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(taken == Limits.signInAttempts)
    }

    @Test("Nothing within its window is forgotten, whoever comes; what is out of it is let go")
    func bounded() throws {
        let (attempts, start) = (SignInAttempts(capacity: 300), Self.start)
        for _ in 0..<5 { _ = try attempts.begin(attempt("old"), at: start) }
        var refused = 0
        for i in 0..<1_000 where try attempts.begin(attempt("x\(i)", "198.51.\(i / 250).\(i % 250)"), at: start) != nil
        {
            refused += 1
        }
        #expect(refused > 0 && attempts.count <= 300)
        #expect(try attempts.begin(attempt("old"), at: start + .seconds(899)) == .seconds(1))
        #expect(try attempts.begin(attempt("old", device: 1), at: start) == nil, "a known device is let through")
        #expect(try attempts.begin(attempt("old"), at: start + .seconds(900)) == nil)
        #expect(attempts.count <= 4)
    }
}

@Suite("A line of several parties")
struct FairLineTests {
    @Test("They take turns")
    func turns() {
        var line = FairLine<String, Int>()
        for i in 1...4 { #expect(line.add(i, of: "many", limit: 10) == nil) }
        #expect(line.add(10, of: "one", limit: 10) == nil)
        #expect(
            [line.next(), line.next(), line.next(), line.next(), line.next(), line.next()] == [1, 10, 2, 3, 4, nil])
        #expect(line.count == 0)
    }

    @Test("When it is full the latest of the party with the most gives way, and nobody to one with as many")
    func full() {
        var line = FairLine<String, Int>()
        for i in 1...4 { #expect(line.add(i, of: "many", limit: 4) == nil) }
        #expect(line.add(5, of: "many", limit: 4) == 5)
        #expect(line.add(10, of: "one", limit: 4) == 4)
        #expect(line.add(11, of: "one", limit: 4) == 3)
        #expect(line.add(12, of: "one", limit: 4) == 12)
        let loser = line.add(20, of: "two", limit: 4)
        #expect(loser == 11 || loser == 2, "one of a party with two")
        #expect(line.count == 4)
    }
}
