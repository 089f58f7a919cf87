// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization
import TestSupport
import Testing

@Suite("What is kept in memory")
struct MemoryTests {
    @Test("What was asked for lately is found, what was not is forgotten, and the number is bounded")
    func recent() {
        let recent = Recent<Int, String>(limit: 100)
        for number in 1...1_000 {
            recent.keep("\(number)", for: number)
            // Asked for again and again, the first stays.
            let first = recent.value(for: 1)
            #expect(first == "1")
            #expect(recent.count <= 100)
        }
        #expect(recent.value(for: 1_000) == "1000")
        #expect(recent.value(for: 2) == nil)
        recent.keep("new", for: 1)
        #expect(recent.value(for: 1) == "new")
    }

    @Test("A value is read once while it is fresh, and anew when it has aged or was changed here")
    func remembered() async throws {
        let reads = Atomic<Int>(0)
        let kept = Remembered<Int>(freshFor: .seconds(3_600)) { () async throws(DatabaseError) in
            reads.wrappingAdd(1, ordering: .relaxed).newValue
        }
        #expect(kept.last == nil)
        let first = [try await kept.current(), try await kept.current()]
        #expect(first == [1, 1])
        let second = try await kept.reload()
        let third = try await kept.current()
        #expect(second == 2 && third == 2 && kept.last == 2)
        let aging = Remembered<Int>(freshFor: .zero) { () async throws(DatabaseError) in
            reads.wrappingAdd(1, ordering: .relaxed).newValue
        }
        let aged = [try await aging.current(), try await aging.current()]
        #expect(aged == [3, 4])
    }

    @Test("A reading that fails leaves the old value where it was, and the next caller reads again")
    func failing() async throws {
        let reads = Atomic<Int>(0)
        let kept = Remembered<Int>(freshFor: .zero) { () async throws(DatabaseError) in
            let number = reads.wrappingAdd(1, ordering: .relaxed).newValue
            if number == 2 { throw DatabaseError(kind: .unavailable) }
            return number
        }
        let first = try await kept.current()
        await #expect(throws: DatabaseError.self) { try await kept.current() }
        let (last, third) = (kept.last, try await kept.current())
        #expect(first == 1 && last == 1 && third == 3)
    }
}
