// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Says how long a hold lasts, when it should be ready, and how often who may extend it: a row of data, not code.
package struct ReservationPolicy: Sendable, Equatable {
    package let id: String
    /// The location it is for; nil for all.
    package let location: LocationID?
    /// The kind it is for; nil for both.
    package let kind: Reservation.Kind?
    /// Open business days of the store after the day of the reservation.
    package let holdDays: Int
    /// Open minutes in which the store promises to have it ready.
    package let readyMinutes: Int
    package let extensionDays: Int
    package let customerExtensions: Int
    package let clerkExtensions: Int
    package let agentExtensions: Int
    /// How many open reservations one customer may hold in the whole chain.
    package let openPerCustomer: Int
    /// How many units of one SKU a store holds for customers of whom nothing is proved, when they ask at an open door.
    package let unprovedUnits: Int
    /// The policy as it is now, for the events of what it decides.
    package private(set) var told: Event.PolicyEdition

    package init(
        id: String, location: LocationID? = nil, kind: Reservation.Kind? = nil, holdDays: Int, readyMinutes: Int,
        extensionDays: Int, customerExtensions: Int, clerkExtensions: Int, agentExtensions: Int, openPerCustomer: Int,
        unprovedUnits: Int = Limits.unprovedUnits
    ) {
        self.id = id
        self.location = location
        self.kind = kind
        self.holdDays = holdDays
        self.readyMinutes = readyMinutes
        self.extensionDays = extensionDays
        self.customerExtensions = customerExtensions
        self.clerkExtensions = clerkExtensions
        self.agentExtensions = agentExtensions
        self.openPerCustomer = openPerCustomer
        self.unprovedUnits = unprovedUnits
        told = Event.PolicyEdition(id: id, edition: 0)
        // Once a policy that is read, since every reservation tells it.
        told = Event.PolicyEdition(id: id, edition: facts.edition)
    }

    /// Says how often in all a hold may have been extended when this author extends it.
    package func extensions(for author: Author) -> Int {
        switch author {
        case .customer: customerExtensions
        case .staff(_, .clerk): clerkExtensions
        case .staff(_, .agent), .program: agentExtensions
        case .staff(_, .supervisor), .staff(_, .admin): Int(Int16.max)
        case .duty: 0
        }
    }

    /// Serves while no row is there, so that an empty installation works: three days, two hours, one extension.
    package static let fallback = ReservationPolicy(
        id: "fallback", location: nil, kind: nil, holdDays: 3, readyMinutes: 120, extensionDays: 2,
        customerExtensions: 1, clerkExtensions: 2, agentExtensions: 3, openPerCustomer: 10)
}

/// Holds the policies of the chain; the most specific one serves.
package struct ReservationPolicies: Sendable {
    private let rows: [ReservationPolicy]

    package init(_ rows: [ReservationPolicy]) { self.rows = rows }

    /// Picks the row for a location and a kind: both named, then location, then kind, then neither; ties by id.
    package func serving(_ location: LocationID, _ kind: Reservation.Kind) -> ReservationPolicy {
        func rank(_ row: ReservationPolicy) -> Int { (row.location == nil ? 0 : 2) + (row.kind == nil ? 0 : 1) }
        return
            rows
            .filter { ($0.location ?? location) == location && ($0.kind ?? kind) == kind }
            .max { (rank($0), $1.id) < (rank($1), $0.id) } ?? .fallback
    }
}

/// Reads every reservation policy.
package struct ReadReservationPolicies: Statement {
    package static let sql = """
        SELECT policy_id, location_id, kind, hold_days, ready_minutes, extension_days, customer_extensions,
            clerk_extensions, agent_extensions, open_per_customer, unproved_units
        FROM reservation_policy
        """
    package static let isReadOnly = true

    package init() {}
    package func bind(_ parameters: inout Parameters) {}

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> ReservationPolicy {
        ReservationPolicy(
            id: try row(), location: try row(String?.self).map(LocationID.init(stored:)),
            kind: try row(String?.self).flatMap(Reservation.Kind.init(rawValue:)), holdDays: try row(),
            readyMinutes: try row(), extensionDays: try row(), customerExtensions: try row(),
            clerkExtensions: try row(), agentExtensions: try row(), openPerCustomer: try row(), unprovedUnits: try row()
        )
    }
}

/// Writes policies, set-wise; a row of the same id is replaced.
package struct KeepReservationPolicies: Statement {
    package static let sql = """
        INSERT INTO reservation_policy (policy_id, location_id, kind, hold_days, ready_minutes, extension_days,
            customer_extensions, clerk_extensions, agent_extensions, open_per_customer, unproved_units)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[],
            $8::int[], $9::int[], $10::int[], $11::int[])
        ON CONFLICT (policy_id) DO UPDATE SET (location_id, kind, hold_days, ready_minutes, extension_days,
            customer_extensions, clerk_extensions, agent_extensions, open_per_customer, unproved_units)
            = (excluded.location_id, excluded.kind, excluded.hold_days, excluded.ready_minutes,
            excluded.extension_days, excluded.customer_extensions, excluded.clerk_extensions,
            excluded.agent_extensions, excluded.open_per_customer, excluded.unproved_units)
        """

    package let rows: [ReservationPolicy]

    package init(_ rows: [ReservationPolicy]) { self.rows = rows }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(rows.map(\.id))
        parameters.add(rows.map { $0.location?.code })
        parameters.add(rows.map { $0.kind?.rawValue })
        parameters.add(rows.map { Int32($0.holdDays) })
        parameters.add(rows.map { Int32($0.readyMinutes) })
        parameters.add(rows.map { Int32($0.extensionDays) })
        parameters.add(rows.map { Int32($0.customerExtensions) })
        parameters.add(rows.map { Int32($0.clerkExtensions) })
        parameters.add(rows.map { Int32($0.agentExtensions) })
        parameters.add(rows.map { Int32($0.openPerCustomer) })
        parameters.add(rows.map { Int32($0.unprovedUnits) })
    }
}
