-- What refuses for good: a row a channel that has refused lately. A channel is switched off once it has refused too often in
-- a row, until it takes a message again.
CREATE TABLE channels (
    destination    TEXT   NOT NULL PRIMARY KEY,
    -- how often it has refused in a row
    refusals       BIGINT NOT NULL,
    -- since when, in session time, it is switched off; null while it is not
    off_ms         BIGINT,
    -- from when on one notice is tried there again while it is switched off
    probe_wall_ms  BIGINT NOT NULL,
    -- what it answered last
    reason         TEXT   NOT NULL,
    -- 'off' or 'on': the switching of which the organisers have not been told
    untold         TEXT
);

-- The message that tells the audience of what was missed while talkbell was away.
ALTER TABLE outbox ADD COLUMN caught_up_in TEXT;

-- Whatever is asked of rows that have come to their end finds them without reading the whole history.
CREATE INDEX outbox_caught_up ON outbox (caught_up_in) WHERE caught_up_in IS NOT NULL;
CREATE INDEX outbox_reported ON outbox (reported_in) WHERE reported_in IS NOT NULL;
CREATE INDEX outbox_standing ON outbox (conference, expires_ms) WHERE state = 'delivered';
