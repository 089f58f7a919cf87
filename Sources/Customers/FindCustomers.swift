// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads one customer by id.
package struct FindCustomer: Statement {
    package static let isReadOnly = true
    package static let sql = """
        SELECT \(CustomerRow.columns)
        FROM customer AS c
        WHERE c.customer_id = $1 -- the customer
        """

    package let id: CustomerID

    package init(_ id: CustomerID) { self.id = id }

    package func bind(_ parameters: inout Parameters) { parameters.add(id.unique) }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer {
        try CustomerRow.decode(&row)
    }
}

/// Reads several customers; those that are not there are left out.
struct FindCustomersByID: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(CustomerRow.columns)
        FROM unnest($1::uuid[]) AS k (customer_id) -- the customers
        JOIN customer AS c ON c.customer_id = k.customer_id
        """

    let ids: [CustomerID]

    func bind(_ parameters: inout Parameters) { parameters.add(ids.map(\.unique)) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer { try CustomerRow.decode(&row) }
}

/// Reads the customers who have given an address, proved or not; the newest first.
struct FindCustomersByAddress: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(CustomerRow.columns)
        FROM (
            SELECT customer_id
            FROM customer_identity
            WHERE kind = $1 AND value = $2 -- the kind of address, its value
            ORDER BY added_at DESC, customer_id DESC
            LIMIT $3 -- rows
        ) AS known
        JOIN customer AS c ON c.customer_id = known.customer_id
        ORDER BY c.customer_id DESC
        """

    let address: ContactAddress
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(address.kind)
        parameters.add(address.value)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer { try CustomerRow.decode(&row) }
}

/// Reads the record that a shop's own id names.
struct FindCustomerByExternalID: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT customer_id
        FROM customer_identity
        WHERE kind = 'external' AND issuer <> '' AND issuer = $1 AND value = $2 -- the shop, its id
        """

    let issuer: String
    let value: String

    func bind(_ parameters: inout Parameters) {
        parameters.add(issuer)
        parameters.add(value)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> CustomerID { CustomerID(unique: try row()) }
}

/// Reads every record of the persons to whom some records belong.
struct FindRecordsOfPersons: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(CustomerRow.columns)
        FROM (
            SELECT k.person_id AS customer_id FROM unnest($1::uuid[]) AS k (person_id) -- the persons
            UNION
            SELECT m.customer_id
            FROM unnest($1::uuid[]) AS k (person_id)
            JOIN customer AS m ON m.person_id = k.person_id
        ) AS known
        JOIN customer AS c ON c.customer_id = known.customer_id
        ORDER BY c.customer_id
        """

    let persons: [CustomerID]

    func bind(_ parameters: inout Parameters) { parameters.add(persons.map(\.unique)) }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer { try CustomerRow.decode(&row) }
}

/// Reads customers whose phone ends in four digits, as a person at the counter says them; the newest first.
struct FindCustomersByLastFour: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(CustomerRow.columns)
        FROM customer_identity AS known
        JOIN customer AS c ON c.customer_id = known.customer_id
        WHERE known.kind = 'phone'
          AND known.value IS NOT NULL
          AND right(known.value, 4) = $1 -- four digits
        ORDER BY c.customer_id DESC
        LIMIT $2 -- rows
        """

    let digits: String
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(digits)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer { try CustomerRow.decode(&row) }
}

/// Reads customers whose name or kana begins with a text: the first `limit` of each in the order of the index, shown
/// with the newest first.
///
/// The beginning is asked for as a range and not by LIKE, because a plan that serves all parameters can use an index
/// for a range only.
struct FindCustomersByName: Statement {
    static let isReadOnly = true
    static let sql = """
        SELECT \(CustomerRow.columns)
        FROM (
            (SELECT customer_id FROM customer
             WHERE \(SearchForm.ofName) >= $1 AND \(SearchForm.ofName) < $2 -- the name, from and below
             ORDER BY \(SearchForm.ofName)
             LIMIT $5)
            UNION
            (SELECT customer_id FROM customer
             WHERE \(SearchForm.ofKana) >= $3 AND \(SearchForm.ofKana) < $4 -- the kana, from and below
             ORDER BY \(SearchForm.ofKana)
             LIMIT $5)
        ) AS found
        JOIN customer AS c ON c.customer_id = found.customer_id
        ORDER BY c.customer_id DESC
        LIMIT $5 -- rows
        """

    let name: SearchForm
    let kana: SearchForm
    let limit: Int

    func bind(_ parameters: inout Parameters) {
        parameters.add(name.text)
        parameters.add(name.end)
        parameters.add(kana.text)
        parameters.add(kana.end)
        parameters.add(limit)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer { try CustomerRow.decode(&row) }
}
