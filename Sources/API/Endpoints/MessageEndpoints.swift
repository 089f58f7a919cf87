// SPDX-License-Identifier: Apache-2.0
import Access
import Contact
import HTTPTypes
import Kit
import PQ
import Reservations
import Stock

/// The conversation in writing, for agents, stores and programs; the customer writes on the page behind the link.
extension Rooms {
    var messageEndpoints: [Endpoint] { [readMessages, say, listUnanswered] }

    private static let messages: Path = "/v1/reservations/{id}/messages"

    private var readMessages: Endpoint {
        Endpoint(
            .get, Self.messages, id: "readMessages", tag: "Contact",
            summary: "Reads what customer and staff wrote about a reservation, the oldest first",
            description: "What was written before it moved from another store is there too.",
            door: .scope(.readContact), parameters: [.path("id", .text(.reservationID))],
            answers: [
                .json(
                    200, "The newest \(Limits.messagesShown).",
                    .object([.required("items", .array(Message.schema, 0...Limits.messagesShown))]))
            ]
        ) { call in
            let id: ReservationID = try call.located("id", .reservation)
            guard try await reservations.find(id) != nil else { throw Refusal.notFound(.reservation) }
            return .ok(["items": .array(try await desk.messages(of: id).map(\.json))])
        }
    }

    private var say: Endpoint {
        Endpoint(
            .post, Self.messages, id: "sayMessage", tag: "Contact",
            summary: "Writes to the customer, who reads it on the page of the reservation and is told by a notice",
            description: """
                Open as long as the customer's link is, also after the hand-over. It answers what the customer has \
                written before. A person speaks under the own family name, a program in the name of the house.
                """,
            door: .scope(.writeContact), parameters: [.path("id", .text(.reservationID))],
            body: .json(
                .object([
                    .required("text", .text(1...Limits.messageCharacters)),
                    .optional(
                        "name",
                        .text(0...Limits.nameCharacters).described("What the customer reads as a program's name.")),
                ])),
            key: .required, answers: [.json(201, "Said.", Message.schema)]
        ) { call in
            let id: ReservationID = try call.located("id", .reservation)
            let caller = try call.principal
            let answer: @Sendable (Message) -> Answered = { Answered(status: 201, body: $0.json.text) }
            let name = caller.staff == nil ? call.body["name"]?.string ?? "" : caller.spokenName
            let keyed = call.keyed(answer)
            let done = try await settled(keyed) {
                try await desk.say(
                    call.body["text"]?.string ?? "", on: id, by: caller.author, name: name, keyed: keyed)
            }
            return Answer(done, answer)
        }
    }

    private var listUnanswered: Endpoint {
        Endpoint(
            .get, "/v1/messages", id: "listUnanswered", tag: "Contact",
            summary: "Lists messages of customers that nobody has answered, the oldest first",
            door: .scope(.readContact),
            parameters: [.query("location", .array(.text(.location), 0...Limits.availabilityKeys))], isPaged: true,
            answers: [.json(200, "A page.", Page.schema("Messages", of: Message.schema))]
        ) { call in
            let locations = try call.locations(try await stock.places.current())
            let after = call.page.after.flatMap { key -> (at: Instant, id: MessageID)? in
                guard let at = key["at"]?.int, let id = key["id"]?.string.flatMap({ MessageID($0) }) else { return nil }
                return (Instant(microseconds: Int64(at)), id)
            }
            guard !locations.isEmpty else { return call.page([], next: nil) }
            let page = try await desk.unanswered(locations: locations, after: after, limit: call.page.limit)
            let next: JSON? =
                page.count == call.page.limit
                ? page.last.map { ["at": .int(Int($0.at.microseconds)), "id": .string($0.id.description)] } : nil
            return call.page(page.map(\.json), next: next)
        }
    }
}

extension Principal {
    /// The name under which a person speaks to customers: the family name, as far as it is written apart.
    package var spokenName: String {
        name.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    }
}

extension Message {
    package var json: JSON {
        [
            "id": .string(id.description), "reservation": .string(reservation.description), "number": .int(number),
            "speaker": .string(speaker.rawValue), "author": .string(author), "name": .string(name),
            "text": .string(text), "at": .string(at.rfc3339()), "answered_at": JSON(answeredAt?.rfc3339()),
        ]
    }

    package static let schema = Schema.named(
        "Message",
        .object([
            .required("id", .text(.messageID)),
            .required("reservation", .text(.reservationID)),
            .required("number", .integer(1...1_000_000).described("The number of its event.")),
            .required("speaker", .choice(Speaker.self)),
            .required("author", .text(1...128)),
            .required("name", .text(0...Limits.nameCharacters)),
            .required("text", .text(1...Limits.messageCharacters)),
            .required("at", .text(.dateTime)),
            .required(
                "answered_at",
                .text(.dateTime).nullable.described("When staff first wrote after a customer's message.")),
        ]))
}
