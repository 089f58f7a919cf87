// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Synchronization
import TestSupport
import Testing

@Suite("What a move takes along")
struct MoveTests {
    private func tasks(_ shop: Shop, _ id: ReservationID) async throws -> [ContactTask] {
        try await shop.desk.history(of: id).tasks
    }

    /// Moves a reservation to another store, by default by the store's hand.
    private func move(
        _ shop: Shop, _ id: ReservationID, to location: LocationID, by author: Author = Shop.clerk
    ) async throws -> Reservation {
        let place = try await shop.reservations.newPlace(at: location, for: id)
        try await shop.carryOut(.reroute(to: place), on: id, by: author)
        return try #require(try await shop.reservations.find(place.id))
    }

    private func status(_ shop: Shop, _ id: ReservationID) async throws -> PickupStatus {
        try await CustomerView(reservations: shop.reservations).status(of: id)
    }

    @Test("Whoever asked to be called is called from the new store", arguments: [Shop.clerk, Author.customer])
    func callback(author: Author) async throws {
        try await withShop { shop in
            let old = try await shop.reserve([("A", 1)])
            _ = try await shop.desk.askCallback(old.id, by: .customer)
            let before = try #require(try await tasks(shop, old.id).first)
            shop.clock.advance(by: .seconds(60))
            let new = try await move(shop, old.id, to: Shop.s2, by: author)
            #expect(new.contact == .pending)
            let status = try await status(shop, old.id)
            #expect(status.reservation == new.id && status.call == .expected && !status.actions.mayConfirm)
            let closed = try #require(try await tasks(shop, old.id).first)
            #expect(closed.state == .cancelled && closed.outcome == "moved")
            let open = try await shop.desk.open(locations: [], after: nil, limit: 9)
            let task = try #require(open.first)
            #expect(open.count == 1 && task.reservation == new.id && task.purpose == .callback)
            #expect(task.dueAt == before.dueAt && task.reasons == before.reasons && task.channel == before.channel)
            let logged = try await shop.log(.confirmed)
            #expect(logged.reservation.id == new.id && logged.reservation.contact == .reachedConfirmed)
        }
    }

    @Test("A confirmation goes along with its reasons, the attempts made and the pauses left, from store to store")
    func confirm() async throws {
        try await withShop(ShopPlan(contact: [DeskTests.all])) { shop in
            let old = try await shop.reserve([("A", 1)])
            _ = try await shop.log(.noAnswer)
            let second = try await move(shop, old.id, to: Shop.s2)
            let carried = try #require(try await tasks(shop, second.id).first)
            #expect(second.contact == .attempted && carried.reasons == ["all"] && carried.purpose == .confirm)
            #expect(carried.attempts == 0 && carried.earlierAttempts == 1 && carried.retryMinutes == [60])
            #expect(carried.nextAttemptAt == shop.clock.now + .seconds(1_800) && carried.whenUnreachable == .release)
            #expect(try await status(shop, old.id).actions.mayConfirm)
            let words = try await shop.desk.lastAttempts(of: [second])
            #expect(words[second.id]?.disposition == .noAnswer)
            shop.clock.set(carried.nextAttemptAt)
            _ = try await shop.log(.busy)
            let third = try await move(shop, second.id, to: Shop.s1)
            let last = try #require(try await tasks(shop, third.id).first)
            #expect(last.earlierAttempts == 2 && last.retryMinutes == [])
            #expect(try await shop.desk.history(of: third.id).attempts.map(\.disposition) == [.noAnswer, .busy])
            #expect(try await shop.desk.lastAttempts(of: [third])[third.id]?.disposition == .busy)
            shop.clock.set(last.nextAttemptAt)
            let logged = try await shop.log(.noAnswer)
            #expect(logged.reservation.id == third.id && logged.reservation.closeReason == "unreachable")
        }
    }

    @Test("The customer may still say at the new store that they will come, and nobody calls then")
    func confirmedByCustomer() async throws {
        try await withShop(ShopPlan(contact: [DeskTests.all])) { shop in
            let new = try await move(shop, try await shop.reserve([("A", 1)]).id, to: Shop.s2)
            _ = try await shop.desk.confirm(new.id, by: .customer)
            #expect(try await shop.reservations.find(new.id)?.contact == .reachedConfirmed)
            #expect(try await shop.desk.claim(by: Shop.agent, locations: []) == nil)
        }
    }

    @Test("An agent who moves it in one call leaves the callback that waits beside, and settles what was missing")
    func agent() async throws {
        try await withShop { shop in
            let old = try await shop.reserve([("A", 2)])
            try await shop.carryOut(
                .pick(items: [.init(line: 1, found: 1, short: .notInStock)], staging: nil), on: old.id)
            _ = try await shop.desk.askCallback(old.id, by: .customer)
            let place = try await shop.reservations.newPlace(at: Shop.s2, for: old.id)
            let logged = try await shop.log(.changed, changes: [.reroute(to: place)])
            let other: ContactTask.Purpose = logged.task.purpose == .callback ? .shortPick : .callback
            let all = try await tasks(shop, old.id)
            #expect(all.first { $0.id == logged.task.id }?.outcome == "changed")
            let open = try await shop.desk.open(locations: [], after: nil, limit: 9)
            if other == .callback {
                #expect(open.map(\.purpose) == [.callback] && open.map(\.reservation) == [place.id])
                #expect(logged.born?.contact == .pending)
            } else {
                #expect(open.isEmpty && logged.born?.contact == .reachedChanged)
                #expect(all.first { $0.purpose == .shortPick }?.outcome == "settled")
            }
        }
    }

    @Test("The task that moves it is done, and another that was open goes along", arguments: [true, false])
    func both(shortPickFirst: Bool) async throws {
        try await withShop(ShopPlan(contact: [DeskTests.all])) { shop in
            let old = try await shop.reserve([("A", 2)])
            _ = try await shop.desk.askCallback(old.id, by: .customer)
            if shortPickFirst {
                try await shop.carryOut(
                    .pick(items: [.init(line: 1, found: 1, short: .damaged)], staging: nil), on: old.id)
            }
            let place = try await shop.reservations.newPlace(at: Shop.s2, for: old.id)
            let logged = try await shop.log(.changed, changes: [.reroute(to: place)])
            let open = try await shop.desk.open(locations: [], after: nil, limit: 9)
            let left = Set([ContactTask.Purpose.confirm, .callback]).subtracting([logged.task.purpose])
            #expect(Set(open.map(\.purpose)) == left && open.allSatisfy { $0.reservation == place.id })
            #expect(logged.born?.contact == .pending)
        }
    }

    @Test("Whoever has the customer on the line when it moves keeps the task under its new id")
    func offered() async throws {
        try await withShop(ShopPlan(contact: [DeskTests.all])) { shop in
            let old = try await shop.reserve([("A", 1)])
            let offered = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            let new = try await move(shop, old.id, to: Shop.s2)
            await #expect(throws: Refusal.taskClosed) {
                try await shop.desk.log(shop.attempt(.confirmed), on: offered.id, by: Shop.agent, role: .agent)
            }
            #expect(try await shop.desk.claim(by: StaffID(unique: UniqueID(high: 9, low: 9)), locations: []) == nil)
            let again = try #require(try await shop.desk.claim(by: Shop.agent, locations: []))
            #expect(again.reservation == new.id)
        }
    }

    @Test("A call for which no hour is left before the new end is settled, and the customer reads it")
    func noHour() async throws {
        try await withShop { shop in
            let old = try await shop.reserve([("A", 1)])
            _ = try await shop.desk.askCallback(old.id, by: .customer)
            shop.clock.set(try #require(Instant(rfc3339: "2026-11-25T00:30:00+09:00")))
            let now = shop.clock.now
            let place = Command.NewPlace(
                id: ReservationID(location: Shop.s3, unique: shop.effects.uniqueID(at: now)),
                pickupCode: shop.effects.pickupCode(), pickUpBy: now + .seconds(5_400), readyBy: now + .seconds(3_600))
            try await shop.carryOut(.reroute(to: place), on: old.id)
            #expect(try await shop.reservations.find(place.id)?.contact == .unreachable)
            #expect(try await tasks(shop, old.id).map(\.outcome) == ["no_callable_moment"])
            let kinds = try await shop.reservations.events(of: place.id).map(\.kind)
            #expect(kinds == [.created, .contactDropped])
            let status = try await status(shop, place.id)
            #expect(status.call == .none && status.timeline.map(\.kind) == [.movedHere, .callDropped])
        }
    }

    @Test("A question waits at the new store and no longer at the old one, and is answered there, through two moves")
    func questions() async throws {
        try await withShop { shop in
            let old = try await shop.reserve([("A", 1)])
            func ask(_ text: String, _ id: ReservationID) async throws -> Message {
                try await shop.desk.say(text, on: id, by: .customer, name: "山田 花子").fresh
            }
            func waiting(_ location: LocationID) async throws -> [String] {
                try await shop.desk.unanswered(locations: [location], limit: 9).map(\.text)
            }
            _ = try await ask("答えのある問い", old.id)
            _ = try await shop.desk.say("答え", on: old.id, by: Shop.clerk, name: "菊地")
            shop.clock.advance(by: .seconds(60))
            let asked = try await ask("包装できますか", old.id)
            let second = try await move(shop, old.id, to: Shop.s2)
            #expect(try await waiting(Shop.s1) == [])
            #expect(try await waiting(Shop.s2) == ["包装できますか"])
            #expect(try await shop.desk.unanswered(locations: [Shop.s2], limit: 9).map(\.at) == [asked.at])
            let third = try await move(shop, second.id, to: Shop.s1)
            #expect(try await waiting(Shop.s2) == [])
            #expect(try await waiting(Shop.s1) == ["包装できますか"])
            // What was sent to the old address meanwhile goes where it is read.
            let late = try await ask("まだですか", old.id)
            #expect(late.reservation == third.id)
            shop.clock.advance(by: .seconds(60))
            _ = try await shop.desk.say("承ります", on: third.id, by: Shop.clerk, name: "菊地")
            #expect(try await waiting(Shop.s1) == [])
            let all = try await shop.desk.messages(of: third.id)
            #expect(all.map(\.text) == ["答えのある問い", "答え", "包装できますか", "まだですか", "承ります"])
            #expect(all.filter { $0.speaker == .customer }.allSatisfy { $0.answeredAt != nil })
        }
    }

    @Test("A link leads along many moves to where the reservation is")
    func chain() async throws {
        try await withShop { shop in
            let first = try await shop.reserve([("A", 1)])
            _ = try await shop.desk.askCallback(first.id, by: .customer)
            _ = try await shop.desk.say("問い", on: first.id, by: .customer, name: "")
            var last = first
            for hop in 0..<12 { last = try await move(shop, last.id, to: hop % 2 == 0 ? Shop.s2 : Shop.s1) }
            #expect(try await shop.reservations.findCurrent(first.id)?.id == last.id)
            #expect(try await status(shop, first.id).reservation == last.id)
            #expect(last.contact == .pending)
            #expect(try await shop.desk.messages(of: last.id).map(\.text) == ["問い"])
            let waiting = try await shop.desk.unanswered(locations: [Shop.s1, Shop.s2], limit: 9)
            #expect(waiting.map(\.reservation) == [last.id])
        }
    }

    @Test("What the move has made untrue is not sent; the rest is, in order")
    func notices() async throws {
        try await withShop { shop in
            let old = try await shop.reserve([("A", 1)])
            try await shop.makeReady(old.id)
            _ = try await shop.desk.say("お待ちしています", on: old.id, by: Shop.clerk, name: "菊地")
            let new = try await move(shop, old.id, to: Shop.s2)
            let sent = Sent()
            let dispatcher = Dispatcher(
                reservations: shop.reservations, places: shop.places, channels: [sent], link: { _, _ in "x" })
            _ = try await dispatcher.round()
            #expect(sent.kinds == [.received, .message, .rerouted])
            let states = try await shop.database.run(ReadNotices(old.id)).map { "\($0.kind) \($0.state)" }
            #expect(states == ["received accepted", "ready overtaken", "message accepted", "rerouted accepted"])
            #expect(try await shop.database.run(ReadNotices(new.id)).isEmpty)
        }
    }

    @Test("The list names every column of a reservation and every table that hangs on one")
    func list() async throws {
        try await withShop { shop in
            let columns = try await shop.database.run(ColumnsOfReservation())
            #expect(Set(columns) == Set(Moves.columns.keys), "decide what a move does to it, in Moves.swift")
            let tables = try await shop.database.run(TablesOfReservation())
            #expect(Set(tables) == Set(Moves.tables.keys), "decide what a move does to it, in Moves.swift")
        }
    }

    @Test("What the list calls the same is the same after a move")
    func same() async throws {
        try await withShop { shop in
            let old = try await shop.reserve([("A", 1)])
            try await shop.makeReady(old.id)
            try await shop.carryOut(.nameProxy("山田 太郎"), .come(.here), on: old.id, by: .customer)
            try await shop.database.execute(
                """
                UPDATE reservation SET note = 'のし', experiment_arm = 'b', recipient_kana = 'ヤマダ', language = 'en',
                    stopped = '{sms}', quiet_from = 1320, quiet_until = 420
                """)
            let before = try #require(try await shop.database.first(RowOfReservation(id: old.id)))
            let new = try await move(shop, old.id, to: Shop.s2)
            let after = try #require(try await shop.database.first(RowOfReservation(id: new.id)))
            for (name, fate) in Moves.columns where fate == .same {
                #expect(before[name] == after[name], "\(name)")
                #expect(before[name] != "", "the test says nothing of \(name)")
            }
            #expect(new.arrival == .onMyWay)
        }
    }
}

/// Takes letters and tells which kinds they were.
private final class Sent: Channel {
    let name = "mail"
    private let letters = Mutex<[Notice.Kind]>([])

    var kinds: [Notice.Kind] { letters.withLock { $0 } }

    func send(_ letter: Letter) async throws(ChannelFailure) { letters.withLock { $0.append(letter.kind) } }
}

private struct ColumnsOfReservation: Statement {
    static let sql = """
        SELECT column_name::text
        FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = 'reservation'
        """

    func bind(_ parameters: inout Parameters) {}
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}

/// Lists the tables that name a reservation, those that point at one of them, and the ledger of events.
private struct TablesOfReservation: Statement {
    static let sql = """
        WITH RECURSIVE hanging AS (
            SELECT c.oid
            FROM pg_class c
            JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> 'reservation'
                AND a.attname IN ('reservation_id', 'subject') AND a.atttypid = 'uuid'::regtype
            UNION
            SELECT k.conrelid
            FROM pg_constraint k
            JOIN hanging h ON h.oid = k.confrelid
            WHERE k.contype = 'f'
        )
        SELECT c.relname::text FROM hanging h JOIN pg_class c ON c.oid = h.oid
        """

    func bind(_ parameters: inout Parameters) {}
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> String { try row() }
}

private struct RowOfReservation: Statement {
    static let sql = """
        SELECT to_jsonb(r)
        FROM reservation r
        WHERE r.location_id = $1 AND r.reservation_id = $2
        """

    let id: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.location.code)
        parameters.add(id.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> JSON {
        let value: JSONB = try row()
        do throws(JSON.Failure) {
            return try JSON(parsing: value.text)
        } catch {
            throw .undecodable("reservation")
        }
    }
}
