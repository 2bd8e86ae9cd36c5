-- Numbers that are given out one after the other: questions, and what moderators do.
CREATE TABLE question_numbers (
    conference  TEXT   NOT NULL,
    what        TEXT   NOT NULL,
    last_number BIGINT NOT NULL,
    PRIMARY KEY (conference, what)
);

-- One row a question, whatever became of it. Instants are epoch milliseconds of session time.
CREATE TABLE questions (
    conference  TEXT   NOT NULL,
    number      BIGINT NOT NULL,
    session     TEXT   NOT NULL,
    -- null: to everybody
    talk        TEXT,
    author      BIGINT NOT NULL,
    -- null: without a name
    name        TEXT,
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    merged_into BIGINT,
    -- what made it: the same thing never makes a second one
    origin      TEXT   NOT NULL,
    asked_ms    BIGINT NOT NULL,
    changed_ms  BIGINT NOT NULL,
    PRIMARY KEY (conference, number),
    UNIQUE (conference, origin)
);

CREATE INDEX questions_session ON questions (conference, session);
CREATE INDEX questions_author ON questions (conference, author);

-- One question at a time is asked in a session.
CREATE UNIQUE INDEX questions_current ON questions (conference, session) WHERE state = 'current';

-- A person wants a question once.
CREATE TABLE question_votes (
    conference  TEXT   NOT NULL,
    number      BIGINT NOT NULL,
    person      BIGINT NOT NULL,
    voted_ms    BIGINT NOT NULL,
    PRIMARY KEY (conference, number, person)
);

-- How far the Q&A of a session is; no row: it has not been opened.
CREATE TABLE question_stages (
    conference  TEXT   NOT NULL,
    session     TEXT   NOT NULL,
    stage       TEXT   NOT NULL,
    changed_ms  BIGINT NOT NULL,
    PRIMARY KEY (conference, session)
);

-- All that was ever done to questions, with who, when and why: an act of several steps is one thing to undo.
CREATE TABLE question_acts (
    conference  TEXT   NOT NULL,
    act         BIGINT NOT NULL,
    step        BIGINT NOT NULL,
    session     TEXT   NOT NULL,
    -- null: the step is the Q&A's own
    number      BIGINT,
    what        TEXT   NOT NULL,
    from_state  TEXT   NOT NULL,
    to_state    TEXT   NOT NULL,
    from_merged BIGINT,
    to_merged   BIGINT,
    -- what an edit replaced
    body        TEXT,
    actor       BIGINT NOT NULL,
    why         TEXT,
    at_ms       BIGINT NOT NULL,
    -- the act that undid it
    undone_by   BIGINT,
    PRIMARY KEY (conference, act, step)
);

CREATE INDEX question_acts_session ON question_acts (conference, session, act);

-- Who may not ask or vote. A block that was lifted stays on record.
CREATE TABLE question_blocks (
    conference  TEXT   NOT NULL,
    person      BIGINT NOT NULL,
    blocked_ms  BIGINT NOT NULL,
    blocked_by  BIGINT NOT NULL,
    why         TEXT,
    lifted_ms   BIGINT,
    lifted_by   BIGINT
);

CREATE UNIQUE INDEX question_blocks_now ON question_blocks (conference, person) WHERE lifted_ms IS NULL;
