-- The language in which somebody is written to: that of the page when they last signed in
-- or changed something.
ALTER TABLE users ADD COLUMN language TEXT NOT NULL DEFAULT 'en'
    CHECK (language IN ('de', 'en', 'fr', 'it'));

-- Mails that are to be sent, or were: written down in the transaction of what they tell
-- of, sent afterwards (I20).
CREATE TABLE outbox (
    -- Also the Message-ID's, which stays the same when a mail is sent again.
    id BIGINT PRIMARY KEY,
    -- What it tells of: one mail an outcome.
    cause TEXT NOT NULL UNIQUE,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    plain TEXT NOT NULL,
    html TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- How often a server was asked to take it.
    attempts BIGINT NOT NULL DEFAULT 0,
    -- When it is tried again; NULL once it was sent, or given up.
    next_at BIGINT,
    sent_at BIGINT CHECK (sent_at IS NULL OR next_at IS NULL),
    -- What the server said last, if it did not take it.
    error TEXT
);

CREATE INDEX outbox_due ON outbox (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX outbox_newest ON outbox (created_at);
