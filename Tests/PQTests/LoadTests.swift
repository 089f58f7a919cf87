// SPDX-License-Identifier: Apache-2.0
import TestSupport
import Testing

@testable import PQ

@Suite("Load") struct LoadTests {
    @Test("Two hundred tasks with fifty statements each leave the pool idle and whole")
    func load() async throws {
        try await withDatabase { database in
            try await database.execute(itemTable)
            for id in 0..<10 { try await database.run(Insert(id: id)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for task in 0..<200 {
                    group.addTask {
                        for step in 0..<50 {
                            switch (task + step) % 5 {
                            case 0:
                                try await database.transaction { try await $0.run(Increase(id: task % 10)) }
                            case 1:
                                try await database.run(Increase(id: step % 10))
                            default:
                                let sum = try await database.first(Add(a: task, b: step))
                                #expect(sum == task + step)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            var total = 0
            for id in 0..<10 { total += try await database.first(QuantityOf(id: id)) ?? 0 }
            #expect(total == 200 * 50 * 2 / 5)
            #expect(try await eventually { await database.engine.isAtRest })
            let slots = await database.engine.pool.slots.values
            #expect(slots.allSatisfy { $0.load == 0 && $0.isOpen })
        }
    }
}

extension Engine {
    /// Whether nothing is waiting, lent or in flight.
    fileprivate var isAtRest: Bool {
        pool.waitingCount == 0 && operations.isEmpty && leases.isEmpty && leaseWaiters.isEmpty
            && connections.values.allSatisfy { $0.inFlight.isEmpty }
    }
}
