// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Writes down new reservations: the rows, lines, first events and kept answers of a set, as pieces of one statement.
///
/// A statement puts `line_row`, `reservation_row` and `kept_row` before `inserts`: of what was sent, that which is to be
/// written.
enum Births {
    static let lines = """
        unnest($1::int[], $2::text[], $3::uuid[], $4::int[], $5::text[], $6::text[], $7::int[], $8::int[], $9::text[],
            $10::text[], $11::int[])
            AS t (ord, location_id, reservation_id, line, held_at, sku, quantity, requested, name, name_en, unit_price)
        """

    static let reservations = """
        unnest($12::int[], $13::text[], $14::uuid[], $15::text[], $16::text[], $17::uuid[], $18::text[], $19::text[],
            $20::timestamptz[], $21::timestamptz[], $22::text[], $23::text[], $24::text[], $25::int[], $26::float8[],
            $27::timestamptz[], $28::text[], $29::jsonb[], $30::text[], $31::text[], $32::text[], $33::text[],
            $34::text[], $35::text[], $36::int[], $37::int[])
            AS t (ord, location_id, reservation_id, kind, reference, customer_id, contact, pickup_code, pick_up_by,
                ready_by, ships_from, note, experiment_arm, experiment_salt, experiment_probability, created_at,
                author, data, recipient_name, recipient_kana, recipient_phone, recipient_mail, language, stopped,
                quiet_from, quiet_until)
        """

    static let kept = """
        unnest($38::int[], $39::text[], $40::text[], $41::text[], $42::bytea[], $43::int[], $44::text[],
            $45::timestamptz[])
            AS t (ord, location_id, client, key, fingerprint, status, body, at)
        """

    static let inserts = """
        born AS (
            INSERT INTO reservation (location_id, reservation_id, kind, reference, customer_id, hold, fulfilment,
                contact, version, pickup_code, pick_up_by, first_pick_up_by, ready_by, ships_from, note,
                experiment_arm, experiment_salt, experiment_probability, created_at, recipient_name, recipient_kana,
                recipient_phone, recipient_mail, language, stopped, quiet_from, quiet_until)
            SELECT location_id, reservation_id, kind, reference, customer_id, 'active', 'requested', contact, 1,
                pickup_code, pick_up_by, pick_up_by, ready_by, ships_from, note, experiment_arm, experiment_salt,
                experiment_probability, created_at, recipient_name, recipient_kana, recipient_phone, recipient_mail,
                language, string_to_array(stopped, ','), quiet_from, quiet_until
            FROM reservation_row
        ),
        lines_born AS (
            INSERT INTO reservation_line (location_id, reservation_id, line, sku, name, name_en, unit_price, requested,
                quantity, held_at)
            SELECT location_id, reservation_id, line, sku, name, name_en, unit_price, requested, quantity, held_at
            FROM line_row
        ),
        told AS (
            INSERT INTO event (location_id, subject, number, kind, author, at, data)
            SELECT location_id, reservation_id, 1, '\(Event.Kind.created.rawValue)', author, created_at, data
            FROM reservation_row
        ),
        kept AS (
            INSERT INTO idempotency (location_id, client, key, fingerprint, status, body, at)
            SELECT location_id, client, key, fingerprint, status, body, at
            FROM kept_row
        )
        """

    /// The number of parameters that `bind` adds.
    static let parameters = 45

    static func bind(_ drafts: [ReservationDraft], to parameters: inout Parameters) {
        let lines = drafts.enumerated().flatMap { ord, draft in
            draft.reservation.lines.map { (ord: Int32(ord), of: draft.reservation.id, line: $0) }
        }
        parameters.add(lines.map { $0.ord })
        parameters.add(lines.map { $0.of.location.code })
        parameters.add(lines.map { $0.of.unique })
        parameters.add(lines.map { Int32($0.line.number) })
        parameters.add(lines.map { ($0.line.heldAt ?? $0.of.location).code })
        parameters.add(lines.map { $0.line.sku.code })
        parameters.add(lines.map { Int32($0.line.quantity) })
        parameters.add(lines.map { Int32($0.line.requested) })
        parameters.add(lines.map { $0.line.name })
        parameters.add(lines.map { $0.line.nameEN })
        parameters.add(lines.map { Int32($0.line.unitPrice) })

        let new = drafts.map { $0.reservation }
        parameters.add(new.indices.map { Int32($0) })
        parameters.add(new.map { $0.location.code })
        parameters.add(new.map { $0.id.unique })
        parameters.add(new.map { $0.kind.rawValue })
        parameters.add(new.map { $0.reference })
        parameters.add(new.map { $0.customer.unique })
        parameters.add(new.map { $0.contact.rawValue })
        parameters.add(new.map { $0.pickupCode })
        parameters.add(new.map { $0.pickUpBy })
        parameters.add(new.map { $0.readyBy })
        parameters.add(new.map { $0.shipsFrom?.code })
        parameters.add(new.map { $0.note })
        parameters.add(new.map { $0.experiment.arm })
        parameters.add(new.map { Int32($0.experiment.salt) })
        parameters.add(new.map { $0.experiment.probability })
        parameters.add(new.map { $0.createdAt })
        parameters.add(drafts.map { $0.author.description })
        parameters.add(drafts.map { JSONB(text: JSON.object($0.told.json).text) })
        Recipients.bind(new.map { $0.recipient }, to: &parameters)

        let keyed = drafts.enumerated().compactMap { ord, draft in draft.kept.map { (ord: Int32(ord), kept: $0) } }
            .sorted { KeepAnswered.isBefore($0.kept, $1.kept) }
        parameters.add(keyed.map { $0.ord })
        parameters.add(keyed.map { $0.kept.location })
        parameters.add(keyed.map { $0.kept.client })
        parameters.add(keyed.map { $0.kept.key })
        parameters.add(keyed.map { Bytes($0.kept.fingerprint) })
        parameters.add(keyed.map { Int32($0.kept.answered.status) })
        parameters.add(keyed.map { $0.kept.answered.body })
        parameters.add(keyed.map { $0.kept.at })
    }
}
