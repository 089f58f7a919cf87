// SPDX-License-Identifier: Apache-2.0
import PQ

/// Tells one thing that happened to a subject (a reservation, a shortage), numbered without gaps within it.
package struct Event: Sendable, Equatable {
    package let location: LocationID
    package let subject: UniqueID
    package let number: Int
    /// `noun.verb` in the past tense: `reservation.created`, `fulfilment.ready`.
    package let kind: String
    package let author: String
    package let at: Instant
    package let data: JSON

    package init(
        location: LocationID, subject: UniqueID, number: Int, kind: String, author: String, at: Instant,
        data: JSON = .object([:])
    ) {
        self.location = location
        self.subject = subject
        self.number = number
        self.kind = kind
        self.author = author
        self.at = at
        self.data = data
    }
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
        parameters.add(events.map(\.kind))
        parameters.add(events.map(\.author))
        parameters.add(events.map(\.at))
        parameters.add(events.map { JSONB(text: $0.data.text) })
    }
}
