// SPDX-License-Identifier: Apache-2.0
import Access
import Channels
import Contact
import Customers
import HTTPTypes
import Kit
import Reservations

/// Which devices are told of a reservation by push messages, behind the customer's link.
extension Rooms {
    var deviceEndpoints: [Endpoint] { [readDevices, keepDevice, forgetDevice] }

    private static let devicesPath: Path = "/v1/pickup/{token}/devices"
    private static let token = Endpoint.Parameter.path("token", .text(1...512))
    private static let mark = Schema.text(1...64).described("SHA-256 of its endpoint, 12 bytes in base64url.")

    private var readDevices: Endpoint {
        Endpoint(
            .get, Self.devicesPath, id: "readPickupDevices", tag: "Pickup",
            summary:
                "Tells which devices are told of the reservation by push messages, and what a browser needs for it",
            door: .open, parameters: [Self.token],
            answers: [
                .json(
                    200, "The key and the devices.",
                    .object([
                        .required(
                            "key",
                            .text(0...128).nullable.described(
                                "What `applicationServerKey` takes; null where no push is offered.")),
                        .required("devices", .array(Self.mark, 0...Limits.devicesPerReservation + 1)),
                    ]))
            ]
        ) { call in
            let reservation = try await opened(call)
            let marks = try await devices.endpoints(of: reservation.id).map(PushSubscription.mark(of:))
            return .ok([
                "key": JSON(devices.key),
                "devices": .array(marks.prefix(Limits.devicesPerReservation + 1).map(JSON.string)),
            ])
        }
    }

    private var keepDevice: Endpoint {
        Endpoint(
            .put, Self.devicesPath, id: "keepPickupDevice", tag: "Pickup",
            summary: "Tells a device of the reservation by push messages from now on",
            description: """
                Takes what `PushSubscription.toJSON()` of a browser gives. A device that is told already is renewed; of \
                more than \(Limits.devicesPerReservation) the one that was renewed longest ago is told no more. A device \
                whose push service this installation does not know is refused.
                """,
            door: .open, parameters: [Self.token],
            body: .json(
                .object([
                    .required("endpoint", .text(1...Limits.endpointBytes)),
                    .optional("expirationTime", Schema.number(0...9_007_199_254_740_991).nullable),
                    .required(
                        "keys",
                        .object([.required("p256dh", .text(1...128)), .required("auth", .text(1...64))])),
                    .optional("language", .choice(Language.self)),
                ])),
            answers: [.json(200, "Kept.", .object([.required("device", Self.mark)]))]
        ) { call in
            let reservation = try await opened(call)
            let keys = call.body["keys"]
            guard
                let device = PushSubscription(
                    endpoint: call.body["endpoint"]?.string ?? "", p256dh: keys?["p256dh"]?.string ?? "",
                    auth: keys?["auth"]?.string ?? "")
            else { throw Refusal.doesNotFit("keys") }
            try await devices.keep(device, of: reservation, language: call.body.word("language") ?? .ja)
            return .ok(["device": .string(PushSubscription.mark(of: device.endpoint))])
        }
    }

    private var forgetDevice: Endpoint {
        Endpoint(
            .delete, "/v1/pickup/{token}/devices/{device}", id: "forgetPickupDevice", tag: "Pickup",
            summary: "Tells a device of the reservation no more; one that is not told is no mistake", door: .open,
            parameters: [Self.token, .path("device", Self.mark)], answers: [.empty(204, "Told no more.")]
        ) { call in
            let reservation = try await opened(call)
            let mark = call.path["device"] ?? ""
            for endpoint in try await devices.endpoints(of: reservation.id)
            where PushSubscription.mark(of: endpoint) == mark {
                try await devices.forget(endpoint, of: reservation.id)
            }
            return .noContent
        }
    }

    private func opened(_ call: Call) async throws -> Reservation { try await visit(call).reservation }

    /// Opens the link of a path: the reservation at the store where it goes on, and to which address the link was sent.
    /// What is done by it is counted.
    func visit(_ call: Call) async throws -> CustomerLink.Visit {
        let act = call.endpoint.isCommand ? call.endpoint.path.part(after: "token") : nil
        return try await link.visit(call.path["token"] ?? "", to: act, in: reservations, now: effects.now())
    }
}
