// SPDX-License-Identifier: Apache-2.0
import PQ
import Synchronization
import Testing

@testable import Kit

@Suite("What is remembered") struct RememberedTests {
    @Test("A read that ends after a later one does not undo what that one saw")
    func late() async throws {
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (begun, begin) = AsyncStream.makeStream(of: Void.self)
        let reads = Mutex(0)
        let remembered = Remembered<Int>(freshFor: .seconds(60)) { () async throws(DatabaseError) -> Int in
            let number = reads.withLock { count in
                count += 1
                return count
            }
            if number == 1 {
                begin.finish()
                for await _ in gate {}
            }
            return number
        }
        async let early = remembered.reload()
        for await _ in begun {}
        #expect(try await remembered.reload() == 2)
        open.finish()
        #expect(try await early == 1)
        #expect(remembered.last == 2)
        #expect(try await remembered.current() == 2)
    }
}
