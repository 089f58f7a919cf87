-- What hangs on a reservation goes along to the store where it goes on.

-- Attempts that were made at the stores where the reservation was before; they stand with the task of that store.
ALTER TABLE contact_task
    ADD COLUMN earlier_attempts smallint NOT NULL DEFAULT 0,
    ADD CONSTRAINT contact_task_earlier CHECK (earlier_attempts >= 0);

-- A customer's message that nobody had answered waits where the reservation goes on: it stands there again, as the first
-- that was said, and here no longer waits.
ALTER TABLE message
    ADD COLUMN moved_at timestamptz,
    ADD CONSTRAINT message_moved CHECK (moved_at IS NULL OR (speaker = 'customer' AND answered_at IS NULL));
DROP INDEX message_unanswered;
CREATE INDEX message_unanswered ON message (location_id, reservation_id)
    WHERE speaker = 'customer' AND answered_at IS NULL AND moved_at IS NULL;

-- A notice that what happened since has made untrue is not sent any more.
ALTER TABLE notice
    DROP CONSTRAINT notice_state,
    ADD CONSTRAINT notice_state CHECK (state IN ('queued', 'accepted', 'delivered', 'failed', 'unknown', 'overtaken'));

-- An edit of a location's calendar after which its holds are yet to be reckoned anew: a duty claims it by a lease and takes
-- it away at the end. While there is one nobody sweeps the location's holds. before is the calendar that was edited, the one
-- that holds were counted by: {zone, hours: [[day, opens, closes]], closures: [[first, last]], holidays: [day]}.
CREATE TABLE calendar_mark (
    location_id   text COLLATE "C" NOT NULL REFERENCES location,
    mark_id       uuid NOT NULL,
    at            timestamptz NOT NULL,
    before        jsonb NOT NULL,
    claimed_until timestamptz NOT NULL DEFAULT '-infinity',
    PRIMARY KEY (location_id, mark_id)
);
