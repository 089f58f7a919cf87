-- The conversation: what customers and staff write to each other about a reservation, and what a customer tells of coming.

-- One row for each message; number is that of its event (`conversation.message`), so the order is that of what happened.
-- answered_at: when staff first wrote after it. A customer's message without one waits for a person.
CREATE TABLE message (
    location_id    text COLLATE "C" NOT NULL,
    reservation_id uuid NOT NULL,
    number         integer NOT NULL,
    message_id     uuid NOT NULL,
    speaker        text NOT NULL,
    author         text NOT NULL,
    name           text NOT NULL DEFAULT '',
    text           text NOT NULL,
    at             timestamptz NOT NULL,
    answered_at    timestamptz,
    PRIMARY KEY (location_id, reservation_id, number),
    FOREIGN KEY (location_id, reservation_id) REFERENCES reservation,
    CONSTRAINT message_speaker CHECK (speaker IN ('customer', 'staff', 'house')),
    CONSTRAINT message_text CHECK (length(text) BETWEEN 1 AND 1000),
    CONSTRAINT message_answered CHECK (answered_at IS NULL OR speaker = 'customer')
);
CREATE INDEX message_unanswered ON message (location_id, reservation_id) WHERE speaker = 'customer' AND answered_at IS NULL;

-- What the customer has told: how near they are (the store's list of work reads it with the reservation), and who
-- collects for them.
ALTER TABLE reservation
    ADD COLUMN arrival    text NOT NULL DEFAULT '',
    ADD COLUMN arrival_at timestamptz,
    ADD COLUMN proxy      text NOT NULL DEFAULT '',
    ADD CONSTRAINT reservation_arrival CHECK (arrival IN ('', 'on_my_way', 'here')),
    ADD CONSTRAINT reservation_arrived CHECK ((arrival = '') = (arrival_at IS NULL));

-- The hours of the night in which a customer wants no letter, in minutes since midnight of Tokyo; until may be the next day.
ALTER TABLE customer
    ADD COLUMN quiet_from  smallint,
    ADD COLUMN quiet_until smallint,
    ADD CONSTRAINT customer_quiet CHECK (
        (quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until
        AND quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439);
