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
