// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads which persons records belong to, without a lock.
struct ReadPersons: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT coalesce(person_id, customer_id)
        FROM customer
        WHERE customer_id = ANY($1::uuid[])
        """

    let ids: [CustomerID]

    func bind(_ parameters: inout Parameters) { parameters.add(ids.map(\.unique)) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> CustomerID { CustomerID(unique: try row()) }
}

/// Locks all records of persons, in one order for everybody.
struct LockPersons: Statement {
    static let sql = """
        SELECT customer_id, coalesce(person_id, customer_id), apart, created_at
        FROM customer
        WHERE customer_id = ANY($1::uuid[]) OR person_id = ANY($1::uuid[]) -- the persons
        ORDER BY customer_id
        FOR NO KEY UPDATE
        """

    let persons: [CustomerID]

    func bind(_ parameters: inout Parameters) { parameters.add(persons.map(\.unique)) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> PersonRecords.Record {
        PersonRecords.Record(
            id: CustomerID(unique: try row()), person: CustomerID(unique: try row()), isApart: try row(),
            createdAt: try row())
    }
}

/// Moves the pointers of locked records.
struct MovePointers: Statement {
    static let sql = """
        UPDATE customer c
        SET person_id = nullif(t.person_id, t.customer_id), apart = t.apart
        FROM unnest($1::uuid[], $2::uuid[], $3::bool[]) AS t (customer_id, person_id, apart)
        WHERE c.customer_id = t.customer_id
        """

    let moves: [PersonRecords.Move]

    func bind(_ parameters: inout Parameters) {
        parameters.add(moves.map(\.record.unique))
        parameters.add(moves.map(\.to.unique))
        parameters.add(moves.map(\.isApart))
    }
}

/// Reads another record whose owner has proved the same address, the oldest; none that is kept apart.
struct FindProvedOwner: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT i.customer_id
        FROM customer_identity i
        JOIN customer c ON c.customer_id = i.customer_id
        WHERE i.kind = $1 AND i.value = $2 AND i.customer_id <> $3 -- the address, the record that has it now
            AND i.proved_at IS NOT NULL AND NOT c.apart
        ORDER BY i.added_at, i.customer_id
        LIMIT 1
        """

    let address: ContactAddress
    let customer: CustomerID

    func bind(_ parameters: inout Parameters) {
        parameters.add(address.kind)
        parameters.add(address.value)
        parameters.add(customer.unique)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> CustomerID { CustomerID(unique: try row()) }
}

/// Reads one change of a customer, to take it back.
struct ReadCustomerChange: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT change_id, kind, subject, act, author, at, differences
        FROM change
        WHERE change_id = $1 AND kind = 'customer'
        """

    let id: UniqueID

    func bind(_ parameters: inout Parameters) { parameters.add(id) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Change { try Change(&row) }
}

/// Locks one record before it is corrected.
struct LockCustomer: Statement {
    static let sql = """
        SELECT \(CustomerRow.columns)
        FROM customer AS c
        WHERE c.customer_id = $1
        FOR NO KEY UPDATE OF c
        """

    let id: CustomerID

    func bind(_ parameters: inout Parameters) { parameters.add(id.unique) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer { try CustomerRow.decode(&row) }
}

/// Writes what was corrected of a record.
struct CorrectCustomer: Statement {
    static let sql = """
        UPDATE customer
        SET name = $2, kana = $3, language = $4, note = $5
        WHERE customer_id = $1
        """

    let id: CustomerID
    let correction: CustomerCorrection

    func bind(_ parameters: inout Parameters) {
        parameters.add(id.unique)
        parameters.add(correction.name.text)
        parameters.add(correction.kana?.text ?? "")
        parameters.add(correction.language)
        parameters.add(correction.note)
    }
}

/// Reads who else has given the addresses of records: matches that nobody need have proved, the newest first.
struct FindMatches: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(CustomerRow.columns)
        FROM (
            SELECT DISTINCT other.customer_id
            FROM customer_identity mine
            JOIN customer_identity other ON other.kind = mine.kind AND other.value = mine.value
            JOIN customer c ON c.customer_id = other.customer_id
            WHERE mine.customer_id = ANY($1::uuid[]) AND mine.kind IN ('phone', 'mail')
                AND NOT other.customer_id = ANY($1::uuid[])
                AND \(CustomerRow.isSeen(at: "$3")) -- the locations seen
            ORDER BY other.customer_id DESC
            LIMIT $2
        ) AS known
        JOIN customer AS c ON c.customer_id = known.customer_id
        ORDER BY c.customer_id DESC
        """

    let records: [CustomerID]
    let seen: [String]?
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(records.map(\.unique))
        parameters.add(limit)
        parameters.add(seen)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer { try CustomerRow.decode(&row) }
}
