// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Keeps the rules that every decision needs (calendars and policies) at hand.
package struct Rules: Sendable {
    /// How old a rule may be when it is applied.
    package static let freshness: Duration = .seconds(2)

    private let places: Places
    private let policies: Remembered<ReservationPolicies>

    package init(database: Database, places: Places) {
        self.places = places
        policies = Remembered(freshFor: Self.freshness) { () async throws(DatabaseError) in
            ReservationPolicies(try await database.run(ReadReservationPolicies()))
        }
    }

    /// Gives the rules in force.
    package func current() async throws(DatabaseError) -> Snapshot {
        Snapshot(directory: try await places.current(), policies: try await policies.current())
    }

    /// Holds the rules as they were at one moment.
    package struct Snapshot: Sendable {
        package let directory: Directory
        package let policies: ReservationPolicies

        /// Gathers the rules of a reservation's place.
        package func ground(
            for reservation: Reservation, author: Author, now: Instant, levels: [StockKey: LockedLevel] = [:]
        ) throws(Refusal) -> Ground {
            guard let calendar = directory.calendar(of: reservation.location) else {
                throw .notFound(.location)
            }
            return Ground(
                now: now, author: author, policy: policies.serving(reservation.location, reservation.kind),
                calendar: calendar, levels: levels)
        }

        /// Gathers the rules of the place where a reservation is asked for; refuses a place that cannot serve it.
        func ground(for request: ReservationRequest, author: Author, now: Instant) throws(Refusal) -> Ground {
            guard let location = directory[request.location], location.isActive, location.kind == .store,
                let calendar = directory.calendar(of: request.location)
            else { throw .locationCannotServe(request.location) }
            if let from = request.shipsFrom {
                guard let source = directory[from], source.isActive, from != request.location else {
                    throw .locationCannotServe(from)
                }
            }
            return Ground(
                now: now, author: author, policy: policies.serving(request.location, request.kind),
                calendar: calendar)
        }
    }
}
