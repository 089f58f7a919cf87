// SPDX-License-Identifier: Apache-2.0
// swift-format-ignore-file
// Written by Schema/embed from Schema/*.sql; over 400 lines because those are. Do not edit.

extension SchemaFile {
    /// The schema of this version, in order.
    package static let onBoard: [SchemaFile] = [
        SchemaFile(name: "0001_house.sql", sql: ##"""
-- The house: locations, catalogue, stock, customers, reservations, contact, access.
--
-- Keys that scale out: every busy table has location_id first in its primary key, in every unique constraint and in
-- every foreign key, so the same schema can be distributed by it. Small tables (location, sku, staff, policies) are
-- reference tables. No triggers, no sequences, no session state: ids, times and randomness come from the service.

-- Events, and what was answered -------------------------------------------------------------------------------------

-- One row for each thing that happened, numbered without gaps within its subject (a reservation, a shortage, …).
CREATE TABLE event (
    location_id text COLLATE "C" NOT NULL,
    subject     uuid NOT NULL,
    number      integer NOT NULL,
    kind        text NOT NULL,
    author      text NOT NULL,
    at          timestamptz NOT NULL,
    data        jsonb NOT NULL DEFAULT '{}',
    -- The writing transaction: a reader that stops below the oldest transaction in progress misses nothing (docs/decisions/0004.md).
    tx          xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (location_id, subject, number)
);
CREATE INDEX event_stream ON event (tx, location_id, subject, number);

-- What a command with this key did, kept with its effect in one transaction. location_id is '*' where none is at hand.
CREATE TABLE idempotency (
    location_id text COLLATE "C" NOT NULL,
    client      text NOT NULL,
    key         text NOT NULL,
    fingerprint bytea NOT NULL,
    status      smallint NOT NULL,
    body        text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (location_id, client, key)
);
CREATE INDEX idempotency_at ON idempotency USING brin (at);

-- Locations ---------------------------------------------------------------------------------------------------------

CREATE TABLE location (
    location_id text COLLATE "C" PRIMARY KEY,
    kind        text NOT NULL,
    name        text NOT NULL,
    name_en     text NOT NULL,
    kana        text NOT NULL DEFAULT '',
    postal_code text NOT NULL DEFAULT '',
    address     text NOT NULL DEFAULT '',
    address_en  text NOT NULL DEFAULT '',
    phone       text NOT NULL DEFAULT '',
    latitude    double precision,
    longitude   double precision,
    time_zone   text NOT NULL DEFAULT 'Asia/Tokyo',
    active      boolean NOT NULL DEFAULT true,
    CONSTRAINT location_id_form CHECK (location_id ~ '^[A-Z0-9][A-Z0-9-]{0,15}$'),
    CONSTRAINT location_kind CHECK (kind IN ('store', 'warehouse')),
    CONSTRAINT location_coordinates CHECK (
        (latitude IS NULL) = (longitude IS NULL) AND latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180)
);

-- day: 1 Monday … 7 Sunday (ISO 8601), 8 a public holiday. Minutes since that day's midnight; closes may pass 1440.
-- A location without rows for day 8 keeps its weekday's hours on public holidays; 8 with opens = closes means closed.
CREATE TABLE opening_hours (
    location_id text COLLATE "C" NOT NULL REFERENCES location,
    day         smallint NOT NULL,
    opens       smallint NOT NULL,
    closes      smallint NOT NULL,
    PRIMARY KEY (location_id, day, opens),
    CONSTRAINT opening_hours_day CHECK (day BETWEEN 1 AND 8),
    CONSTRAINT opening_hours_minutes CHECK (opens BETWEEN 0 AND 1439 AND closes BETWEEN opens AND 2880)
);

-- Days on which a location stays shut, whatever its hours say.
CREATE TABLE closure (
    location_id text COLLATE "C" NOT NULL REFERENCES location,
    first_day   date NOT NULL,
    last_day    date NOT NULL,
    reason      text NOT NULL DEFAULT '',
    PRIMARY KEY (location_id, first_day),
    CONSTRAINT closure_order CHECK (first_day <= last_day)
);

CREATE TABLE public_holiday (
    day     date PRIMARY KEY,
    name    text NOT NULL,
    name_en text NOT NULL DEFAULT ''
);

-- Catalogue ---------------------------------------------------------------------------------------------------------

CREATE TABLE sku (
    sku        text COLLATE "C" PRIMARY KEY,
    gtin       text COLLATE "C",
    name       text NOT NULL,
    name_en    text NOT NULL DEFAULT '',
    price      integer NOT NULL,
    attributes jsonb NOT NULL DEFAULT '{}',
    image_url  text NOT NULL DEFAULT '',
    active     boolean NOT NULL DEFAULT true,
    updated_at timestamptz NOT NULL,
    CONSTRAINT sku_form CHECK (length(sku) BETWEEN 1 AND 64),
    CONSTRAINT sku_gtin CHECK (gtin ~ '^[0-9]{14}$'),
    CONSTRAINT sku_price CHECK (price >= 0)
);
CREATE INDEX sku_by_gtin ON sku (gtin) WHERE gtin IS NOT NULL;

-- Stock -------------------------------------------------------------------------------------------------------------

-- One row for each SKU at each location. available = on_hand − reserved − safety, never promised below zero.
-- short says openly by how much a sale or a count has pushed on_hand below what is reserved; reserving never raises
-- it, so the last check makes a promise without stock impossible.
CREATE TABLE stock_level (
    location_id text COLLATE "C" NOT NULL REFERENCES location,
    sku         text COLLATE "C" NOT NULL REFERENCES sku,
    on_hand     integer NOT NULL DEFAULT 0,
    reserved    integer NOT NULL DEFAULT 0,
    safety      integer NOT NULL DEFAULT 0,
    short       integer NOT NULL DEFAULT 0,
    seen_at     timestamptz,
    missed_at   timestamptz,
    PRIMARY KEY (location_id, sku),
    CONSTRAINT stock_level_reserved CHECK (reserved >= 0),
    CONSTRAINT stock_level_safety CHECK (safety >= 0),
    CONSTRAINT stock_level_promise CHECK (short = greatest(0, reserved - on_hand))
) WITH (fillfactor = 70);

-- Append-only: on_hand is the sum of these. movement_id is a UUIDv7, so a SKU's ledger reads in order of time.
CREATE TABLE stock_movement (
    location_id    text COLLATE "C" NOT NULL,
    sku            text COLLATE "C" NOT NULL,
    movement_id    uuid NOT NULL,
    kind           text NOT NULL,
    quantity       integer NOT NULL,
    reason         text NOT NULL DEFAULT '',
    cause          text NOT NULL DEFAULT '',
    author         text NOT NULL,
    at             timestamptz NOT NULL,
    PRIMARY KEY (location_id, sku, movement_id),
    CONSTRAINT stock_movement_kind CHECK (
        kind IN ('received', 'sold', 'transferred', 'adjusted', 'counted', 'collected', 'returned'))
);

-- A task for a person: on_hand fell below reserved. At most one open for each SKU at a location.
CREATE TABLE shortage (
    location_id text COLLATE "C" NOT NULL,
    shortage_id uuid NOT NULL,
    sku         text COLLATE "C" NOT NULL,
    short       integer NOT NULL,
    cause       text NOT NULL DEFAULT '',
    opened_at   timestamptz NOT NULL,
    closed_at   timestamptz,
    resolution  text NOT NULL DEFAULT '',
    PRIMARY KEY (location_id, shortage_id),
    CONSTRAINT shortage_positive CHECK (short > 0)
);
CREATE UNIQUE INDEX shortage_open ON shortage (location_id, sku) WHERE closed_at IS NULL;

-- Customers ---------------------------------------------------------------------------------------------------------

CREATE TABLE customer (
    customer_id uuid PRIMARY KEY,
    name        text NOT NULL,
    kana        text NOT NULL DEFAULT '',
    language    text NOT NULL DEFAULT 'ja',
    note        text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL,
    CONSTRAINT customer_language CHECK (language IN ('ja', 'en'))
);
-- A search by the beginning of a name, without spaces and in lower case; the expressions are those of SearchForm.
CREATE INDEX customer_search_name ON customer (translate(lower(name COLLATE "C"), ' 　', ''));
CREATE INDEX customer_search_kana ON customer (translate(lower(kana COLLATE "C"), ' 　', ''));

-- How a customer is found: phone in E.164, mail in lower case, an external id of a web shop, later LINE and others.
CREATE TABLE customer_identity (
    kind        text NOT NULL,
    value       text NOT NULL,
    customer_id uuid NOT NULL,
    added_at    timestamptz NOT NULL,
    PRIMARY KEY (kind, value),
    CONSTRAINT customer_identity_kind CHECK (kind IN ('phone', 'mail', 'external', 'line'))
);
CREATE INDEX customer_identity_owner ON customer_identity (customer_id);
CREATE INDEX customer_identity_last_four ON customer_identity (right(value, 4), customer_id) WHERE kind = 'phone';

-- The newest word of a customer on whether a channel may be used for a purpose.
CREATE TABLE customer_consent (
    customer_id uuid NOT NULL,
    channel     text NOT NULL,
    purpose     text NOT NULL,
    granted     boolean NOT NULL,
    author      text NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (customer_id, channel, purpose)
);

-- Reservations ------------------------------------------------------------------------------------------------------

-- How long a hold lasts and who may extend it. The most specific row serves: location and kind, location, kind, neither.
CREATE TABLE reservation_policy (
    policy_id            text PRIMARY KEY,
    location_id          text COLLATE "C",
    kind                 text,
    hold_days            smallint NOT NULL,
    ready_minutes        integer NOT NULL,
    extension_days       smallint NOT NULL,
    customer_extensions  smallint NOT NULL,
    clerk_extensions     smallint NOT NULL,
    agent_extensions     smallint NOT NULL,
    open_per_customer    smallint NOT NULL,
    CONSTRAINT reservation_policy_hold_days CHECK (hold_days BETWEEN 0 AND 90),
    CONSTRAINT reservation_policy_kind CHECK (kind IN ('reserve', 'buy'))
);

CREATE TABLE reservation (
    location_id            text COLLATE "C" NOT NULL REFERENCES location,
    reservation_id         uuid NOT NULL,
    kind                   text NOT NULL,
    reference              text NOT NULL DEFAULT '',
    customer_id            uuid NOT NULL,
    hold                   text NOT NULL,
    fulfilment             text NOT NULL,
    contact                text NOT NULL,
    version                integer NOT NULL,
    pickup_code            text NOT NULL,
    pick_up_by             timestamptz NOT NULL,
    first_pick_up_by       timestamptz NOT NULL,
    ready_by               timestamptz NOT NULL,
    extensions             smallint NOT NULL DEFAULT 0,
    ships_from             text COLLATE "C",
    staging                text NOT NULL DEFAULT '',
    collector              text NOT NULL DEFAULT '',
    close_reason           text NOT NULL DEFAULT '',
    rerouted_from          text NOT NULL DEFAULT '',
    rerouted_to            text NOT NULL DEFAULT '',
    note                   text NOT NULL DEFAULT '',
    experiment_arm         text NOT NULL,
    experiment_salt        integer NOT NULL,
    experiment_probability double precision NOT NULL,
    created_at             timestamptz NOT NULL,
    ready_at               timestamptz,
    closed_at              timestamptz,
    PRIMARY KEY (location_id, reservation_id),
    CONSTRAINT reservation_kind CHECK (kind IN ('reserve', 'buy')),
    CONSTRAINT reservation_hold CHECK (hold IN ('active', 'consumed', 'released', 'expired')),
    CONSTRAINT reservation_fulfilment CHECK (fulfilment IN ('requested', 'accepted', 'awaiting_stock', 'picking',
        'ready', 'collected', 'rejected', 'cancelled', 'to_return', 'returned_to_shelf')),
    CONSTRAINT reservation_contact CHECK (contact IN ('not_needed', 'pending', 'attempted', 'reached_confirmed',
        'reached_changed', 'reached_declined', 'unreachable')),
    -- A hold that lives has store work to do; a hold that ended has none but the way back to the shelf.
    CONSTRAINT reservation_axes CHECK (CASE hold
        WHEN 'active'   THEN fulfilment IN ('requested', 'accepted', 'awaiting_stock', 'picking', 'ready')
        WHEN 'consumed' THEN fulfilment = 'collected'
        WHEN 'released' THEN fulfilment IN ('rejected', 'cancelled', 'to_return', 'returned_to_shelf')
        WHEN 'expired'  THEN fulfilment IN ('cancelled', 'to_return', 'returned_to_shelf')
    END),
    CONSTRAINT reservation_closed CHECK ((hold = 'active') = (closed_at IS NULL))
) WITH (fillfactor = 80);
CREATE UNIQUE INDEX reservation_pickup_code ON reservation (location_id, pickup_code) WHERE hold = 'active';
CREATE INDEX reservation_due ON reservation (location_id, pick_up_by) WHERE hold = 'active';
CREATE INDEX reservation_worklist ON reservation (location_id, reservation_id)
    WHERE fulfilment IN ('requested', 'accepted', 'awaiting_stock', 'picking', 'ready', 'to_return');
CREATE INDEX reservation_customer ON reservation (customer_id, reservation_id);
CREATE INDEX reservation_reference ON reservation (location_id, reference) WHERE reference <> '';

-- quantity is what is promised now, requested what was asked at first, missing what a picker did not find and the
-- customer has yet to decide about. held_at is the location whose reserved counts quantity − collected; NULL once the
-- hold has ended, or while the goods travel (shipped_at set).
CREATE TABLE reservation_line (
    location_id    text COLLATE "C" NOT NULL,
    reservation_id uuid NOT NULL,
    line           smallint NOT NULL,
    sku            text COLLATE "C" NOT NULL REFERENCES sku,
    name           text NOT NULL,
    name_en        text NOT NULL DEFAULT '',
    unit_price     integer NOT NULL,
    requested      integer NOT NULL,
    quantity       integer NOT NULL,
    missing        integer NOT NULL DEFAULT 0,
    picked         integer NOT NULL DEFAULT 0,
    collected      integer NOT NULL DEFAULT 0,
    missing_reason text NOT NULL DEFAULT '',
    held_at        text COLLATE "C",
    shipped_at     timestamptz,
    PRIMARY KEY (location_id, reservation_id, line),
    FOREIGN KEY (location_id, reservation_id) REFERENCES reservation,
    CONSTRAINT reservation_line_counts CHECK (
        requested >= 0 AND quantity >= 0 AND missing >= 0 AND unit_price >= 0
        AND collected BETWEEN 0 AND quantity AND picked BETWEEN 0 AND quantity)
) WITH (fillfactor = 80);
CREATE INDEX reservation_line_held ON reservation_line (held_at, sku) WHERE held_at IS NOT NULL;

-- Contact -----------------------------------------------------------------------------------------------------------

-- Which customers should be contacted, why, by when and how: data, not code. Every row that matches names its reason;
-- the row with the lowest priority number sets channel, schedule and what follows when nobody is reached.
CREATE TABLE contact_policy (
    policy_id         text PRIMARY KEY,
    -- confirm: asked at reserve time; short_pick, callback: the first row of the purpose sets how such a task is worked.
    purpose           text NOT NULL DEFAULT 'confirm',
    priority          integer NOT NULL,
    enabled           boolean NOT NULL DEFAULT true,
    reason            text NOT NULL,
    location_id       text COLLATE "C",
    kind              text,
    min_total         integer,
    min_lines         smallint,
    first_time        boolean,
    stock_unseen_days smallint,
    when_asked        boolean,
    channel           text NOT NULL,
    within_minutes    integer NOT NULL,
    retry_minutes     integer[] NOT NULL,
    when_unreachable  text NOT NULL,
    CONSTRAINT contact_policy_purpose CHECK (purpose IN ('confirm', 'short_pick', 'callback')),
    CONSTRAINT contact_policy_unreachable CHECK (when_unreachable IN ('keep', 'release')),
    CONSTRAINT contact_policy_within CHECK (within_minutes > 0)
);

-- When customers may be called, in the time zone of the location; day as in opening_hours.
CREATE TABLE callable_window (
    day    smallint NOT NULL,
    opens  smallint NOT NULL,
    closes smallint NOT NULL,
    PRIMARY KEY (day, opens),
    CONSTRAINT callable_window_day CHECK (day BETWEEN 1 AND 8),
    CONSTRAINT callable_window_minutes CHECK (opens BETWEEN 0 AND 1439 AND closes BETWEEN opens AND 1440)
);

-- The arms of the running experiment: a customer's sticky hash under the newest salt picks one by share.
CREATE TABLE experiment_arm (
    salt  integer NOT NULL,
    arm   text NOT NULL,
    share double precision NOT NULL,
    PRIMARY KEY (salt, arm),
    CONSTRAINT experiment_arm_share CHECK (share BETWEEN 0 AND 1)
);

CREATE TABLE contact_task (
    location_id      text COLLATE "C" NOT NULL,
    task_id          uuid NOT NULL,
    reservation_id   uuid NOT NULL,
    purpose          text NOT NULL,
    reasons          text[] NOT NULL,
    channel          text NOT NULL,
    policy_id        text NOT NULL DEFAULT '',
    state            text NOT NULL,
    outcome          text NOT NULL DEFAULT '',
    due_at           timestamptz NOT NULL,
    next_attempt_at  timestamptz NOT NULL,
    attempts         smallint NOT NULL DEFAULT 0,
    retry_minutes    integer[] NOT NULL,
    when_unreachable text NOT NULL,
    offered_to       uuid,
    offer_ends_at    timestamptz,
    created_at       timestamptz NOT NULL,
    closed_at        timestamptz,
    PRIMARY KEY (location_id, task_id),
    FOREIGN KEY (location_id, reservation_id) REFERENCES reservation,
    CONSTRAINT contact_task_purpose CHECK (purpose IN ('confirm', 'short_pick', 'callback')),
    CONSTRAINT contact_task_state CHECK (state IN ('open', 'done', 'cancelled')),
    CONSTRAINT contact_task_offer CHECK ((offered_to IS NULL) = (offer_ends_at IS NULL)),
    CONSTRAINT contact_task_closed CHECK ((state = 'open') = (closed_at IS NULL))
) WITH (fillfactor = 80);
CREATE INDEX contact_task_due ON contact_task (due_at, location_id, task_id) WHERE state = 'open';
CREATE INDEX contact_task_reservation ON contact_task (location_id, reservation_id);

CREATE TABLE contact_attempt (
    location_id text COLLATE "C" NOT NULL,
    task_id     uuid NOT NULL,
    number      smallint NOT NULL,
    channel     text NOT NULL,
    agent_id    uuid NOT NULL,
    started_at  timestamptz NOT NULL,
    ended_at    timestamptz NOT NULL,
    disposition text NOT NULL,
    note        text NOT NULL DEFAULT '',
    need        text NOT NULL DEFAULT '',
    advice      text NOT NULL DEFAULT '',
    suggested   text[] NOT NULL DEFAULT '{}',
    effect      jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (location_id, task_id, number),
    FOREIGN KEY (location_id, task_id) REFERENCES contact_task,
    CONSTRAINT contact_attempt_order CHECK (started_at <= ended_at),
    CONSTRAINT contact_attempt_disposition CHECK (disposition IN ('confirmed', 'changed', 'declined', 'no_answer',
        'busy', 'voicemail', 'wrong_number', 'callback_asked', 'opted_out'))
);

-- What a customer is told, kept with the change that caused it: one row for each change and channel.
CREATE TABLE notice (
    location_id     text COLLATE "C" NOT NULL,
    notice_id       uuid NOT NULL,
    reservation_id  uuid NOT NULL,
    event_number    integer NOT NULL,
    kind            text NOT NULL,
    channel         text NOT NULL,
    recipient       text NOT NULL,
    language        text NOT NULL,
    state           text NOT NULL,
    attempts        smallint NOT NULL DEFAULT 0,
    next_attempt_at timestamptz NOT NULL,
    failure         text NOT NULL DEFAULT '',
    created_at      timestamptz NOT NULL,
    accepted_at     timestamptz,
    PRIMARY KEY (location_id, notice_id),
    FOREIGN KEY (location_id, reservation_id) REFERENCES reservation,
    CONSTRAINT notice_state CHECK (state IN ('queued', 'accepted', 'delivered', 'failed', 'unknown'))
);
CREATE UNIQUE INDEX notice_once ON notice (location_id, reservation_id, event_number, channel);
CREATE INDEX notice_due ON notice (next_attempt_at, location_id, notice_id) WHERE state = 'queued';

-- Access ------------------------------------------------------------------------------------------------------------

-- locations: the stores a clerk works in; empty for roles that see them all.
CREATE TABLE staff (
    staff_id      uuid PRIMARY KEY,
    login         text NOT NULL UNIQUE,
    name          text NOT NULL,
    role          text NOT NULL,
    locations     text[] NOT NULL DEFAULT '{}',
    password_hash text NOT NULL DEFAULT '',
    active        boolean NOT NULL DEFAULT true,
    CONSTRAINT staff_role CHECK (role IN ('clerk', 'agent', 'supervisor', 'admin'))
);

CREATE TABLE staff_session (
    token_hash bytea PRIMARY KEY,
    staff_id   uuid NOT NULL REFERENCES staff,
    created_at timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
CREATE INDEX staff_session_owner ON staff_session (staff_id);

-- scopes such as reservations:read; locations empty means all of them.
CREATE TABLE api_key (
    key_id      text PRIMARY KEY,
    name        text NOT NULL,
    secret_hash bytea NOT NULL,
    scopes      text[] NOT NULL,
    locations   text[] NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL,
    ends_at     timestamptz,
    revoked_at  timestamptz
);

"""##),
        SchemaFile(name: "0002_hot_path.sql", sql: ##"""
-- Indexes of what is due may be used only by statements that ask what is due.
--
-- A partial index on `state = 'open'` is also offered to a statement that names one row and that state. While the table
-- was nearly empty when its plan was made, both indexes cost the same, and the wrong one is then walked from end to end
-- at every call. The second condition is true of every row, but follows only from a comparison of that column.
DROP INDEX contact_task_due;
CREATE INDEX contact_task_due ON contact_task (due_at, location_id, task_id) WHERE state = 'open' AND due_at IS NOT NULL;
DROP INDEX notice_due;
CREATE INDEX notice_due ON notice (next_attempt_at, location_id, notice_id)
    WHERE state = 'queued' AND next_attempt_at IS NOT NULL;

-- How many holds of a customer are open is asked before each reservation; those that ended must not be read for it.
CREATE INDEX reservation_open_of_customer ON reservation (customer_id)
    WHERE hold = 'active' AND customer_id IS NOT NULL;

"""##),
        SchemaFile(name: "0003_conversation.sql", sql: ##"""
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

"""##),
        SchemaFile(name: "0004_push.sql", sql: ##"""
-- Devices: browsers that are told of a reservation by push messages (RFC 8030, 8291), beside mail or SMS.

-- A device belongs to one reservation, as the customer's link does: who was given the link may ask for what it opens, and
-- for nothing else. endpoint is a secret between the browser, its push service and us; p256dh and auth encrypt to it.
CREATE TABLE push_subscription (
    location_id     text COLLATE "C" NOT NULL,
    reservation_id  uuid NOT NULL,
    subscription_id uuid NOT NULL,
    endpoint        text COLLATE "C" NOT NULL,
    p256dh          bytea NOT NULL,
    auth            bytea NOT NULL,
    language        text NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (location_id, reservation_id, subscription_id),
    FOREIGN KEY (location_id, reservation_id) REFERENCES reservation,
    CONSTRAINT push_subscription_endpoint CHECK (length(endpoint) BETWEEN 1 AND 1000),
    CONSTRAINT push_subscription_keys CHECK (octet_length(p256dh) = 65 AND octet_length(auth) = 16),
    CONSTRAINT push_subscription_language CHECK (language IN ('ja', 'en'))
);
CREATE UNIQUE INDEX push_subscription_once ON push_subscription (location_id, reservation_id, endpoint);
CREATE INDEX push_subscription_age ON push_subscription (created_at);

-- One notice for each change, channel and recipient: a customer may have several devices.
DROP INDEX notice_once;
CREATE UNIQUE INDEX notice_once ON notice (location_id, reservation_id, event_number, channel, recipient);

"""##),
        SchemaFile(name: "0005_changes.sql", sql: ##"""
-- What head office changes, and its imports under way.

-- One row for each edit of places, goods, rules and people, written in the edit's transaction and never touched again.
-- change_id is a UUIDv7: its order is that of time. differences holds what changed, in order: [{"name", "from", "to"}].
CREATE TABLE change (
    change_id   uuid PRIMARY KEY,
    kind        text NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    act         text NOT NULL,
    author      text NOT NULL,
    at          timestamptz NOT NULL,
    differences jsonb NOT NULL DEFAULT '[]',
    CONSTRAINT change_kind CHECK (kind IN ('location', 'hours', 'closure', 'goods', 'holiday', 'reservation_policy',
        'contact_policy', 'callable_windows', 'experiment', 'staff', 'import')),
    CONSTRAINT change_act CHECK (act IN ('added', 'changed', 'removed', 'password_set', 'sessions_ended', 'closed',
        'imported', 'stopped')),
    CONSTRAINT change_differences CHECK (jsonb_typeof(differences) = 'array')
);
CREATE INDEX change_of_subject ON change (subject, change_id);

-- A file that head office has sent and that has no report yet. seen_at: when the service that runs it last said so; one
-- that is silent has ended in the middle. The row goes in the transaction that keeps the report.
CREATE TABLE import_run (
    import_id   text PRIMARY KEY,
    file        text NOT NULL,
    author      text NOT NULL,
    name        text NOT NULL,
    mode        text NOT NULL,
    state       text NOT NULL,
    checking    boolean NOT NULL DEFAULT false,
    rows_read   integer NOT NULL DEFAULT 0,
    bytes_read  bigint NOT NULL DEFAULT 0,
    bytes       bigint NOT NULL,
    began_at    timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL,
    CONSTRAINT import_run_mode CHECK (mode IN ('check', 'all', 'good')),
    CONSTRAINT import_run_state CHECK (state IN ('waiting', 'running', 'failed', 'stopped'))
);

"""##),
        SchemaFile(name: "0006_people.sql", sql: ##"""
-- People: what was given stays with the reservation, an address is proved by acting on a letter to it, and who is who is a
-- pointer that can be taken back (docs/decisions/0013).

-- What was given when the reservation was made: label, counter, calls and letters use these, not the customer's record.
-- stopped: the channels on which nobody is told of this reservation.
ALTER TABLE reservation
    ADD COLUMN recipient_name  text NOT NULL DEFAULT '',
    ADD COLUMN recipient_kana  text NOT NULL DEFAULT '',
    ADD COLUMN recipient_phone text COLLATE "C",
    ADD COLUMN recipient_mail  text COLLATE "C",
    ADD COLUMN language        text NOT NULL DEFAULT 'ja',
    ADD COLUMN stopped         text[] NOT NULL DEFAULT '{}',
    ADD COLUMN quiet_from      smallint,
    ADD COLUMN quiet_until     smallint,
    ADD CONSTRAINT reservation_language CHECK (language IN ('ja', 'en')),
    ADD CONSTRAINT reservation_quiet CHECK (
        (quiet_from IS NULL) = (quiet_until IS NULL) AND quiet_from <> quiet_until
        AND quiet_from BETWEEN 0 AND 1439 AND quiet_until BETWEEN 0 AND 1439);

-- Reservations of before keep what their letters were sent to: the address that was added first.
UPDATE reservation r
SET recipient_name = c.name, recipient_kana = c.kana, language = c.language, quiet_from = c.quiet_from,
    quiet_until = c.quiet_until,
    recipient_phone = (
        SELECT i.value FROM customer_identity i WHERE i.customer_id = c.customer_id AND i.kind = 'phone'
        ORDER BY i.added_at, i.value LIMIT 1),
    recipient_mail = (
        SELECT i.value FROM customer_identity i WHERE i.customer_id = c.customer_id AND i.kind = 'mail'
        ORDER BY i.added_at, i.value LIMIT 1),
    stopped = ARRAY(
        SELECT s.channel FROM customer_consent s
        WHERE s.customer_id = c.customer_id AND s.purpose = 'reservation' AND NOT s.granted ORDER BY s.channel)
FROM customer c
WHERE c.customer_id = r.customer_id;

-- Several records may be one person: person_id names the record that stands for them, NULL the record itself. apart: a
-- person of the chain has parted it, and nothing but a person joins it again.
ALTER TABLE customer
    ADD COLUMN person_id uuid,
    ADD COLUMN apart     boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT customer_person CHECK (person_id <> customer_id);
CREATE INDEX customer_of_person ON customer (person_id) WHERE person_id IS NOT NULL;

-- An address belongs to whoever gives it, to several at once: only its proof says whose it is. issuer: whose external id
-- it is, empty where that is not known; proved_by: the letter's link, or the key that vouched.
ALTER TABLE customer_identity
    ADD COLUMN issuer    text NOT NULL DEFAULT '',
    ADD COLUMN proved_at timestamptz,
    ADD COLUMN proved_by text NOT NULL DEFAULT '',
    DROP CONSTRAINT customer_identity_pkey,
    ADD PRIMARY KEY (customer_id, kind, issuer, value),
    ADD CONSTRAINT customer_identity_proved CHECK ((proved_at IS NULL) = (proved_by = ''));
DROP INDEX customer_identity_owner;
CREATE INDEX customer_identity_address ON customer_identity (kind, value, added_at, customer_id);
CREATE INDEX customer_identity_proved ON customer_identity (kind, value, added_at, customer_id) WHERE proved_at IS NOT NULL;
-- Not for a statement that names a customer and the kind: see 0002 on indexes of a part.
DROP INDEX customer_identity_last_four;
CREATE INDEX customer_identity_last_four ON customer_identity (right(value, 4), customer_id)
    WHERE kind = 'phone' AND value IS NOT NULL;
-- A shop's own id names one record of that shop.
CREATE UNIQUE INDEX customer_identity_external ON customer_identity (issuer, value) WHERE kind = 'external' AND issuer <> '';

-- The newest word of an address's owner on whether it may be used on a channel for a purpose. It is kept by the address, so
-- it holds whoever types the address next.
CREATE TABLE contact_word (
    kind    text NOT NULL,
    value   text COLLATE "C" NOT NULL,
    channel text NOT NULL,
    purpose text NOT NULL,
    granted boolean NOT NULL,
    author  text NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (kind, value, channel, purpose),
    CONSTRAINT contact_word_kind CHECK (kind IN ('phone', 'mail')),
    CONSTRAINT contact_word_channel CHECK (CASE kind
        WHEN 'mail' THEN channel = 'mail'
        ELSE channel IN ('phone', 'sms')
    END)
);
INSERT INTO contact_word (kind, value, channel, purpose, granted, author, at)
SELECT DISTINCT ON (i.kind, i.value, s.channel, s.purpose)
    i.kind, i.value, s.channel, s.purpose, s.granted, s.author, s.at
FROM customer_consent s
JOIN customer_identity i ON i.customer_id = s.customer_id
    AND ((i.kind = 'mail' AND s.channel = 'mail') OR (i.kind = 'phone' AND s.channel IN ('phone', 'sms')))
ORDER BY i.kind, i.value, s.channel, s.purpose, s.at DESC, s.granted;
DROP TABLE customer_consent;

-- How many letters an address was sent lately, for those that nobody has proved.
CREATE INDEX notice_sent ON notice (recipient, accepted_at) WHERE accepted_at IS NOT NULL;

-- Head office and agents join, part and correct customers; the edits stand among the others.
ALTER TABLE change
    DROP CONSTRAINT change_kind,
    ADD CONSTRAINT change_kind CHECK (kind IN ('location', 'hours', 'closure', 'goods', 'holiday', 'reservation_policy',
        'contact_policy', 'callable_windows', 'experiment', 'staff', 'import', 'customer')),
    DROP CONSTRAINT change_act,
    ADD CONSTRAINT change_act CHECK (act IN ('added', 'changed', 'removed', 'password_set', 'sessions_ended', 'closed',
        'imported', 'stopped', 'joined', 'parted', 'undone'));

"""##),
        SchemaFile(name: "0007_keys.sql", sql: ##"""
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

"""##),
        SchemaFile(name: "0008_moves.sql", sql: ##"""
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

"""##),
        SchemaFile(name: "0009_lookups.sql", sql: ##"""
-- Indexes that begin with the location may be used only by statements that name what they are for.
--
-- While a table was nearly empty when its plan was made, every index that begins with the location cost the same, and one row
-- was then looked for among all of its location: 180 ms for a round of 200 letters with 3,000 waiting. As in 0002 the condition
-- is true of every row, but follows only from a comparison of that column.
DROP INDEX notice_once;
CREATE UNIQUE INDEX notice_once ON notice (location_id, reservation_id, event_number, channel, recipient)
    WHERE reservation_id IS NOT NULL;
DROP INDEX contact_task_reservation;
CREATE INDEX contact_task_reservation ON contact_task (location_id, reservation_id) WHERE reservation_id IS NOT NULL;

"""##),
        SchemaFile(name: "0010_unproved.sql", sql: ##"""
-- How many units of one SKU a store holds at most for customers of whom nothing is proved, so that whoever makes up names cannot
-- empty a shelf. It is counted at the open doors only: the shop's form and what other shops embed.
ALTER TABLE reservation_policy
    ADD COLUMN unproved_units smallint NOT NULL DEFAULT 40,
    ADD CONSTRAINT reservation_policy_unproved CHECK (unproved_units BETWEEN 0 AND 9999);

"""##),
        SchemaFile(name: "0011_figures.sql", sql: ##"""
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

"""##),
        SchemaFile(name: "0012_folding.sql", sql: ##"""
-- One folding of what people type, for every search: stored text is folded here, and what is searched for by Folding.swift,
-- which says the same. Full and half width, kana, case, dashes, spaces, invisible marks, and variants of kanji.
-- A text in which nothing is to be replaced, as most are, is told by one look that costs a fraction of the replacing:
-- the first list has ranges that hold every replaced character, and the variants of kanji.
CREATE FUNCTION folded(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN replace(lower(normalize($1, NFKC) COLLATE "C"), ' ', '') !~ (
        '[\t-\r\u0085\u00AD\u00C0-\u00DE\u02D7\u061C\u1680\u180E\u200B-\u206F\u2212\u2500\u2501\u2796\u2E3A\u2E3B'
        '\u301C\u3030\u3041-\u309E\u30F5\u30F6\u30FB\u30FC\uFE00-\uFE0F\uFEFF\U000E0100-\U000E011F~'
        '髙﨑嵜邉邊齋齊斎濵濱桒𠮷澤廣國嶋嶌德瀨櫻惠眞榮學龍瀧關藏豐淸增曾壽實澁兒圓圡條槇遙堯舘峯嶽'
        '穐埜冨冝淵檜藪籔鷗莊參彌萬與來佛傳會兩劍劔釼勳區圖團壯聲寬專將尙巖廳彥應戀戶拔敎晉曉樂樣橫'
        '步每氣淨淺溫濟瑤產畫當盡禮禪稻穗竝經綠緖縣總繩續聰肅臺舊薰藝藥螢裝覺觀觸證譽讓豫賴轉鄕醫釋'
        '鐵鉃鑄閒隱靈靜靑顯驛驗靏靍鸖鷄鹽麥黃黑默點齡龜亞兔卷卽吳單嚴奧姬孃寶寳對巢帶彈從愼懷戰攝收'
        '數晝曻杦栁桺權檢歸歷爲狹獨硏禰稅蘆蟬衞讚豬逹邨鄰鎭頰餠驒鯵麴凜亙籏舩辨辯瓣絲燈蠶蟲假價變邇'
        ']')
    THEN replace(lower(normalize($1, NFKC) COLLATE "C"), ' ', '')
    ELSE translate(replace(lower(normalize($1, NFKC) COLLATE "C"), ' ', ''),
        '髙﨑嵜邉邊齋齊斎濵濱桒𠮷澤廣國嶋嶌德瀨櫻惠眞榮學龍瀧關藏豐淸增曾壽實澁兒圓圡條槇遙堯舘峯嶽穐埜冨冝淵'
        '檜藪籔鷗莊參彌萬與來佛傳會兩劍劔釼勳區圖團壯聲寬專將尙巖廳彥應戀戶拔敎晉曉樂樣橫步每氣淨淺溫濟瑤產畫'
        '當盡禮禪稻穗竝經綠緖縣總繩續聰肅臺舊薰藝藥螢裝覺觀觸證譽讓豫賴轉鄕醫釋鐵鉃鑄閒隱靈靜靑顯驛驗靏靍鸖鷄'
        '鹽麥黃黑默點齡龜亞兔卷卽吳單嚴奧姬孃寶寳對巢帶彈從愼懷戰攝收數晝曻杦栁桺權檢歸歷爲狹獨硏禰稅蘆蟬衞讚'
        '豬逹邨鄰鎭頰餠驒鯵麴凜亙籏舩辨辯瓣絲燈蠶蟲假價變邇ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじす'
        'ずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりる'
        'れろゎわゐゑをんゔゕゖゝゞヵヶÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞー‐‒–—'
        '―−─━〜~〰⁓➖⸺⸻˗⁃' ||
        U&'\0020\0009\000A\000B\000C\000D\0085\1680\2028\2029\30FB\00AD\061C\180E\200B\200C\200D\200E\200F\202A'
        '\202B\202C\202D\202E\2060\2061\2062\2063\2064\2065\2066\2067\2068\2069\FEFF\FE00\FE01\FE02\FE03\FE04'
        '\FE05\FE06\FE07\FE08\FE09\FE0A\FE0B\FE0C\FE0D\FE0E\FE0F\+0E0100\+0E0101\+0E0102\+0E0103\+0E0104'
        '\+0E0105\+0E0106\+0E0107\+0E0108\+0E0109\+0E010A\+0E010B\+0E010C\+0E010D\+0E010E\+0E010F\+0E0110'
        '\+0E0111\+0E0112\+0E0113\+0E0114\+0E0115\+0E0116\+0E0117\+0E0118\+0E0119\+0E011A\+0E011B\+0E011C'
        '\+0E011D\+0E011E\+0E011F',
        '高崎崎辺辺斉斉斉浜浜桑吉沢広国島島徳瀬桜恵真栄学竜滝関蔵豊清増曽寿実渋児円土条槙遥尭館峰岳秋野富宜渕'
        '桧薮薮鴎荘参弥万与来仏伝会両剣剣剣勲区図団壮声寛専将尚巌庁彦応恋戸抜教晋暁楽様横歩毎気浄浅温済瑶産画'
        '当尽礼禅稲穂並経緑緒県総縄続聡粛台旧薫芸薬蛍装覚観触証誉譲予頼転郷医釈鉄鉄鋳間隠霊静青顕駅験鶴鶴鶴鶏'
        '塩麦黄黒黙点齢亀亜兎巻即呉単厳奥姫嬢宝宝対巣帯弾従慎懐戦摂収数昼昇杉柳柳権検帰歴為狭独研祢税芦蝉衛讃'
        '猪達村隣鎮頬餅騨鰺麹凛亘旗船弁弁弁糸灯蚕虫仮価変迩ァアィイゥウェエォオカガキギクグケゲコゴサザシジス'
        'ズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリル'
        'レロヮワヰヱヲンヴカケヽヾカケàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ-----'
        '-------------')
    END
$$;

-- A search by the beginning of a name or its kana; the expressions are those of FindCustomersByName.
DROP INDEX customer_search_name;
CREATE INDEX customer_search_name ON customer ((folded(name) COLLATE "C"));
DROP INDEX customer_search_kana;
CREATE INDEX customer_search_kana ON customer ((folded(kana) COLLATE "C"));

-- The web shop's own number, as people read it off a letter.
DROP INDEX reservation_reference;
CREATE INDEX reservation_reference ON reservation (location_id, (folded(reference) COLLATE "C")) WHERE reference <> '';

-- Searches that look through a table compare what was folded when it was written.
ALTER TABLE sku ADD COLUMN search text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (folded(sku || '|' || name || '|' || name_en)) STORED;
ALTER TABLE contact_attempt ADD COLUMN search text COLLATE "C" NOT NULL
    GENERATED ALWAYS AS (folded(need || '|' || advice || '|' || note)) STORED;

-- No contact is waited for once a reservation has ended (ContactState.atTheEnd).
UPDATE reservation
SET contact = CASE contact WHEN 'pending' THEN 'not_needed' ELSE 'unreachable' END
WHERE hold <> 'active' AND contact IN ('pending', 'attempted');

"""##),
    ]
}
