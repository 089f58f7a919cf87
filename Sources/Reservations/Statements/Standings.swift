// SPDX-License-Identifier: Apache-2.0
import Customers
import Kit
import PQ

/// Tells of records that were named by their id: whether they are there, what is known of the person, how many of the
/// person's holds are open over all locations, and whether the record reserves for the first time. One row for each, in their
/// order. What has ended is not read for it, however much it is.
struct StandingOfRecords: Statement {
    static let sql = """
        -- No EXISTS: the planner may turn one into a hash of the whole table while that is small.
        SELECT c.customer_id IS NOT NULL,
            (SELECT count(*) FROM reservation r WHERE r.customer_id = k.customer_id AND r.hold = 'active')
                -- Of the person's other records.
                + (SELECT count(*)
                    FROM customer m
                    CROSS JOIN LATERAL (
                        SELECT FROM reservation r WHERE r.customer_id = m.customer_id AND r.hold = 'active' OFFSET 0) o
                    WHERE m.person_id = coalesce(c.person_id, c.customer_id) AND m.customer_id <> k.customer_id)
                + (SELECT count(*) FROM reservation r WHERE r.customer_id = c.person_id AND r.hold = 'active'),
            (SELECT true FROM reservation r WHERE r.customer_id = k.customer_id LIMIT 1) IS NULL,
            coalesce(c.person_id, k.customer_id), coalesce(c.name, ''), coalesce(c.kana, ''),
            coalesce(c.language, 'ja'), c.quiet_from, c.quiet_until
        FROM unnest($1::uuid[]) WITH ORDINALITY AS k (customer_id, ord)
        LEFT JOIN LATERAL (SELECT * FROM customer WHERE customer_id = k.customer_id LIMIT 1) c ON true
        ORDER BY k.ord
        """
    static let isReadOnly = true

    let records: [CustomerID]

    func bind(_ parameters: inout Parameters) { parameters.add(records.map(\.unique)) }

    struct Row: Sendable {
        let isKnown: Bool
        let open: Int
        let isFirst: Bool
        let person: CustomerID
        let name: String
        let kana: String
        let language: Language
        let quiet: QuietHours?
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(
            isKnown: try row(), open: try row(), isFirst: try row(), person: CustomerID(unique: try row()),
            name: try row(), kana: try row(), language: try row(), quiet: try Recipients.quiet(&row))
    }
}

/// Reads the addresses of records that were named by their id, with the channels that the owner of each has stopped: of a
/// record what is proved comes first, then what was added first.
struct AddressesOfRecords: Statement {
    static let sql = """
        SELECT i.customer_id, i.kind, i.value,
            ARRAY(
                SELECT w.channel
                FROM contact_word w
                WHERE w.kind = i.kind AND w.value = i.value AND w.purpose = 'reservation' AND NOT w.granted)
        FROM customer_identity i
        WHERE i.customer_id = ANY ($1::uuid[]) AND i.kind IN ('phone', 'mail')
        ORDER BY i.customer_id, i.proved_at IS NULL, i.added_at, i.value
        """
    static let isReadOnly = true

    let records: [CustomerID]

    func bind(_ parameters: inout Parameters) { parameters.add(records.map(\.unique)) }

    struct Row: Sendable {
        let customer: CustomerID
        let kind: CustomerIdentity.Kind
        let value: String
        let stopped: [ContactChannel]
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(customer: CustomerID(unique: try row()), kind: try row(), value: try row(), stopped: try row())
    }
}

extension Recipient {
    /// Takes what is known of a record: of each kind its first address.
    init(_ record: StandingOfRecords.Row, _ addresses: [AddressesOfRecords.Row]) {
        let phone = addresses.first { $0.kind == .phone }
        let mail = addresses.first { $0.kind == .mail }
        self.init(
            name: record.name, kana: record.kana, phone: phone.map { PhoneNumber(stored: $0.value) },
            mail: mail.map { MailAddress(stored: $0.value) },
            wishes: ContactWishes(
                language: record.language, stopped: Set((phone?.stopped ?? []) + (mail?.stopped ?? [])),
                quiet: record.quiet))
    }
}

/// Tells of identities that were given: the oldest record that gave the same, whether it has reserved, whether a person
/// has proved it, and which of its channels the owner has stopped. One row for each identity.
struct MatchIdentities: Statement {
    static let sql = """
        SELECT k.ord, k.kind, known.customer_id, known.person_id,
            (SELECT true FROM reservation r WHERE r.customer_id = known.customer_id LIMIT 1) IS NOT NULL,
            (SELECT count(*) FROM reservation r
                WHERE k.kind = 'external' AND r.customer_id = known.customer_id AND r.hold = 'active'),
            proved.person_id,
            ARRAY(
                SELECT w.channel
                FROM contact_word w
                WHERE w.kind = k.kind AND w.value = k.value AND w.purpose = 'reservation' AND NOT w.granted)
        FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::bool[]) AS k (ord, kind, issuer, value, vouched)
        LEFT JOIN LATERAL (
            SELECT i.customer_id, coalesce(c.person_id, c.customer_id) AS person_id
            FROM customer_identity i
            JOIN customer c ON c.customer_id = i.customer_id
            WHERE i.kind = k.kind AND i.value = k.value AND i.issuer = k.issuer
            ORDER BY i.added_at, i.customer_id
            LIMIT 1
        ) known ON true
        LEFT JOIN LATERAL (
            SELECT coalesce(c.person_id, c.customer_id) AS person_id
            FROM customer_identity i
            JOIN customer c ON c.customer_id = i.customer_id
            WHERE k.vouched AND i.kind = k.kind AND i.value = k.value AND i.proved_at IS NOT NULL AND NOT c.apart
            ORDER BY i.added_at, i.customer_id
            LIMIT 1
        ) proved ON true
        """
    static let isReadOnly = true

    /// An identity, with the place of its asker.
    let asked: [(ord: Int, identity: CustomerIdentity)]

    func bind(_ parameters: inout Parameters) {
        parameters.add(asked.map { Int32($0.ord) })
        parameters.add(asked.map(\.identity.kind))
        parameters.add(asked.map(\.identity.issuer))
        parameters.add(asked.map(\.identity.value))
        parameters.add(asked.map { $0.identity.isProved && $0.identity.kind != .external })
    }

    struct Row: Sendable {
        let ord: Int
        let kind: CustomerIdentity.Kind
        let customer: CustomerID?
        let person: CustomerID?
        let hasReserved: Bool
        /// Open holds of the record that a shop's own id names.
        let open: Int
        /// The person who has proved it; asked for only where it is vouched for.
        let proved: CustomerID?
        let stopped: [ContactChannel]
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        Row(
            ord: try row(), kind: try row(), customer: try row(UniqueID?.self).map { CustomerID(unique: $0) },
            person: try row(UniqueID?.self).map { CustomerID(unique: $0) }, hasReserved: try row(), open: try row(),
            proved: try row(UniqueID?.self).map { CustomerID(unique: $0) }, stopped: try row())
    }
}

/// Keeps what was given of customers, in the transaction of their reservations and only where those are there: of a refused
/// request nothing is kept. A record that is new is written; identities are added to it, or to the one that a shop's own
/// id names.
struct BearCustomers: SetStatement {
    static let sql = """
        WITH given AS (
            SELECT t.*
            FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bool[], $6::text[], $7::text[], $8::text[],
                $9::timestamptz[])
                AS t (location_id, reservation_id, customer_id, person_id, is_new, name, kana, language, at)
            JOIN reservation r ON r.location_id = t.location_id AND r.reservation_id = t.reservation_id
        ),
        born AS (
            INSERT INTO customer (customer_id, person_id, name, kana, language, created_at)
            SELECT customer_id, person_id, name, kana, language, at
            FROM given
            WHERE is_new
        )
        INSERT INTO customer_identity AS known (customer_id, kind, issuer, value, added_at, proved_at, proved_by)
        SELECT DISTINCT ON (g.customer_id, i.kind, i.issuer, i.value)
            g.customer_id, i.kind, i.issuer, i.value, g.at, CASE WHEN i.proved_by <> '' THEN g.at END, i.proved_by
        FROM given g
        JOIN unnest($10::uuid[], $11::text[], $12::text[], $13::text[], $14::text[])
            AS i (reservation_id, kind, issuer, value, proved_by) ON i.reservation_id = g.reservation_id
        ORDER BY g.customer_id, i.kind, i.issuer, i.value, i.proved_by DESC
        ON CONFLICT (customer_id, kind, issuer, value) DO UPDATE
        SET proved_at = excluded.proved_at, proved_by = excluded.proved_by
        WHERE known.proved_at IS NULL AND excluded.proved_at IS NOT NULL
        """

    struct Element: Sendable {
        let reservation: ReservationID
        let customer: CustomerID
        /// The person whose proved address a new record gives, where a key vouches for it.
        let person: CustomerID?
        let isNew: Bool
        let draft: CustomerDraft
        let at: Instant
    }

    let given: [Element]

    init(_ given: [Element]) { self.given = given }

    func bind(_ parameters: inout Parameters) {
        parameters.add(given.map(\.reservation))
        parameters.add(given.map(\.customer.unique))
        parameters.add(given.map { $0.person?.unique })
        parameters.add(given.map(\.isNew))
        parameters.add(given.map(\.draft.name.text))
        parameters.add(given.map { $0.draft.kana?.text ?? "" })
        parameters.add(given.map(\.draft.language))
        parameters.add(given.map(\.at))
        let identities = given.flatMap { one in one.draft.identities(at: one.at).map { (one.reservation.unique, $0) } }
        parameters.add(identities.map { $0.0 })
        parameters.add(identities.map { $0.1.kind })
        parameters.add(identities.map { $0.1.issuer })
        parameters.add(identities.map { $0.1.value })
        parameters.add(identities.map { $0.1.provedBy })
    }
}
