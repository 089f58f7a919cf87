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
    var reservationEndpoints: [Endpoint] {
        [reserve, readReservation, readHistory, readReservationCustomer]
    }

    static let reservations: Path = "/v1/reservations"
    static let reservation: Path = "/v1/reservations/{id}"

    private var reserve: Endpoint {
        Endpoint(
            .post, Self.reservations, id: "reserve", tag: "Reservations", summary: "Reserves goods at a store",
            description: """
                Promises every unit or none; with `partial`, those that are there. Lines of one SKU are summed. The \
                contact task that a policy asks for is born with the reservation.
                """,
            door: .scope(.writeReservations), body: .json(Self.requestSchema), key: .required,
            answers: [.json(201, "Reserved.", Reservation.schema, tagged: true)], refuses: [404],
            isShut: { reservations.isShedding }
        ) { call in
            let body = call.body
            let author = try call.principal.author
            guard let location = body["location"]?.string.flatMap({ LocationID($0) }),
                try call.principal.locations.contains(location)
            else { throw Refusal.notFound(.location) }
            let answer = try await createdAnswer
            let keyed = call.keyed(answer)
            let done = try await settled(keyed) {
                try await reservations.reserve(
                    try await request(body, at: location, by: call), by: author, keyed: keyed)
            }
            var reply = Answer(tagged: done, answer)
            switch done {
            case .now(let reservation, _): reply.headers[.location] = Self.reservation.url(reservation.id)
            case .before(let answered):
                // What was kept is our own print; one that cannot be read goes out without an address.
                let id = (try? JSON(parsing: answered.body))?["id"]?.string
                reply.headers[.location] = id.map { Self.reservation.url($0) }
            }
            return reply
        }
    }

    /// Writes the answer to whoever reserves: the reservation with the customer's link.
    private var createdAnswer: @Sendable (Reservation) -> Answered {
        get async throws {
            let places = try await stock.places.current()
            return { [link] reservation in
                var json = reservation.json(at: reservation.createdAt, in: places).object ?? [:]
                json["link"] = .string(link.url(for: reservation))
                return Answered(status: 201, body: JSON.object(json).text)
            }
        }
    }

    private static let requestSchema = Schema.named(
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
                        .optional(
                            "gtin",
                            .text(.gtin).described(
                                "Instead of sku: the JAN on the article. Of several SKUs with it the one is meant that is there."
                            )),
                        .required("quantity", .integer(1...Limits.unitsPerLine)),
                    ]), 1...Limits.linesPerReservation)),
            .optional("partial", .boolean.described("Take what is there when not all is.")),
            .optional(
                "ships_from", .text(.location).described("The warehouse that shall send the goods to the store.")),
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
    ]).described(
        """
        A known customer's id; or a name with at least one of phone, mail and external_id. What is given stays with the \
        reservation and proves nothing but the external_id of the key's own shop: letters to it, not this request, show \
        whose an address is.
        """)

    private func request(_ body: JSON, at location: LocationID, by call: Call) async throws -> ReservationRequest {
        ReservationRequest(
            location: location, kind: body.word("kind") ?? .reserve,
            customer: try await claimant(body["customer"] ?? .null, call),
            lines: try await lines(
                body["lines"]?.array ?? [],
                heldAt: body["ships_from"]?.string.flatMap { LocationID($0) } ?? location),
            partial: body["partial"]?.bool ?? false,
            shipsFrom: body["ships_from"]?.string.flatMap { LocationID($0) },
            reference: body["reference"]?.string ?? "", note: body["note"]?.string ?? "",
            wantsContact: body["wants_contact"]?.bool ?? false)
    }

    /// Reads for whom a request is: a record by its id, or what was given.
    private func claimant(_ body: JSON, _ call: Call) async throws -> Claimant {
        if let id = body["id"]?.string.flatMap({ CustomerID($0) }) {
            // Whether there is such a customer is looked up with everything else that the reservation depends on; only whether
            // a caller who is bound to some locations may see the record is not.
            return .record(try await seen(id, by: call))
        }
        return .given(try CustomerDraft(reading: body, by: try call.principal))
    }

    private func lines(_ rows: [JSON], heldAt: LocationID) async throws -> [(sku: SKU, quantity: Int)] {
        var lines: [(sku: SKU, quantity: Int)] = []
        for (index, row) in rows.enumerated() {
            let quantity = row["quantity"]?.int ?? 0
            if let sku = row["sku"]?.string.flatMap({ SKU($0) }) {
                lines.append((sku, quantity))
            } else if let gtin = row["gtin"]?.string.flatMap({ GTIN($0) }) {
                let meant = try await stock.meant(by: [gtin], at: heldAt, sold: true)[gtin] ?? []
                guard let item = meant.first else {
                    throw Problem(.unknownSKU, Words(ja: "GTIN \(gtin)", en: "GTIN \(gtin)"))
                }
                guard meant.count == 1 else { throw Problem(ambiguous: gtin, among: meant.map(\.sku)) }
                lines.append((item.sku, quantity))
            } else {
                throw Problem.invalid([
                    Failure(part: .body, pointer: "/lines/\(index)", code: .missing, expected: "sku, gtin")
                ])
            }
        }
        return lines
    }

    private var readReservation: Endpoint {
        Endpoint(
            .get, Self.reservation, id: "readReservation", tag: "Reservations", summary: "Reads one reservation",
            door: .scope(.readReservations), parameters: [.path("id", .text(.reservationID))],
            answers: [.json(200, "As it stands.", Reservation.schema, tagged: true)]
        ) { call in
            let id = try call.path("id", .reservation) { ReservationID($0) }
            guard let reservation = try await reservations.find(id),
                reservation.isServed(from: try call.principal.locations)
            else { throw Refusal.notFound(.reservation) }
            let places = try await stock.places.current()
            return .ok(reservation.json(at: effects.now(), in: places), version: reservation.version)
        }
    }

    private var readHistory: Endpoint {
        Endpoint(
            .get, "/v1/reservations/{id}/history", id: "readHistory", tag: "Reservations",
            summary: "Reads all that happened to a reservation: events, contact, advice, notices",
            description: "What was said with the customer is shown to whoever may read contact.",
            door: .scope(.readReservations), parameters: [.path("id", .text(.reservationID))],
            answers: [
                .json(
                    200, "The whole story.",
                    .named(
                        "History",
                        .object([
                            .required("events", .array(Event.schema)),
                            .required("tasks", .array(ContactTask.schema).requiring(.readContact)),
                            .required("attempts", .array(LoggedAttempt.schema).requiring(.readContact)),
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

extension Rooms {
    /// Who the parcel is for: what a store needs for its label, and to compare at the hand-over.
    private var readReservationCustomer: Endpoint {
        Endpoint(
            .get, "/v1/reservations/{id}/customer", id: "readReservationCustomer", tag: "Reservations",
            summary: "Tells whom a parcel is for: the name and the phone's last four digits, to compare at the counter",
            door: .scope(.readReservations), parameters: [.path("id", .text(.reservationID))],
            answers: [
                .json(
                    200, "The customer, as far as the counter needs.",
                    .named(
                        "Recipient",
                        .object([
                            .required("name", .text(0...Limits.nameCharacters)),
                            .required("kana", .text(0...Limits.nameCharacters)),
                            .required("language", .choice(Language.self)),
                            .required("phone_last_four", .text(0...4).nullable),
                        ])))
            ]
        ) { call in
            let id: ReservationID = try call.located("id", .reservation)
            guard let recipient = try await reservations.find(id)?.recipient else {
                throw Refusal.notFound(.reservation)
            }
            return .ok([
                "name": .string(recipient.name), "kana": .string(recipient.kana),
                "language": .string(recipient.wishes.language.rawValue),
                "phone_last_four": JSON(recipient.phone?.lastFour),
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
