# SPDX-License-Identifier: Apache-2.0
"""Measures the expiry sweep: holds that lapse one after the other while customers go on reserving."""

import statistics
import time

from .load import paced
from .settings import DUE, SKUS, STORES, SWEEP_SECONDS

# One line each, promised like any other: the proofs of `torioki verify` hold before and after.
DUE_HOLDS = """
SET synchronous_commit = off;
CREATE TEMP TABLE due AS
SELECT 'S' || 1 + n % {stores} AS location_id, gen_random_uuid() AS id, 'K' || 1 + n / {stores} % {skus} AS sku,
    to_timestamp({first}) + n * (interval '{seconds} seconds' / {count}) AS until, n
FROM generate_series(0, {count} - 1) n;
INSERT INTO reservation (location_id, reservation_id, kind, customer_id, hold, fulfilment, contact, version, pickup_code,
    pick_up_by, first_pick_up_by, ready_by, note, experiment_arm, experiment_salt, experiment_probability, created_at)
SELECT location_id, id, 'reserve', ('00000000-0000-7000-8000-' || lpad(to_hex(1 + n % 20000), 12, '0'))::uuid, 'active',
    'requested', 'not_needed', 1, 'D' || lpad(n::text, 7, '0'), until, until, until, 'due', 'human', 1, 1,
    until - interval '3 days'
FROM due;
INSERT INTO reservation_line (location_id, reservation_id, line, sku, name, name_en, unit_price, requested, quantity,
    held_at)
SELECT location_id, id, 1, sku, '試験品', 'Article', 1000, 1, 1, location_id FROM due;
INSERT INTO event (location_id, subject, number, kind, author, at)
SELECT location_id, id, 1, 'reservation.created', 'program:bench', until - interval '3 days' FROM due;
UPDATE stock_level l SET reserved = l.reserved + d.count
FROM (SELECT location_id, sku, count(*) FROM due GROUP BY location_id, sku) d
WHERE l.location_id = d.location_id AND l.sku = d.sku;
"""
LAG = """
SELECT count(*), percentile_cont(ARRAY[0.5, 0.99, 1]) WITHIN GROUP (
    ORDER BY extract(epoch FROM pg_xact_commit_timestamp(xmin) - pick_up_by))
FROM reservation WHERE note = 'due' AND hold = 'expired'
"""


def run(cluster, service, data, wrk):
    """Gives the lag of each hold's end behind its time, and what customers waited beside it and without it."""
    service.stop()
    service.start()
    rate = wrk.measure("reserve", 256, mix="uniform")["rate"] / 2
    calm, busy = [], []
    for _ in range(3):
        calm.append(paced(cluster, service, data, rate, SWEEP_SECONDS // 3))
    first = time.time() + 20 + DUE / 10_000
    cluster.sql(DUE_HOLDS.format(stores=STORES, skus=SKUS, first=first, seconds=SWEEP_SECONDS, count=DUE), within=600)
    cluster.sql("VACUUM ANALYZE", within=600)
    time.sleep(max(0.0, first - time.time()))
    for _ in range(3):
        busy.append(paced(cluster, service, data, rate, SWEEP_SECONDS // 3))
    while int(cluster.sql("SELECT count(*) FROM reservation WHERE note = 'due' AND hold = 'active'")[0]):
        if time.time() > first + SWEEP_SECONDS + 120:
            break
        time.sleep(1)
    count, lags = cluster.sql(LAG)[0].split("|")
    median, p99, longest = (round(float(lag), 3) for lag in lags.strip("{}").split(","))
    before = statistics.median(result["p99_ms"] for result in calm)
    beside = statistics.median(result["p99_ms"] for result in busy)
    return {
        "sweep_lag_p99_s": p99, "lag_p50_s": median, "lag_max_s": longest, "expired": int(count), "due_in_s": SWEEP_SECONDS,
        "reserve_rate": round(rate), "reserve_p99_ms_without": before, "reserve_p99_ms_beside": beside,
        "sweep_p99_ratio": round(beside / before, 3),
        "errors": [f"sweep: answers {result['statuses']}, {result['unanswered']} unanswered" for result in calm + busy
                   if set(result["statuses"]) - {"201"} or result["unanswered"]],
    }
