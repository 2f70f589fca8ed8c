-- The tables of Relux Credits. Ids, amounts (hundredths of a credit) and instants
-- (epoch milliseconds, UTC) are INTEGER; the words are those of the glossary.

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    -- The address in lower case: what is compared.
    email_key TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE organisations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- A removed member stays, with the instant (rule 12); one who comes back gets a new row.
CREATE TABLE memberships (
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    role TEXT NOT NULL CHECK (role IN ('owner', 'admin', 'member')),
    since INTEGER NOT NULL,
    removed_at INTEGER CHECK (removed_at >= since),
    PRIMARY KEY (organisation_id, user_id, since)
) STRICT;

CREATE UNIQUE INDEX memberships_present ON memberships (user_id, organisation_id)
    WHERE removed_at IS NULL;

-- One personal wallet a user, one shared wallet an organisation.
CREATE TABLE wallets (
    id INTEGER PRIMARY KEY,
    user_id INTEGER UNIQUE REFERENCES users (id),
    organisation_id INTEGER UNIQUE REFERENCES organisations (id),
    -- The sum of its lines (I1), and how many there are.
    balance INTEGER NOT NULL DEFAULT 0
        CHECK (balance BETWEEN -100000000000 AND 100000000000),
    last_number INTEGER NOT NULL DEFAULT 0,
    -- When its newest line was booked.
    last_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    CHECK ((user_id IS NULL) <> (organisation_id IS NULL))
) STRICT;

-- The lines of all wallets' histories. Each adds `amount` to its wallet and takes it
-- from the contra account: a transaction sums to 0 by construction (I1).
CREATE TABLE transactions (
    wallet_id INTEGER NOT NULL REFERENCES wallets (id),
    -- From 1, without gaps.
    number INTEGER NOT NULL CHECK (number >= 1),
    -- Never earlier than the line before, so that a period is a range of numbers.
    at INTEGER NOT NULL,
    type TEXT NOT NULL CHECK (type IN (
        'welcome_grant', 'purchase', 'automatic_renewal',
        'image_generation', 'refund', 'adjustment'
    )),
    -- The line's place among the wallet's lines of its type, from 1: a difference of
    -- two of them counts the lines between without reading them.
    type_number INTEGER NOT NULL CHECK (type_number >= 1),
    amount INTEGER NOT NULL
        CHECK (amount <> 0 AND amount BETWEEN -100000000000 AND 100000000000),
    -- What the wallet held after it.
    balance INTEGER NOT NULL,
    contra TEXT NOT NULL CHECK (contra IN ('grants', 'sales', 'usage', 'adjustments')),
    -- The sales number, and the same in lower case for the search.
    reference TEXT,
    reference_key TEXT,
    reference_url TEXT,
    -- Who caused it, and their name of that time (I18).
    user_id INTEGER REFERENCES users (id),
    actor_name TEXT,
    -- The line's place among the wallet's lines of that person, from 1.
    user_number INTEGER CHECK (user_number >= 1),
    -- N deliveries of one cause make one line (I4).
    cause_type TEXT NOT NULL,
    cause_id TEXT NOT NULL,
    -- The number of the line that this one undoes or corrects.
    undoes INTEGER,
    PRIMARY KEY (wallet_id, number),
    UNIQUE (cause_type, cause_id),
    FOREIGN KEY (wallet_id, undoes) REFERENCES transactions (wallet_id, number),
    CHECK ((reference IS NULL) = (reference_key IS NULL)),
    CHECK ((user_id IS NULL) = (actor_name IS NULL)),
    CHECK ((user_id IS NULL) = (user_number IS NULL))
) STRICT, WITHOUT ROWID;

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
CREATE TRIGGER transactions_are_not_changed BEFORE UPDATE ON transactions
BEGIN
    SELECT RAISE(ABORT, 'transactions are append-only');
END;

CREATE TRIGGER transactions_are_not_deleted BEFORE DELETE ON transactions
BEGIN
    SELECT RAISE(ABORT, 'transactions are append-only');
END;

-- Both sides of every line, for an audit that sums to 0.
CREATE VIEW ledger_entries (wallet_id, number, account, amount) AS
    SELECT wallet_id, number, 'wallet', amount FROM transactions
    UNION ALL
    SELECT wallet_id, number, contra, -amount FROM transactions;

CREATE TABLE generations (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    wallet_id INTEGER NOT NULL,
    images INTEGER NOT NULL CHECK (images BETWEEN 1 AND 100),
    -- The line that paid it, and the one that gave it back.
    debit_number INTEGER NOT NULL,
    refund_number INTEGER,
    created_at INTEGER NOT NULL,
    FOREIGN KEY (wallet_id, debit_number) REFERENCES transactions (wallet_id, number),
    FOREIGN KEY (wallet_id, refund_number) REFERENCES transactions (wallet_id, number)
) STRICT;

-- The rule that a wallet holds while auto-renewal is on.
CREATE TABLE auto_renewals (
    wallet_id INTEGER PRIMARY KEY REFERENCES wallets (id),
    threshold INTEGER NOT NULL CHECK (threshold BETWEEN 0 AND 100000000000)
) STRICT;

-- Of secrets only the SHA-256 is stored.
CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE desktop_tokens (
    token_hash BLOB PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

-- The answers to requests that must have one effect (I7).
CREATE TABLE idempotency_keys (
    user_id INTEGER NOT NULL REFERENCES users (id),
    method TEXT NOT NULL,
    route TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    content_type TEXT NOT NULL,
    body BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, method, route, key)
) STRICT;

CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
