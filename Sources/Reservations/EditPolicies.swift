// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Changing the reservation policies by hand. Each edit leaves a `Change` in its transaction, and is applied everywhere
/// within `Rules.freshness`.
extension Reservations {
    /// Adds a policy. Throws `doesNotFit` when its id is taken, or a number is out of its bounds.
    package func add(_ policy: ReservationPolicy, by author: Author) async throws {
        try policy.check()
        try await changes.edit(.reservationPolicy, policy.id, Edit(by: author), named: "AddPolicy") { edit in
            if let same = try await edit.transaction.first(LockReservationPolicy(id: policy.id)) {
                // A form that is sent again.
                guard same == policy else { throw Refusal.doesNotFit("the policy's id is taken") }
                return .nothing
            }
            guard try await edit.transaction.count(AddReservationPolicy(policy: policy)) == 1 else {
                throw Refusal.doesNotFit("the policy's id is taken")
            }
            return .changed(from: nil, to: policy.facts)
        }
    }

    /// Edits a policy that is there. Throws `notFound(route)` for another, `stale`, and `doesNotFit` for a number out of
    /// its bounds.
    package func editPolicy(
        _ id: String, _ edit: Edit, _ change: @Sendable (ReservationPolicy) -> ReservationPolicy
    ) async throws {
        try await changes.edit(.reservationPolicy, id, edit, named: "EditPolicy") { edit in
            guard let before = try await edit.transaction.first(LockReservationPolicy(id: id)) else {
                throw Refusal.notFound(.route)
            }
            let after = change(before)
            try after.check()
            edit.statements.add(KeepReservationPolicies([after]))
            return .changed(from: before.facts, to: after.facts)
        }
    }

    /// Takes a policy away; one that is not there is taken away already. Throws `stale`.
    package func removePolicy(_ id: String, _ edit: Edit) async throws {
        try await changes.edit(.reservationPolicy, id, edit, named: "RemovePolicy") { edit in
            let before = try await edit.transaction.first(LockReservationPolicy(id: id))
            edit.statements.add(DeleteReservationPolicy(id: id))
            return .changed(from: before?.facts, to: nil)
        }
    }

    private var changes: Changes { Changes(in: database, effects: effects) }
}

extension ReservationPolicy {
    /// Names the numbers of a policy, each within its bounds; `CHECK`s of the table are the third line.
    package enum Number: String, Sendable, CaseIterable {
        case holdDays = "hold_days"
        case readyMinutes = "ready_minutes"
        case extensionDays = "extension_days"
        case customerExtensions = "customer_extensions"
        case clerkExtensions = "clerk_extensions"
        case agentExtensions = "agent_extensions"
        case openPerCustomer = "open_per_customer"
        case unprovedUnits = "unproved_units"

        package var bounds: ClosedRange<Int> {
            switch self {
            case .holdDays, .extensionDays: 0...90
            case .readyMinutes: 0...10_080
            case .customerExtensions, .clerkExtensions, .agentExtensions: 0...100
            case .openPerCustomer: 1...1_000
            case .unprovedUnits: 0...9_999
            }
        }
    }

    package subscript(number: Number) -> Int {
        switch number {
        case .holdDays: holdDays
        case .readyMinutes: readyMinutes
        case .extensionDays: extensionDays
        case .customerExtensions: customerExtensions
        case .clerkExtensions: clerkExtensions
        case .agentExtensions: agentExtensions
        case .openPerCustomer: openPerCustomer
        case .unprovedUnits: unprovedUnits
        }
    }

    /// What an edit compares and its history tells.
    package var facts: Facts {
        Facts(
            [(name: "location", value: location?.code), (name: "kind", value: kind?.rawValue)]
                + Number.allCases.map { (name: $0.rawValue, value: String(self[$0])) })
    }

    /// Throws `doesNotFit` for a number out of its bounds, and for an id that cannot stand in an address.
    package func check() throws(Refusal) {
        guard (1...64).contains(id.utf8.count) else { throw .doesNotFit("a policy's id has 1 to 64 characters") }
        for number in Number.allCases where !number.bounds.contains(self[number]) {
            throw .doesNotFit("\(number.rawValue) is \(number.bounds)")
        }
    }
}

/// Reads one policy, and locks it against other edits.
struct LockReservationPolicy: Statement {
    static let sql = """
        SELECT policy_id, location_id, kind, hold_days, ready_minutes, extension_days, customer_extensions,
            clerk_extensions, agent_extensions, open_per_customer, unproved_units
        FROM reservation_policy
        WHERE policy_id = $1
        FOR UPDATE
        """

    let id: String

    func bind(_ parameters: inout Parameters) { parameters.add(id) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> ReservationPolicy {
        try ReadReservationPolicies.decode(&row)
    }
}

/// Adds one policy; changes nothing when its id is taken.
struct AddReservationPolicy: Statement {
    static let sql = """
        INSERT INTO reservation_policy (policy_id, location_id, kind, hold_days, ready_minutes, extension_days,
            customer_extensions, clerk_extensions, agent_extensions, open_per_customer, unproved_units)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::int[],
            $8::int[], $9::int[], $10::int[], $11::int[])
        ON CONFLICT (policy_id) DO NOTHING
        """

    let policy: ReservationPolicy

    func bind(_ parameters: inout Parameters) { KeepReservationPolicies([policy]).bind(&parameters) }
}

/// Takes one policy away.
struct DeleteReservationPolicy: Statement {
    static let sql = "DELETE FROM reservation_policy WHERE policy_id = $1"

    let id: String

    func bind(_ parameters: inout Parameters) { parameters.add(id) }
}
