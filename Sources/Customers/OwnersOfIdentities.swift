// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Reads who owns the identities of a draft, the most trusted first: the one round trip that a known customer costs.
package struct OwnersOfIdentities: Statement {
    package static let isReadOnly = true
    package static let sql = """
        SELECT known.customer_id
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (kind, value, rank) -- kinds and values
        JOIN customer_identity AS known ON known.kind = asked.kind AND known.value = asked.value
        ORDER BY asked.rank
        """

    package let draft: CustomerDraft

    package init(_ draft: CustomerDraft) { self.draft = draft }

    package func bind(_ parameters: inout Parameters) {
        let identities = draft.identities
        parameters.add(identities.map(\.kind))
        parameters.add(identities.map(\.value))
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> CustomerID {
        CustomerID(unique: try row())
    }
}
