// SPDX-License-Identifier: Apache-2.0
import Kit

/// Tells who asks, and what that one may do: the answer to "may I?" for every request.
package struct Principal: Hashable, Sendable {
    /// How events and movements name this one.
    package let author: Author
    /// The person, when it is one and not a program.
    package let staff: StaffID?
    /// The person's or the key's name, for the screen and the log.
    package let name: String
    /// The person's role; nil for a program.
    package let role: Role?
    package let scopes: Set<Scope>
    package let locations: LocationScope
    /// Who owns this one's idempotency keys: `staff:stf_…` or `key:…`.
    package let client: String

    package init(
        author: Author, staff: StaffID?, name: String, role: Role?, scopes: Set<Scope>, locations: LocationScope,
        client: String
    ) {
        self.author = author
        self.staff = staff
        self.name = name
        self.role = role
        self.scopes = scopes
        self.locations = locations
        self.client = client
    }

    /// Whose ids this one gives customers: keys of one name are one shop's, so that a key can be replaced.
    package var issuer: String { staff == nil ? "shop:\(name)" : "staff" }

    /// How this one signs for addresses that it vouches for; empty for one without that right.
    package var voucher: String { staff == nil && may(.vouchForCustomers) ? client : "" }

    /// Tells whether this one may do such a thing anywhere.
    package func may(_ scope: Scope) -> Bool { scopes.contains(scope) }

    /// Tells whether this one may do such a thing at a location. What it may not see is answered as not found.
    package func may(_ scope: Scope, at location: LocationID) -> Bool {
        scopes.contains(scope) && locations.contains(location)
    }
}

extension Principal {
    /// Builds the principal of a signed-in person: the role gives the scopes and, for a clerk, the stores bind.
    package init(staff id: StaffID, name: String, role: Role, locations: Set<LocationID>) {
        self.init(
            author: .staff(id, role), staff: id, name: name, role: role, scopes: role.scopes,
            locations: role.seesAllLocations ? .all : .some(locations), client: "staff:\(id)")
    }
}
