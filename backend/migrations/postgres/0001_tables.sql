-- The tables of Relux Credits. Ids, amounts (hundredths of a credit) and instants
-- (epoch milliseconds, UTC) are BIGINT; the words are those of the glossary.

CREATE TABLE users (
    id BIGINT PRIMARY KEY,
    -- The address in lower case: what is compared.
    email_key TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE organisations (
    id BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- A removed member stays, with the instant (rule 12); one who comes back gets a new row.
CREATE TABLE memberships (
    organisation_id BIGINT NOT NULL REFERENCES organisations (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    since BIGINT NOT NULL,
    removed_at BIGINT CHECK (removed_at >= since),
    PRIMARY KEY (organisation_id, user_id, since)
);

CREATE UNIQUE INDEX memberships_present ON memberships (user_id, organisation_id)
    WHERE removed_at IS NULL;

-- One personal wallet a user, one shared wallet an organisation.
CREATE TABLE wallets (
    id BIGINT PRIMARY KEY,
    user_id BIGINT UNIQUE REFERENCES users (id),
    organisation_id BIGINT UNIQUE REFERENCES organisations (id),
    -- The sum of its lines (I1), and how many there are.
    balance BIGINT NOT NULL DEFAULT 0
        CHECK (balance BETWEEN -100000000000 AND 100000000000),
    last_number BIGINT NOT NULL DEFAULT 0,
    -- When its newest line was booked.
    last_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    CHECK ((user_id IS NULL) <> (organisation_id IS NULL))
);

-- The lines of all wallets' histories. Each adds `amount` to its wallet and takes it
-- from the contra account: a transaction sums to 0 by construction (I1).
CREATE TABLE transactions (
    wallet_id BIGINT NOT NULL REFERENCES wallets (id),
    -- From 1, without gaps.
    number BIGINT NOT NULL CHECK (number >= 1),
    -- Never earlier than the line before, so that a period is a range of numbers.
    at BIGINT NOT NULL,
    type TEXT NOT NULL CHECK (type IN (
        'welcome_grant', 'purchase', 'automatic_renewal',
        'image_generation', 'refund', 'adjustment'
    )),
    -- The line's place among the wallet's lines of its type, from 1: a difference of
    -- two of them counts the lines between without reading them.
    type_number BIGINT NOT NULL CHECK (type_number >= 1),
    amount BIGINT NOT NULL
        CHECK (amount <> 0 AND amount BETWEEN -100000000000 AND 100000000000),
    -- What the wallet held after it.
    balance BIGINT NOT NULL,
    contra TEXT NOT NULL CHECK (contra IN ('grants', 'sales', 'usage', 'adjustments')),
    -- The sales number, and the same in lower case for the search.
    reference TEXT,
    reference_key TEXT,
    reference_url TEXT,
    -- Who caused it, and their name of that time (I18).
    user_id BIGINT REFERENCES users (id),
    actor_name TEXT,
    -- The line's place among the wallet's lines of that person, from 1.
    user_number BIGINT CHECK (user_number >= 1),
    -- N deliveries of one cause make one line (I4).
    cause_type TEXT NOT NULL,
    cause_id TEXT NOT NULL,
    -- The number of the line that this one undoes or corrects.
    undoes BIGINT,
    PRIMARY KEY (wallet_id, number),
    UNIQUE (cause_type, cause_id),
    FOREIGN KEY (wallet_id, undoes) REFERENCES transactions (wallet_id, number),
    CHECK ((reference IS NULL) = (reference_key IS NULL)),
    CHECK ((user_id IS NULL) = (actor_name IS NULL)),
    CHECK ((user_id IS NULL) = (user_number IS NULL))
);

CREATE INDEX transactions_at ON transactions (wallet_id, at, number);
CREATE INDEX transactions_type ON transactions (wallet_id, type, number);
CREATE INDEX transactions_user ON transactions (wallet_id, user_id, number, type)
    WHERE user_id IS NOT NULL;
CREATE INDEX transactions_reference
    ON transactions (wallet_id, number, reference_key, type, user_id)
    WHERE reference_key IS NOT NULL;
-- A line is undone once.
CREATE UNIQUE INDEX transactions_undoes ON transactions (wallet_id, undoes)
    WHERE undoes IS NOT NULL AND type = 'refund';

-- Append-only (I2): a correction is a new line that names the old one.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'transactions are append-only';
END
$$;

CREATE TRIGGER transactions_are_not_changed BEFORE UPDATE OR DELETE ON transactions
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER transactions_are_not_truncated BEFORE TRUNCATE ON transactions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Both sides of every line, for an audit that sums to 0.
CREATE VIEW ledger_entries (wallet_id, number, account, amount) AS
    SELECT wallet_id, number, 'wallet', amount FROM transactions
    UNION ALL
    SELECT wallet_id, number, contra, -amount FROM transactions;

CREATE TABLE generations (
    id BIGINT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    wallet_id BIGINT NOT NULL,
    images BIGINT NOT NULL CHECK (images BETWEEN 1 AND 100),
    -- The line that paid it, and the one that gave it back.
    debit_number BIGINT NOT NULL,
    refund_number BIGINT,
    created_at BIGINT NOT NULL,
    FOREIGN KEY (wallet_id, debit_number) REFERENCES transactions (wallet_id, number),
    FOREIGN KEY (wallet_id, refund_number) REFERENCES transactions (wallet_id, number)
);

-- The rule that a wallet holds while auto-renewal is on.
CREATE TABLE auto_renewals (
    wallet_id BIGINT PRIMARY KEY REFERENCES wallets (id),
    threshold BIGINT NOT NULL CHECK (threshold BETWEEN 0 AND 100000000000)
);

-- Of secrets only the SHA-256 is stored.
CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);

CREATE TABLE desktop_tokens (
    token_hash BYTEA PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users (id),
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

-- The answers to requests that must have one effect (I7).
CREATE TABLE idempotency_keys (
    user_id BIGINT NOT NULL REFERENCES users (id),
    method TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BYTEA NOT NULL,
    status BIGINT NOT NULL,
    content_type TEXT NOT NULL,
    body BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, method, route, key)
);

CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
