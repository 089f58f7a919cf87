// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ
import Stock

@testable import Reservations
@testable import Site

/// A store of the demo chain, and a reservation there that a test turns as it likes.
enum Fixture {
    static let now = instant("2026-11-22T13:20:00+09:00")
    static let sapporo = LocationID(stored: "S001")

    static func instant(_ text: String) -> Instant {
        guard let instant = Instant(rfc3339: text) else { preconditionFailure("\(text) is no moment") }
        return instant
    }

    static let store = Location(
        id: sapporo, kind: .store, name: "札幌大通店", nameEN: "Sapporo Odori", kana: "サッポロオオドオリテン",
        postalCode: "060-0061", address: "北海道札幌市中央区南一条西3丁目 時計草ビル1階",
        addressEN: "1F Tokeiso Building, Minami 1-jo Nishi 3-chome, Chuo-ku, Sapporo, Hokkaido",
        phone: "011-000-0101", coordinates: Coordinates(latitude: 43.0589, longitude: 141.3533))

    /// Open 10:00–20:00, on Fridays until two in the morning, shut on Wednesdays.
    static let calendar = OpeningCalendar(
        hours: [1, 2, 4, 5, 6, 7].compactMap { OpeningPeriod(day: $0, opens: 600, closes: $0 == 5 ? 1560 : 1200) },
        zone: .tokyo)

    static let pictures = [
        SKU(stored: "KT-1010-24"): "/images/kitchen.svg", SKU(stored: "TW-1010-KO-S"): "/images/tableware.svg",
    ]

    static func line(
        _ number: Int, _ sku: String, _ name: String, _ nameEN: String, price: Int, quantity: Int
    ) -> Line {
        Line(
            number: number, sku: SKU(stored: sku), name: name, nameEN: nameEN, unitPrice: price, requested: quantity,
            quantity: quantity, missing: 0, picked: 0, collected: 0, missingReason: "", heldAt: sapporo, shippedAt: nil)
    }

    static func reservation(
        _ hold: Hold = .active, _ fulfilment: Fulfilment = .requested, contact: ContactState = .notNeeded,
        change: (inout Reservation) -> Void = { _ in }
    ) -> Reservation {
        let pickUpBy = instant("2026-11-26T20:00:00+09:00")
        var reservation = Reservation(
            id: ReservationID(
                location: sapporo, unique: UniqueID(high: 0x0192_F000_0000_7000, low: 0x8000_0000_0000_0001)),
            kind: .reserve, reference: "", customer: CustomerID(unique: UniqueID(high: 1, low: 2)), hold: hold,
            fulfilment: fulfilment, contact: contact, version: 1, pickupCode: "7K3MQ9ZT", pickUpBy: pickUpBy,
            firstPickUpBy: pickUpBy, readyBy: instant("2026-11-22T15:05:00+09:00"), extensions: 0, shipsFrom: nil,
            staging: "B-3", collector: "", closeReason: "", reroutedFrom: nil, reroutedTo: nil,
            note: "internal note", experiment: Reservation.Experiment(arm: "human", salt: 1, probability: 1),
            createdAt: instant("2026-11-22T13:05:00+09:00"), readyAt: nil,
            closedAt: hold == .active ? nil : instant("2026-11-22T13:10:00+09:00"),
            lines: [
                line(1, "KT-1010-24", "鉄のフライパン（24cm）", "Iron frying pan (24 cm)", price: 4950, quantity: 1),
                line(2, "TW-1010-KO-S", "飯碗（粉引・小）", "Rice bowl (kohiki white, small)", price: 2640, quantity: 2),
            ])
        reservation.recipient = Recipient(name: "", phone: PhoneNumber(stored: "+819000001234"))
        if fulfilment == .ready { reservation.readyAt = instant("2026-11-22T13:15:00+09:00") }
        change(&reservation)
        return reservation
    }

    static func event(_ payload: Event.Payload, _ at: String, author: Author = .customer) -> Event {
        Event(
            location: sapporo, subject: UniqueID(high: 1, low: 1), number: 1, payload, author: author.description,
            at: instant("2026-11-22T\(at):00+09:00"))
    }

    static let created = Event.Payload.created(
        .init(
            kind: "reserve", lines: [], pickUpBy: PlaceTime(now, in: .tokyo), contact: "not_needed", arm: "",
            policy: nil, contactPolicy: nil))
    static let ready = Event.Payload.ready(
        .init(staging: "B-3", pickUpBy: PlaceTime(now, in: .tokyo), isCounted: false, openMinutes: 10))
    static let handedOver = Event.HandedOver(lines: [], proof: "code", proxy: false)

    static let policy = ReservationPolicy.fallback

    static func status(
        _ reservation: Reservation, events: [Event] = [event(created, "13:05")], now: Instant = now
    ) -> PickupStatus {
        PickupStatus(
            reservation, events: events, pictures: pictures, store: store,
            ground: Ground(now: now, author: .customer, policy: policy, calendar: calendar))
    }

    static let japanese = Visitor(language: .ja)
    static let english = Visitor(language: .en)

    static func page(
        _ status: PickupStatus, _ visitor: Visitor = japanese, _ notice: StatusView.Notice? = nil
    ) -> String {
        let view = StatusView(status: status, visitor: visitor, token: "token", notice: notice)
        return Page(
            title: view.title, visitor: visitor, brand: .demo, here: "/r/token", body: view.html
        ).html.text
    }

    /// What a reader sees: the page without its tags.
    static func read(_ page: String) -> String {
        var text = ""
        var isTag = false
        for character in page {
            switch character {
            case "<": isTag = true
            case ">": isTag = false
            default: if !isTag { text.append(character) }
            }
        }
        return text
    }
}
