-- SPDX-License-Identifier: Apache-2.0
-- The reference that Torioki is measured against: one reservation in one transaction of one SQL function, in the same
-- tables and with the same rows as `ReserveSet` and `BearNotice` write. It reads less than Torioki does (no limit of
-- open reservations a customer, no calendar, no policies, no rights), so it is rather too fast than too slow.
--
-- Read by `Benchmarks/run` with the psql variables answer1, answer2, answer3: what Torioki answered to a reservation of
-- one, two and three lines, behind its id, so that the kept answers have the same size.

SELECT format(
    $f$
    CREATE OR REPLACE FUNCTION bench_answer(lines integer) RETURNS text LANGUAGE sql IMMUTABLE AS
    $$ SELECT CASE lines WHEN 1 THEN %L WHEN 2 THEN %L ELSE %L END $$
    $f$, :'answer1', :'answer2', :'answer3')
\gexec

-- Ids grow with time as Torioki's do (UUIDv7, without its version bits), so the indexes grow at the same places.
CREATE OR REPLACE FUNCTION bench_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(overlay(uuid_send(gen_random_uuid())
        PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
        'hex')::uuid
$$;

-- The bench's customers are numbered; Benchmarks/bench/data.py makes their ids in the same way.
CREATE OR REPLACE FUNCTION bench_customer(number integer) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT ('00000000-0000-7000-8000-' || lpad(to_hex(number), 12, '0'))::uuid
$$;

-- Reserves one unit of each SKU at a store. The SKUs are all different. Raises 'sold out' when one is not there.
CREATE OR REPLACE FUNCTION bench_reserve(store text, skus text[], customer uuid) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
    id uuid := bench_id();
    moment timestamptz := now();
    wanted text;
BEGIN
    -- The key comes first: a second caller with the same key waits here and then changes nothing.
    INSERT INTO idempotency (location_id, client, key, fingerprint, status, body, at)
    VALUES (store, 'program:bench', 'r' || id, uuid_send(id) || uuid_send(id), 201,
        '{"id":"' || id || '"' || bench_answer(cardinality(skus)), moment)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN RETURN NULL; END IF;

    -- Levels are locked in the order of their keys, so nobody waits in a circle.
    IF cardinality(skus) > 1 THEN
        skus := ARRAY(SELECT s FROM unnest(skus) AS s ORDER BY s COLLATE "C");
    END IF;
    FOREACH wanted IN ARRAY skus LOOP
        UPDATE stock_level
        SET reserved = reserved + 1
        WHERE location_id = store AND sku = wanted AND on_hand - reserved - safety >= 1;
        IF NOT FOUND THEN RAISE EXCEPTION 'sold out'; END IF;
    END LOOP;

    INSERT INTO reservation (location_id, reservation_id, kind, reference, customer_id, hold, fulfilment, contact,
        version, pickup_code, pick_up_by, first_pick_up_by, ready_by, note, experiment_arm, experiment_salt,
        experiment_probability, created_at)
    VALUES (store, id, 'reserve', '', customer, 'active', 'requested', 'not_needed', 1,
        upper(right(id::text, 10)), moment + interval '3 days', moment + interval '3 days',
        moment + interval '2 hours', '', 'human', 1, 1, moment);

    INSERT INTO reservation_line (location_id, reservation_id, line, sku, name, name_en, unit_price, requested,
        quantity, held_at)
    SELECT store, id, w.line, s.sku, s.name, s.name_en, s.price, 1, 1, store
    FROM unnest(skus) WITH ORDINALITY AS w (sku, line)
    JOIN sku s ON s.sku = w.sku;

    INSERT INTO event (location_id, subject, number, kind, author, at, data)
    SELECT store, id, 1, 'reservation.created', 'program:bench', moment, jsonb_build_object(
        'kind', 'reserve',
        'lines', jsonb_agg(jsonb_build_object('sku', s.sku, 'quantity', 1, 'unit_price', s.price)),
        'pick_up_by', moment + interval '3 days', 'contact', 'not_needed', 'arm', 'human')
    FROM sku s
    WHERE s.sku = ANY (skus);

    INSERT INTO notice (location_id, notice_id, reservation_id, event_number, kind, channel, recipient, language,
        state, next_attempt_at, created_at)
    SELECT store, bench_id(), id, 1, 'received', 'mail', i.value, 'ja', 'queued', moment, moment
    FROM customer_identity i
    WHERE i.customer_id = customer AND i.kind = 'mail'
    LIMIT 1;
    RETURN id;
END
$$;
