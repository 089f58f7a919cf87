// SPDX-License-Identifier: Apache-2.0
import API
import Access
import Contact
import Customers
import Kit
import PQ
import Reservations
import Site
import Stock

/// Opens the demo chain for visitors: a few reservations at different points of their way, and links to them.
struct DemoOpening {
    let house: House

    /// Makes the reservations, once; a chain that has any is left as it is.
    func prepare() async throws {
        guard try await recent().isEmpty else { return }
        let directory = try await house.places.current()
        let stores = directory.all.filter { $0.kind == .store && $0.isActive }
        let customers =
            try await house.customers.search("タ") + house.customers.search("ヤ") + house.customers.search("サ")
        guard stores.count >= 4, customers.count >= 4 else { return }
        if let asked = try await reserve(customers[0], at: stores[3].id) {
            _ = try await house.desk.say(
                "贈り物にしたいのですが、包装はできますか。", on: asked.id, by: .customer, name: customers[0].name)
        }
        if let ready = try await reserve(customers[1], at: stores[4].id) {
            try await makeReady(ready)
            _ = try await house.desk.say(
                "ご用意が整いました。ご来店をお待ちしております。", on: ready.id, by: .duty("demo"), name: "")
        }
        if let short = try await reserve(customers[2], at: stores[1].id) {
            let missing = short.lines.map { Command.PickedItem(line: $0.number, found: 0, short: .mismatch) }
            _ = try await house.reservations.perform(
                .pick(items: missing, staging: nil), on: short.id, by: .duty("demo"))
        }
        if let warehouse = directory.warehouses.first,
            let sent = try await reserve(customers[3], at: stores[5].id, from: warehouse.id)
        {
            _ = try await house.reservations.perform(.accept, on: sent.id, by: .duty("demo"))
        }
    }

    /// Finds a store where a parcel waits to be handed over; nil when there is none.
    func storeWithParcel() async throws -> LocationID? {
        let all = try await house.places.current().all.map(\.id)
        let ready = ReservationFilter(locations: all, fulfilment: [.ready], limit: 1)
        return try await house.reservations.list(ready).first?.location
    }

    /// Lists links to the newest reservations, for the home page and the terminal.
    func samples() async throws -> [Site.Sample] {
        let directory = try await house.places.current()
        return try await recent().map { reservation in
            let store = directory[reservation.location]
            return Site.Sample(
                ja: "\(store?.name ?? reservation.location.code) \(reservation.pickupCode)",
                en: "\(store?.nameEN ?? reservation.location.code) \(reservation.pickupCode)",
                token: house.link.token(for: reservation))
        }
    }

    private func recent() async throws -> [Reservation] {
        let all = try await house.places.current().all.map(\.id)
        return try await house.reservations.list(ReservationFilter(locations: all, limit: 6))
    }

    private func reserve(
        _ customer: Customer, at store: LocationID, from warehouse: LocationID? = nil
    ) async throws -> Reservation? {
        let found = try await house.stock.search("TW-", limit: 50) + house.stock.search("KT-", limit: 50)
        let levels = try await house.stock.availability(skus: found.map(\.sku), locations: [warehouse ?? store])
        let lines = levels.filter { $0.available >= 2 }.prefix(2).map { (sku: $0.key.sku, quantity: 1) }
        guard !lines.isEmpty else { return nil }
        let request = ReservationRequest(
            location: store, kind: warehouse == nil ? .reserve : .buy, customer: .record(customer.id), lines: lines,
            shipsFrom: warehouse)
        guard case .now(let reservation, _) = try await house.reservations.reserve(request, by: .duty("demo")) else {
            return nil
        }
        return reservation
    }

    private func makeReady(_ reservation: Reservation) async throws {
        for command: Command in [.accept, .pick(items: [], staging: nil), .ready(staging: "B-3")] {
            _ = try await house.reservations.perform(command, on: reservation.id, by: .duty("demo"))
        }
    }
}
