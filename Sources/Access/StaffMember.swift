// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Is a person of the chain with an account.
package struct StaffMember: Hashable, Sendable, Identifiable {
    package let id: StaffID
    package let login: Login
    package let name: String
    package let role: Role
    /// The stores a clerk works in; empty for roles that see all of them.
    package let locations: Set<LocationID>
    /// False once the account is closed; its sessions died with it.
    package let isActive: Bool
}

extension StaffMember {
    /// The columns that `decode` reads, of `staff`.
    static let columns = "staff_id, login, name, role, locations, active"

    /// Reads one person.
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StaffMember {
        let id = StaffID(unique: try row())
        let login = Login(stored: try row())
        let name = try row(String.self)
        let role = try row(Role.self)
        let locations = try row([String].self)
        return StaffMember(
            id: id, login: login, name: name, role: role, locations: Set(locations.map(LocationID.init(stored:))),
            isActive: try row())
    }
}

extension StaffMember {
    /// Gives the person as they are after an edit; stores are kept for clerks only.
    package func changed(name: String, role: Role, locations: Set<LocationID>) -> StaffMember {
        StaffMember(
            id: id, login: login, name: name, role: role, locations: role.seesAllLocations ? [] : locations,
            isActive: isActive)
    }

    /// What an edit compares and its history tells.
    package var facts: Facts {
        [
            "login": login.text, "name": name, "role": role.rawValue,
            "stores": locations.isEmpty ? nil : locations.sorted().map(\.code).joined(separator: " "),
        ]
    }
}

extension Login {
    /// Takes a login that comes out of the database.
    init(stored text: String) { self.text = text }
}

extension Role: PQEncodable, PQDecodable {}
