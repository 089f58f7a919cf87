// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Writes a new customer's record.
package struct InsertCustomer: Statement {
    package static let sql = """
        INSERT INTO customer (customer_id, name, kana, language, created_at)
        VALUES ($1, $2, $3, $4, $5) -- id, name, kana, language, the moment
        """

    let id: CustomerID
    let draft: CustomerDraft
    let at: Instant

    package func bind(_ parameters: inout Parameters) {
        parameters.add(id.unique)
        parameters.add(draft.name.text)
        parameters.add(draft.kana?.text ?? "")
        parameters.add(draft.language)
        parameters.add(at)
    }
}

/// Adds identities to a customer's record; one that is there stays as it is. A shop's own id that names another record
/// refuses them all (`SQLState.uniqueViolation`).
package struct InsertIdentities: Statement {
    package static let sql = """
        INSERT INTO customer_identity (customer_id, kind, issuer, value, added_at, proved_at, proved_by)
        SELECT $1, t.kind, t.issuer, t.value, t.added_at, t.proved_at, t.proved_by -- the customer
        FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::text[])
            AS t (kind, issuer, value, added_at, proved_at, proved_by)
        ON CONFLICT (customer_id, kind, issuer, value) DO NOTHING
        """

    let customer: CustomerID
    let identities: [CustomerIdentity]

    package init(_ identities: [CustomerIdentity], of customer: CustomerID) {
        self.customer = customer
        self.identities = identities
    }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(identities.map(\.kind))
        parameters.add(identities.map(\.issuer))
        parameters.add(identities.map(\.value))
        parameters.add(identities.map(\.addedAt))
        parameters.add(identities.map(\.provedAt))
        parameters.add(identities.map(\.provedBy))
    }
}

/// Takes an identity from a customer's record.
package struct RemoveIdentity: Statement {
    package static let sql = """
        DELETE FROM customer_identity
        WHERE customer_id = $1 AND kind = $2 AND issuer = $3 AND value = $4
        """

    let customer: CustomerID
    let identity: CustomerIdentity

    package func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(identity.kind)
        parameters.add(identity.issuer)
        parameters.add(identity.value)
    }
}

/// Keeps that an address of a customer is proved; the first proof stays. Returns a row when it was not proved before.
package struct ProveAddress: Statement {
    package static let sql = """
        UPDATE customer_identity
        SET proved_at = $4, proved_by = $5 -- the moment, who proved it
        WHERE customer_id = $1 AND kind = $2 AND value = $3 AND proved_at IS NULL
        RETURNING customer_id
        """

    let customer: CustomerID
    let address: ContactAddress
    let at: Instant
    let prover: String

    package func bind(_ parameters: inout Parameters) {
        parameters.add(customer.unique)
        parameters.add(address.kind)
        parameters.add(address.value)
        parameters.add(at)
        parameters.add(prover)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> CustomerID {
        CustomerID(unique: try row())
    }
}

/// Reads which of some addresses are proved to be a customer's, each with its place in the list.
package struct ReadProofs: Statement {
    package static let isReadOnly = true
    package static let sql = """
        SELECT k.ord
        FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[]) AS k (ord, customer_id, kind, value)
        JOIN customer_identity i ON i.customer_id = k.customer_id AND i.kind = k.kind AND i.issuer = ''
            AND i.value = k.value
        WHERE i.proved_at IS NOT NULL
        """

    let asked: [(customer: CustomerID, address: ContactAddress)]

    package init(_ asked: [(customer: CustomerID, address: ContactAddress)]) { self.asked = asked }

    package func bind(_ parameters: inout Parameters) {
        parameters.add(asked.indices.map { Int32($0) })
        parameters.add(asked.map(\.customer.unique))
        parameters.add(asked.map(\.address.kind))
        parameters.add(asked.map(\.address.value))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> Int { try row() }
}
