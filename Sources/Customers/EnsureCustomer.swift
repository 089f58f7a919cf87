// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Claims the identities of a draft that nobody owns, for a candidate who may become a new customer.
///
/// The first of two statements that belong in one transaction; `SettleCustomer` is the second. Identities come before
/// the customer because their key is what two callers race for: the later one waits here for the earlier to commit,
/// then finds the row. All callers take them in one order, so they cannot wait for each other in a circle.
package struct ClaimIdentities: Statement {
    package static let sql = """
        INSERT INTO customer_identity (kind, value, customer_id, added_at)
        SELECT asked.kind, asked.value, $3, $4 -- the candidate, the moment
        FROM unnest($1::text[], $2::text[]) AS asked (kind, value) -- kinds and values, sorted
        ON CONFLICT (kind, value) DO NOTHING
        """

    package let draft: CustomerDraft
    package let candidate: CustomerID
    package let at: Instant

    package init(_ draft: CustomerDraft, candidate: CustomerID, at: Instant) {
        self.draft = draft
        self.candidate = candidate
        self.at = at
    }

    package func bind(_ parameters: inout Parameters) {
        let sorted = draft.identities.sorted { ($0.kind.rawValue, $0.value) < ($1.kind.rawValue, $1.value) }
        parameters.add(sorted.map(\.kind))
        parameters.add(sorted.map(\.value))
        parameters.add(candidate.unique)
        parameters.add(at)
    }
}

/// Decides who the draft's customer is once `ClaimIdentities` has run, and makes the customer if it is the candidate.
///
/// When any identity of the draft belongs to somebody else, that customer is meant (the most trusted identity decides)
/// and receives what the candidate has just claimed. An identity that a third customer owns stays there: a mistyped
/// number must not open one person's conversation to another.
package struct SettleCustomer: Statement {
    package static let sql = """
        WITH owner AS (
            SELECT known.customer_id
            FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (kind, value, rank) -- kinds and values
            JOIN customer_identity AS known ON known.kind = asked.kind AND known.value = asked.value
            WHERE known.customer_id <> $3 -- the candidate
            ORDER BY asked.rank
            LIMIT 1
        ), handed_over AS (
            UPDATE customer_identity AS claimed
            SET customer_id = owner.customer_id
            FROM owner
            WHERE claimed.customer_id = $3
        ), born AS (
            INSERT INTO customer (customer_id, name, kana, language, created_at)
            SELECT $3, $4, $5, $6, $7 -- the candidate, name, kana, language, the moment
            WHERE NOT EXISTS (SELECT FROM owner)
            RETURNING customer_id
        )
        SELECT customer_id, false FROM owner
        UNION ALL
        SELECT customer_id, true FROM born
        """

    package let draft: CustomerDraft
    package let candidate: CustomerID
    package let at: Instant

    package init(_ draft: CustomerDraft, candidate: CustomerID, at: Instant) {
        self.draft = draft
        self.candidate = candidate
        self.at = at
    }

    package func bind(_ parameters: inout Parameters) {
        let identities = draft.identities
        parameters.add(identities.map(\.kind))
        parameters.add(identities.map(\.value))
        parameters.add(candidate.unique)
        parameters.add(draft.name.text)
        parameters.add(draft.kana?.text ?? "")
        parameters.add(draft.language)
        parameters.add(at)
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> (id: CustomerID, isNew: Bool) {
        (CustomerID(unique: try row()), try row())
    }
}
