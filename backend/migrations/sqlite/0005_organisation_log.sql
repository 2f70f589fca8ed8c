-- What was changed about an organisation, by whom, from what to what. Never changed itself.
CREATE TABLE organisation_log (
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    -- From 1, without gaps.
    number INTEGER NOT NULL CHECK (number >= 1),
    at INTEGER NOT NULL,
    -- Who, and their name of that time.
    user_id INTEGER NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    -- The change as JSON, in the words of the contract.
    change TEXT NOT NULL,
    PRIMARY KEY (organisation_id, number)
) STRICT, WITHOUT ROWID;
