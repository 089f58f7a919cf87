// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// What a customer chooses when units are missing, told by an agent or by the store: drop, substitute, wait, reroute.
extension Rooms {
    var choiceEndpoints: [Endpoint] {
        [
            choice(
                "drop-line", "Does without the missing units of a line", .object([.required("line", Self.line)])),
            choice(
                "substitute", "Takes another SKU instead of the missing units of a line",
                .object([.required("line", Self.line), .required("sku", .text(.sku))])),
            choice(
                "wait", "Waits until the missing units come from another location",
                .object([.required("line", Self.line), .required("from", .text(.location))])),
            choice(
                "reroute", "Goes on at another store, as a new reservation that `rerouted_to` names",
                .object([.required("location", .text(.location))])),
        ]
    }

    private func choice(_ name: String, _ summary: String, _ body: Schema) -> Endpoint {
        Endpoint(
            .post, Path("/v1/reservations/{id}/\(name)"), id: name.camelCased + "Reservation", tag: "Reservations",
            summary: summary, door: .scope(.writeReservations), parameters: [.path("id", .text(.reservationID))],
            body: .json(body), key: .required, precondition: .optional,
            answers: [.json(200, "Done.", Reservation.schema, tagged: true)]
        ) { call in
            let id: ReservationID = try call.located("id", .reservation)
            let author = try call.principal.author
            let answer = try await changedAnswer
            let keyed = call.keyed(answer)
            let done = try await settled(keyed) {
                try await reservations.perform(
                    try await choice(name, call.body, on: id), on: id, by: author, versions: call.expectedVersions,
                    keyed: keyed)
            }
            return Answer(tagged: done, answer)
        }
    }

    /// Reads a choice, with what its command needs from the catalogue and the calendar.
    func choice(_ name: String, _ body: JSON, on id: ReservationID) async throws -> Command {
        let line = body["line"]?.int ?? 0
        switch name {
        case "drop-line": return .drop(line: line)
        case "substitute":
            guard let sku = body["sku"]?.string.flatMap({ SKU($0) }) else { throw Refusal.doesNotFit("sku") }
            guard let item = try await stock.item(sku), item.isActive else { throw Refusal.unknownSKU(sku) }
            return .substitute(line: line, by: item)
        case "wait":
            guard let from = body["from"]?.string.flatMap({ LocationID($0) }) else { throw Refusal.doesNotFit("from") }
            return .wait(line: line, from: from)
        case "reroute":
            guard let location = body["location"]?.string.flatMap({ LocationID($0) }) else {
                throw Refusal.doesNotFit("location")
            }
            return .reroute(to: try await reservations.newPlace(at: location, for: id))
        case "extend": return .extend(until: body["until"]?.string.flatMap { Day($0) })
        default: throw Refusal.doesNotFit(name)
        }
    }
}
