// SPDX-License-Identifier: Apache-2.0
import Access
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The work lists: of a store what is reserved there, of a warehouse what it is to send.
extension Rooms {
    var listEndpoints: [Endpoint] { [listReservations, listShipments] }

    private var listReservations: Endpoint {
        Endpoint(
            .get, Self.reservations, id: "listReservations", tag: "Reservations",
            summary: "Lists reservations, the newest first", door: .scope(.readReservations),
            parameters: [
                .query("location", .array(.text(.location), 0...Limits.availabilityKeys)),
                .query("fulfilment", .array(.choice(Fulfilment.self), 0...10)),
                .query("customer", .text(.customerID)),
                .query("reference", .text(1...Limits.nameCharacters)),
                .query("pickup_code", .text(.pickupCode).described("An open one; needs one location.")),
            ],
            isPaged: true, answers: [.json(200, "A page.", Page.schema("Reservations", of: Reservation.schema))]
        ) { call in
            let (now, places) = (effects.now(), try await stock.places.current())
            let locations = try call.locations(places)
            if let code = call.query["pickup_code"]?.string {
                guard call.query["location"]?.array?.count == 1 else {
                    throw Problem.invalid([
                        Failure(part: .query, pointer: "/location", code: .missing, expected: "one location")
                    ])
                }
                guard let location = locations.first else { return call.page([], next: nil) }
                let found = try await reservations.find(code: code, at: location)
                return call.page(found.map { [$0.json(at: now, in: places)] } ?? [], next: nil)
            }
            let rows = try await reservations.list(
                ReservationFilter(
                    locations: locations, fulfilment: try call.queries("fulfilment", Fulfilment.init(rawValue:)),
                    customer: try call.query("customer") { CustomerID($0) },
                    reference: call.query["reference"]?.string, after: call.after, limit: call.page.limit))
            return call.page(of: rows, at: now, in: places)
        }
    }

    private var listShipments: Endpoint {
        Endpoint(
            .get, "/v1/shipments", id: "listShipments", tag: "Reservations",
            summary:
                "Lists reservations whose goods lie at these locations and are to be sent to another, the newest first",
            description: "Those the store has accepted. `POST /v1/reservations/{id}/ship` takes one off the list.",
            door: .scope(.readReservations),
            parameters: [
                .query("location", .array(.text(.location), 0...Limits.availabilityKeys))
            ],
            isPaged: true, answers: [.json(200, "A page.", Page.schema("Shipments", of: Reservation.schema))]
        ) { call in
            let places = try await stock.places.current()
            let rows = try await reservations.shipments(
                from: try call.locations(places), after: call.after, limit: call.page.limit)
            return call.page(of: rows, at: effects.now(), in: places)
        }
    }
}

extension Call {
    /// The reservation after which the page goes on.
    fileprivate var after: UniqueID? { page.after?.string.flatMap { Crockford.uniqueID($0) } }

    fileprivate func page(of rows: [Reservation], at now: Instant, in places: Directory) -> Answer {
        let next = rows.count == page.limit ? rows.last.map { Crockford.text(of: $0.id.unique) } : nil
        return page(rows.map { $0.json(at: now, in: places) }, next: next.map(JSON.string))
    }
}
