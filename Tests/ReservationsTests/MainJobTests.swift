// SPDX-License-Identifier: Apache-2.0
import Channels
import Contact
import Kit
import PQ
import Reservations
import ShopSupport
import Stock
import Testing

@Suite("The main job")
struct MainJobTests {
    @Test("From the click to the counter: reserved, confirmed by phone, picked, ready, collected with the code")
    func fromClickToCounter() async throws {
        let call = ContactPolicy(
            id: "all", priority: 1, reason: "every_reservation", withinMinutes: 60, retryMinutes: [30])
        try await withShop(ShopPlan(contact: [call])) { shop in
            let new = try await shop.reserve([("A", 2), ("B", 1), ("A", 1)])
            #expect(new.lines.map(\.quantity) == [3, 1])
            #expect(new.status(at: shop.clock.now) == .checking)
            #expect(new.contact == .pending)
            #expect(try await shop.level("A") == Figures(10, 3))
            #expect(try await shop.reservations.find(new.id) == new)

            shop.clock.advance(by: .seconds(600))
            let logged = try await shop.log(.confirmed)
            #expect(logged.reservation.contact == .reachedConfirmed)
            #expect(logged.task.state == .done)

            let ready = try await shop.makeReady(new.id)
            #expect(ready.status(at: shop.clock.now) == .ready)
            #expect(ready.staging == "B-3")
            #expect(try await shop.reservations.find(code: new.pickupCode.lowercased(), at: Shop.s1)?.id == new.id)

            shop.clock.advance(by: .seconds(86_400))
            let done = try await shop.carryOut(
                .collect(items: [], proof: .code(new.pickupCode), proxy: nil, rest: .release), on: new.id)
            #expect(done.status(at: shop.clock.now) == .collected)
            #expect(try await shop.reservations.find(new.id) == done)
            #expect(try await shop.level("A") == Figures(7, 0))
            #expect(try await shop.level("B") == Figures(4, 0))
            let events = try await shop.reservations.events(of: new.id)
            #expect(
                events.map(\.kind) == [
                    .created, .reachedConfirmed, .accepted,
                    .pickingStarted, .picked, .ready, .collected,
                ])
            #expect(
                try await shop.database.run(ReadNotices(new.id)).map(\.kind) == [.received, .ready, .collected])
        }
    }
}
