// SPDX-License-Identifier: Apache-2.0
import Kit

/// Names one thing that a principal may do, in the words that an API key's `scopes` use.
package enum Scope: String, Hashable, Sendable, CaseIterable {
    case readReservations = "reservations:read"
    case writeReservations = "reservations:write"
    case readStock = "stock:read"
    case writeStock = "stock:write"
    case readContact = "contact:read"
    case writeContact = "contact:write"
    case readCustomers = "customers:read"
    /// Correct, join and part customers' records.
    case writeCustomers = "customers:write"
    /// Vouch that the phone numbers and mail addresses a program gives are the customer's own.
    case vouchForCustomers = "customers:vouch"
    case writeImports = "imports:write"
    case readEvents = "events:read"
    case writeStaff = "staff:write"
}

extension Scope {
    /// What a key may do when nobody says: everything but to vouch for people, which somebody must have thought about.
    package static let ofAKey = Set(allCases).subtracting([.vouchForCustomers])
}

/// Says at which locations a principal may act.
package enum LocationScope: Hashable, Sendable {
    case all
    case some(Set<LocationID>)

    package func contains(_ location: LocationID) -> Bool {
        switch self {
        case .all: true
        case .some(let locations): locations.contains(location)
        }
    }
}

extension Role {
    /// Lists what each role may do. A clerk with time to spare contacts the customers of the own stores; an agent those of
    /// all stores, and searches them; a supervisor is an agent and more; an admin may do everything.
    package var scopes: Set<Scope> {
        switch self {
        case .clerk:
            [.readReservations, .writeReservations, .readStock, .writeStock, .readContact, .writeContact]
        case .agent:
            Role.clerk.scopes.union([.readCustomers, .writeCustomers])
        case .supervisor:
            Role.agent.scopes.union([.writeImports, .readEvents])
        case .admin:
            Set(Scope.allCases)
        }
    }

    /// Tells whether the role works for the whole chain; a clerk works in given stores, and in none if none is given.
    package var seesAllLocations: Bool { self != .clerk }
}
