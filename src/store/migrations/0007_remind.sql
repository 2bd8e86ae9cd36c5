-- Who wants to be reminded of which talk. Kept until a week after the talk.
CREATE TABLE reminders (
    conference  TEXT   NOT NULL,
    talk        TEXT   NOT NULL,
    user_id     BIGINT NOT NULL,
    -- how long before the talk
    lead_ms     BIGINT NOT NULL,
    -- the start of the talk, as it was last planned
    starts_ms   BIGINT NOT NULL,
    created_ms  BIGINT NOT NULL,
    PRIMARY KEY (conference, talk, user_id)
);

CREATE INDEX reminders_of ON reminders (user_id, starts_ms);

-- Whom a reminder did not reach.
CREATE INDEX outbox_unreached ON outbox (destination, finished_ms) WHERE kind = 'reminder' AND state = 'failed';

-- What calendar programs were told of each talk, so that they notice what changes, and what is gone.
CREATE TABLE calendar (
    conference  TEXT   NOT NULL,
    talk        TEXT   NOT NULL,
    -- the talk as it was last published, with its session
    entry       TEXT   NOT NULL,
    -- how often it was changed since
    sequence    BIGINT NOT NULL,
    changed_ms  BIGINT NOT NULL,
    -- 1 once the talk has vanished from the programme
    gone        BIGINT NOT NULL,
    PRIMARY KEY (conference, talk)
);
