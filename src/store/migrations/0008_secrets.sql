-- What talkbell made up itself and nobody else may know, such as the key to the moderators' boards.
CREATE TABLE secrets (
    name   TEXT NOT NULL PRIMARY KEY,
    secret TEXT NOT NULL
);
