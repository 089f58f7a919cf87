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
