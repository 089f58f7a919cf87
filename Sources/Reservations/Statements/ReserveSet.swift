// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Decides a set of new reservations in one statement: promises the stock, or says why not, and writes everything that a
/// kept promise needs. First come, first served within the set; each reservation is all or nothing.
///
/// How no unit is promised twice, at READ COMMITTED:
/// 1. `locked` locks the levels in key order (so two sets never wait for each other in a circle) and reads their newest
///    state.
/// 2. `verdict` walks each level's demand in the order of the set. The running sum counts refused neighbours too, so it
///    may say no too early but never yes; such a reservation comes back as `again` and is asked anew by the caller.
/// 3. `promised` raises `reserved` by the sum of what fits, and the table's CHECK stands behind it. It must not repeat
///    the guard: a condition is tested on the version that the statement's snapshot shows first, and that one may be
///    older than the locked one and say no; the reservation would stand without its units.
///
/// A key that was used before refuses the whole set (`idempotency_pkey`): the caller then asks one by one.
struct ReserveSet: Statement {
    static let sql = """
        WITH line AS (
            SELECT *
            FROM unnest($1::int[], $2::int[], $3::text[], $4::text[], $5::int[], $6::int[], $7::text[], $8::text[],
                $9::int[])
                AS t (ord, line, held_at, sku, quantity, requested, name, name_en, unit_price)
        ),
        locked AS (
            SELECT l.location_id, l.sku, l.on_hand - l.reserved - l.safety AS available
            FROM stock_level l
            WHERE (l.location_id, l.sku) IN (SELECT line.held_at, line.sku FROM line)
            ORDER BY l.location_id, l.sku
            FOR NO KEY UPDATE
        ),
        demand AS (
            SELECT line.ord, line.line, line.held_at, line.sku, line.quantity,
                coalesce(locked.available, 0) AS available,
                sum(line.quantity) OVER (PARTITION BY line.held_at, line.sku ORDER BY line.ord) AS running
            FROM line
            LEFT JOIN locked ON locked.location_id = line.held_at AND locked.sku = line.sku
        ),
        verdict AS (
            SELECT ord, bool_and(running <= available) AS fits
            FROM demand
            GROUP BY ord
        ),
        taken AS (
            SELECT demand.held_at, demand.sku, sum(demand.quantity) AS quantity
            FROM demand
            JOIN verdict USING (ord)
            WHERE verdict.fits
            GROUP BY demand.held_at, demand.sku
        ),
        promised AS (
            UPDATE stock_level l
            SET reserved = l.reserved + taken.quantity
            FROM taken
            WHERE l.location_id = taken.held_at AND l.sku = taken.sku
        ),
        reservation_row AS (
            SELECT t.*
            FROM unnest($10::int[], $11::text[], $12::uuid[], $13::text[], $14::text[], $15::uuid[], $16::text[],
                $17::text[], $18::timestamptz[], $19::timestamptz[], $20::text[], $21::text[], $22::text[], $23::int[],
                $24::float8[], $25::timestamptz[], $26::text[], $27::jsonb[])
                AS t (ord, location_id, reservation_id, kind, reference, customer_id, contact, pickup_code, pick_up_by,
                    ready_by, ships_from, note, experiment_arm, experiment_salt, experiment_probability, created_at,
                    author, data)
            JOIN verdict USING (ord)
            WHERE verdict.fits
        ),
        born AS (
            INSERT INTO reservation (location_id, reservation_id, kind, reference, customer_id, hold, fulfilment,
                contact, version, pickup_code, pick_up_by, first_pick_up_by, ready_by, ships_from, note,
                experiment_arm, experiment_salt, experiment_probability, created_at)
            SELECT location_id, reservation_id, kind, reference, customer_id, 'active', 'requested', contact, 1,
                pickup_code, pick_up_by, pick_up_by, ready_by, ships_from, note, experiment_arm, experiment_salt,
                experiment_probability, created_at
            FROM reservation_row
        ),
        lines_born AS (
            INSERT INTO reservation_line (location_id, reservation_id, line, sku, name, name_en, unit_price, requested,
                quantity, held_at)
            SELECT r.location_id, r.reservation_id, line.line, line.sku, line.name, line.name_en, line.unit_price,
                line.requested, line.quantity, line.held_at
            FROM reservation_row r
            JOIN line USING (ord)
        ),
        told AS (
            INSERT INTO event (location_id, subject, number, kind, author, at, data)
            SELECT location_id, reservation_id, 1, 'reservation.created', author, created_at, data
            FROM reservation_row
        ),
        kept AS (
            INSERT INTO idempotency (location_id, client, key, fingerprint, status, body, at)
            SELECT r.location_id, k.client, k.key, k.fingerprint, k.status, k.body, r.created_at
            FROM unnest($28::int[], $29::text[], $30::text[], $31::bytea[], $32::int[], $33::text[])
                AS k (ord, client, key, fingerprint, status, body)
            JOIN reservation_row r USING (ord)
        )
        SELECT demand.ord, verdict.fits,
            -- Would it fit beside those that were served? Then it was refused only for a neighbour's sake.
            bool_and(demand.quantity <= demand.available - coalesce(taken.quantity, 0)) AS again,
            (array_agg(demand.sku ORDER BY demand.line)
                FILTER (WHERE demand.quantity > demand.available - coalesce(taken.quantity, 0)))[1] AS lacking,
            min(greatest(0, demand.available - coalesce(taken.quantity, 0)))
                FILTER (WHERE demand.quantity > demand.available - coalesce(taken.quantity, 0)) AS available
        FROM demand
        JOIN verdict USING (ord)
        LEFT JOIN taken ON taken.held_at = demand.held_at AND taken.sku = demand.sku
        GROUP BY demand.ord, verdict.fits
        ORDER BY demand.ord
        """

    let drafts: [ReservationDraft]

    func bind(_ parameters: inout Parameters) {
        let lines = drafts.enumerated().flatMap { ord, draft in
            draft.reservation.lines.map { (ord: Int32(ord), line: $0, held: $0.heldAt ?? draft.reservation.location) }
        }
        parameters.add(lines.map(\.ord))
        parameters.add(lines.map { Int32($0.line.number) })
        parameters.add(lines.map(\.held.code))
        parameters.add(lines.map(\.line.sku.code))
        parameters.add(lines.map { Int32($0.line.quantity) })
        parameters.add(lines.map { Int32($0.line.requested) })
        parameters.add(lines.map(\.line.name))
        parameters.add(lines.map(\.line.nameEN))
        parameters.add(lines.map { Int32($0.line.unitPrice) })

        let new = drafts.map(\.reservation)
        parameters.add(new.indices.map(Int32.init))
        parameters.add(new.map(\.location.code))
        parameters.add(new.map(\.id.unique))
        parameters.add(new.map(\.kind.rawValue))
        parameters.add(new.map(\.reference))
        parameters.add(new.map(\.customer.unique))
        parameters.add(new.map(\.contact.rawValue))
        parameters.add(new.map(\.pickupCode))
        parameters.add(new.map(\.pickUpBy))
        parameters.add(new.map(\.readyBy))
        parameters.add(new.map { $0.shipsFrom?.code })
        parameters.add(new.map(\.note))
        parameters.add(new.map(\.experiment.arm))
        parameters.add(new.map { Int32($0.experiment.salt) })
        parameters.add(new.map(\.experiment.probability))
        parameters.add(new.map(\.createdAt))
        parameters.add(drafts.map(\.author.description))
        parameters.add(drafts.map { JSONB(text: $0.data.text) })

        let keyed = drafts.enumerated().compactMap { ord, draft in draft.kept.map { (ord: Int32(ord), kept: $0) } }
        parameters.add(keyed.map(\.ord))
        parameters.add(keyed.map(\.kept.client))
        parameters.add(keyed.map(\.kept.key))
        parameters.add(keyed.map { Bytes($0.kept.fingerprint) })
        parameters.add(keyed.map { Int32($0.kept.answered.status) })
        parameters.add(keyed.map(\.kept.answered.body))
    }

    enum Row: Sendable, Equatable {
        /// The promise is kept and written.
        case reserved
        /// Its units are there, but a refused neighbour stood before it: ask again.
        case again
        /// The SKU is not there in this number.
        case soldOut(SKU, available: Int)
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) -> Row {
        _ = try row(Int.self)
        let fits: Bool = try row()
        let again: Bool = try row()
        let lacking: String? = try row()
        let available: Int? = try row()
        if fits { return .reserved }
        if again { return .again }
        return .soldOut(SKU(stored: lacking ?? ""), available: available ?? 0)
    }
}
