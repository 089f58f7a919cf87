// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// What the customer's link opens, as JSON: the same as the page, safe to fetch ahead (GET shows, POST acts).
extension Rooms {
    var pickupEndpoints: [Endpoint] { [show] + CustomerAction.allCases.map(act) }

    private static let token = Endpoint.Parameter.path("token", .text(1...512))

    private var show: Endpoint {
        Endpoint(
            .get, "/v1/pickup/{token}", id: "readPickup", tag: "Pickup",
            summary: "Shows a customer how the reservation stands, at the store where it goes on",
            description: """
                `include` asks for what is not always needed: the conversation (`messages`, the newest \
                \(Limits.messagesShown)) and how the customer wants to be told (`wishes`).
                """,
            door: .open,
            parameters: [
                Self.token, .query("include", .array(.choice(PickupPart.self), 0...PickupPart.allCases.count)),
            ],
            answers: [.json(200, "As it stands.", PickupStatus.schema)]
        ) { call in
            let parts = try call.queries("include") { PickupPart(rawValue: $0) }
            let status = try await link.status(call.path["token"] ?? "", in: reservations, now: effects.now())
            guard !parts.isEmpty, var body = status.json.object else { return .ok(status.json) }
            if parts.contains(.messages) {
                let messages = status.isTalkedAbout ? try await desk.messages(of: status.reservation) : []
                body["messages"] = .array(messages.map(\.pickupJSON))
            }
            if parts.contains(.wishes) { body["wishes"] = try await wishes(status.reservation) }
            return .ok(.object(body))
        }
    }

    private func wishes(_ id: ReservationID) async throws -> JSON {
        guard let recipient = try await reservations.find(id)?.recipient else { throw Refusal.notFound(.link) }
        return recipient.wishes.json(ways: recipient.ways)
    }

    private static let done = Schema.named(
        "PickupDone",
        .object([
            .required("reservation", .text(.reservationID)),
            .required("status", .choice(CustomerStatus.self)),
            .required("pick_up_by", .text(.dateTime)),
        ]))

    private func act(_ action: CustomerAction) -> Endpoint {
        let name = action.rawValue
        return Endpoint(
            .post, Path("/v1/pickup/{token}/\(name)"), id: name.camelCased + "Pickup", tag: "Pickup",
            summary: action.summary, door: .open, parameters: [Self.token],
            body: .json(.object([]), required: false), key: .required,
            answers: [.json(200, "Done; the link shows all of it.", Self.done)]
        ) { [effects] call in
            let visit = try await visit(call)
            let reservation = visit.reservation
            let zone = try await stock.places.current().zone(of: reservation.location)
            let answer: @Sendable (Reservation) -> Answered = {
                let body: JSON = [
                    "reservation": .string($0.id.description), "status": .string($0.status(at: effects.now()).rawValue),
                    "pick_up_by": .string($0.pickUpBy.rfc3339(in: zone)),
                ]
                return Answered(status: 200, body: body.text)
            }
            let keyed = call.keyed(as: try await reservations.client(ofLink: reservation), answer)
            let done = try await settled(keyed) {
                try await desk.perform(action, on: reservation.id, sentTo: visit.sentTo, keyed: keyed)
            }
            try await customers.prove(by: visit)
            return Answer(done, answer)
        }
    }
}

extension CustomerAction {
    /// What the API's document says of it.
    fileprivate var summary: String {
        switch self {
        case .confirm: "Says that the customer will come, before anybody has to ask"
        case .onMyWay: "Tells the store that the customer is on the way"
        case .here: "Tells the store that the customer is there"
        case .extend: "Moves the pick-up-by as far as the customer may"
        case .callMe: "Asks to be called"
        case .cancel: "Cancels the reservation"
        }
    }
}
