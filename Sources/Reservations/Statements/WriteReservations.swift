// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Writes what decisions have made of reservations, set-wise. The guard repeats the decision's ground: a row whose
/// version or hold has moved on is left alone, and the caller sees that one is missing.
struct UpdateReservations: Statement {
    static let sql = """
        UPDATE reservation r
        SET hold = u.hold, fulfilment = u.fulfilment, contact = u.contact, version = u.version,
            pick_up_by = u.pick_up_by, first_pick_up_by = u.first_pick_up_by, extensions = u.extensions,
            staging = u.staging, collector = u.collector, close_reason = u.close_reason, rerouted_to = u.rerouted_to,
            ready_at = u.ready_at, closed_at = u.closed_at, arrival = u.arrival, arrival_at = u.arrival_at,
            proxy = u.proxy, ready_by = u.ready_by
        FROM unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[],
            $9::timestamptz[], $10::timestamptz[], $11::int[], $12::text[], $13::text[], $14::text[], $15::text[],
            $16::timestamptz[], $17::timestamptz[], $18::text[], $19::timestamptz[], $20::text[],
            $21::timestamptz[])
            AS u (location_id, reservation_id, old_version, old_hold, hold, fulfilment, contact, version,
                pick_up_by, first_pick_up_by, extensions, staging, collector, close_reason, rerouted_to, ready_at,
                closed_at, arrival, arrival_at, proxy, ready_by)
        WHERE r.location_id = u.location_id AND r.reservation_id = u.reservation_id
            AND r.version = u.old_version AND r.hold = u.old_hold
        """

    let decisions: [Decision]

    func bind(_ parameters: inout Parameters) {
        let after = decisions.map(\.after)
        parameters.add(after.map(\.location.code))
        parameters.add(after.map(\.id.unique))
        parameters.add(decisions.map { Int32($0.before.version) })
        parameters.add(decisions.map(\.before.hold.rawValue))
        parameters.add(after.map(\.hold.rawValue))
        parameters.add(after.map(\.fulfilment.rawValue))
        parameters.add(after.map(\.contact.rawValue))
        parameters.add(after.map { Int32($0.version) })
        parameters.add(after.map(\.pickUpBy))
        parameters.add(after.map(\.firstPickUpBy))
        parameters.add(after.map { Int32($0.extensions) })
        parameters.add(after.map(\.staging))
        parameters.add(after.map(\.collector))
        parameters.add(after.map(\.closeReason))
        parameters.add(after.map { $0.reroutedTo?.description ?? "" })
        parameters.add(after.map(\.readyAt))
        parameters.add(after.map(\.closedAt))
        parameters.add(after.map { $0.arrival?.rawValue ?? "" })
        parameters.add(after.map(\.arrivalAt))
        parameters.add(after.map(\.proxy))
        parameters.add(after.map(\.readyBy))
    }
}

/// Writes lines that decisions have changed or added, set-wise.
struct WriteLines: Statement {
    static let sql = """
        INSERT INTO reservation_line AS n (location_id, reservation_id, line, sku, name, name_en, unit_price, requested,
            quantity, missing, picked, collected, missing_reason, held_at, shipped_at)
        SELECT * FROM unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[],
            $9::int[], $10::int[], $11::int[], $12::int[], $13::text[], $14::text[], $15::timestamptz[])
        ON CONFLICT (location_id, reservation_id, line) DO UPDATE
        SET quantity = excluded.quantity, missing = excluded.missing, picked = excluded.picked,
            collected = excluded.collected, missing_reason = excluded.missing_reason, held_at = excluded.held_at,
            shipped_at = excluded.shipped_at
        """

    let rows: [(id: ReservationID, line: Line)]

    func bind(_ parameters: inout Parameters) {
        parameters.add(rows.map(\.id.location.code))
        parameters.add(rows.map(\.id.unique))
        parameters.add(rows.map { Int32($0.line.number) })
        parameters.add(rows.map(\.line.sku.code))
        parameters.add(rows.map(\.line.name))
        parameters.add(rows.map(\.line.nameEN))
        parameters.add(rows.map { Int32($0.line.unitPrice) })
        parameters.add(rows.map { Int32($0.line.requested) })
        parameters.add(rows.map { Int32($0.line.quantity) })
        parameters.add(rows.map { Int32($0.line.missing) })
        parameters.add(rows.map { Int32($0.line.picked) })
        parameters.add(rows.map { Int32($0.line.collected) })
        parameters.add(rows.map(\.line.missingReason))
        parameters.add(rows.map { $0.line.heldAt?.code })
        parameters.add(rows.map(\.line.shippedAt))
    }
}

/// Writes one new reservation whose stock is taken in the same transaction (a reroute); its lines follow.
struct InsertReservation: Statement {
    static let sql = """
        INSERT INTO reservation (location_id, reservation_id, kind, reference, customer_id, hold, fulfilment, contact,
            version, pickup_code, pick_up_by, first_pick_up_by, ready_by, rerouted_from, note, experiment_arm,
            experiment_salt, experiment_probability, created_at, proxy, arrival, arrival_at, recipient_name,
            recipient_kana, recipient_phone, recipient_mail, language, stopped, quiet_from, quiet_until)
        SELECT $1, $2, $3, $4, $5, 'active', 'requested', $6, $7, $8, $9, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, t.name, t.kana, t.phone, t.mail, t.language, string_to_array(t.stopped, ','), t.quiet_from,
            t.quiet_until
        FROM unnest($20::text[], $21::text[], $22::text[], $23::text[], $24::text[], $25::text[], $26::int[], $27::int[])
            AS t (name, kana, phone, mail, language, stopped, quiet_from, quiet_until)
        """

    let reservation: Reservation

    func bind(_ parameters: inout Parameters) {
        let r = reservation
        parameters.add(r.location.code)
        parameters.add(r.id.unique)
        parameters.add(r.kind.rawValue)
        parameters.add(r.reference)
        parameters.add(r.customer.unique)
        parameters.add(r.contact.rawValue)
        parameters.add(Int32(r.version))
        parameters.add(r.pickupCode)
        parameters.add(r.pickUpBy)
        parameters.add(r.readyBy)
        parameters.add(r.reroutedFrom?.description ?? "")
        parameters.add(r.note)
        parameters.add(r.experiment.arm)
        parameters.add(Int32(r.experiment.salt))
        parameters.add(r.experiment.probability)
        parameters.add(r.createdAt)
        parameters.add(r.proxy)
        parameters.add(r.arrival?.rawValue ?? "")
        parameters.add(r.arrivalAt)
        Recipients.bind([r.recipient], to: &parameters)
    }
}
