// SPDX-License-Identifier: Apache-2.0
import Kit

/// Events as programs read them: as they are written, of whatever kind.
extension Event {
    package var json: JSON {
        [
            "number": .int(number), "kind": .string(name), "author": .string(author), "at": .string(at.rfc3339()),
            "data": data,
        ]
    }

    /// The id of the subject. A kind that this version does not know is taken to be of a reservation, as nearly all are.
    var subjectID: String {
        switch kind?.subject ?? .reservation {
        case .reservation: ReservationID(location: location, unique: subject).description
        case .shortage: ShortageID(location: location, unique: subject).description
        }
    }

    /// The event by its kind: each with the payload that it has.
    package static let schema = Schema.named(
        "Event",
        .tagged(
            "kind", Kind.allCases.map { ($0.rawValue, schema(of: $0)) },
            otherwise: .named(
                "Event.unknown",
                schema(kind: .text(1...64), data: .dictionary(.anything)).described(
                    "A kind that a newer version of the service has written while this one still answered: pass it over."
                ))
        ))

    private static func schema(kind: Schema, data: Schema) -> Schema {
        .object([
            .required("number", .integer(1...1_000_000)),
            .required("kind", kind),
            .required("author", .text(1...128)),
            .required("at", .text(.dateTime)),
            .required("data", data),
        ])
    }

    private static func schema(of kind: Kind) -> Schema {
        let sources = Schema.Property.optional(
            Event.sources, .array(.text(.location)).described("Who has goods to send for the reservation."))
        let members = kind.members.map(Schema.Property.init)
        let data: Schema =
            switch kind.subject {
            case .reservation: .object(members + [sources])
            case .shortage: .object(members)
            }
        return .named(
            "Event.\(kind.rawValue)",
            schema(kind: .choice([kind.rawValue]), data: data).described(kind.entry.says))
    }
}

extension Schema.Property {
    fileprivate init(_ member: EventMember) {
        let schema = Schema(member.type).described(member.says)
        self = member.isOptional ? .optional(member.name, schema) : .required(member.name, schema)
    }
}

extension Schema {
    fileprivate init(_ type: EventMemberType) {
        self =
            switch type {
            case .integer: .integer(.min ... .max)
            case .boolean: .boolean
            case .moment: .text(.dateTime)
            case .location: .text(.location)
            case .sku: .text(.sku)
            case .reservation: .text(.reservationID)
            case .word: .text(0...128)
            case .ownWords: .text(0...Limits.messageCharacters)
            case .list(let element): .array(Schema(element))
            case .object(let members): .object(members.map(Schema.Property.init))
            }
    }
}
