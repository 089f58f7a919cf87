// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ

/// Names what a customer's link gives when it is asked for.
enum PickupPart: String, Sendable, CaseIterable { case messages, wishes }

extension Message {
    /// Prints what the customer reads of it: who wrote in the house stays inside, but for the name they gave.
    var pickupJSON: JSON {
        [
            "id": .string(id.description), "speaker": .string(speaker.rawValue), "name": .string(name),
            "text": .string(text), "at": .string(at.rfc3339()),
        ]
    }

    static let pickupSchema = Schema.named(
        "PickupMessage",
        .object([
            .required("id", .text(.messageID)),
            .required("speaker", .choice(Speaker.self)),
            .required("name", .text(0...Limits.nameCharacters)),
            .required("text", .text(1...Limits.messageCharacters)),
            .required("at", .text(.dateTime)),
        ]))
}

extension ContactWishes {
    func json(ways: [ContactChannel]) -> JSON {
        func clock(_ minute: Int) -> JSON { .string(LocalTime(day: Day(sinceEpoch: 0), minute: minute).clock) }
        return [
            "language": .string(language.rawValue),
            "ways": .array(
                ways.map { ["channel": .string($0.rawValue), "wanted": .bool(!stopped.contains($0))] }),
            "quiet": quiet.map { ["from": clock($0.from), "until": clock($0.until)] } ?? .null,
        ]
    }

    static let schema = Schema.named(
        "Wishes",
        .object([
            .required("language", .choice(Language.self)),
            .required(
                "ways",
                .array(
                    .object([.required("channel", .choice(ContactChannel.self)), .required("wanted", .boolean)]),
                    0...ContactChannel.allCases.count
                ).described("The ways that lead to the customer.")),
            .required(
                "quiet",
                Schema.object([.required("from", .text(5...5)), .required("until", .text(5...5))]).nullable.described(
                    "The hours of Tokyo without letters; `until` may be the next day.")),
        ]))
}
