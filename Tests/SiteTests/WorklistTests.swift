// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Testing

@testable import Customers
@testable import Reservations
@testable import Site

@Suite("Worklist")
struct WorklistTests {
    /// Draws open work of all kinds, with promises and pick-up-bys around now; some moments come twice.
    static func drawn(_ seed: UInt64, count: Int = 40) -> [Work] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { place in
            let fulfilment = Fulfilment.allCases[Int(random.next() % UInt64(Fulfilment.allCases.count))]
            let ended: [Fulfilment: Hold] = [
                .collected: .consumed, .rejected: .released, .cancelled: .released, .toReturn: .expired,
                .returnedToShelf: .released,
            ]
            let (promise, pickUp) = (Int(random.next() % 8) * 900, Int(random.next() % 8) * 3600)
            let old = Fixture.reservation(ended[fulfilment] ?? .active, fulfilment)
            let readyBy = Fixture.now + .seconds(promise - 3600)
            let pickUpBy = Fixture.now + .seconds(pickUp - 3600)
            let id = ReservationID(location: Fixture.sapporo, unique: UniqueID(high: seed, low: UInt64(place)))
            var drawn = Reservation(
                id: id, kind: old.kind, reference: "", customer: old.customer, hold: old.hold,
                fulfilment: fulfilment, contact: .notNeeded, version: 1, pickupCode: old.pickupCode,
                pickUpBy: pickUpBy, firstPickUpBy: pickUpBy, readyBy: readyBy, extensions: 0, shipsFrom: nil,
                staging: "", collector: "", closeReason: "", reroutedFrom: nil, reroutedTo: nil, note: "",
                experiment: old.experiment, createdAt: old.createdAt, readyAt: nil,
                closedAt: old.hold == .active ? nil : Fixture.now, lines: old.lines)
            if random.next() % 5 == 0 {
                drawn.arrival = .here
                drawn.arrivalAt = Fixture.now - .seconds(Int(random.next() % 3) * 60)
            }
            return Work(drawn)
        }
    }

    @Test(
        "All open work is in it once, in its group, customers at the counter first, then the most pressing",
        arguments: UInt64(1)...50)
    func orders(seed: UInt64) {
        let all = Self.drawn(seed)
        let list = Worklist(all)
        let open = Set(all.map(\.reservation).filter { WorkGroup($0.fulfilment) != nil }.map(\.id))
        let listed = list.groups.flatMap { $0.work.map(\.reservation.id) }
        #expect(listed.count == open.count && Set(listed) == open && list.count == open.count)
        for (group, work) in list.groups {
            let fits = work.allSatisfy { WorkGroup($0.reservation.fulfilment) == group }
            let standing = work.map(\.reservation).prefix { $0.waitsSince != nil }
            let others = work.map(\.reservation).dropFirst(standing.count)
            let (since, dues) = (standing.compactMap(\.waitsSince), others.map(\.due))
            let nobodyWaitsLonger = others.allSatisfy { $0.waitsSince == nil }
            #expect(fits && since == since.sorted() && dues == dues.sorted() && nobodyWaitsLonger)
            #expect(list.count(group) == work.count)
        }
        let order = list.groups.map(\.group)
        #expect(order == WorkGroup.allCases.filter { order.contains($0) })
    }

    @Test("The order is one and the same however the work came in", arguments: UInt64(1)...20)
    func stable(seed: UInt64) {
        let all = Self.drawn(seed)
        var random = SeededRandom(seed: seed)
        let first = Worklist(all).groups.flatMap { $0.work.map(\.reservation.id) }
        let second = Worklist(all.shuffled(using: &random)).groups.flatMap { $0.work.map(\.reservation.id) }
        #expect(first == second)
    }

    @Test("Every state has its one next step")
    func nextSteps() {
        func next(
            _ hold: Hold, _ fulfilment: Fulfilment, at now: Instant = Fixture.now,
            change: (inout Reservation) -> Void = { _ in }
        ) -> NextStep { NextStep(Fixture.reservation(hold, fulfilment, change: change), at: now) }
        #expect(next(.active, .requested) == .accept)
        #expect(next(.active, .accepted) == .pick)
        #expect(next(.active, .awaitingStock) == .receive)
        #expect(next(.active, .ready) == .handOver)
        #expect(next(.expired, .toReturn) == .returnToShelf)
        #expect(next(.released, .cancelled) == .nothing)
        #expect(next(.active, .ready, at: Fixture.instant("2026-11-26T20:00:01+09:00")) == .lapsed)
        let inHand: (inout Reservation) -> Void = { r in
            for i in r.lines.indices { r.lines[i].picked = r.lines[i].quantity }
        }
        #expect(next(.active, .picking, change: inHand) == .makeReady)
        let undecided = next(.active, .picking) { r in
            inHand(&r)
            r.lines[1].missing = 1
        }
        #expect(undecided == .awaitDecision)
    }

    @Test("What is due says how pressing it is")
    func urgency() {
        let due = Fixture.now
        #expect(Urgency(due: due, now: due + .seconds(1)) == .late)
        #expect(Urgency(due: due, now: due) == .soon)
        #expect(Urgency(due: due, now: due - .seconds(1800)) == .soon)
        #expect(Urgency(due: due, now: due - .seconds(1801)) == .calm)
    }

    @Test("A counter understands codes, links, tags, ids and names")
    func scanned() {
        let token = "AQRTMDAxAZLwAAAAcACAAAAAAAAAAQAAanWTgHmIuJ3kQ7-_1kXn4wq8VQ"
        #expect(Scanned("  ") == nil)
        #expect(Scanned(token) == .link(token: token))
        #expect(Scanned("https://shop.example/r/\(token)?lang=en") == .link(token: token))
        // A scanner in the American layout, read by a Japanese keyboard.
        #expect(Scanned("/r/\(token.replacing("_", with: "="))") == .link(token: token))
        #expect(Scanned("ｒ０１２３４５６７") == .tag("R01234567"))
        #expect(Scanned("7k3m-q9zt") == .text("7k3m-q9zt"))
        let id = Fixture.reservation().id
        #expect(Scanned(id.description) == .id(id))
        #expect(Scanned("髙橋") == .text("髙橋"))
        #expect(Scanned("１２３４") == .text("1234"))
        #expect(Scanned("<script>alert(1)</script>") == .text("<script>alert(1)</script>"))
        #expect(Fixture.reservation().tag == "R00000001")
    }

    @Test("A name is found by its parts, with or without spaces, in either kana; a phone by its end")
    func meant() {
        var reservation = Fixture.reservation()
        reservation.recipient = Recipient(
            name: "髙橋 花子", kana: "タカハシ ハナコ", phone: PhoneNumber(stored: "+819000001234"))
        let work = Work(reservation)
        for text in ["髙橋", "髙橋花子", "花子", "たかはし", "タカハシハナコ", "はなこ", "1234", "高橋", "ﾀｶﾊｼ", "１２３４", "髙\u{E0100}橋"] {
            let isMeant = work.isMeant(by: text)
            #expect(isMeant, "\(text)")
        }
        for text in ["高島", "123", "0001", "", " ", "花男"] {
            let isMeant = work.isMeant(by: text)
            #expect(!isMeant, "\(text)")
        }
    }
}
