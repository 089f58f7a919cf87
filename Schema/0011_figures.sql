-- Figures below zero. Tills and other systems give them; they are kept as they are, and nothing is promised of them. Short are
-- then the units that are promised, and never more: none where nothing is (docs/decisions/0007).
ALTER TABLE stock_level DROP CONSTRAINT stock_level_promise;
UPDATE stock_level SET short = reserved WHERE on_hand < 0;
ALTER TABLE stock_level
    ADD CONSTRAINT stock_level_promise CHECK (short = greatest(0, reserved - greatest(0, on_hand)));

-- Tasks that told of more than is promised: they tell of that now, or are over where nothing is promised.
UPDATE shortage s
SET short = l.short
FROM stock_level l
WHERE s.closed_at IS NULL AND l.location_id = s.location_id AND l.sku = s.sku AND l.on_hand < 0 AND l.short > 0;

WITH closed AS (
    UPDATE shortage s
    SET closed_at = now(), resolution = 'covered'
    FROM stock_level l
    WHERE s.closed_at IS NULL AND l.location_id = s.location_id AND l.sku = s.sku AND l.on_hand < 0 AND l.short = 0
    RETURNING s.location_id, s.shortage_id, s.sku, s.short, s.cause
)
INSERT INTO event (location_id, subject, number, kind, author, at, data)
SELECT location_id, shortage_id, 2, 'shortage.covered', 'duty:migrate', now(),
    jsonb_build_object('sku', sku, 'short', short, 'cause', cause)
FROM closed;

-- The moment of a level's last absolute figure (a count, a file). A figure of an earlier moment that comes late changes nothing.
ALTER TABLE stock_level ADD COLUMN figure_at timestamptz;

-- When an import first came, by its client's key: its figures are of then. One that broke off and is sent again adds what has
-- moved since, instead of undoing it. A row goes with the import's end.
CREATE TABLE import_moment (
    client      text COLLATE "C" NOT NULL,
    key         text COLLATE "C" NOT NULL,
    fingerprint bytea NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (client, key)
);
