// SPDX-License-Identifier: Apache-2.0

/// Says who caused a change; every event and movement keeps it as text (`staff:stf_…`, `customer`, `duty:expiry`).
package enum Author: Hashable, Sendable, CustomStringConvertible {
    /// The customer, by the signed link.
    case customer
    /// A person of the chain, with the role in which the change was made.
    case staff(StaffID, Role)
    /// Another program, by the public part of its key.
    case program(String)
    /// A background duty of the service itself, such as `expiry`.
    case duty(String)

    package var description: String {
        switch self {
        case .customer: "customer"
        case .staff(let id, _): "staff:\(id)"
        case .program(let key): "program:\(key)"
        case .duty(let name): "duty:\(name)"
        }
    }

    /// The role whose limits bind this author; a program acts with an agent's, the service's duties with none.
    package var role: Role? {
        switch self {
        case .staff(_, let role): role
        case .program: .agent
        case .customer, .duty: nil
        }
    }
}

/// Names what a person of the chain may do, from the counter to head office.
package enum Role: String, Hashable, Sendable, CaseIterable {
    /// Works in given stores: accepts, picks, hands over.
    case clerk
    /// Talks to customers of all stores.
    case agent
    /// Leads agents, sees every store.
    case supervisor
    /// Sets up the chain.
    case admin
}
