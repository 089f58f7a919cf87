// SPDX-License-Identifier: Apache-2.0
import PQ

struct NoUnitPromisedTwice: Proof {
    static let promise = 1
    static let says = "reserved ≤ on-hand, but for shortages that are told openly"
    static let sql = """
        SELECT count(*), count(*) FILTER (
            WHERE reserved - short > greatest(0, on_hand) OR reserved < 0 OR short NOT BETWEEN 0 AND reserved)
        FROM stock_level
        """
}

struct ShortageHasTask: Proof {
    static let promise = 1
    static let says = "every shortage has one open task, and no task is open without a shortage"
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE l.short IS DISTINCT FROM s.short)
        FROM (SELECT location_id, sku, short FROM stock_level WHERE short > 0) l
        FULL JOIN (SELECT location_id, sku, short FROM shortage WHERE closed_at IS NULL) s
            USING (location_id, sku)
        """
}

struct OnHandIsSumOfMovements: Proof {
    static let promise = 5
    static let says = "on-hand = sum of movements"
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE coalesce(l.on_hand, 0) <> coalesce(m.total, 0))
        FROM stock_level l
        FULL JOIN (
            SELECT location_id, sku, sum(quantity) AS total
            FROM stock_movement
            GROUP BY location_id, sku
        ) m USING (location_id, sku)
        """
}

struct ReservedIsSumOfLines: Proof {
    static let promise = 5
    static let says = "reserved = sum of open lines"
    static let sql = """
        SELECT count(*), count(*) FILTER (WHERE coalesce(l.reserved, 0) <> coalesce(n.total, 0))
        FROM stock_level l
        FULL JOIN (
            SELECT held_at AS location_id, sku, sum(quantity - collected) AS total
            FROM reservation_line
            WHERE held_at IS NOT NULL
            GROUP BY held_at, sku
        ) n USING (location_id, sku)
        """
}
