// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Selects and reads whole customers, for every statement whose row is one.
enum CustomerRow {
    /// The columns that `decode` reads, of `customer AS c`.
    static let columns = """
        c.customer_id, c.person_id, c.apart, c.name, c.kana, c.language, c.note, c.created_at,
        ARRAY(SELECT i.kind \(identities)), ARRAY(SELECT i.issuer \(identities)), ARRAY(SELECT i.value \(identities)),
        ARRAY(SELECT i.added_at \(identities)), ARRAY(SELECT coalesce(i.proved_at, '-infinity') \(identities)),
        ARRAY(SELECT i.proved_by \(identities))
        """

    private static let identities = """
        FROM customer_identity i WHERE i.customer_id = c.customer_id ORDER BY i.kind, i.value, i.issuer
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
        let person = try row(UniqueID?.self).map { CustomerID(unique: $0) }
        let isApart: Bool = try row()
        let (name, kana) = (try row(String.self), try row(String.self))
        let language = try row(Language.self)
        let note = try row(String.self)
        let createdAt = try row(Instant.self)
        let kinds = try row([String].self)
        let issuers = try row([String].self)
        let values = try row([String].self)
        let moments = try row([Instant].self)
        let proofs = try row([Instant].self)
        let provers = try row([String].self)
        var identities: [CustomerIdentity] = []
        for i in kinds.indices {
            guard let kind = CustomerIdentity.Kind(rawValue: kinds[i]) else { continue }
            identities.append(
                CustomerIdentity(
                    kind: kind, issuer: issuers[i], value: values[i], addedAt: moments[i],
                    provedAt: provers[i].isEmpty ? nil : proofs[i], provedBy: provers[i]))
        }
        return Customer(
            id: id, person: person ?? id, isApart: isApart, name: name, kana: kana, language: language, note: note,
            identities: identities, createdAt: createdAt)
    }
}
