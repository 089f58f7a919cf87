// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import TestSupport
import Testing

@testable import Reservations

@Suite("Worklist")
struct WorklistTests {
    /// Draws open work of all kinds, with promises and pick-up-bys around now; some moments come twice.
    static func drawn(_ seed: UInt64, count: Int = 40) -> [Reservation] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { place in
            let fulfilment = Fulfilment.allCases[Int(random.next() % UInt64(Fulfilment.allCases.count))]
            let ended: [Fulfilment: Hold] = [
                .collected: .consumed, .rejected: .released, .cancelled: .released, .toReturn: .expired,
                .returnedToShelf: .released,
            ]
            let (promise, pickUp) = (Int(random.next() % 8) * 900, Int(random.next() % 8) * 3600)
            let (hold, old) = (ended[fulfilment] ?? .active, Sample.fresh)
            let readyBy = Sample.now + .seconds(promise - 3600)
            let pickUpBy = Sample.now + .seconds(pickUp - 3600)
            let id = ReservationID(location: Shop.s1, unique: UniqueID(high: seed, low: UInt64(place)))
            var drawn = Reservation(
                id: id, kind: old.kind, reference: "", customer: old.customer, hold: hold,
                fulfilment: fulfilment, contact: .notNeeded, version: 1, pickupCode: old.pickupCode,
                pickUpBy: pickUpBy, firstPickUpBy: pickUpBy, readyBy: readyBy, extensions: 0, shipsFrom: nil,
                staging: "", collector: "", closeReason: "", reroutedFrom: nil, reroutedTo: nil, note: "",
                experiment: old.experiment, createdAt: old.createdAt, readyAt: nil,
                closedAt: hold == .active ? nil : Sample.now, lines: old.lines)
            if random.next() % 5 == 0 {
                drawn.arrival = .here
                drawn.arrivalAt = Sample.now - .seconds(Int(random.next() % 3) * 60)
            }
            return drawn
        }
    }

    @Test(
        "All open work is in it once, in its group, customers at the counter first, then the most pressing",
        arguments: UInt64(1)...50)
    func orders(seed: UInt64) {
        let all = Self.drawn(seed)
        let list = Worklist(all, by: \.self)
        let open = Set(all.filter { WorkGroup($0.fulfilment) != nil }.map(\.id))
        let listed = list.groups.flatMap { $0.work.map(\.id) }
        #expect(listed.count == open.count && Set(listed) == open && list.count == open.count)
        for (group, work) in list.groups {
            let fits = work.allSatisfy { WorkGroup($0.fulfilment) == group }
            let standing = work.prefix { $0.waitsSince != nil }
            let others = work.dropFirst(standing.count)
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
        let first = Worklist(all, by: \.self).groups.flatMap { $0.work.map(\.id) }
        let second = Worklist(all.shuffled(using: &random), by: \.self).groups.flatMap { $0.work.map(\.id) }
        #expect(first == second)
    }

    @Test("Every state has its one next step")
    func nextSteps() {
        func next(_ sample: Sample, change: (inout Reservation) -> Void = { _ in }) -> NextStep {
            var reservation = sample.reservation
            change(&reservation)
            return NextStep(reservation, at: Sample.now)
        }
        #expect(next(.requested) == .accept)
        #expect(next(.accepted) == .pick)
        #expect(next(.awaiting) == .receive)
        #expect(next(.ready) == .handOver)
        #expect(next(.toReturn) == .returnToShelf)
        #expect(next(.released) == .nothing)
        #expect(next(.lapsed) == .lapsed)
        #expect(next(.picking) == .makeReady)
        #expect(next(.short) == .pick)
        let undecided = next(.short) { r in
            for i in r.lines.indices { r.lines[i].picked = r.lines[i].quantity }
        }
        #expect(undecided == .awaitDecision)
    }

    @Test("What is due says how pressing it is")
    func urgency() {
        let due = Sample.now
        #expect(Urgency(due: due, now: due + .seconds(1)) == .late)
        #expect(Urgency(due: due, now: due) == .soon)
        #expect(Urgency(due: due, now: due - .seconds(1800)) == .soon)
        #expect(Urgency(due: due, now: due - .seconds(1801)) == .calm)
    }

    @Test("A tag is of the id's end, and is read as it is typed")
    func tag() {
        let reservation = Sample.fresh
        #expect(reservation.tag == "R00000003")
        #expect(Reservation.tag(reading: "ｒ0000ooo3") == reservation.tag)
        #expect(Reservation.tag(reading: reservation.pickupCode) == nil && Reservation.tag(reading: "") == nil)
    }
}
