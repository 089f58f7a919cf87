// SPDX-License-Identifier: Apache-2.0
import PQ

/// One thing that happened to a subject (a reservation, a shortage), numbered without gaps within it.
///
/// It is written with a `Payload`, and read as it stands in its row: what this version does not know (a kind or a member
/// that a newer process writes while both run) is passed on to programs unchanged.
package struct Event: Sendable, Equatable {
    package let location: LocationID
    package let subject: UniqueID
    package let number: Int
    /// Nil for a kind that this version does not know.
    package let kind: Kind?
    /// The kind as it is written, known or not.
    package let name: String
    package let author: String
    package let at: Instant
    /// The payload as it is written.
    package let data: JSON
    /// What happened; nil where this version cannot read it. It is read once, with its row.
    package let payload: Payload?

    /// - Parameter sources: the locations that have goods to send for the reservation; none for most.
    package init(
        location: LocationID, subject: UniqueID, number: Int, _ payload: Payload, author: String, at: Instant,
        sources: [LocationID] = []
    ) {
        self.location = location
        self.subject = subject
        self.number = number
        kind = payload.kind
        name = payload.kind.rawValue
        self.author = author
        self.at = at
        var data = payload.json
        if !sources.isEmpty { data[Self.sources] = sources.member }
        self.data = .object(data)
        self.payload = payload
    }

    /// Takes a row.
    init(
        location: LocationID, subject: UniqueID, number: Int, stored name: String, author: String, at: Instant,
        data: JSON
    ) {
        self.location = location
        self.subject = subject
        self.number = number
        kind = Kind.named(name)
        self.name = name
        self.author = author
        self.at = at
        self.data = data
        payload =
            if let kind, let members = data.object { Payload.ifReadable(kind, members) } else { nil }
    }

    /// The member that names who has goods to send, in every event of a reservation while somebody has.
    package static let sources = "sources"

    /// The locations that have goods to send for the reservation, in every event while somebody has: people there hear of
    /// what is to be sent, and of what no longer is.
    package var sources: [LocationID] { data[Self.sources].flatMap([LocationID].init(member:)) ?? [] }

    package var isByCustomer: Bool { author == Author.customer.description }
}

/// Appends events, set-wise. A number that is taken refuses the whole transaction (`event_pkey`).
package struct AppendEvents: Statement {
    package static let sql = """
        INSERT INTO event (location_id, subject, number, kind, author, at, data)
        SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::timestamptz[], $7::jsonb[])
        """

    package let events: [Event]

    package init(_ events: [Event]) { self.events = events }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(events.map(\.location.code))
        parameters.add(events.map(\.subject))
        parameters.add(events.map { Int32($0.number) })
        parameters.add(events.map(\.name))
        parameters.add(events.map(\.author))
        parameters.add(events.map(\.at))
        parameters.add(events.map { JSONB(text: $0.data.text) })
    }
}
