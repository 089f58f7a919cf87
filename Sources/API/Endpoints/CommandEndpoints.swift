// SPDX-License-Identifier: Apache-2.0
import Access
import Customers
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The store's and the counter's commands on a reservation.
extension Rooms {
    var commandEndpoints: [Endpoint] {
        [
            command("accept", "Takes the work", at: .store) { _ in .accept },
            command(
                "reject", "Says that the store cannot serve it; the reason corrects the stock", at: .store,
                body: .object([.required("reason", .choice(ShortReason.self)), .optional("note", Self.note)])
            ) { body in
                .reject(reason: body.word("reason") ?? .noVariance, note: body["note"]?.string ?? "")
            },
            command(
                "pick", "Says what is in hand, and why units are missing; no items: all was found", at: .store,
                body: .object([
                    .optional(
                        "items",
                        .array(
                            .object([
                                .required("line", Self.line), .required("found", Self.count),
                                .optional("short", .choice(ShortReason.self)),
                            ]), 0...200)), .optional("staging", Self.word),
                ])
            ) { body in
                .pick(
                    items: (body["items"]?.array ?? []).map {
                        Command.PickedItem(
                            line: $0["line"]?.int ?? 0, found: $0["found"]?.int ?? 0, short: $0.word("short"))
                    }, staging: body["staging"]?.string)
            },
            command(
                "ready", "Says that the parcel waits for the customer", at: .store,
                body: .object([.required("staging", Self.word.described("Where it waits: B-3."))])
            ) { .ready(staging: $0["staging"]?.string ?? "") },
            command(
                "unready", "Takes ready back; the customer is told", at: .store,
                body: .object([.required("reason", Self.note)])
            ) { .unready(reason: $0["reason"]?.string ?? "") },
            command(
                "collect", "Hands goods over: by code, or by identity when a person compared it", at: .store,
                body: Self.collection
            ) { body, id, call in
                var shown: Command.Proof?
                if let token = body["link"]?.string {
                    shown = try await link.proof(token, of: id, in: reservations, now: effects.now())
                }
                // A program cannot look a person in the face.
                return try Self.collect(body, shown: shown, byPerson: try call.principal.staff != nil)
            },
            command(
                "cancel", "Cancels and gives the stock back", at: .store,
                body: .object([.required("reason", Self.note)])
            ) { .cancel(reason: $0["reason"]?.string ?? "") },
            command(
                "extend", "Moves the pick-up-by in the store's open days", at: .store,
                body: .object([.optional("until", .text(.date))])
            ) { .extend(until: $0["until"]?.string.flatMap { Day($0) }) },
            command(
                "proxy", "Keeps who collects for the customer; empty for nobody else", at: .store,
                body: .object([.required("name", .text(0...Limits.nameCharacters))])
            ) { .nameProxy($0["name"]?.string ?? "") },
            command(
                "recipient", "Corrects whom the reservation is for; a member that is left out is taken away",
                at: .store, body: Self.recipient
            ) { body, _, _ in .readdress(try await recipient(reading: body)) },
            command("return-to-shelf", "Says that the goods are back on the shelf", at: .store) { _ in .returnToShelf },
            command("ship", "Says that the caller's locations have sent the goods", at: .source, body: .object([])) {
                _, id, call in
                .ship(from: try call.principal.locations.senders(to: id.location))
            },
            command("arrive", "Says that the goods have come to the store", at: .store) { _ in .arrive },
        ]
    }

    static let note = Schema.text(0...Limits.noteCharacters)
    static let word = Schema.text(1...64)
    static let line = Schema.integer(1...32_767)
    static let count = Schema.integer(0...Limits.unitsPerLine)

    private static let recipient = Schema.object([
        .required("name", .text(1...Limits.nameCharacters)),
        .optional("kana", .text(1...Limits.nameCharacters)),
        .optional("phone", .text(1...40)),
        .optional("mail", .text(3...254)),
    ])

    private static let collection = Schema.object([
        .optional("code", .text(.pickupCode)),
        .optional("link", .text(1...512).described("The customer's link or its token, as scanned.")),
        .optional("identity_checked", .boolean.described("A person compared name and last four digits.")),
        .optional(
            "proxy",
            .text(0...Limits.nameCharacters).described(
                "Who collects for the customer; whom the customer has named if not said, empty for nobody else.")),
        .optional(
            "items",
            .array(
                .object([.required("line", line), .required("quantity", .integer(1...Limits.unitsPerLine))]), 0...200)),
        .optional("rest", .choice(Command.Rest.self).described("What becomes of the rest; keep if not said.")),
    ])

    /// Reads a hand-over, whose proof was a link that was shown, a code, or a look in the face.
    private static func collect(_ body: JSON, shown: Command.Proof?, byPerson: Bool) throws -> Command {
        let proof: Command.Proof
        if let shown {
            proof = shown
        } else if let code = body["code"]?.string {
            proof = .code(code)
        } else if byPerson, body["identity_checked"]?.bool == true {
            proof = .identity
        } else {
            throw Problem.invalid([
                Failure(part: .body, pointer: "/code", code: .missing, expected: "code, link, identity_checked")
            ])
        }
        return .collect(
            items: (body["items"]?.array ?? []).map {
                Command.CollectedItem(line: $0["line"]?.int ?? 0, quantity: $0["quantity"]?.int ?? 0)
            }, proof: proof, proxy: body["proxy"]?.string, rest: body.word("rest") ?? .keep)
    }

    /// Says whose command it is: the store's, or that of the location which holds the goods.
    private enum Place { case store, source }

    private func command(
        _ name: String, _ summary: String, at place: Place, body: Schema = .object([]),
        reading read: @escaping @Sendable (JSON) -> Command
    ) -> Endpoint {
        command(name, summary, at: place, body: body) { body, _, _ in read(body) }
    }

    private func command(
        _ name: String, _ summary: String, at place: Place, body: Schema,
        reading read: @escaping @Sendable (JSON, ReservationID, Call) async throws -> Command
    ) -> Endpoint {
        Endpoint(
            .post, Path("/v1/reservations/{id}/\(name)"), id: name.camelCased + "Reservation", tag: "Reservations",
            summary: summary, door: .scope(.writeReservations), parameters: [.path("id", .text(.reservationID))],
            body: .json(body, required: false), key: .required, precondition: .optional,
            answers: [.json(200, "Done.", Reservation.schema, tagged: true)]
        ) { call in
            let id = try call.path("id", .reservation) { ReservationID($0) }
            let answer = try await changedAnswer
            let keyed = call.keyed(answer)
            let caller = try call.principal
            let isOwn = caller.locations.contains(id.location)
            guard isOwn || place == .source else { throw Refusal.notFound(.reservation) }
            let done = try await settled(keyed) {
                // Once the goods are sent nothing ties them to their source but the answer that it was given.
                let isSeen = try await isOwn ? true : isServed(id, from: caller.locations)
                guard isSeen else { throw Refusal.notFound(.reservation) }
                let command = try await read(call.body == .null ? [:] : call.body, id, call)
                return try await reservations.perform(
                    command, on: id, by: caller.author, versions: call.expectedVersions, keyed: keyed)
            }
            return Answer(tagged: done, answer)
        }
    }

    private func isServed(_ id: ReservationID, from locations: LocationScope) async throws -> Bool {
        try await reservations.find(id)?.isServed(from: locations) ?? false
    }

    /// Writes the answer to a command as of one moment, so that what is kept and what is sent are the same.
    var changedAnswer: @Sendable (Reservation) -> Answered {
        get async throws {
            let (now, places) = (effects.now(), try await stock.places.current())
            return { Answered(status: 200, body: $0.json(at: now, in: places).text) }
        }
    }
}

extension LocationScope {
    /// Says whose goods a caller sends to a store: those of the own locations; nil, for all, to whoever sees them all and
    /// to the store itself.
    func senders(to store: LocationID) -> Set<LocationID>? {
        switch self {
        case .all: nil
        case .some(let locations): locations.contains(store) ? nil : locations
        }
    }
}

extension Reservation {
    /// Tells whether the store itself or a location that is to send goods for it is among these.
    func isServed(from locations: LocationScope) -> Bool {
        ([location, shipsFrom] + lines.map(\.heldAt)).contains { $0.map(locations.contains) ?? false }
    }
}

extension JSON {
    /// Reads a member as one of an enum's words; the schema has refused any other.
    func word<Word: RawRepresentable>(_ key: String) -> Word? where Word.RawValue == String {
        self[key]?.string.flatMap(Word.init(rawValue:))
    }
}

extension String {
    /// Writes `return-to-shelf` as `returnToShelf`.
    var camelCased: String {
        let parts = split(separator: "-")
        return (parts.first.map(String.init) ?? "")
            + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}
