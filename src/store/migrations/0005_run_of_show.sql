-- What moderators did, in order, a row each. What was undone stays, with the row that undid it.
CREATE TABLE acts (
    conference  TEXT   NOT NULL,
    session     TEXT   NOT NULL,
    -- counts from 1 within the session: of two who act upon the same state, one is first
    seq         BIGINT NOT NULL,
    deed        TEXT   NOT NULL,
    done_ms     BIGINT NOT NULL,
    by_user     BIGINT NOT NULL,
    by_name     TEXT   NOT NULL,
    undone_by   BIGINT,
    PRIMARY KEY (conference, session, seq)
);

-- Who said that they are there, and when first.
CREATE TABLE check_ins (
    conference  TEXT   NOT NULL,
    session     TEXT   NOT NULL,
    user_id     BIGINT NOT NULL,
    name        TEXT   NOT NULL,
    at_ms       BIGINT NOT NULL,
    PRIMARY KEY (conference, session, user_id)
);

-- What a posted panel shows, and when it was last edited.
CREATE TABLE panels (
    notice_key      TEXT   NOT NULL PRIMARY KEY,
    shown           TEXT   NOT NULL,
    edited_wall_ms  BIGINT NOT NULL
);

-- The programme as it was imported, before moderators did anything to it; null where that is the programme.
ALTER TABLE programmes ADD COLUMN printed TEXT;
