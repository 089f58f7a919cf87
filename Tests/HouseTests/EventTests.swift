// SPDX-License-Identifier: Apache-2.0
import Insight
import Kit
import PQ
import ShopSupport
import Synchronization
import TestSupport
import Testing

@testable import torioki

@Suite("The stream of events over HTTP", .serialized, .timeLimit(.minutes(5)))
struct EventTests {
    @Test("Everything that happens to a reservation is heard in order, with where and to what")
    func order() async throws {
        try await ServedHouse.with { served async throws in
            var reader = try await StreamReader(served, as: served.people.web)
            let new = try await served.reserve()
            try await served.makeReady(new.id)
            try await served.carryOut("collect", ["identity_checked": true], on: new.id)
            let heard = try await reader.next(6)
            #expect(
                heard.map(\.kind) == [
                    "reservation.created", "reservation.accepted", "fulfilment.picking_started", "fulfilment.picked",
                    "fulfilment.ready", "reservation.collected",
                ])
            #expect(heard.allSatisfy { $0.data["subject"] == .string(new.id) && $0.data["location"] == "S001" })
            #expect(heard.compactMap { $0.data["number"]?.int } == Array(1...6))
            await reader.close()
        }
    }

    @Test("A client that comes back ten times while twenty others write misses nothing and hears nothing twice")
    func resuming() async throws {
        var plan = HousePlan()
        plan.shop.shelves = [Shop.s1: ["A": 500], Shop.s2: ["A": 500]]
        try await ServedHouse.with(plan) { served async throws in
            let token = served.people.web
            var reader = try await StreamReader(served, as: token)
            let (writers, rounds) = (20, 12)
            // Two events a round: reserved and cancelled.
            let total = writers * rounds * 2
            var heard: [StreamReader.Message] = []
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<writers {
                    group.addTask {
                        for _ in 0..<rounds {
                            let new = try await served.reserve(
                                at: writer % 2 == 0 ? Shop.s1 : Shop.s2, number: writer)
                            _ = try await served.post(
                                "/v1/reservations/\(new.id)/cancel", ["reason": "test"], as: token)
                        }
                    }
                }
                while heard.count < total {
                    heard += try await reader.next(min(total / 11, total - heard.count))
                    await reader.close()
                    reader = try await StreamReader(served, as: token, after: heard.last?.id)
                }
                try await group.waitForAll()
            }
            // The stream has an end that can be seen: one more event comes right after the last.
            let last = try await served.reserve()
            #expect(try await reader.next().data["subject"] == .string(last.id))
            await reader.close()
            #expect(Set(heard.map(\.id)).count == total)
            let bySubject = Dictionary(grouping: heard) { $0.data["subject"]?.string ?? "" }
            #expect(bySubject.count == total / 2)
            #expect(
                bySubject.values.allSatisfy {
                    $0.map(\.kind) == ["reservation.created", "reservation.cancelled"]
                })
            let cursors = heard.compactMap { EventCursor($0.id) }
            #expect(cursors == cursors.sorted())
        }
    }

    @Test("A transaction that stays open holds the stream back and loses nothing")
    func longTransaction() async throws {
        try await ServedHouse.with { served async throws in
            var reader = try await StreamReader(served, as: served.people.web)
            let (open, opened) = AsyncStream<Void>.makeStream()
            let (release, released) = AsyncStream<Void>.makeStream()
            let early = Event(
                location: Shop.s1, subject: Effects.system.uniqueID(), number: 1, .confirmed, author: "test",
                at: served.clock.now)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await served.database.transaction { transaction in
                        try await transaction.run(AppendEvents([early]))
                        opened.yield()
                        for await _ in release { break }
                    }
                }
                for await _ in open { break }
                // Comes second in the stream's order, though it is committed first.
                let new = try await served.reserve()
                var another = try await StreamReader(served, as: served.people.web)
                released.yield()
                let heard = try await reader.next(2)
                #expect(heard.map(\.kind) == ["customer.confirmed", "reservation.created"])
                #expect(heard[1].data["subject"] == .string(new.id))
                // Who came in the meantime hears what was not told to anybody yet.
                #expect(try await another.next(2) == heard)
                await another.close()
                try await group.waitForAll()
            }
            await reader.close()
        }
    }

    @Test("A listener hears the stores it asked for and may see; a place in the stream that is none is refused")
    func filter() async throws {
        try await ServedHouse.with { served async throws in
            var second = try await StreamReader(served, as: served.people.web, query: "?location=S002")
            var till = try await StreamReader(served, as: served.people.till)
            var foreign = try await StreamReader(served, as: served.people.till, query: "?location=S001&location=S002")
            _ = try await served.reserve(at: Shop.s1)
            let there = try await served.reserve(at: Shop.s2, number: 2)
            #expect(try await second.next().data["subject"] == .string(there.id))
            #expect(try await till.next().data["subject"] == .string(there.id))
            #expect(try await foreign.next().data["subject"] == .string(there.id))
            for reader in [second, till, foreign] { await reader.close() }
            #expect(try await StreamReader(served, as: served.people.web, after: "x").status == 422)
            #expect(try await StreamReader(served, as: served.people.web, query: "?after=1.2").status == 422)
        }
    }

    @Test("An event of a kind that only a newer version knows is passed on as it is, and the log warns of it")
    func future() async throws {
        try await ServedHouse.with { served async throws in
            let new = try await served.reserve()
            let id = try #require(ReservationID(new.id))
            let heard = Mutex<[String: Int]>([:])
            let observer = Observer { observation in
                guard case .happenedUnknown(let kind, let count) = observation else { return }
                heard.withLock { $0[kind, default: 0] += count }
            }
            _ = try await served.house.figures.look(observer)
            var reader = try await StreamReader(served, as: served.people.web)
            try await served.database.run(WriteFutureEvent(of: id, at: served.clock.now))
            let message = try await reader.next()
            #expect(message.kind == "customer.blinked" && message.data["data"] == ["eye": "left"])
            #expect(message.data["subject"] == .string(new.id))
            for reader in [served.people.web, served.people.clerk] {
                let answer = try await served.get("/v1/reservations/\(new.id)/history", as: reader)
                let told = answer.json["events"]?.array?.last
                #expect(answer.status == 200 && told?["kind"] == "customer.blinked", "\(answer.text)")
                #expect(told?["data"] == ["eye": "left"])
            }
            _ = try await served.house.figures.look(observer)
            #expect(heard.withLock { $0 } == ["customer.blinked": 1])
            await reader.close()
        }
    }

    @Test("An open stream ends when the service stops, and metrics have counted what happened")
    func shutdown() async throws {
        var reader = try await ServedHouse.with { served async throws in
            var reader = try await StreamReader(served, as: served.people.web)
            _ = try await served.house.figures.look(served.metrics.observer)
            _ = try await served.reserve()
            _ = try await reader.next()
            _ = try await served.house.figures.look(served.metrics.observer)
            let figures = try await served.client.get("/metrics").text
            #expect(figures.contains("torioki_events_total{kind=\"reservation.created\"} 1"))
            #expect(figures.contains("torioki_holds_open 1"))
            return reader
        }
        await #expect(throws: ConnectionEnded.self) { _ = try await reader.next() }
    }
}
