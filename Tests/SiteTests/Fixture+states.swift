// SPDX-License-Identifier: Apache-2.0
import Contact
import Kit

@testable import Reservations
@testable import Site

extension Fixture {
    /// The status page's states, each as one look.
    static let states: [PickupStatus] = {
        let created = Fixture.event(Fixture.created, "13:05")
        let accepted = Fixture.event(.accepted, "13:08", author: .duty("x"))
        let picking = Fixture.event(.pickingStarted, "13:10")
        let ready = Fixture.event(Fixture.ready, "13:15")
        return [
            Fixture.status(Fixture.reservation(.active, .requested, contact: .pending), events: [created]),
            Fixture.status(Fixture.reservation(.active, .picking), events: [created, accepted, picking]),
            Fixture.status(
                Fixture.reservation(.active, .picking), events: [created, accepted, picking],
                now: Fixture.instant("2026-11-22T17:00:00+09:00")),
            Fixture.status(
                Fixture.reservation(.active, .picking, contact: .attempted) { r in
                    r.lines[1].quantity = 1
                    r.lines[1].missing = 1
                },
                events: [
                    created, accepted, picking,
                    Fixture.event(
                        .lineShortPicked(
                            .init(line: 2, sku: SKU(stored: "TW-1010-KO-S"), missing: 1, reason: "damaged")),
                        "13:12"),
                    Fixture.event(.contactAttempted, "13:18"),
                ]),
            Fixture.status(
                Fixture.reservation(.active, .awaitingStock),
                events: [created, accepted, Fixture.event(.shipped(.init(1)), "13:18")]),
            Fixture.status(Fixture.reservation(.active, .ready), events: [created, accepted, picking, ready]),
            Fixture.status(
                Fixture.reservation(.consumed, .collected),
                events: [created, accepted, picking, ready, Fixture.event(.collected(Fixture.handedOver), "13:18")]),
            Fixture.status(
                Fixture.reservation(.released, .cancelled),
                events: [created, Fixture.event(.cancelled(.init(reason: "customer")), "13:10")]),
            Fixture.status(
                Fixture.reservation(.expired, .cancelled),
                events: [created, Fixture.event(.expired(.init(wasReady: false)), "13:10")]),
        ]
    }()
}
