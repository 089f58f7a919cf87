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
          AND \(CustomerRow.isSeen(at: "$2")) -- the locations seen
        """

    package let id: CustomerID
    let seen: [String]?

    package init(_ id: CustomerID, seenAt seen: [String]? = nil) {
        self.id = id
        self.seen = seen
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(id.unique)
        parameters.add(seen)
    }

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
        FROM customer_identity AS known
        JOIN customer AS c ON c.customer_id = known.customer_id
        WHERE known.kind = $1 -- the kind of address
          AND known.value = $2 -- its value
          AND \(CustomerRow.isSeen(at: "$4")) -- the locations seen
        ORDER BY known.added_at DESC, known.customer_id DESC
        LIMIT $3 -- rows
        """

    let address: ContactAddress
    let seen: [String]?
    let limit: Int

    init(address: ContactAddress, seenAt seen: [String]?, limit: Int) {
        self.address = address
        self.seen = seen
        self.limit = limit
    }

    func bind(_ parameters: inout Parameters) {
        parameters.add(address.kind)
        parameters.add(address.value)
        parameters.add(limit)
        parameters.add(seen)
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
        WHERE \(CustomerRow.isSeen(at: "$2")) -- the locations seen
        ORDER BY c.customer_id
        """

    let persons: [CustomerID]
    let seen: [String]?

    func bind(_ parameters: inout Parameters) {
        parameters.add(persons.map(\.unique))
        parameters.add(seen)
    }

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
          AND \(CustomerRow.isSeen(at: "$3")) -- the locations seen
        ORDER BY c.customer_id DESC
        LIMIT $2 -- rows
        """

    let digits: String
    let seen: [String]?
    let limit: Int

    init(digits: String, seenAt seen: [String]? = nil, limit: Int) {
        self.digits = digits
        self.seen = seen
        self.limit = limit
    }

    func bind(_ parameters: inout Parameters) {
        parameters.add(digits)
        parameters.add(limit)
        parameters.add(seen)
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
            (SELECT customer_id FROM customer AS c
             WHERE \(folded("name")) >= $1 AND \(folded("name")) < $2 -- the name, from and below
               AND \(CustomerRow.isSeen(at: "$4")) -- the locations seen, before the limit
             ORDER BY \(folded("name"))
             LIMIT $3)
            UNION
            (SELECT customer_id FROM customer AS c
             WHERE \(folded("kana")) >= $1 AND \(folded("kana")) < $2 -- the kana, from and below
               AND \(CustomerRow.isSeen(at: "$4"))
             ORDER BY \(folded("kana"))
             LIMIT $3)
        ) AS found
        JOIN customer AS c ON c.customer_id = found.customer_id
        ORDER BY c.customer_id DESC
        LIMIT $3 -- rows
        """

    /// What the name begins with, as `Folding.folded` writes it.
    let start: String
    let seen: [String]?
    let limit: Int

    /// Writes a column as the indexes `customer_search_name` and `customer_search_kana` have it.
    private static func folded(_ column: String) -> String { "(folded(\(column)) COLLATE \"C\")" }

    init(start: String, seenAt seen: [String]? = nil, limit: Int) {
        self.start = start
        self.seen = seen
        self.limit = limit
    }

    func bind(_ parameters: inout Parameters) {
        parameters.add(start)
        // The first text beyond all that begin with it.
        parameters.add(start + "\u{10FFFF}")
        parameters.add(limit)
        parameters.add(seen)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer { try CustomerRow.decode(&row) }
}
