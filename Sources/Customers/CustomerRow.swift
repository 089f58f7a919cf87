// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Selects and reads whole customers, for every statement whose row is one.
enum CustomerRow {
    /// The columns that `decode` reads, of `customer AS c`.
    static let columns = """
        c.customer_id, c.name, c.kana, c.language, c.note, c.created_at,
        ARRAY(SELECT i.kind FROM customer_identity i WHERE i.customer_id = c.customer_id ORDER BY i.kind, i.value),
        ARRAY(SELECT i.value FROM customer_identity i WHERE i.customer_id = c.customer_id ORDER BY i.kind, i.value),
        ARRAY(SELECT i.added_at FROM customer_identity i WHERE i.customer_id = c.customer_id ORDER BY i.kind, i.value)
        """

    /// The condition that a customer, `customer AS c`, has reserved at one of the locations that a parameter names; true
    /// where it is NULL, for who sees the whole chain. A person is seen by where they have a reservation.
    ///
    /// A value and not EXISTS, of which the planner might make one reading of all reservations.
    static func isSeen(at parameter: String) -> String {
        """
        (\(parameter)::text[] IS NULL OR (
            SELECT true FROM reservation r
            WHERE r.customer_id = c.customer_id AND r.location_id = ANY (\(parameter)::text[])
            LIMIT 1))
        """
    }

    /// Reads one customer. An identity of a kind that this version does not know is passed over.
    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Customer {
        let id = CustomerID(unique: try row())
        let (name, kana) = (try row(String.self), try row(String.self))
        let language = try row(Language.self)
        let note = try row(String.self)
        let createdAt = try row(Instant.self)
        let kinds = try row([String].self)
        let values = try row([String].self)
        let moments = try row([Instant].self)
        var identities: [CustomerIdentity] = []
        for ((kind, value), addedAt) in zip(zip(kinds, values), moments) {
            guard let kind = CustomerIdentity.Kind(rawValue: kind) else { continue }
            identities.append(CustomerIdentity(kind: kind, value: value, addedAt: addedAt))
        }
        return Customer(
            id: id, name: name, kana: kana, language: language, note: note, identities: identities,
            createdAt: createdAt)
    }
}

extension Language: PQEncodable, PQDecodable {}
extension CustomerIdentity.Kind: PQEncodable, PQDecodable {}
