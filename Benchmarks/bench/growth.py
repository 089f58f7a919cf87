# SPDX-License-Identifier: Apache-2.0
"""Measures what history costs: reservations a second with millions of closed ones beside them, against nearly none."""

import statistics

from .settings import CLOSED, GROWN_SKUS, ROUNDS, SKUS, STORES

CONNECTIONS = 256
# Written with the constraints' triggers off: what refers to what is made right here, and ten million look-ups saved.
FILL = """
SET synchronous_commit = off;
SET session_replication_role = replica;
INSERT INTO sku (sku, name, name_en, price, updated_at)
SELECT 'G' || n, '増えた品' || n, 'Grown ' || n, 1000, now() FROM generate_series(1, {skus}) n;
INSERT INTO stock_level (location_id, sku, on_hand)
SELECT 'S' || s, 'G' || n, 0 FROM generate_series(1, {stores}) s, generate_series(1, {skus}) n;
"""
# A store's years: ids grow with time, five of a customer, the hand-over one day after the reservation.
CLOSED_OF_STORE = """
SET synchronous_commit = off;
SET session_replication_role = replica;
WITH made AS MATERIALIZED (
    SELECT n, overlay(uuid_send(gen_random_uuid()) PLACING substring(int8send(
            ((extract(epoch FROM now()) - 63072000 + n * 63000000.0 / {count}) * 1000)::bigint) FROM 3) FROM 1 FOR 6) AS id,
        now() - interval '730 days' + n * (interval '729 days' / {count}) AS at
    FROM generate_series(1, {count}) n
), kept AS MATERIALIZED (SELECT n, encode(id, 'hex')::uuid AS id, at FROM made),
reservations AS (
    INSERT INTO reservation (location_id, reservation_id, kind, customer_id, hold, fulfilment, contact, version,
        pickup_code, pick_up_by, first_pick_up_by, ready_by, experiment_arm, experiment_salt, experiment_probability,
        created_at, ready_at, closed_at)
    SELECT 'S{store}', id, 'reserve', ('00000000-0000-7000-9000-' || lpad(to_hex({store} * 100000 + n / 5), 12, '0'))::uuid,
        'consumed', 'collected', 'not_needed', 2, upper(right(id::text, 8)), at + interval '3 days',
        at + interval '3 days', at + interval '2 hours', 'human', 1, 1, at, at + interval '1 hour', at + interval '1 day'
    FROM kept
), lines AS (
    INSERT INTO reservation_line (location_id, reservation_id, line, sku, name, name_en, unit_price, requested,
        quantity, picked, collected)
    SELECT 'S{store}', id, 1, 'K' || 1 + n % {skus}, '試験品', 'Article', 1000, 1, 1, 1, 1 FROM kept
)
INSERT INTO event (location_id, subject, number, kind, author, at, data)
SELECT 'S{store}', id, k.number, k.kind, 'program:bench', at + k.number * interval '10 minutes', '{{}}'
FROM kept, (VALUES (1, 'reservation.created'), (2, 'reservation.collected')) AS k (number, kind);
"""


def run(cluster, service, data, wrk):
    """Gives the rates before and after, and their ratio."""
    before = _rate(service, cluster, wrk)
    grown = GROWN_SKUS - SKUS
    cluster.sql(FILL.format(skus=grown, stores=STORES), within=3600)
    for store in range(1, STORES + 1):
        cluster.sql(CLOSED_OF_STORE.format(store=store, count=CLOSED // STORES, skus=SKUS), within=3600)
        if store % 50 == 0:
            print(f"bench: growth: {store * CLOSED // STORES:,} closed reservations", flush=True)
    cluster.sql("VACUUM ANALYZE", within=3600)
    counts = cluster.sql("SELECT (SELECT count(*) FROM reservation WHERE hold <> 'active'), count(*) FROM stock_level",
                         within=600)[0].split("|")
    size = int(cluster.sql("SELECT pg_database_size('torioki')")[0])
    after = _rate(service, cluster, wrk)
    return {
        "growth_ratio": round(after["rate"] / before["rate"], 3), "before_per_s": round(before["rate"]),
        "after_per_s": round(after["rate"]), "before_database_us": round(before["database_us"]),
        "after_database_us": round(after["database_us"]), "closed_reservations": int(counts[0]),
        "stock_rows": int(counts[1]), "database_gb": round(size / 1e9, 1),
        "errors": before["errors"] + after["errors"],
    }


def _rate(service, cluster, wrk):
    """The median of as many stretches as there are rounds, each with a service that has just started."""
    rounds = []
    for _ in range(ROUNDS):
        service.stop()
        cluster.quieten()
        service.start()
        rounds.append(wrk.measure("reserve", CONNECTIONS, mix="uniform"))
    errors = [f"growth: answers {result['statuses']}" for result in rounds if set(result["statuses"]) - {201}]
    return {"rate": statistics.median(result["rate"] for result in rounds),
            "database_us": statistics.median(result["database_us"] for result in rounds), "errors": errors}
