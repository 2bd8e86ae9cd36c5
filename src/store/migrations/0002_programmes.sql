-- The programme as it was last taken in, so that what changes while talkbell is away is noticed too.
CREATE TABLE programmes (
    conference  TEXT   NOT NULL PRIMARY KEY,
    schedule    TEXT   NOT NULL,
    adopted_ms  BIGINT NOT NULL
);

-- What a change notice tells, a line each.
ALTER TABLE outbox ADD COLUMN lines TEXT;

-- Not null: the posted message no longer says what the programme says. What its subject was called then.
ALTER TABLE outbox ADD COLUMN correct_title TEXT;

CREATE INDEX outbox_corrections ON outbox (notice_key) WHERE correct_title IS NOT NULL;
