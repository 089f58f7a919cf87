// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Synchronization
import TestSupport

/// Is eight clients that reserve without rest, each reservation with a key of its own, and ask again by it where they were
/// given no outcome.
final class FailoverCrowd: Sendable {
    /// When the primary was killed, and when the standby was promoted.
    struct Moments {
        let killed: ContinuousClock.Instant
        let promoted: ContinuousClock.Instant
    }

    private struct Book {
        var next = 0
        /// The reservation that was acknowledged for each key.
        var acknowledged: [Int: String] = [:]
        /// Keys whose answer was 503.
        var open: Set<Int> = []
        var unsettled = 0
        var codes: [String: Int] = [:]
        var lost = 0
        /// When each was sent that was acknowledged, and when it was.
        var times: [(sent: ContinuousClock.Instant, answered: ContinuousClock.Instant)] = []
    }

    private let served: ServedHouse
    private let book = Mutex(Book())

    init(_ served: ServedHouse) { self.served = served }

    var acknowledged: Int { book.withLock { $0.acknowledged.count } }
    var unsettled: Int { book.withLock { $0.unsettled } }
    var lost: Int { book.withLock { $0.lost } }

    /// Reserves while `fault` does its work, and says how long nothing was acknowledged.
    func load(_ fault: () async throws -> Moments) async throws -> String {
        let isOver = Flag()
        let before = book.withLock { book in
            book.times = []
            book.codes = [:]
            return book.acknowledged.count
        }
        let times = try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { while !isOver.isRaised { try await self.reserve() } }
            }
            let times = try await fault()
            isOver.raise()
            try await group.waitForAll()
            return times
        }
        return book.withLock { book in
            let first = book.times.filter { $0.sent > times.killed }.map(\.answered).min()
            let gap = first.map { "\(($0 - times.killed).milliseconds) ms after the kill" } ?? "none after the kill"
            let rise = first.map { "\(($0 - times.promoted).milliseconds) ms after the promotion" } ?? ""
            return "\(book.acknowledged.count - before) acknowledged, first \(gap), \(rise), 503 \(book.codes)"
        }
    }

    private func reserve() async throws {
        let number = book.withLock { book in
            book.next += 1
            return book.next
        }
        try await ask(number)
    }

    /// Asks for one reservation, and books the answer.
    private func ask(_ number: Int) async throws {
        let sent = ContinuousClock.now
        let answer = try await served.post(
            "/v1/reservations", ServedHouse.request([("A", 1)], number: number), as: served.people.web,
            key: "failover-\(number)")
        book.withLock { book in
            if answer.status == 201 {
                book.times.append((sent, .now))
                if let known = book.acknowledged[number], known != answer.json.id { book.lost += 1 }
                book.acknowledged[number] = answer.json.id
                book.open.remove(number)
            } else {
                book.codes[answer.json["code"]?.string ?? "\(answer.status)", default: 0] += 1
                if book.open.insert(number).inserted { book.unsettled += 1 }
            }
        }
    }

    /// Asks again by every key that has no outcome, then looks for everything that was acknowledged; gives the ids.
    func settle() async throws -> Set<String> {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(30)
        while clock.now < end {
            let open = book.withLock { $0.open }
            if open.isEmpty { break }
            for number in open { try await ask(number) }
        }
        let acknowledged = book.withLock { $0.acknowledged }
        for id in acknowledged.values {
            let answer = try await served.get("/v1/reservations/\(id)", as: served.people.web)
            if answer.status != 200 { book.withLock { $0.lost += 1 } }
        }
        return Set(acknowledged.values)
    }
}

/// Tells tasks that it is over.
private final class Flag: Sendable {
    private let flag = Atomic<Bool>(false)
    var isRaised: Bool { flag.load(ordering: .relaxed) }
    func raise() { flag.store(true, ordering: .relaxed) }
}

/// Is a reader of `/v1/events`: which reservations it was told of, and how often.
final class Told: Sendable {
    private let subjects = Mutex<[String: Int]>([:])
    private let opened = Flag()

    /// Waits until the stream is open: what happens before is told to nobody who comes later.
    func waitUntilOpen() async throws {
        while !opened.isRaised { try await Task.sleep(for: .milliseconds(5)) }
    }

    var count: Int { subjects.withLock { $0.count } }
    var doubled: Int { subjects.withLock { $0.values.count { $0 > 1 } } }

    /// Reads until the task is cancelled; comes back by the last id when the stream breaks.
    func read(_ served: ServedHouse) async throws {
        var last: String?
        while !Task.isCancelled {
            var reader = try await StreamReader(served, as: served.people.web, after: last)
            opened.raise()
            let connection = reader
            try await withTaskCancellationHandler {
                do {
                    while true {
                        let message = try await reader.next()
                        last = message.id
                        guard message.kind == "reservation.created" else { continue }
                        subjects.withLock { $0[message.data["subject"]?.string ?? "", default: 0] += 1 }
                    }
                } catch is ConnectionEnded {}
            } onCancel: {
                Task { await connection.close() }
            }
        }
    }

    /// Waits until all of these were told.
    func wait(for ids: Set<String>) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if subjects.withLock({ told in ids.allSatisfy { told[$0] != nil } }) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw NotAllTold(missing: subjects.withLock { told in ids.count { told[$0] == nil } })
    }

    struct NotAllTold: Error { let missing: Int }
}

extension Duration {
    fileprivate var milliseconds: Int64 { microseconds / 1000 }
}
