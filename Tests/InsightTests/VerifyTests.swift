// SPDX-License-Identifier: Apache-2.0
import Contact
import Insight
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import TestSupport
import Testing

@Suite("The proofs")
struct VerifyTests {
    /// Breaks one promise by hand, and names what must be found.
    struct Break: Sendable, CustomTestStringConvertible {
        let says: String
        let sql: String

        var testDescription: String { sql }
    }

    static let breaks = [
        // The CHECK makes it impossible by a plain update: it has to go first.
        Break(
            says: "reserved ≤ on-hand, but for shortages that are told openly",
            sql: """
                ALTER TABLE stock_level DROP CONSTRAINT stock_level_promise;
                UPDATE stock_level SET reserved = on_hand + 1 WHERE location_id = 'S002' AND sku = 'B'
                """),
        Break(
            says: "every shortage has one open task, and no task is open without a shortage",
            sql: "DELETE FROM shortage"),
        Break(
            says: "every shortage has one open task, and no task is open without a shortage",
            sql: """
                INSERT INTO shortage (location_id, shortage_id, sku, short, opened_at)
                VALUES ('S002', gen_random_uuid(), 'A', 1, now())
                """),
        Break(
            says: "every reservation acknowledged under a key is there",
            sql: """
                DELETE FROM event WHERE subject IN (SELECT reservation_id FROM reservation WHERE reference = 'keyed');
                DELETE FROM message; DELETE FROM notice; DELETE FROM contact_attempt; DELETE FROM contact_task;
                DELETE FROM reservation_line WHERE reservation_id IN
                    (SELECT reservation_id FROM reservation WHERE reference = 'keyed');
                DELETE FROM reservation WHERE reference = 'keyed'
                """),
        Break(
            says: "every reservation's events are numbered 1 to its version",
            sql: "DELETE FROM event WHERE number = 2"),
        Break(
            says: "every reservation's events are numbered 1 to its version",
            sql: "UPDATE reservation SET version = version + 1 WHERE hold = 'active'"),
        Break(
            says: "every message has its event, by the same author, and every such event its message",
            sql: "DELETE FROM message WHERE speaker = 'staff'"),
        Break(
            says: "every message has its event, by the same author, and every such event its message",
            sql: "UPDATE message SET author = 'staff:x' WHERE speaker = 'customer'"),
        Break(
            says: "a hold ends at most once, and as its events say",
            sql: """
                UPDATE event SET kind = 'reservation.expired' WHERE kind = 'reservation.collected'
                """),
        Break(
            says: "a hold ends at most once, and as its events say",
            sql: """
                UPDATE event SET kind = 'reservation.cancelled' WHERE kind = 'fulfilment.ready'
                """),
        Break(
            says: "an ended hold holds no stock",
            sql: """
                UPDATE reservation_line n SET held_at = n.location_id FROM reservation r
                WHERE r.reservation_id = n.reservation_id AND r.hold = 'consumed'
                """),
        Break(
            says: "a reservation that wanted a contact was born with its task",
            sql: "DELETE FROM contact_attempt; DELETE FROM contact_task"),
        Break(
            says: "every contact task is due before its hold ends",
            sql: "UPDATE contact_task t SET due_at = r.pick_up_by FROM reservation r "
                + "WHERE r.reservation_id = t.reservation_id"),
        Break(
            says: "a task's attempts are numbered 1 to its count",
            sql: "DELETE FROM contact_attempt"),
        Break(
            says: "a task's attempts are numbered 1 to its count",
            sql: "UPDATE contact_attempt SET number = 3"),
        Break(
            says: "on-hand = sum of movements",
            sql: "UPDATE stock_level SET on_hand = on_hand + 1 WHERE location_id = 'W001' AND sku = 'A'"),
        Break(
            says: "on-hand = sum of movements",
            sql: "DELETE FROM stock_movement WHERE location_id = 'W001' AND sku = 'B'"),
        Break(
            says: "reserved = sum of open lines",
            sql: "UPDATE stock_level SET reserved = reserved + 1 WHERE location_id = 'W001' AND sku = 'A'"),
        Break(
            says: "reserved = sum of open lines",
            sql: "UPDATE reservation_line SET quantity = quantity + 1 WHERE held_at IS NOT NULL"),
    ]

    /// Leaves one of everything: an open hold, a collected one, a contact that was tried, a shortage, a kept answer.
    private func live(in shop: Shop) async throws {
        let keyed = Keyed<Reservation>(client: "web", key: "k", fingerprint: [1]) {
            Answered(status: 201, body: JSON.object(["id": .string($0.id.description)]).text)
        }
        let asked = ReservationRequest(
            location: Shop.s1, kind: .reserve, customer: .record(shop.customer),
            lines: [(sku: SKU(stored: "B"), quantity: 1)],
            reference: "keyed")
        _ = try await shop.reservations.reserve(asked, by: .customer, keyed: keyed)
        try await shop.log(.noAnswer)
        let collected = try await shop.reserve([("A", 1)])
        try await shop.makeReady(collected.id)
        try await shop.carryOut(.collect(items: [], proof: .link, proxy: nil, rest: .keep), on: collected.id)
        _ = try await shop.reserve([("C", 2)])
        try await shop.sell(1, "C")
        _ = try await shop.desk.say("包装できますか", on: collected.id, by: .customer, name: "山田 花子")
        _ = try await shop.desk.say("承ります", on: collected.id, by: Shop.clerk, name: "菊地")
    }

    // Where closures of one type stand both within an expectation and beside it, Swift 6.3 may call one for the other
    // (both get one symbol): so no closure stands in the expectations here.
    private func violated(in shop: Shop) async throws -> [String] {
        try await shop.verify.run().filter { $0.violations > 0 }.map(\.says)
    }

    private func unchecked(in shop: Shop) async throws -> [String] {
        try await shop.verify.run().filter { $0.checked == 0 }.map(\.says)
    }

    @Test("A broken promise is found, and found by its own proof", arguments: breaks)
    func found(broken: Break) async throws {
        let all = ContactPolicy(id: "all", priority: 1, reason: "all", withinMinutes: 60, retryMinutes: [30])
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            let shop = try await Shop(database, ShopPlan(contact: [all]))
            try await live(in: shop)
            #expect(try await unchecked(in: shop) == [])
            #expect(try await violated(in: shop) == [])
            try await database.execute(broken.sql)
            #expect(try await violated(in: shop).contains(broken.says))
            await #expect(throws: PromisesBroken.self) { try await shop.expectVerified() }
        }
    }

    @Test("An empty house has nothing to prove, and proves it")
    func empty() async throws {
        try await withDatabase(prepare: { _ = try await Migrator(database: $0).migrate() }) { database in
            let findings = try await Verify(database: database).run()
            #expect(findings.map(\.checked) == Array(repeating: 0, count: 12))
            #expect(findings.map(\.violations) == Array(repeating: 0, count: 12))
        }
    }
}
