// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ
import Stock
import TestSupport
import Testing

@testable import Reservations
@testable import Site

@Suite("Store console: goods to send")
struct StoreShipmentTests {
    /// Reserves a pan at Sapporo for somebody, to be sent by Kichijoji, and takes it on there.
    private func reserve(_ house: House, accept: Bool = true) async throws -> Reservation {
        let name = try #require(PersonName("髙橋 花子"))
        let customer = try await house.customers.keep(
            try CustomerDraft(name: name, externalID: "hanako", issuer: "shop:web"))
        let request = ReservationRequest(
            location: Fixture.sapporo, kind: .buy, customer: .record(customer.id),
            lines: [(sku: House.pan, quantity: 2)],
            shipsFrom: House.tokyo)
        guard case .now(let made, _) = try await house.reservations.reserve(request, by: .duty("test")) else {
            throw Refusal.notFound(.reservation)
        }
        if accept { _ = try await house.reservations.perform(.accept, on: made.id, by: .duty("test")) }
        return try #require(try await house.reservations.find(made.id))
    }

    private func ship(_ clerk: Clerk, _ reservation: Reservation, _ key: String, isQueued: Bool = false) async throws
        -> HTTPAnswer
    {
        try await clerk.post(
            StorePaths.ship(House.tokyo, reservation.id).url, [("key", key)], isQueued: isQueued)
    }

    @Test("What one store is to send is listed and counted there, sent once, and received by the other")
    func sent() async throws {
        try await withHouse { house in
            let tokyo = try await Clerk(house, "tokyo", stores: [House.tokyo])
            let sapporo = try await Clerk(house, "sapporo")
            let waiting = try await reserve(house, accept: false)
            // Before the store has taken the reservation on there is nothing to send.
            #expect(try await tokyo.get("/store/S004/shipments").read.contains("出荷する商品はありません"))
            #expect(try await sapporo.take(.accept, waiting.id).status == 303)
            let made = try #require(try await house.reservations.find(waiting.id))
            let page = try await tokyo.get("/store/S004/shipments")
            #expect(page.status == 200 && page.read.contains("札幌大通店") && page.read.contains(made.tag))
            #expect(
                page.read.contains("鉄のフライパン（24cm）") && page.text.contains("data-part=\"count-send\" data-count=\"1\""))
            // Who it is for is nothing to the place that sends.
            #expect(!page.read.contains("髙橋"))
            let paper = try await tokyo.get(StorePaths.sendList(House.tokyo, made.id).url)
            #expect(
                paper.status == 200 && paper.read.contains("060-0061") && paper.text.contains("<svg class=\"bars\""))
            #expect(!paper.read.contains("髙橋") && !paper.text.contains(made.pickupCode))
            let early = try await sapporo.get("/store/S001")
            #expect(early.read.contains("吉祥寺店から出荷予定") && !early.text.contains("/arrive"))

            for isQueued in [true, false, true] {
                let answer = try await ship(tokyo, made, "one", isQueued: isQueued)
                #expect(answer.status == (isQueued ? 200 : 303))
                if isQueued { #expect(answer.json["said"]?.string?.hasPrefix("出荷を記録しました") == true) }
            }
            let sent = try await house.reservations.events(of: made.id).filter { $0.kind == .shipped }
            #expect(sent.count == 1 && sent.first?.data["sources"] == ["S004"])
            #expect(try await house.available(at: House.tokyo) == 3)
            #expect(try await tokyo.get("/store/S004/shipments?done=ship").read.contains("出荷を記録しました"))
            #expect(try await tokyo.get("/store/S004").text.contains("data-part=\"count-send\" data-count=\"0\""))
            #expect(try await tokyo.get(StorePaths.sendList(House.tokyo, made.id).url).status == 404)

            let coming = try await sapporo.get("/store/S001")
            #expect(coming.read.contains("出荷済み") && coming.read.contains("入荷しました"))
            #expect(try await sapporo.take(.arrive, made.id, [("from", "list")]).status == 303)
            #expect(try await house.reservations.find(made.id)?.fulfilment == .accepted)
            #expect(try await sapporo.get("/store/S001").read.contains("商品を確保する"))
        }
    }

    @Test("Who comes second is told so; a stranger's store sends nothing, and learns nothing of the reservation")
    func refused() async throws {
        try await withHouse { house in
            let first = try await Clerk(house, "first", stores: [House.tokyo])
            let second = try await Clerk(house, "second", stores: [House.tokyo])
            let stranger = try await Clerk(house, "stranger")
            let made = try await reserve(house)
            // The store that waits cannot say that it was sent.
            let path = StorePaths.ship(Fixture.sapporo, made.id).url
            let own = try await stranger.post(path, [("key", "s")])
            let unknown = try await stranger.post(
                StorePaths.ship(Fixture.sapporo, Fixture.reservation().id).url, [("key", "u")], isQueued: true)
            #expect(own.status == 409 && unknown.status == 409)
            #expect(own.read.contains("残っていません") && unknown.json["retry"]?.bool == false)
            #expect(try await stranger.post(StorePaths.ship(House.tokyo, made.id).url, [("key", "s")]).status == 404)
            #expect(try await stranger.get("/store/S004/shipments").status == 404)
            #expect(try await first.post(StorePaths.ship(House.tokyo, made.id).url, []).status == 400)
            #expect(try await house.reservations.find(made.id)?.inTransit == false)

            #expect(try await ship(first, made, "a").status == 303)
            let late = try await ship(second, made, "a", isQueued: true)
            #expect(late.status == 409 && late.json["detail"]?.string?.contains("残っていません") == true)
            #expect(try await house.available(at: House.tokyo) == 3)
            // What was called off is no longer listed, and cannot be sent.
            let other = try await reserve(house)
            _ = try await house.reservations.perform(.cancel(reason: "x"), on: other.id, by: .customer)
            #expect(!(try await first.get("/store/S004/shipments").text.contains(other.id.description)))
            #expect(try await ship(first, other, "b").status == 409)
        }
    }

    @Test("The open pages of a store hear that something is to be sent, and of nothing else at another store")
    func heard() async throws {
        try await withHouse { house in
            let created = try await reserve(house)
            let events = try await house.reservations.events(of: created.id)
            #expect(events.map(\.kind) == [.created, .accepted])
            #expect(events.last?.data["sources"] == ["S004"])
            let plain = try await house.reservation(try await house.reserve())
            _ = try await house.reservations.perform(.accept, on: plain.id, by: .duty("test"))
            let accepted = try #require(try await house.reservations.events(of: plain.id).last)
            #expect(accepted.kind == .accepted && accepted.data["sources"] == nil)
        }
    }

    @Test("A warehouse's people are led to what it sends")
    func warehouse() async throws {
        try await withHouse { house in
            let depot = LocationID(stored: "W001")
            var batch = Batch()
            batch.add(UpsertLocations([Location(id: depot, kind: .warehouse, name: "倉庫", nameEN: "Warehouse")]))
            _ = try await house.database.run(batch)
            let packer = try await Clerk(house, "packer", stores: [depot])
            #expect(try await packer.get("/store").header("Location") == "/store/W001/shipments")
            #expect(try await packer.get("/store/W001/shipments").status == 200)
        }
    }

    @Test("The masthead counts what nobody has looked at, on every page of the console")
    func counts() async throws {
        try await withHouse { house in
            let clerk = try await Clerk(house)
            let quiet = try await clerk.get("/store/S001/counter")
            #expect(quiet.text.contains("data-part=\"count-fresh\" data-count=\"0\" data-newest=\"\" hidden"))
            let older = try await house.reservation(try await house.reserve("a")).id
            house.clock.advance(by: .seconds(60))
            let newer = try await house.reservation(try await house.reserve("b")).id
            let ids = [older, newer].map { Crockford.text(of: $0.unique) }
            #expect(ids == ids.sorted())
            for path in ["", "/counter", "/stock", "/count", "/shipments", "/reservations/\(older)"] {
                let page = try await clerk.get("/store/S001\(path)").text
                #expect(page.contains("data-count=\"2\" data-newest=\"\(ids[1])\""), "\(path)")
                #expect(page.contains("data-live=\"/store/S001/events\""), "\(path)")
            }
        }
    }
}
