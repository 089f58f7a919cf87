// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// Lets customers' records follow when it is corrected whom a reservation is for, in its transaction: a wrong number must not
/// go on leading to somebody else.
struct FollowCorrections {
    private let corrections: [Decision]

    init(_ decisions: [Decision]) {
        corrections = decisions.filter { decision in
            let (before, after) = (decision.before.recipient, decision.after.recipient)
            return (before.name, before.kana) != (after.name, after.kana) || before.addresses != after.addresses
        }
    }

    func add(to batch: inout Batch) {
        guard !corrections.isEmpty else { return }
        batch.add(RenameRecords(corrections: corrections))
        batch.add(AddGivenAddresses(corrections: corrections))
        batch.add(ReleaseAddresses(corrections: corrections))
    }
}

/// Renames records that bore the name which was corrected; one that somebody has renamed keeps its name.
struct RenameRecords: Statement {
    static let sql = """
        UPDATE customer c
        SET name = t.name, kana = t.kana
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
            AS t (customer_id, old_name, old_kana, name, kana)
        WHERE c.customer_id = t.customer_id AND c.name = t.old_name AND c.kana = t.old_kana
        """

    let corrections: [Decision]

    func bind(_ parameters: inout Parameters) {
        parameters.add(corrections.map(\.after.customer.unique))
        parameters.add(corrections.map(\.before.recipient.name))
        parameters.add(corrections.map(\.before.recipient.kana))
        parameters.add(corrections.map(\.after.recipient.name))
        parameters.add(corrections.map(\.after.recipient.kana))
    }
}

/// Adds corrected addresses to the records, unproved.
struct AddGivenAddresses: Statement {
    static let sql = """
        INSERT INTO customer_identity (customer_id, kind, value, added_at)
        SELECT t.customer_id, t.kind, t.value, t.at
        FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) AS t (customer_id, kind, value, at)
        ON CONFLICT (customer_id, kind, issuer, value) DO NOTHING
        """

    let corrections: [Decision]

    func bind(_ parameters: inout Parameters) {
        let added = corrections.flatMap { decision in decision.after.recipient.addresses.map { (decision, $0) } }
        parameters.add(added.map { $0.0.after.customer.unique })
        parameters.add(added.map { $0.1.kind })
        parameters.add(added.map { $0.1.value })
        parameters.add(added.map { $0.0.at })
    }
}

/// Takes addresses from the records that nobody has proved and that none of the record's reservations has any more.
struct ReleaseAddresses: Statement {
    static let sql = """
        DELETE FROM customer_identity i
        USING unnest($1::uuid[], $2::text[], $3::text[]) AS t (customer_id, kind, value)
        WHERE i.customer_id = t.customer_id AND i.kind = t.kind AND i.issuer = '' AND i.value = t.value
            AND i.proved_at IS NULL
            AND (
                SELECT true
                FROM reservation r
                WHERE r.customer_id = t.customer_id AND t.value IN (r.recipient_phone, r.recipient_mail)
                LIMIT 1) IS NULL
        """

    let corrections: [Decision]

    func bind(_ parameters: inout Parameters) {
        let gone = corrections.flatMap { decision in
            decision.before.recipient.addresses.filter { !decision.after.recipient.addresses.contains($0) }
                .map { (decision.before.customer, $0) }
        }
        parameters.add(gone.map { $0.0.unique })
        parameters.add(gone.map { $0.1.kind })
        parameters.add(gone.map { $0.1.value })
    }
}
