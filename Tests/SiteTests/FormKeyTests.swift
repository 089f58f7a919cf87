// SPDX-License-Identifier: Apache-2.0
import Access
import Kit
import PQ
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Keys of forms")
struct FormKeyTests {
    @Test("A key of the console does one thing of its person, at whatever store and with whatever it is sent")
    func console() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house, stores: [Fixture.sapporo, House.tokyo])
            let ids = [
                try await house.reservation(house.reserve("one")).id,
                try await house.reservation(
                    try #require(
                        try await house.post("/shop/KT-1010-24", House.wish("two", store: "S004")).header("Location"))
                ).id,
            ]
            #expect(ids.map(\.location) == [Fixture.sapporo, House.tokyo])
            #expect(try await clerk.take(.accept, ids[0], key: "k").status == 303)
            let events = try await house.reservations.events(of: ids[1]).count
            for answer in [
                try await clerk.take(.accept, ids[1], key: "k"),
                try await clerk.take(.cancel, ids[0], [("note", "x")], key: "k"),
                try await clerk.post(StorePaths.say(ids[1]).url, [("key", "k"), ("text", "こんにちは")]),
                try await clerk.post(
                    "/store/S004/stock/KT-1010-24/adjust", [("key", "k"), ("number", "+3"), ("reason", "発見")]),
            ] { #expect(answer.status >= 400 && answer.status < 500, "\(answer.status)") }
            #expect(try await house.reservations.find(ids[0])?.fulfilment == .accepted)
            #expect(try await house.reservations.events(of: ids[1]).count == events)
            let stock = try await house.available(at: House.tokyo)
            // The same form again is what it was; a colleague's key of the same letters is another key.
            #expect(try await clerk.take(.accept, ids[0], key: "k").status == 303)
            let colleague = try await Clerk(house, "colleague", stores: [House.tokyo])
            #expect(try await colleague.take(.accept, ids[1], key: "k").status == 303)
            #expect(try await house.reservations.find(ids[1])?.fulfilment == .accepted)
            #expect(try await house.available(at: House.tokyo) == stock)
        }
    }

    @Test("A key of the console that comes for two stores at once is taken once")
    func consoleAtOnce() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house, stores: [Fixture.sapporo, House.tokyo])
            for round in 0..<5 {
                let before = try await [Fixture.sapporo, House.tokyo].asyncSum { try await house.available(at: $0) }
                let answers = try await withThrowingTaskGroup(of: HTTPAnswer.self) { group in
                    for store in ["S001", "S004"] {
                        group.addTask {
                            try await clerk.post(
                                "/store/\(store)/stock/KT-1010-24/adjust",
                                [("key", "k\(round)"), ("number", "+1"), ("reason", "発見")])
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(answers.filter { $0.status == 303 }.count == 1, "\(answers.map(\.status))")
                let after = try await [Fixture.sapporo, House.tokyo].asyncSum { try await house.available(at: $0) }
                #expect(after == before + 1)
            }
        }
    }

    @Test("A key of the customer's page does one thing, also when the reservation has moved on to another store")
    func link() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            #expect(try await house.post("\(path)/proxy", [("key", "k"), ("name", "鈴木 一郎")]).status == 303)
            for (page, fields) in [
                ("cancel", []), ("proxy", [("name", "佐藤 次郎")]), ("messages", [("text", "遅れます")]),
                ("store", [("store", "S004")]),
            ] {
                let answer = try await house.post("\(path)/\(page)", [("key", "k")] + fields)
                #expect(answer.status == 409, "\(page): \(answer.status)")
            }
            #expect(try await house.reservation(path).proxy == "鈴木 一郎")
            #expect(try await house.post("\(path)/extend", [("key", "e")]).status == 303)
            #expect(try await house.post("\(path)/store", [("key", "s"), ("store", "S004")]).status == 303)
            let moved = try await house.reservation(path)
            #expect(moved.location == House.tokyo && moved.extensions == 0)
            // Pressed again after the move, it is told as it was, and the new hold stays as it is.
            #expect(try await house.post("\(path)/extend", [("key", "e")]).status == 303)
            #expect(try await house.reservation(path) == moved)
        }
    }

    @Test(
        "A form that was done is answered as it was, wherever the reservation is by now and whatever is to be had there"
    )
    func replayed() async throws {
        try await withHouse { house in
            let path = try await house.reserve()
            let move = [("key", "s"), ("store", "S004")]
            let first = try await house.post("\(path)/store", move)
            #expect(first.status == 303)
            let there = try await house.reservation(path)
            let back = try await house.reservations.newPlace(at: Fixture.sapporo, for: there.id)
            _ = try await house.reservations.perform(.reroute(to: back), on: there.id, by: CustomerPageTests.clerk)
            let moved = try await house.reservation(path)
            #expect(moved.location == Fixture.sapporo)
            // The page would offer no other store any more.
            #expect(try await house.post("\(path)/store", [("key", "t"), ("store", "S004")]).status == 409)
            let again = try await house.post("\(path)/store", move)
            #expect(again.status == 303 && again.header("Location") == first.header("Location"))
            #expect(try await house.reservation(path) == moved)
        }
    }
}

extension [LocationID] {
    /// Adds up what is asked of each.
    fileprivate func asyncSum(_ figure: (LocationID) async throws -> Int) async throws -> Int {
        var sum = 0
        for location in self { sum += try await figure(location) }
        return sum
    }
}
