// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import ShopSupport
import Stock

@testable import Reservations

/// Makes reservations at every point of their life, by hand and without a database.
enum Sample: String, CaseIterable {
    case requested, accepted, awaiting, transit, picking, short, ready, lapsed, consumed, released, expired
    case toReturn, shelved

    /// Noon of Tuesday, 2026-11-24.
    static let now = Shop.start
    static let code = "AB12CD34"
    static let id = ReservationID(location: Shop.s1, unique: UniqueID(high: 3, low: 3))

    var reservation: Reservation {
        var r = Sample.fresh
        switch self {
        case .requested: break
        case .accepted: r.fulfilment = .accepted
        case .awaiting:
            r.fulfilment = .awaitingStock
            for i in r.lines.indices { r.lines[i].heldAt = Shop.w1 }
        case .transit:
            r.fulfilment = .awaitingStock
            for i in r.lines.indices {
                r.lines[i].heldAt = nil
                r.lines[i].shippedAt = Sample.now
            }
        case .picking:
            r.fulfilment = .picking
            for i in r.lines.indices { r.lines[i].picked = r.lines[i].quantity }
        case .short:
            r.fulfilment = .picking
            r.lines[0].quantity = 1
            r.lines[0].picked = 1
            r.lines[0].missing = 1
            r.lines[0].missingReason = "mismatch"
        case .ready, .lapsed:
            r = Sample.picking.reservation
            r.fulfilment = .ready
            r.staging = "B-3"
            if self == .lapsed { r.pickUpBy = Sample.now - .microseconds(1) }
        case .consumed: r = Sample.ended(.consumed, .collected)
        case .released: r = Sample.ended(.released, .cancelled)
        case .expired: r = Sample.ended(.expired, .cancelled)
        case .toReturn: r = Sample.ended(.released, .toReturn)
        case .shelved: r = Sample.ended(.released, .returnedToShelf)
        }
        return r
    }

    private static func ended(_ hold: Hold, _ fulfilment: Fulfilment) -> Reservation {
        var r = fresh
        r.hold = hold
        r.fulfilment = fulfilment
        r.closedAt = now
        for i in r.lines.indices { r.lines[i].heldAt = nil }
        return r
    }

    /// Two of A and one of B, to be picked up until Friday at 20:00, paid online.
    static var fresh: Reservation {
        func line(_ number: Int, _ sku: String, _ quantity: Int, _ price: Int) -> Line {
            Line(
                number: number, sku: SKU(stored: sku), name: sku, nameEN: sku, unitPrice: price, requested: quantity,
                quantity: quantity, missing: 0, picked: 0, collected: 0, missingReason: "", heldAt: Shop.s1,
                shippedAt: nil)
        }
        let until = now + .seconds(3 * 86_400 + 8 * 3_600)
        return Reservation(
            id: id, kind: .buy, reference: "", customer: CustomerID(unique: UniqueID(high: 4, low: 4)), hold: .active,
            fulfilment: .requested, contact: .notNeeded, version: 1, pickupCode: code, pickUpBy: until,
            firstPickUpBy: until, readyBy: until, extensions: 0, shipsFrom: nil, staging: "", collector: "",
            closeReason: "", reroutedFrom: nil, reroutedTo: nil, note: "",
            experiment: Reservation.Experiment(arm: "human", salt: 1, probability: 1), createdAt: now, readyAt: nil,
            closedAt: nil, lines: [line(1, "A", 2, 1_000), line(2, "B", 1, 5_000)])
    }

    static func ground(
        by author: Author = Shop.clerk, at moment: Instant = now, policy: ReservationPolicy = .fallback,
        calendar: OpeningCalendar = Sample.calendar(), levels: [StockKey: LockedLevel] = [:]
    ) -> Ground {
        Ground(now: moment, author: author, policy: policy, calendar: calendar, levels: levels)
    }

    /// Opens every day but some.
    static func calendar(_ opens: Int = 600, _ closes: Int = 1200, without closed: Set<Int> = []) -> OpeningCalendar {
        OpeningCalendar(
            hours: (1...7).filter { !closed.contains($0) }
                .compactMap { OpeningPeriod(day: $0, opens: opens, closes: closes) }, zone: .tokyo)
    }

    static var elsewhere: Command.NewPlace {
        Command.NewPlace(
            id: ReservationID(location: Shop.s2, unique: UniqueID(high: 5, low: 5)), pickupCode: "ZZ99ZZ99",
            pickUpBy: now + .seconds(86_400), readyBy: now + .seconds(3_600))
    }

    static let other = CatalogueItem(sku: SKU(stored: "D"), name: "品D", price: 800)
}

extension Refusal {
    /// The refusal in one word, as the tables of the tests spell it.
    var word: String {
        switch self {
        case .wrongStep: "step"
        case .alreadyCollected: "collected"
        case .alreadyReleased: "released"
        case .expired: "expired"
        case .doesNotFit: "fit"
        case .undecidedShortage: "undecided"
        case .notAllPicked: "unpicked"
        case .wrongCode: "code"
        case .extensionLimit: "limit"
        case .soldOut: "soldOut"
        default: "\(self)"
        }
    }
}
