// SPDX-License-Identifier: Apache-2.0
import Access
import Channels
import Contact
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// Reserving, and reading what was reserved.
extension Rooms {
    var reservationEndpoints: [Endpoint] { [reserve, listReservations, readReservation, readHistory] }

    private static let reservations: Path = "/v1/reservations"
    static let reservation: Path = "/v1/reservations/{id}"

    private var reserve: Endpoint {
        Endpoint(
            .post, Self.reservations, id: "reserve", tag: "Reservations", summary: "Reserves goods at a store",
            description: """
                Promises every unit or none; with `partial`, those that are there. Lines of one SKU are summed. The \
                contact task that a policy asks for is born with the reservation.
                """,
            door: .scope(.writeReservations), body: .json(Self.request), key: .required,
            answers: [.json(201, "Reserved.", Reservation.schema, tagged: true)], refuses: [404]
        ) { call in
            let body = call.body
            let author = try call.principal.author
            guard let location = body["location"]?.string.flatMap({ LocationID($0) }),
                try call.principal.locations.contains(location)
            else { throw Refusal.notFound(.location) }
            let customer = try await customer(body["customer"] ?? .null)
            let request = ReservationRequest(
                location: location, kind: body["kind"]?.string.flatMap(Reservation.Kind.init(rawValue:)) ?? .reserve,
                customer: customer, lines: try await lines(body["lines"]?.array ?? []),
                partial: body["partial"]?.bool ?? false,
                shipsFrom: body["ships_from"]?.string.flatMap { LocationID($0) },
                reference: body["reference"]?.string ?? "", note: body["note"]?.string ?? "",
                wantsContact: body["wants_contact"]?.bool ?? false)
            let answer = createdAnswer
            let done = try await reservations.reserve(request, by: author, keyed: call.keyed(answer))
            guard case .now(let reservation) = done else { return Answer(done, answer) }
            return Answer(
                answer(reservation), isReplay: false, at: Self.reservation.url(reservation.id),
                tag: Answer.tag(version: reservation.version))
        }
    }

    /// Writes the answer to whoever reserves: the reservation with the customer's link.
    private var createdAnswer: @Sendable (Reservation) -> Answered {
        { [link] reservation in
            var json = reservation.json(at: reservation.createdAt).object ?? [:]
            json["link"] = .string(link.url(for: reservation))
            return Answered(status: 201, body: JSON.object(json).text)
        }
    }

    private static let request = Schema.named(
        "ReservationRequest",
        .object([
            .required("location", .text(.location)),
            .optional("kind", .choice(Reservation.Kind.self).described("reserve: pay in the store; buy: paid online.")),
            .required("customer", customerSchema),
            .required(
                "lines",
                .array(
                    .object([
                        .optional("sku", .text(.sku)),
                        .optional("gtin", .text(.gtin).described("Instead of sku: the JAN on the article.")),
                        .required("quantity", .integer(1...Limits.unitsPerLine)),
                    ]), 1...Limits.linesPerReservation)),
            .optional("partial", .boolean.described("Take what is there when not all is.")),
            .optional("ships_from", .text(.location).described("The warehouse that shall send the goods to the store.")),
            .optional("reference", .text(0...Limits.nameCharacters).described("The web shop's own number.")),
            .optional("note", .text(0...Limits.noteCharacters)),
            .optional("wants_contact", .boolean.described("The customer asks to be called.")),
        ]))

    private static let customerSchema = Schema.object([
        .optional("id", .text(.customerID)),
        .optional("name", .text(1...Limits.nameCharacters)),
        .optional("kana", .text(1...Limits.nameCharacters)),
        .optional("phone", .text(1...40)),
        .optional("mail", .text(3...254)),
        .optional("external_id", .text(1...128)),
        .optional("language", .choice(Language.self)),
    ]).described("A known customer's id; or a name with at least one of phone, mail and external_id.")

    /// Finds the customer of a request, or creates one.
    private func customer(_ body: JSON) async throws -> CustomerID {
        if let id = body["id"]?.string.flatMap({ CustomerID($0) }) {
            guard try await customers.find(id) != nil else { throw Refusal.notFound(.customer) }
            return id
        }
        let draft = try CustomerDraft(reading: body)
        return try await customers.findOrCreate(draft).id
    }

    private func lines(_ rows: [JSON]) async throws -> [(sku: SKU, quantity: Int)] {
        var lines: [(sku: SKU, quantity: Int)] = []
        for (index, row) in rows.enumerated() {
            let quantity = row["quantity"]?.int ?? 0
            if let sku = row["sku"]?.string.flatMap({ SKU($0) }) {
                lines.append((sku, quantity))
            } else if let gtin = row["gtin"]?.string.flatMap({ GTIN($0) }) {
                lines.append((try await stock.sku(of: gtin), quantity))
            } else {
                throw Problem.invalid([
                    Failure(part: .body, pointer: "/lines/\(index)", code: .missing, expected: "sku, gtin")
                ])
            }
        }
        return lines
    }

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
            let now = effects.now()
            let locations = try call.locations(try await stock.places.current())
            if let code = call.query["pickup_code"]?.string {
                guard let location = locations.first, locations.count == 1 else {
                    throw Problem.invalid([Failure(part: .query, pointer: "/location", code: .missing)])
                }
                let found = try await reservations.find(code: code, at: location)
                return call.page(found.map { [$0.json(at: now)] } ?? [], next: nil)
            }
            let page = try await reservations.list(
                ReservationFilter(
                    locations: locations, fulfilment: try call.queries("fulfilment", Fulfilment.init(rawValue:)),
                    customer: try call.query("customer") { CustomerID($0) },
                    reference: call.query["reference"]?.string,
                    after: call.page.after?.string.flatMap { Crockford.uniqueID($0) }, limit: call.page.limit))
            let next = page.count == call.page.limit ? page.last.map { Crockford.text(of: $0.id.unique) } : nil
            return call.page(page.map { $0.json(at: now) }, next: next.map(JSON.string))
        }
    }

    private var readReservation: Endpoint {
        Endpoint(
            .get, Self.reservation, id: "readReservation", tag: "Reservations", summary: "Reads one reservation",
            door: .scope(.readReservations), parameters: [.path("id", .text(.reservationID))],
            answers: [.json(200, "As it stands.", Reservation.schema, tagged: true)]
        ) { call in
            let id: ReservationID = try call.located("id", .reservation)
            guard let reservation = try await reservations.find(id) else { throw Refusal.notFound(.reservation) }
            return .ok(reservation.json(at: effects.now()), version: reservation.version)
        }
    }

    private var readHistory: Endpoint {
        Endpoint(
            .get, "/v1/reservations/{id}/history", id: "readHistory", tag: "Reservations",
            summary: "Reads all that happened to a reservation: events, contact, advice, notices",
            door: .scope(.readReservations), parameters: [.path("id", .text(.reservationID))],
            answers: [
                .json(
                    200, "The whole story.",
                    .named(
                        "History",
                        .object([
                            .required("events", .array(Event.schema)),
                            .required("tasks", .array(ContactTask.schema)),
                            .required("attempts", .array(LoggedAttempt.schema)),
                            .required("notices", .array(Notice.schema)),
                        ])))
            ]
        ) { call in
            let id: ReservationID = try call.located("id", .reservation)
            guard try await reservations.find(id) != nil else { throw Refusal.notFound(.reservation) }
            let contact = try await desk.history(of: id)
            let notices = try await reservations.database.run(ReadNotices(id))
            return .ok([
                "events": .array(try await reservations.events(of: id).map(\.json)),
                "tasks": .array(contact.tasks.map(\.json)),
                "attempts": .array(contact.attempts.map(\.json)),
                "notices": .array(notices.map(\.json)),
            ])
        }
    }
}

extension Notice {
    /// Writes how far a notice has come; the recipient's address stays inside.
    var json: JSON {
        [
            "kind": .string(kind.rawValue), "channel": .string(channel), "state": .string(state.rawValue),
            "attempts": .int(attempts), "failure": .string(failure), "created_at": .string(createdAt.rfc3339()),
            "accepted_at": JSON(acceptedAt?.rfc3339()),
        ]
    }

    static let schema = Schema.named(
        "Notice",
        .object([
            .required("kind", .choice(Kind.self)),
            .required("channel", .text(1...16)),
            .required("state", .choice(State.self)),
            .required("attempts", .integer(0...1_000)),
            .required("failure", .text(0...Limits.noteCharacters)),
            .required("created_at", .text(.dateTime)),
            .required("accepted_at", .text(.dateTime).nullable),
        ]))
}
