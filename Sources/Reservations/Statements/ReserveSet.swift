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
/// 3. `promised` writes what is reckoned from the locked rows, every figure of them, and the table's CHECK stands behind
///    it. It must neither repeat the guard nor add to the row's own figures: conditions and CHECKs are tried first on the
///    version that the statement's snapshot shows, which may be older than the locked one. A guard would then say no
///    after `verdict` has said yes, and the reservation would stand without its units.
///
/// A key that was used before refuses the whole set (`idempotency_pkey`): the caller then asks one by one.
struct ReserveSet: Statement {
    static let sql = """
        WITH line AS (SELECT * FROM \(Births.lines)),
        locked AS (
            SELECT l.location_id, l.sku, l.on_hand, l.reserved, l.on_hand - l.reserved - l.safety AS available
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
            -- What fits leaves nothing short.
            UPDATE stock_level l
            SET on_hand = locked.on_hand, reserved = locked.reserved + taken.quantity, short = 0
            FROM taken
            JOIN locked ON locked.location_id = taken.held_at AND locked.sku = taken.sku
            WHERE l.location_id = taken.held_at AND l.sku = taken.sku
        ),
        fitting AS (SELECT ord FROM verdict WHERE fits),
        line_row AS (SELECT line.* FROM line JOIN fitting USING (ord)),
        reservation_row AS (SELECT t.* FROM \(Births.reservations) JOIN fitting USING (ord)),
        kept_row AS (SELECT t.* FROM \(Births.kept) JOIN fitting USING (ord)),
        \(Births.inserts)
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

    func bind(_ parameters: inout Parameters) { Births.bind(drafts, to: &parameters) }

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
