-- One row a notice, and what became of it. Instants are epoch milliseconds; `*_wall_ms` is the system's time, the others
-- session time. The same text runs on SQLite and PostgreSQL.
CREATE TABLE outbox (
    notice_key          TEXT   NOT NULL PRIMARY KEY,
    digest              TEXT   NOT NULL UNIQUE,
    conference          TEXT   NOT NULL,
    kind                TEXT   NOT NULL,
    destination         TEXT   NOT NULL,
    subject             TEXT   NOT NULL,
    lead_ms             BIGINT NOT NULL,
    starts_ms           BIGINT NOT NULL,
    due_ms              BIGINT NOT NULL,
    expires_ms          BIGINT NOT NULL,
    -- 0 for moderators, 1 for the audience: who is served first when much is due at once
    priority            BIGINT NOT NULL,
    -- order within a destination among notices due at one instant
    place               BIGINT NOT NULL,
    planned_ms          BIGINT NOT NULL,
    state               TEXT   NOT NULL,
    attempts            BIGINT NOT NULL DEFAULT 0,
    retry_wall_ms       BIGINT NOT NULL DEFAULT 0,
    claimed_wall_ms     BIGINT,
    claimed_by          TEXT,
    -- since when it is unknown whether Discord took the message
    uncertain_wall_ms   BIGINT,
    channel_id          BIGINT,
    message_id          BIGINT,
    finished_ms         BIGINT,
    reason              TEXT,
    -- the report that told the organisers of it
    reported_in         TEXT
);

-- What is still open, in the order in which it is said: claiming reads only this, however long the history.
CREATE INDEX outbox_open ON outbox (due_ms, priority, place)
    WHERE state IN ('pending', 'claimed', 'uncertain');

-- The head of each destination.
CREATE INDEX outbox_lanes ON outbox (destination, due_ms, place)
    WHERE state IN ('pending', 'claimed', 'uncertain');

-- What the organisers have not been told.
CREATE INDEX outbox_unreported ON outbox (conference)
    WHERE state IN ('missed', 'failed') AND reported_in IS NULL;
