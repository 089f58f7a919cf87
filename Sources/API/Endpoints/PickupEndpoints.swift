// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import HTTPTypes
import Kit
import PQ
import Reservations

/// What the customer's link opens, as JSON: the same as the page, safe to fetch ahead (GET shows, POST acts).
extension Rooms {
    var pickupEndpoints: [Endpoint] {
        [
            show,
            act("extend", "Moves the pick-up-by as far as the customer may") { id, call in
                let answer = pickupAnswer
                return Answer(
                    try await reservations.perform(
                        .extend(until: nil), on: id, by: .customer, keyed: call.keyed(answer)), answer)
            },
            act("cancel", "Cancels the reservation") { id, call in
                let answer = pickupAnswer
                return Answer(
                    try await reservations.perform(
                        .cancel(reason: "customer"), on: id, by: .customer, keyed: call.keyed(answer)), answer)
            },
            act("call-me", "Asks to be called") { id, call in
                let answer = pickupAnswer
                return Answer(try await desk.askCallback(id, by: .customer, keyed: call.keyed(answer)), answer)
            },
        ]
    }

    private static let schema = Schema.named(
        "Pickup",
        .object([
            .required("reservation", .text(.reservationID)),
            .required("status", .choice(CustomerStatus.self)),
            .required("location", .text(.location)),
            .required("pick_up_by", .text(.dateTime)),
            .required("ready_by", .text(.dateTime)),
            .required("pickup_code", .text(.pickupCode)),
            .required("total", .integer(0...Int(Int32.max))),
            .required(
                "lines",
                .array(
                    .object([
                        .required("sku", .text(.sku)), .required("name", .text(0...500)),
                        .required("name_en", .text(0...500)), .required("quantity", .integer(0...Int(Int32.max))),
                        .required("unit_price", .integer(0...Int(Int32.max))),
                    ]), 0...200)),
        ]))

    private var show: Endpoint {
        Endpoint(
            .get, "/v1/pickup/{token}", id: "readPickup", tag: "Pickup",
            summary: "Shows a customer how the reservation stands", door: .open,
            parameters: [.path("token", .text(1...512))],
            answers: [.json(200, "As it stands.", Self.schema, tagged: true)]
        ) { call in
            let id = try link.open(call.path["token"] ?? "", now: effects.now())
            guard let reservation = try await reservations.findCurrent(id) else { throw Refusal.notFound(.link) }
            return .ok(reservation.pickup(at: effects.now()), version: reservation.version)
        }
    }

    private func act(
        _ name: String, _ summary: String, _ work: @escaping @Sendable (ReservationID, Call) async throws -> Answer
    ) -> Endpoint {
        Endpoint(
            .post, Path("/v1/pickup/{token}/\(name)"), id: name.camelCased + "Pickup", tag: "Pickup",
            summary: summary, door: .open, parameters: [.path("token", .text(1...512))],
            body: .json(.object([]), required: false), key: .required,
            answers: [.json(200, "Done.", Self.schema, tagged: true)]
        ) { call in
            let opened = try link.open(call.path["token"] ?? "", now: effects.now())
            guard let reservation = try await reservations.findCurrent(opened) else { throw Refusal.notFound(.link) }
            return try await work(reservation.id, call)
        }
    }

    private var pickupAnswer: @Sendable (Reservation) -> Answered {
        { [effects] in Answered(status: 200, body: $0.pickup(at: effects.now()).text) }
    }
}

extension Reservation {
    /// Writes what the customer may read: the plain word, never the store's inner work.
    func pickup(at now: Instant) -> JSON {
        [
            "reservation": .string(id.description), "status": .string(status(at: now).rawValue),
            "location": .string(location.code), "pick_up_by": .string(pickUpBy.rfc3339()),
            "ready_by": .string(readyBy.rfc3339()), "pickup_code": .string(pickupCode), "total": .int(total),
            "lines": .array(
                lines.filter { $0.quantity + $0.missing > 0 }.map {
                    [
                        "sku": .string($0.sku.code), "name": .string($0.name), "name_en": .string($0.nameEN),
                        "quantity": .int($0.quantity + $0.missing), "unit_price": .int($0.unitPrice),
                    ]
                }),
        ]
    }
}
