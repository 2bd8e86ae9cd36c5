-- What organisers decided by command: which room or session goes to which channel, and who somebody of the programme is on
-- Discord. What the configuration says of the same name wins.
CREATE TABLE routes (
    conference  TEXT   NOT NULL,
    -- 'room', 'session' or 'person'
    what        TEXT   NOT NULL,
    -- a room or a person as the programme prints them, or a session's id
    name        TEXT   NOT NULL,
    -- the id of a channel, or of a user
    target      BIGINT NOT NULL,
    decided_by  BIGINT NOT NULL,
    decided_ms  BIGINT NOT NULL,
    PRIMARY KEY (conference, what, name)
);
