// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Adds an account; changes nothing when the login is taken.
struct AddStaff: Statement {
    static let sql = """
        INSERT INTO staff (staff_id, login, name, role, locations, password_hash)
        VALUES ($1, $2, $3, $4, $5, $6) -- id, login, name, role, stores, PHC string
        ON CONFLICT (login) DO NOTHING
        """

    let member: StaffMember
    let passwordHash: String

    func bind(_ parameters: inout Parameters) {
        parameters.add(member.id.unique)
        parameters.add(member.login.text)
        parameters.add(member.name)
        parameters.add(member.role)
        parameters.add(member.locations.sorted().map(\.code))
        parameters.add(passwordHash)
    }
}

/// Reads all accounts, closed ones too, in order of login.
struct ListStaff: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(StaffMember.columns)
        FROM staff
        ORDER BY login
        """

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StaffMember { try StaffMember.decode(&row) }
}

/// Reads one account by id.
struct FindStaff: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(StaffMember.columns)
        FROM staff
        WHERE staff_id = $1 -- the person
        """

    let id: StaffID

    func bind(_ parameters: inout Parameters) { parameters.add(id.unique) }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StaffMember { try StaffMember.decode(&row) }
}

/// Reads one account, and locks it against other edits of it.
struct LockStaff: Statement {
    static let sql = """
        SELECT \(StaffMember.columns)
        FROM staff
        WHERE staff_id = $1 -- the person
        FOR NO KEY UPDATE
        """

    let id: StaffID

    func bind(_ parameters: inout Parameters) { parameters.add(id.unique) }
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> StaffMember { try StaffMember.decode(&row) }
}

/// Reads an account and its password's hash by login.
struct FindLogin: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(StaffMember.columns), password_hash
        FROM staff
        WHERE login = $1 -- the login
        """

    let login: Login

    func bind(_ parameters: inout Parameters) { parameters.add(login.text) }

    static func decode(
        _ row: inout RowReader
    ) throws(DatabaseError) -> (member: StaffMember, passwordHash: String) {
        (try StaffMember.decode(&row), try row())
    }
}

/// Sets a password's hash; with `expected`, only while that is still the one in place.
struct SetPassword: Statement {
    static let sql = """
        UPDATE staff
        SET password_hash = $2 -- PHC string
        WHERE staff_id = $1 -- the person
          AND ($3::text IS NULL OR password_hash = $3) -- the hash that it replaces
        """

    let staff: StaffID
    let passwordHash: String
    let expected: String?

    func bind(_ parameters: inout Parameters) {
        parameters.add(staff.unique)
        parameters.add(passwordHash)
        parameters.add(expected)
    }
}

/// Closes an account. Must come before `EndSessions` in its transaction: a sign-in that holds the row finishes first,
/// and its session is then seen and ended.
struct CloseAccount: Statement {
    static let sql = """
        UPDATE staff
        SET active = false
        WHERE staff_id = $1 -- the person
        """

    let staff: StaffID

    func bind(_ parameters: inout Parameters) { parameters.add(staff.unique) }
}

/// Writes name, role and stores of an account.
struct ChangeStaff: Statement {
    static let sql = """
        UPDATE staff
        SET name = $2, role = $3, locations = $4
        WHERE staff_id = $1 -- the person
        """

    let staff: StaffID
    let name: String
    let role: Role
    let locations: Set<LocationID>

    func bind(_ parameters: inout Parameters) {
        parameters.add(staff.unique)
        parameters.add(name)
        parameters.add(role)
        parameters.add(locations.sorted().map(\.code))
    }
}
