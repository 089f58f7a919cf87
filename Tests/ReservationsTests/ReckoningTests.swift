// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Kit
import PQ
import ShopSupport
import Stock
import Synchronization
import Testing

@testable import Reservations

@Suite("Holds follow their store's calendar")
struct ReckoningTests {
    private static let admin = Author.staff(StaffID(unique: UniqueID(high: 5, low: 5)), .admin)
    private static let moved = Event.Kind.calendarMoved

    private func at(_ text: String) throws -> Instant { try #require(Instant(rfc3339: "2026-\(text):00+09:00")) }

    private func stock(_ shop: Shop) -> StockRoom {
        StockRoom(database: shop.database, effects: shop.effects, places: shop.places)
    }

    private func close(_ shop: Shop, _ first: String, _ last: String, at location: LocationID = Shop.s1) async throws {
        shop.clock.advance(by: .seconds(1))
        let days = try #require(Day("2026-\(first)"))...(try #require(Day("2026-\(last)")))
        try await stock(shop).keep(Closure(days: days, reason: "臨時休業"), of: location, Edit(by: Self.admin))
    }

    private func end(_ shop: Shop, _ id: ReservationID) async throws -> Instant {
        try #require(try await shop.reservations.find(id)).pickUpBy
    }

    private func events(_ shop: Shop, _ id: ReservationID) async throws -> [Event.Kind?] {
        try await shop.reservations.events(of: id).map(\.kind)
    }

    private func marks(_ shop: Shop) async throws -> Int {
        try await shop.database.run(ReadCalendarMarks([Shop.s1, Shop.s2, Shop.s3, Shop.w1])).count
    }

    @Test("A closure moves the end of a hold, tells the customer, and is reckoned once")
    func closure() async throws {
        try await withShop { shop in
            let held = try await shop.reserve([("A", 1)])
            let other = try await shop.reserve([("A", 1)], at: Shop.s2)
            #expect(try held.pickUpBy == at("11-27T20:00"))
            try await close(shop, "11-25", "11-27")
            #expect(try await Reckoning(shop.reservations).round() == 1)
            let now = try #require(try await shop.reservations.find(held.id))
            #expect(try now.pickUpBy == at("11-30T20:00") && now.firstPickUpBy == now.pickUpBy)
            #expect(now.pickUpBy == (try await shop.reserve([("A", 1)])).pickUpBy)
            #expect(try await end(shop, other.id) == other.pickUpBy)
            let told = try #require(try await shop.reservations.events(of: held.id).last)
            #expect(told.kind == Self.moved && told.author == "duty:calendar")
            #expect(told.data["from"]?.string == held.pickUpBy.rfc3339())
            #expect(told.data["pick_up_by"]?.string == now.pickUpBy.rfc3339())
            let notices = try await shop.database.run(ReadNotices(held.id))
            #expect(notices.last?.kind == .calendarMoved && notices.last?.number == told.number)
            let status = try await CustomerView(reservations: shop.reservations).status(of: held.id)
            #expect(status.timeline.last?.kind == .calendarMoved && status.timeline.last?.until == now.pickUpBy)
            #expect(status.times.pickUpBy == now.pickUpBy)
            // Looked at once more when everybody counts by the new calendar, and then no more.
            #expect(try await Reckoning(shop.reservations).round() == 0)
            #expect(try await marks(shop) == 1)
            shop.clock.advance(by: .seconds(Limits.calendarSettlesSeconds))
            #expect(try await Reckoning(shop.reservations).round() == 0)
            #expect(try await marks(shop) == 0)
            #expect(try await events(shop, held.id) == [.created, Self.moved])
        }
    }

    @Test("Hours that are cut short move the end to the next day, and what should be ready moves with them")
    func hours() async throws {
        try await withShop { shop in
            shop.clock.set(try at("11-24T19:00"))
            let held = try await shop.reserve([("A", 1)])
            #expect(try held.readyBy == at("11-25T11:00"))
            shop.clock.advance(by: .seconds(1))
            let shorter = (1...7).compactMap { OpeningPeriod(day: $0, opens: 660, closes: 1020) }
            try await stock(shop).keepHours(shorter, of: Shop.s1, Edit(by: Self.admin))
            #expect(try await Reckoning(shop.reservations).round() == 1)
            let now = try #require(try await shop.reservations.find(held.id))
            // The hour of the evening is gone (but for the second that had passed), and the morning begins later.
            #expect(try now.pickUpBy == at("11-28T17:00") && now.readyBy == at("11-25T13:00") - .seconds(1))
        }
    }

    @Test("A closure that is taken away again moves nothing back, and one that came and went moves nothing")
    func opened() async throws {
        try await withShop { shop in
            let held = try await shop.reserve([("A", 1)])
            try await close(shop, "11-26", "11-27")
            let first = try #require(Day("2026-11-26"))
            try await stock(shop).openAgain(Shop.s1, from: first, Edit(by: Self.admin))
            #expect(try await Reckoning(shop.reservations).round() == 0)
            try await close(shop, "11-26", "11-27")
            #expect(try await Reckoning(shop.reservations).round() == 1)
            #expect(try await end(shop, held.id) == at("11-29T20:00"))
            try await stock(shop).openAgain(Shop.s1, from: first, Edit(by: Self.admin))
            #expect(try await Reckoning(shop.reservations).round() == 0)
            #expect(try await end(shop, held.id) == at("11-29T20:00"))
        }
    }

    @Test("Two edits in a row count as both do, reckoned together or each", arguments: [true, false])
    func twice(each: Bool) async throws {
        try await withShop { shop in
            let held = try await shop.reserve([("A", 1)])
            shop.clock.advance(by: .seconds(1))
            try await close(shop, "11-25", "11-26")
            if each { #expect(try await Reckoning(shop.reservations).round() == 1) }
            shop.clock.advance(by: .seconds(1))
            try await close(shop, "11-28", "11-29")
            #expect(try await Reckoning(shop.reservations).round() == 1)
            #expect(try await end(shop, held.id) == at("12-01T20:00"))
            shop.clock.advance(by: .seconds(60))
            #expect(try await Reckoning(shop.reservations).round() == 0)
            #expect(try await marks(shop) == 0)
        }
    }

    @Test("A public holiday moves the holds of locations that have hours of their own on holidays")
    func holiday() async throws {
        try await withShop { shop in
            let week = try await stock(shop).hours(of: Shop.s1)
            let shut = try #require(OpeningPeriod(day: 8, opens: 0, closes: 0))
            try await stock(shop).keepHours(week + [shut], of: Shop.s1, Edit(by: Self.admin))
            _ = try await shop.places.reload()
            let (here, there) = (try await shop.reserve([("A", 1)]), try await shop.reserve([("A", 1)], at: Shop.s2))
            shop.clock.advance(by: .seconds(1))
            let holiday = PublicHoliday(day: try #require(Day("2026-11-27")), name: "休日", nameEN: "")
            try await stock(shop).keep(holiday, Edit(by: Self.admin))
            #expect(try await Reckoning(shop.reservations).round() == 1)
            #expect(try await end(shop, here.id) == at("11-28T20:00"))
            #expect(try await end(shop, there.id) == there.pickUpBy)
            try await stock(shop).removeHoliday(holiday.day, Edit(by: Self.admin))
            #expect(try await Reckoning(shop.reservations).round() == 0)
        }
    }

    @Test("The sweep leaves a store alone whose calendar is not reckoned yet: no hold ends by one that is over")
    func sweep() async throws {
        try await withShop { shop in
            let held = try await shop.reserve([("A", 1)])
            let over = try await shop.reserve([("A", 1)], at: Shop.s2)
            shop.clock.set(try at("11-27T12:00"))
            try await close(shop, "11-27", "11-27")
            shop.clock.set(try at("11-29T21:00"))
            #expect(try await shop.expiry.sweep() == 1)
            #expect(try await shop.reservations.find(over.id)?.hold == .expired)
            #expect(try await shop.reservations.find(held.id)?.hold == .active)
            // Its own time has come meanwhile, but it was not over when the store shut.
            #expect(try await Reckoning(shop.reservations).round() == 1)
            #expect(try await end(shop, held.id) == at("11-28T20:00"))
            #expect(try await shop.expiry.sweep() == 1)
            #expect(try await events(shop, held.id).last == .expired)
        }
    }

    @Test("What had ended before the edit is over")
    func lapsed() async throws {
        try await withShop { shop in
            let held = try await shop.reserve([("A", 1)])
            shop.clock.set(held.pickUpBy + .seconds(60))
            try await close(shop, "11-27", "11-30")
            #expect(try await Reckoning(shop.reservations).round() == 0)
            #expect(try await shop.expiry.sweep() == 0)
            shop.clock.advance(by: .seconds(Limits.calendarSettlesSeconds))
            #expect(try await Reckoning(shop.reservations).round() == 0)
            #expect(try await shop.expiry.sweep() == 1)
        }
    }

    @Test("Counters, customers and the duty at once: each hold is handed over, extended or moved, and nothing is lost")
    func race() async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 60]])) { shop in
            var ids: [ReservationID] = []
            for _ in 0..<45 { ids.append(try await shop.reserve([("A", 1)], for: shop.anybody()).id) }
            for id in ids { try await shop.makeReady(id) }
            shop.clock.advance(by: .seconds(1))
            try await close(shop, "11-27", "11-27")
            shop.clock.advance(by: .seconds(1))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (i, id) in ids.enumerated() where i % 3 != 2 {
                    group.addTask {
                        let command: Command =
                            i % 3 == 0
                            ? .collect(items: [], proof: .identity, proxy: nil, rest: .keep) : .extend(until: nil)
                        _ = try await shop.reservations.perform(command, on: id, by: Shop.clerk)
                    }
                }
                for _ in 0..<3 { group.addTask { _ = try await Reckoning(shop.reservations).round() } }
                try await group.waitForAll()
            }
            shop.clock.advance(by: .seconds(60))
            _ = try await Reckoning(shop.reservations).round()
            for (i, id) in ids.enumerated() {
                let held = try #require(try await shop.reservations.find(id))
                let moves = try await events(shop, id).filter { $0 == Self.moved }.count
                #expect(moves <= 1)
                switch i % 3 {
                case 0: #expect(held.hold == .consumed)
                // Extended by two open days from the 27th or the 28th, whoever was first.
                case 1:
                    #expect(try held.extensions == 1 && [at("11-29T20:00"), at("11-30T20:00")].contains(held.pickUpBy))
                default: #expect(try moves == 1 && held.pickUpBy == at("11-28T20:00"))
                }
            }
        }
    }

    @Test("A process that still counts by the old calendar is put right when all have read the new one")
    func stale() async throws {
        try await withShop { shop in
            let places = Places(database: shop.database, freshFor: .seconds(3_600))
            _ = try await places.current()
            let late = Reservations(
                database: shop.database, effects: shop.effects,
                rules: Rules(database: shop.database, places: places), companions: [])
            try await close(shop, "11-27", "11-27")
            #expect(try await Reckoning(shop.reservations).round() == 0)
            shop.clock.advance(by: .seconds(2))
            let held = try await late.reserve(shop.request([("A", 1)]), by: .program("web")).fresh
            #expect(try held.pickUpBy == at("11-27T20:00"))
            shop.clock.advance(by: .seconds(Limits.calendarSettlesSeconds))
            #expect(try await Reckoning(shop.reservations).round() == 1)
            #expect(try await end(shop, held.id) == at("11-28T20:00"))
            #expect(try await marks(shop) == 0)
        }
    }

    @Test("A duty that dies in the middle is gone on with: every hold is moved and told once")
    func killed() async throws {
        try await withShop(ShopPlan(shelves: [Shop.s1: ["A": 900]])) { shop in
            var held: [Reservation] = []
            for _ in 0..<(2 * Limits.reckonedRows + 30) {
                held.append(try await shop.reserve([("A", 1)], for: shop.anybody()))
            }
            // Two of its days are over: reckoned twice it would have one more.
            shop.clock.set(try at("11-26T12:00"))
            try await close(shop, "11-27", "11-27")
            let death = Death(after: Limits.reckonedRows + 1)
            let dying = Reservations(
                database: shop.database, effects: shop.effects,
                rules: Rules(database: shop.database, places: shop.places),
                companions: [NoticeCompanion(effects: shop.effects), death])
            let task = Task { try await Reckoning(dying).round() }
            await #expect(throws: (any Error).self) { try await task.value }
            let half = try await moves(shop, held)
            #expect(half > 0 && half < held.count)
            // The lease of the dead is not over; then it is.
            #expect(try await Reckoning(shop.reservations).round() == 0)
            shop.clock.advance(by: .seconds(Limits.calendarLeaseSeconds + 1))
            #expect(try await Reckoning(shop.reservations).round() == held.count - half)
            #expect(try await moves(shop, held) == held.count)
            #expect(try await marks(shop) == 0)
        }
    }

    /// Counts the moves that were told of some reservations; none twice.
    private func moves(_ shop: Shop, _ held: [Reservation]) async throws -> Int {
        let events = try await shop.database.run(ReadEventsOfSet(subjects: held.map { ($0.location, $0.id.unique) }))
        let told = events.filter { $0.kind == Self.moved }
        #expect(Set(told.map(\.subject)).count == told.count)
        return told.count
    }

    @Test("Who wants quiet hears of it after the quiet hours")
    func quiet() async throws {
        try await withShop { shop in
            let hours = try #require(QuietHours(from: 22 * 60, until: 8 * 60))
            let held = try await shop.reserve([("A", 1)])
            try await shop.desk.keep(
                ContactWishes(language: .ja, stopped: [], quiet: hours), on: held.id, sentTo: nil, by: .customer)
            shop.clock.set(try at("11-24T23:30"))
            try await close(shop, "11-27", "11-27")
            #expect(try await Reckoning(shop.reservations).round() == 1)
            let due = try await shop.database.run(DueOfNotices(id: held.id))
            #expect(try due.last == at("11-25T08:00") + .seconds(1))
        }
    }

    @Test("Before an edit it is counted how many holds move and how many customers hear of it, as they then do")
    func touched() async throws {
        try await withShop { shop in
            for _ in 0..<3 { _ = try await shop.reserve([("A", 1)], for: shop.anybody()) }
            let extended = try await shop.reserve([("A", 1)])
            try await shop.carryOut(.extend(until: nil), on: extended.id, by: .customer)
            shop.clock.advance(by: .seconds(1))
            let before = try #require(try await stock(shop).openingRules(of: [Shop.s1])[Shop.s1])
            func touch(_ first: String, _ last: String) async throws -> CalendarTouch {
                var after = before
                after.add(Closure(days: try #require(Day("2026-\(first)"))...(try #require(Day("2026-\(last)")))))
                return try await shop.reservations.touched(
                    by: [CalendarEdit(location: Shop.s1, before: before, after: after)])
            }
            #expect(try await touch("12-20", "12-21") == CalendarTouch())
            #expect(try await touch("11-28", "11-28") == CalendarTouch(holds: 1, notices: 1))
            #expect(try await touch("11-27", "11-27") == CalendarTouch(holds: 4, notices: 4))
            try await close(shop, "11-27", "11-27")
            #expect(try await Reckoning(shop.reservations).round() == 4)
            #expect(try await end(shop, extended.id) == at("11-30T20:00"))
        }
    }

    @Test("Files of hours, closures and holidays say how many holds they move, when checked and when taken")
    func imports() async throws {
        try await withShop { shop in
            let held = try await shop.reserve([("A", 1)])
            shop.clock.advance(by: .seconds(1))
            let importer = Importer(database: shop.database, effects: shop.effects, reach: shop.reservations)
            func take(_ text: String, _ options: ImportOptions) async throws -> CalendarTouch? {
                let report = try await importer.run(ImportSource(name: "file", bytes: Array(text.utf8)), options)
                #expect(report.isClean)
                return report.touch
            }
            let closures = "location,first_day,last_day,reason\nS001,2026-11-27,2026-11-27,棚卸\n"
            let one = CalendarTouch(holds: 1, notices: 1)
            #expect(try await take(closures, ImportOptions(isDryRun: true)) == one)
            #expect(try await marks(shop) == 0)
            #expect(try await take(closures, ImportOptions(isAllOrNothing: true)) == one)
            #expect(try await take(closures, ImportOptions()) == nil)
            #expect(try await Reckoning(shop.reservations).round() == 1)
            #expect(try await end(shop, held.id) == at("11-28T20:00"))
            shop.clock.advance(by: .seconds(60))
            let week = (1...7).map { "S001,\($0),10:00,17:00" } + ["S001,8,10:00,10:00"]
            #expect(
                try await take("location,day,opens,closes\n" + week.joined(separator: "\n"), ImportOptions()) == one)
            #expect(try await Reckoning(shop.reservations).round() == 1)
            #expect(try await end(shop, held.id) == at("11-29T17:00"))
            shop.clock.advance(by: .seconds(60))
            #expect(try await take("day,name\n2026-11-29,休日\n", ImportOptions()) == one)
            #expect(try await Reckoning(shop.reservations).round() == 1)
            #expect(try await end(shop, held.id) == at("11-30T17:00"))
        }
    }
}

/// Ends the task that it accompanies after so many decisions, as a process that is killed in the middle of its work.
private final class Death: Companion {
    private let left: Mutex<Int>

    init(after decisions: Int) { left = Mutex(decisions) }

    func welcome(_ draft: inout ReservationDraft, _ facts: IntakeFacts) async throws {}

    func accompany(_ decision: inout Decision) async {
        let isOver = left.withLock { left in
            left -= 1
            return left == 0
        }
        if isOver { withUnsafeCurrentTask { $0?.cancel() } }
    }
}

private struct DueOfNotices: Statement {
    static let sql = """
        SELECT next_attempt_at
        FROM notice
        WHERE location_id = $1 AND reservation_id = $2
        ORDER BY event_number
        """

    let id: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Instant { try row() }
}
