// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ

/// Changes stock levels, a set at a time: figures, ledger and shortages in one statement.
///
/// Lock order: rows of stock_level by (location_id, sku) in the order of bytes, first; rows of shortage only under the
/// lock of their level. Two sets with keys in common therefore wait for each other and never in a circle. FOR NO KEY
/// UPDATE locks the newest version of each row and reads it: under READ COMMITTED the figures that `locked` holds are
/// the ones that stand until this transaction ends, so what is reckoned from them may be written as it is.
///
/// A figure of an earlier moment (`FigureMoment`) becomes that figure and what the ledger has since, counts left out; where
/// a later one stands (`figure_at`) it changes nothing. Its level is locked before (`StockChanges.add`).
///
/// The guard of promise 1 is here: a guarded change applies only if afterwards reserved ≤ on_hand − safety.
/// on_hand itself may fall below reserved or zero: a sale that the figures did not believe in is still a sale. What is
/// short then stands in the row (`Shortage.units`), and as a shortage for a person: there is an open one if and only if
/// short > 0.
package struct ApplyStock: Statement {
    package static let sql = """
        WITH asked AS MATERIALIZED (
            SELECT location_id COLLATE "C" AS location_id, sku COLLATE "C" AS sku, delta, counted, after, reserved,
                guarded, seen, missed, shortage_id, cause, as_of, since_id
            FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::bool[], $8::bool[],
                $9::bool[], $10::uuid[], $11::text[], $22::timestamptz[], $23::uuid[])
                AS a(location_id, sku, delta, counted, after, reserved, guarded, seen, missed, shortage_id, cause, as_of,
                    since_id)
        ),
        locked AS MATERIALIZED (
            SELECT l.location_id, l.sku, l.on_hand, l.reserved, l.safety, l.short, l.figure_at
            FROM asked a
            JOIN stock_level l ON l.location_id = a.location_id AND l.sku = a.sku
            ORDER BY l.location_id, l.sku
            FOR NO KEY UPDATE OF l
        ),
        figured AS (
            SELECT a.location_id, a.sku, a.delta, a.counted, a.after, a.as_of, a.reserved AS promised, a.guarded, a.seen,
                a.missed, a.shortage_id, a.cause, l.sku IS NOT NULL AS found, coalesce(l.on_hand, 0) AS on_hand_before,
                coalesce(l.reserved, 0) AS reserved_before, coalesce(l.short, 0) AS short_before,
                coalesce(l.safety, 0) AS safety,
                CASE WHEN a.as_of IS NULL THEN a.counted::bigint
                    WHEN a.as_of >= coalesce(l.figure_at, a.as_of) THEN a.counted + \(FigureSince.sql) END AS stated
            FROM asked a
            LEFT JOIN locked l ON l.location_id = a.location_id AND l.sku = a.sku
        ),
        reckoned AS (
            SELECT *, CASE WHEN stated IS NULL THEN on_hand_before::bigint + delta ELSE stated + after END AS on_hand,
                reserved_before::bigint + promised AS reserved
            FROM figured
        ),
        judged AS (
            SELECT *, greatest(0, reserved - greatest(0, on_hand)) AS short,
                -- A level that does not exist, or figures that no shelf holds, apply as little as a broken guard; but where
                -- a promise is given and taken back in one set nothing is asked of the level.
                (found OR reserved = 0 AND delta = 0 AND counted IS NULL) AND on_hand BETWEEN -1000000000 AND 1000000000 AND reserved <= 1000000000
                    AND (NOT guarded OR reserved <= on_hand - safety) AS possible
            FROM reckoned
        ),
        decided AS MATERIALIZED (
            SELECT *, CASE $14::text WHEN 'skip' THEN possible ELSE bool_and(possible) OVER () END AS applies
            FROM judged
        ),
        refused AS (
            -- Fails by stock_level_promise (short is never −1), and takes the whole transaction with it.
            INSERT INTO stock_level (location_id, sku, short)
            SELECT location_id, sku, -1
            FROM decided
            WHERE $14 = 'fail' AND NOT possible
        ),
        written AS (
            UPDATE stock_level l
            SET on_hand = d.on_hand, reserved = d.reserved, short = d.short,
                figure_at = CASE WHEN d.stated IS NULL THEN l.figure_at ELSE greatest(l.figure_at, coalesce(d.as_of, $13)) END,
                seen_at = CASE WHEN d.seen THEN greatest(l.seen_at, coalesce(d.as_of, $13)) ELSE l.seen_at END,
                missed_at = CASE WHEN d.missed THEN $13 ELSE l.missed_at END
            FROM decided d
            WHERE l.location_id = d.location_id AND l.sku = d.sku AND d.applies
        ),
        moved AS (
            INSERT INTO stock_movement (location_id, sku, movement_id, kind, quantity, reason, cause, author, at)
            SELECT d.location_id, d.sku, m.movement_id, m.kind,
                coalesce(m.quantity, d.stated - d.on_hand_before - d.delta), m.reason, m.cause, $12, $13
            FROM unnest($15::text[], $16::text[], $17::uuid[], $18::text[], $19::int[], $20::text[], $21::text[])
                AS m(location_id, sku, movement_id, kind, quantity, reason, cause)
            JOIN decided d ON d.location_id = m.location_id AND d.sku = m.sku
            WHERE d.applies AND coalesce(m.quantity, d.stated - d.on_hand_before - d.delta) <> 0
        ),
        settled AS (
            -- The open shortage of a level may be newer than this statement's snapshot; ON CONFLICT finds it all the
            -- same. 'covered' marks a row that is to be closed.
            INSERT INTO shortage AS s (location_id, shortage_id, sku, short, cause, opened_at, resolution)
            SELECT location_id, shortage_id, sku, greatest(1, short), cause, $13,
                CASE WHEN short > 0 THEN '' ELSE 'covered' END
            FROM decided
            WHERE applies AND short <> short_before
            ON CONFLICT (location_id, sku) WHERE closed_at IS NULL DO UPDATE
            SET short = CASE WHEN excluded.resolution = '' THEN excluded.short ELSE s.short END,
                closed_at = CASE WHEN excluded.resolution = '' THEN NULL ELSE $13 END,
                resolution = excluded.resolution
            RETURNING s.location_id, s.shortage_id, s.sku, s.short, s.cause, s.closed_at
        ),
        told AS (
            -- Opening is event 1 of a shortage and covering event 2: numbers that need no look-up.
            INSERT INTO event (location_id, subject, number, kind, author, at, data)
            SELECT location_id, shortage_id, CASE WHEN closed_at IS NULL THEN 1 ELSE 2 END,
                CASE WHEN closed_at IS NULL THEN '\(Event.Kind.shortageOpened.rawValue)'
                    ELSE '\(Event.Kind.shortageCovered.rawValue)' END, $12, $13,
                jsonb_build_object('sku', sku, 'short', short, 'cause', cause)
            FROM settled
            WHERE closed_at IS NOT NULL OR shortage_id = ANY ($10)
        )
        SELECT location_id, sku, applies, found, on_hand_before,
            CASE WHEN applies THEN on_hand ELSE on_hand_before END,
            CASE WHEN applies THEN reserved ELSE reserved_before END,
            safety,
            CASE WHEN applies THEN short ELSE short_before END
        FROM decided
        ORDER BY location_id, sku
        """

    let changes: StockChanges

    package init(_ changes: StockChanges) { self.changes = changes }

    /// $1–$11, $22 and $23 one element for each level, $12 author, $13 moment, $14 what a refusal means, $15–$21 one for each
    /// movement, its quantity NULL where it is what a count differs by.
    package func bind(_ parameters: inout Parameters) {
        let sums = changes.sums
        parameters.add(sums.map(\.key.location.code))
        parameters.add(sums.map(\.key.sku.code))
        parameters.add(sums.map { Int32(clamping: $0.delta) })
        parameters.add(sums.map { $0.counted.map { Int32(clamping: $0) } })
        parameters.add(sums.map { Int32(clamping: $0.after) })
        parameters.add(sums.map { Int32(clamping: $0.reserved) })
        parameters.add(sums.map(\.isGuarded))
        parameters.add(sums.map(\.isSeen))
        parameters.add(sums.map(\.isMissed))
        parameters.add(changes.shortageIDs)
        parameters.add(sums.map(\.cause))
        parameters.add(changes.author.description)
        parameters.add(changes.at)
        parameters.add(changes.onRefusal.rawValue)
        let movements = changes.movements
        parameters.add(movements.map(\.key.location.code))
        parameters.add(movements.map(\.key.sku.code))
        parameters.add(changes.movementIDs)
        parameters.add(movements.map(\.kind.rawValue))
        parameters.add(movements.map { $0.quantity.map { Int32(clamping: $0) } })
        parameters.add(movements.map(\.reason))
        parameters.add(movements.map(\.cause))
        parameters.add(sums.map { $0.asOf?.at })
        parameters.add(sums.map { $0.asOf?.firstMovement })
    }

    package static func decode(_ row: inout RowReader) throws(DatabaseError) -> LevelAfter {
        let key = StockKey(LocationID(stored: try row()), SKU(stored: try row()))
        return LevelAfter(
            key: key, isApplied: try row(), exists: try row(), before: try row(), onHand: try row(),
            reserved: try row(), safety: try row(), short: try row())
    }
}

/// What the ledger has of a level (`a.location_id`, `a.sku`) since a moment (`a.as_of`), counts left out: those are figures
/// of their own, and no goods that came or went. `a.since_id` is where the moment begins in the order of the ledger.
enum FigureSince {
    static let sql = """
        (SELECT coalesce(sum(v.quantity), 0)
            FROM stock_movement v
            WHERE v.location_id = a.location_id AND v.sku = a.sku AND v.movement_id >= a.since_id AND v.at > a.as_of
                AND v.kind <> 'counted')
        """
}
