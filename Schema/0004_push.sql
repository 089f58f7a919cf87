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
