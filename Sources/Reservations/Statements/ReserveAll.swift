// SPDX-License-Identifier: Apache-2.0
import Kit
import PQ
import Stock

/// Promises and writes a set of new reservations that is thought to fit as a whole: what the customers were shown is
/// there, and stands in nobody's way. It is the short form of `ReserveSet`, without locking first and deciding each.
///
/// Each level is promised by one conditional update in the order of the keys, so two sets never wait for each other in a
/// circle; the table's CHECK stands behind it. Where a level has not enough for all of the set, the statement fails
/// (`SQLState.divisionByZero`), nothing of it stays, and `ReserveSet` is asked who can be served.
struct ReserveAll: Statement {
    static let sql = """
        WITH promised AS (
            -- What fits leaves nothing short.
            UPDATE stock_level l
            SET reserved = l.reserved + d.quantity, short = 0
            FROM unnest($46::text[], $47::text[], $48::int[]) AS d (location_id, sku, quantity)
            WHERE l.location_id = d.location_id AND l.sku = d.sku
                AND l.on_hand - l.reserved - l.safety >= d.quantity
            RETURNING l.sku
        ),
        line_row AS (SELECT * FROM \(Births.lines)),
        reservation_row AS (SELECT * FROM \(Births.reservations)),
        kept_row AS (SELECT * FROM \(Births.kept)),
        \(Births.inserts)
        SELECT 1 / (count(*) = cardinality($46::text[]))::int
        FROM promised
        """

    let drafts: [ReservationDraft]

    func bind(_ parameters: inout Parameters) {
        Births.bind(drafts, to: &parameters)
        let demand = self.demand
        parameters.add(demand.map { $0.key.location.code })
        parameters.add(demand.map { $0.key.sku.code })
        parameters.add(demand.map { Int32($0.quantity) })
    }

    /// What the set wants of each level, in the order of the keys as the database sorts them.
    private var demand: [(key: StockKey, quantity: Int)] {
        var sums: [StockKey: Int] = [:]
        for draft in drafts {
            for line in draft.reservation.lines {
                sums[StockKey(line.heldAt ?? draft.reservation.location, line.sku), default: 0] += line.quantity
            }
        }
        return sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    static func decode(_ row: inout RowReader) throws(DatabaseError) { _ = try row(Int.self) }
}
