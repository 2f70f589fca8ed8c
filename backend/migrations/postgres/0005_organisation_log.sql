-- What was changed about an organisation, by whom, from what to what. Never changed itself.
CREATE TABLE organisation_log (
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    -- From 1, without gaps.
    number BIGINT NOT NULL CHECK (number >= 1),
    at BIGINT NOT NULL,
    -- Who, and their name of that time.
    user_id BIGINT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    -- The change as JSON, in the words of the contract.
    change TEXT NOT NULL,
    PRIMARY KEY (organisation_id, number)
);
