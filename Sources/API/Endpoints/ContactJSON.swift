// SPDX-License-Identifier: Apache-2.0
import Contact
import Customers
import Kit
import PQ

extension ContactTask {
    package var json: JSON {
        [
            "id": .string(id.description), "reservation": .string(reservation.description),
            "purpose": .string(purpose.rawValue), "reasons": .array(reasons.map(JSON.string)),
            "channel": .string(channel.rawValue), "state": .string(state.rawValue), "outcome": .string(outcome),
            "due_at": .string(dueAt.rfc3339()), "next_attempt_at": .string(nextAttemptAt.rfc3339()),
            "attempts": .int(attempts), "earlier_attempts": .int(earlierAttempts),
            "offered_to": JSON(offeredTo?.description),
            "offer_ends_at": JSON(offerEndsAt?.rfc3339()), "created_at": .string(createdAt.rfc3339()),
            "closed_at": JSON(closedAt?.rfc3339()),
        ]
    }

    package static let schema = Schema.named(
        "ContactTask",
        .object([
            .required("id", .text(.contactTaskID)),
            .required("reservation", .text(.reservationID)),
            .required("purpose", .choice(Purpose.self)),
            .required("reasons", .array(.text(0...64), 0...50)),
            .required("channel", .choice(ContactChannel.self)),
            .required("state", .choice(State.self)),
            .required("outcome", .text(0...64)),
            .required("due_at", .text(.dateTime)),
            .required("next_attempt_at", .text(.dateTime)),
            .required("attempts", .integer(0...1_000)),
            .required(
                "earlier_attempts",
                .integer(0...1_000).described("Made at the stores where the reservation was before.")),
            .required("offered_to", .text(.staffID).nullable),
            .required("offer_ends_at", .text(.dateTime).nullable),
            .required("created_at", .text(.dateTime)),
            .required("closed_at", .text(.dateTime).nullable),
        ]))
}

extension LoggedAttempt {
    package var json: JSON {
        [
            "task": .string(task.description), "number": .int(number), "channel": .string(channel.rawValue),
            "agent": .string(agent.description), "agent_name": .string(agentName),
            "started_at": .string(startedAt.rfc3339()), "ended_at": .string(endedAt.rfc3339()),
            "disposition": .string(disposition.rawValue), "note": .string(note), "need": .string(need),
            "advice": .string(advice), "suggested": .array(suggested.map { .string($0.code) }),
        ]
    }

    package static let schema = Schema.named(
        "LoggedAttempt",
        .object([
            .required("task", .text(.contactTaskID)),
            .required("number", .integer(1...1_000)),
            .required("channel", .choice(ContactChannel.self)),
            .required("agent", .text(.staffID)),
            .required("agent_name", .text(0...Limits.nameCharacters)),
            .required("started_at", .text(.dateTime)),
            .required("ended_at", .text(.dateTime)),
            .required("disposition", .choice(Disposition.self)),
            .required("note", .text(0...Limits.noteCharacters)),
            .required("need", .text(0...Limits.noteCharacters)),
            .required("advice", .text(0...Limits.noteCharacters)),
            .required("suggested", .array(.text(.sku), 0...20)),
        ]))
}

extension Customer {
    package var json: JSON {
        [
            "id": .string(id.description), "person": .string(person.description), "apart": .bool(isApart),
            "name": .string(name), "kana": .string(kana), "language": .string(language.rawValue),
            "phone": JSON(phone?.e164), "mail": JSON(mail?.text), "note": .string(note),
            "identities": .array(
                identities.map {
                    [
                        "kind": .string($0.kind.rawValue), "value": .string($0.value), "issuer": .string($0.issuer),
                        "proved_at": JSON($0.provedAt?.rfc3339()), "proved_by": .string($0.provedBy),
                    ]
                }),
            "created_at": .string(createdAt.rfc3339()),
        ]
    }

    package static let schema = Schema.named(
        "Customer",
        .object([
            .required("id", .text(.customerID)),
            .required("person", .text(.customerID).described("The record that stands for the person.")),
            .required("apart", .boolean.described("Somebody has parted it: nothing joins it by itself.")),
            .required("name", .text(0...Limits.nameCharacters)),
            .required("kana", .text(0...Limits.nameCharacters)),
            .required("language", .choice(Language.self)),
            .required("phone", .text(0...40).nullable.described("E.164.")),
            .required("mail", .text(0...254).nullable),
            .required("note", .text(0...Limits.noteCharacters)),
            .required(
                "identities",
                .array(
                    .object([
                        .required("kind", .choice(CustomerIdentity.Kind.self)), .required("value", .text(0...254)),
                        .required("issuer", .text(0...256).described("Whose id an external one is.")),
                        .required("proved_at", .text(.dateTime).nullable.described("null: anybody may have typed it.")),
                        .required("proved_by", .text(0...128)),
                    ]))),
            .required("created_at", .text(.dateTime)),
        ]))
}
