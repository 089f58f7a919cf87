-- One key for its client: an Idempotency-Key is unique for who sends it, wherever its effect lies (docs/decisions/0012).

-- Nobody writes between the two steps; whoever waits goes on with the new key.
LOCK TABLE idempotency IN ACCESS EXCLUSIVE MODE;

-- Of a key that was used at two locations the older row stays: asked again, it answers as it did then, and the other
-- request is refused. The effects of both stand.
DELETE FROM idempotency i
USING idempotency older
WHERE older.client = i.client AND older.key = i.key AND (older.at, older.location_id) < (i.at, i.location_id);

-- location_id stays and tells where the effect lies. Client and key are compared byte by byte.
ALTER TABLE idempotency
    DROP CONSTRAINT idempotency_pkey,
    ALTER COLUMN client TYPE text COLLATE "C",
    ALTER COLUMN key TYPE text COLLATE "C",
    ADD CONSTRAINT idempotency_pkey PRIMARY KEY (client, key);

-- Since when a task is offered to whom it is offered: an attempt cannot have begun before. Empty for offers of before.
ALTER TABLE contact_task ADD COLUMN offered_at timestamptz;
