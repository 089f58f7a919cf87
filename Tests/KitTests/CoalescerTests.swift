// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization
import TestSupport
import Testing

@Suite("A coalescer gathers what arrives while a set is in flight")
struct CoalescerTests {
    /// Holds sets back until a test lets them go, and remembers them.
    private final class Door: Sendable {
        private struct State {
            var open = false
            var sets: [[Int]] = []
            var knocking: [CheckedContinuation<Void, Never>] = []
        }

        private let state = Mutex(State())

        var sets: [[Int]] { state.withLock { $0.sets } }

        func open() {
            let knocking = state.withLock { state in
                state.open = true
                defer { state.knocking = [] }
                return state.knocking
            }
            for one in knocking { one.resume() }
        }

        func close() { state.withLock { $0.open = false } }

        func pass(_ items: [Int]) async -> [Result<Int, any Error>] {
            state.withLock { $0.sets.append(items) }
            await withCheckedContinuation { continuation in
                let isOpen = state.withLock { state in
                    if !state.open { state.knocking.append(continuation) }
                    return state.open
                }
                if isOpen { continuation.resume() }
            }
            return items.map { $0 < 0 ? .failure(Poison()) : .success($0 * 2) }
        }
    }

    private struct Poison: Error {}

    @Test("One item alone goes at once, as a set of one")
    func alone() async throws {
        let door = Door()
        door.open()
        let coalescer = Coalescer<Int, Int>(lanes: 1, setLimit: 8, waitingLimit: 8) { await door.pass($0) }
        let outcome = try await coalescer.submit(21)
        #expect(outcome == 42)
        #expect(door.sets == [[21]])
    }

    @Test("A thousand items at once each have their own outcome, in sets within the limit")
    func many() async throws {
        let door = Door()
        door.open()
        let coalescer = Coalescer<Int, Int>(lanes: 2, setLimit: 16, waitingLimit: 2_000) { await door.pass($0) }
        let outcomes = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for item in 1...1_000 { group.addTask { (item, try await coalescer.submit(item)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(outcomes.count == 1_000 && outcomes.allSatisfy { $0.value == $0.key * 2 })
        #expect(door.sets.flatMap { $0 }.sorted() == Array(1...1_000))
        #expect(door.sets.allSatisfy { $0.count <= 16 })
    }

    @Test("A failing item fails alone")
    func poison() async throws {
        let door = Door()
        door.open()
        let coalescer = Coalescer<Int, Int>(lanes: 1, setLimit: 64, waitingLimit: 200) { await door.pass($0) }
        let failed = await withTaskGroup(of: Int?.self) { group in
            for item in 0..<100 {
                group.addTask {
                    do {
                        _ = try await coalescer.submit(item == 50 ? -1 : item)
                        return nil
                    } catch {
                        return item
                    }
                }
            }
            return await group.reduce(into: [Int]()) { if let item = $1 { $0.append(item) } }
        }
        #expect(failed == [50])
    }

    @Test("More than may wait are turned away; a waiting item that is cancelled is never done; the rest are")
    func limits() async throws {
        let door = Door()
        // However slow the machine is: nobody here is to lose patience.
        let coalescer = Coalescer<Int, Int>(lanes: 1, setLimit: 8, waitingLimit: 2, patience: .seconds(600)) {
            await door.pass($0)
        }
        let first = Task { try await coalescer.submit(1) }
        try await until { door.sets.count == 1 }
        let second = Task { try await coalescer.submit(2) }
        try await until { coalescer.waitingCount == 1 }
        let third = Task { try await coalescer.submit(3) }
        try await until { coalescer.waitingCount == 2 }
        await #expect(throws: Overloaded.self) { try await coalescer.submit(4) }
        third.cancel()
        await #expect(throws: CancellationError.self) { try await third.value }
        door.open()
        let done = [try await first.value, try await second.value]
        #expect(done == [2, 4])
        #expect(door.sets == [[1], [2]])
    }

    @Test("Who has waited beyond patience is turned away when the turn comes, and the lane is free again")
    func patience() async throws {
        let door = Door()
        let coalescer = Coalescer<Int, Int>(lanes: 1, setLimit: 8, waitingLimit: 8, patience: .zero) {
            await door.pass($0)
        }
        let first = Task { try await coalescer.submit(1) }
        try await until { door.sets.count == 1 }
        let late = [2, 3].map { item in Task { try await coalescer.submit(item) } }
        try await until { coalescer.waitingCount == 2 }
        door.open()
        let done = try await first.value
        #expect(done == 2)
        for task in late { await #expect(throws: Overloaded.self) { try await task.value } }
        let next = try await coalescer.submit(4)
        #expect(next == 8)
        #expect(door.sets == [[1], [4]])
    }

    @Test("Who comes to a queue that is too old is turned away at once; when it has moved on, the next is taken")
    func oldQueue() async throws {
        let door = Door()
        let coalescer = Coalescer<Int, Int>(
            lanes: 1, setLimit: 8, waitingLimit: 8, patience: .seconds(600), oldest: .zero
        ) { await door.pass($0) }
        let first = Task { try await coalescer.submit(1) }
        try await until { door.sets.count == 1 }
        #expect(!coalescer.isShut)
        let second = Task { try await coalescer.submit(2) }
        try await until { coalescer.waitingCount == 1 }
        #expect(coalescer.isShut)
        await #expect(throws: Overloaded.self) { try await coalescer.submit(3) }
        door.open()
        let done = [try await first.value, try await second.value, try await coalescer.submit(4)]
        #expect(done == [2, 4, 8])
        #expect(!coalescer.isShut)
    }

    @Test("Who would wait too long by what sets take is turned away at once, however young the queue is")
    func longQueue() async throws {
        let door = Door()
        let coalescer = Coalescer<Int, Int>(
            lanes: 1, setLimit: 1, waitingLimit: 1_000, patience: .seconds(600), oldest: .seconds(60)
        ) { await door.pass($0) }
        let first = Task { try await coalescer.submit(0) }
        try await until { door.sets.count == 1 }
        try await Task.sleep(for: .milliseconds(200))
        door.open()
        _ = try await first.value
        door.close()
        let leader = Task { try await coalescer.submit(1) }
        try await until { door.sets.count == 2 }
        // A set took 200 ms at least: beyond 300 of them the queue is longer than a minute.
        let followers = (2..<702).map { number in Task { try await coalescer.submit(number) } }
        try await until { coalescer.isShut }
        #expect(coalescer.waitingCount <= 302)
        await #expect(throws: Overloaded.self) { try await coalescer.submit(1_000) }
        door.open()
        #expect(try await leader.value == 2)
        var served = 0
        for follower in followers {
            if case .success = await follower.result { served += 1 }
        }
        #expect((1...302).contains(served))
    }

    @Test("Whose request is over when the turn comes is turned away; neighbours are served")
    func overdue() async throws {
        let door = Door()
        let coalescer = Coalescer<Int, Int>(lanes: 1, setLimit: 8, waitingLimit: 8) { await door.pass($0) }
        let first = Task { try await coalescer.submit(1) }
        try await until { door.sets.count == 1 }
        let late = Task {
            try await RequestDeadline.$current.withValue(RequestDeadline(within: .zero)) {
                try await coalescer.submit(2)
            }
        }
        try await until { coalescer.waitingCount == 1 }
        let other = Task { try await coalescer.submit(3) }
        try await until { coalescer.waitingCount == 2 }
        door.open()
        let done = [try await first.value, try await other.value]
        #expect(done == [2, 6])
        await #expect(throws: Overloaded.self) { try await late.value }
    }

    @Test("A leader that is cancelled sees its set through")
    func cancelledLeader() async throws {
        let door = Door()
        let coalescer = Coalescer<Int, Int>(lanes: 1, setLimit: 8, waitingLimit: 8) { await door.pass($0) }
        let leader = Task { try await coalescer.submit(1) }
        try await until { door.sets.count == 1 }
        leader.cancel()
        door.open()
        let outcome = try await leader.value
        #expect(outcome == 2)
    }

    /// Waits for a condition that another task brings about; gives up after ten seconds.
    private func until(_ condition: () async -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(10)
        while !(await condition()) {
            try #require(ContinuousClock.now < end, "the condition did not come about")
            await Task.yield()
        }
    }
}
