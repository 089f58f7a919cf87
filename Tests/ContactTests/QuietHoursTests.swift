// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Reservations
import ShopSupport
import Testing

@Suite("Quiet hours")
struct QuietHoursTests {
    private static let cases: [(quiet: (Int, Int)?, now: String, sent: String)] = [
        (nil, "2026-11-24T23:00:00+09:00", "2026-11-24T23:00:00+09:00"),
        ((1_260, 480), "2026-11-24T20:59:59+09:00", "2026-11-24T20:59:59+09:00"),
        ((1_260, 480), "2026-11-24T21:00:00+09:00", "2026-11-25T08:00:00+09:00"),
        ((1_260, 480), "2026-11-25T00:30:20+09:00", "2026-11-25T08:00:20+09:00"),
        ((1_260, 480), "2026-11-25T07:59:00+09:00", "2026-11-25T08:00:00+09:00"),
        ((1_260, 480), "2026-11-25T08:00:00+09:00", "2026-11-25T08:00:00+09:00"),
        ((780, 840), "2026-11-24T13:30:00+09:00", "2026-11-24T14:00:00+09:00"),
        ((780, 840), "2026-11-24T12:59:00+09:00", "2026-11-24T12:59:00+09:00"),
        ((780, 840), "2026-11-24T21:00:00+09:00", "2026-11-24T21:00:00+09:00"),
    ]

    @Test(
        "A letter that would come in the quiet hours comes when they are over; any other at once",
        arguments: cases.indices)
    func later(index: Int) async throws {
        let (quiet, now, sent) = Self.cases[index]
        try await withShop { shop in
            let hours = quiet.flatMap { QuietHours(from: $0.0, until: $0.1) }
            let wishes = ContactWishes(language: .ja, stopped: [], quiet: hours)
            // A link that was sent to the customer's own address speaks for reservations to come, too.
            let first = try await shop.reserve([("A", 1)])
            try await shop.desk.keep(wishes, on: first.id, sentTo: Shop.mail, by: .customer)
            shop.clock.set(try #require(Instant(rfc3339: now)))
            let new = try await shop.reserve([("A", 1)])
            let due = try await shop.database.run(ReadDue(reservation: new.id))
            let expected = try #require(Instant(rfc3339: sent))
            #expect(due == [expected])
        }
    }

    @Test("Hours that are none are not taken", arguments: [(0, 0), (-1, 60), (60, 1_440)])
    func none(from: Int, until: Int) {
        let hours = QuietHours(from: from, until: until)
        #expect(hours == nil)
    }
}

private struct ReadDue: Statement {
    static let sql = "SELECT next_attempt_at FROM notice WHERE location_id = $1 AND reservation_id = $2"

    let reservation: ReservationID

    func bind(_ parameters: inout Parameters) {
        parameters.add(reservation.location.code)
        parameters.add(reservation.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Instant { try row() }
}
