-- From which source, understood how, a programme was taken in. Another one is no doubtful change: it was configured.
ALTER TABLE programmes ADD COLUMN origin TEXT;

-- A programme that changes so much that the organisers are asked first; at most one a conference.
CREATE TABLE held_programmes (
    conference  TEXT   NOT NULL PRIMARY KEY,
    -- what makes it the same change
    mark        TEXT   NOT NULL,
    schedule    TEXT   NOT NULL,
    -- of the notice that asks; its buttons name the change by it
    digest      TEXT   NOT NULL,
    -- what the organisers are told, a line each
    lines       TEXT   NOT NULL,
    -- 'waiting', 'applied' or 'kept'
    state       TEXT   NOT NULL,
    held_ms     BIGINT NOT NULL
);

-- Conferences that were set up by a command, and what commands changed of configured ones: settings as JSON.
CREATE TABLE conferences (
    id          TEXT   NOT NULL PRIMARY KEY,
    guild       BIGINT NOT NULL,
    settings    TEXT   NOT NULL,
    changed_ms  BIGINT NOT NULL
);

-- Conferences whose announcements are held back.
CREATE TABLE pauses (
    conference  TEXT   NOT NULL PRIMARY KEY,
    since_ms    BIGINT NOT NULL,
    -- who paused it, as the server showed them
    paused_by   TEXT   NOT NULL
);
