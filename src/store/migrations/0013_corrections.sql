-- Counts the programmes that were taken in: of two replicas that take in the same change, one tells of it.
ALTER TABLE programmes ADD COLUMN revision BIGINT NOT NULL DEFAULT 0;

-- What a posted message told of its subject, as a digest, and what its subject was called then. Null where no message of
-- its kind is corrected.
ALTER TABLE outbox ADD COLUMN said TEXT;
ALTER TABLE outbox ADD COLUMN said_title TEXT;

-- Who corrects the message now, and how often somebody began to, or it was marked anew.
ALTER TABLE outbox ADD COLUMN correct_by TEXT;
ALTER TABLE outbox ADD COLUMN correct_round BIGINT NOT NULL DEFAULT 0;

-- Why the message could not be corrected.
ALTER TABLE outbox ADD COLUMN uncorrected TEXT;

CREATE INDEX outbox_said ON outbox (conference, expires_ms) WHERE said_title IS NOT NULL;
