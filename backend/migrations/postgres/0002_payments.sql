-- Money on its way. What was here of auto-renewal was a threshold alone; a rule is more
-- than that, and only a customer's own request turns one on (rule 9), so none is made up.
DROP TABLE auto_renewals;

-- Who pays for a wallet: the provider's customer, and the card that it keeps for us.
CREATE TABLE payment_accounts (
    wallet_id BIGINT PRIMARY KEY REFERENCES wallets (id),
    customer TEXT NOT NULL,
    method TEXT,
    brand TEXT,
    last4 TEXT,
    expiry_month BIGINT CHECK (expiry_month BETWEEN 1 AND 12),
    expiry_year BIGINT CHECK (expiry_year BETWEEN 2000 AND 9999),
    stored_at BIGINT,
    CHECK ((method IS NULL) = (brand IS NULL)),
    CHECK ((method IS NULL) = (last4 IS NULL)),
    CHECK ((method IS NULL) = (expiry_month IS NULL)),
    CHECK ((method IS NULL) = (expiry_year IS NULL)),
    CHECK ((method IS NULL) = (stored_at IS NULL))
);

-- Pages of the provider that were opened to store a card, until their end is known.
CREATE TABLE card_sessions (
    session TEXT PRIMARY KEY,
    wallet_id BIGINT NOT NULL REFERENCES wallets (id),
    opened_at BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);

CREATE INDEX card_sessions_next ON card_sessions (next_at);

-- The wallets' rules. Without a threshold auto-renewal is off; the row stays, because
-- its version and its epoch only grow.
CREATE TABLE auto_renewals (
    wallet_id BIGINT PRIMARY KEY REFERENCES wallets (id),
    version BIGINT NOT NULL CHECK (version >= 1),
    threshold BIGINT CHECK (threshold BETWEEN 0 AND 100000000000),
    package TEXT,
    -- In minor units of that currency; absent when no limit was chosen.
    limit_minor BIGINT CHECK (limit_minor >= 0),
    limit_currency TEXT,
    -- Why it buys nothing although it is on (rule 8), and since when.
    paused TEXT,
    paused_at BIGINT,
    -- How many crossings there were: one renewal each (I8).
    epoch BIGINT NOT NULL DEFAULT 0,
    -- Who set it last, and gets the e-mails.
    set_by BIGINT NOT NULL REFERENCES users (id),
    set_at BIGINT NOT NULL,
    CHECK ((threshold IS NULL) = (package IS NULL)),
    CHECK (threshold IS NOT NULL OR limit_minor IS NULL),
    CHECK (threshold IS NOT NULL OR paused IS NULL),
    CHECK ((limit_minor IS NULL) = (limit_currency IS NULL)),
    CHECK ((paused IS NULL) = (paused_at IS NULL))
);

-- Intents to pay: a purchase by hand, or the renewal of one crossing. Each is here
-- before the provider hears of it.
CREATE TABLE payments (
    id BIGINT PRIMARY KEY,
    wallet_id BIGINT NOT NULL REFERENCES wallets (id),
    cause TEXT NOT NULL CHECK (cause IN ('purchase', 'renewal')),
    -- Which crossing, for a renewal (I8).
    epoch BIGINT CHECK ((cause = 'renewal') = (epoch IS NOT NULL)),
    -- Who bought, for a purchase.
    user_id BIGINT REFERENCES users (id) CHECK ((cause = 'purchase') = (user_id IS NOT NULL)),
    -- What it buys; decided just before the card is charged, for a renewal (I15).
    credits BIGINT CHECK (credits BETWEEN 1 AND 100000000000),
    price_minor BIGINT CHECK (price_minor BETWEEN 1 AND 100000000000),
    currency TEXT,
    state TEXT NOT NULL CHECK (state IN (
        'due', 'charging', 'waiting', 'confirming', 'limited', 'paid', 'declined', 'dropped'
    )),
    reason TEXT,
    confirm_url TEXT,
    -- How many times the card was charged, or tried; 4 at most (I13).
    attempt BIGINT NOT NULL DEFAULT 0 CHECK (attempt BETWEEN 0 AND 4),
    -- When the present attempt was handed to the provider: the month that it counts in,
    -- and the age of its key (I11, I12).
    charged_at BIGINT,
    -- How often its outcome was asked for.
    looks BIGINT NOT NULL DEFAULT 0,
    -- When there is something to do; absent once it is closed.
    next_at BIGINT,
    sales_number TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    UNIQUE (wallet_id, epoch),
    CHECK ((credits IS NULL) = (price_minor IS NULL)),
    CHECK ((credits IS NULL) = (currency IS NULL)),
    CHECK ((attempt = 0) = (charged_at IS NULL)),
    CHECK (state NOT IN ('charging', 'confirming', 'paid') OR credits IS NOT NULL),
    CHECK ((state IN ('waiting', 'declined', 'dropped')) = (reason IS NOT NULL)),
    CHECK ((state = 'confirming') = (confirm_url IS NOT NULL)),
    CHECK ((state = 'paid') = (sales_number IS NOT NULL)),
    CHECK ((state IN ('paid', 'declined', 'dropped')) = (closed_at IS NOT NULL)),
    CHECK ((closed_at IS NULL) = (next_at IS NOT NULL))
);

-- At most one open renewal a wallet, and one purchase that the provider is asked for (I8,
-- I15). A purchase that waits for its buyer's confirmation keeps nobody from buying.
CREATE UNIQUE INDEX payments_open ON payments (wallet_id, cause)
    WHERE closed_at IS NULL AND (cause = 'renewal' OR state <> 'confirming');
CREATE INDEX payments_next ON payments (next_at) WHERE closed_at IS NULL;
CREATE INDEX payments_wallet ON payments (wallet_id, cause, created_at);
CREATE INDEX payments_charged ON payments (wallet_id, cause, charged_at);

-- Every time that a card was charged, or tried. The reference is the key that the
-- provider knows the attempt by; it is never used for another (I11).
CREATE TABLE payment_attempts (
    payment_id BIGINT NOT NULL REFERENCES payments (id),
    number BIGINT NOT NULL CHECK (number BETWEEN 1 AND 4),
    reference TEXT NOT NULL UNIQUE,
    customer TEXT NOT NULL,
    method TEXT NOT NULL,
    credits BIGINT NOT NULL CHECK (credits >= 1),
    price_minor BIGINT NOT NULL CHECK (price_minor >= 1),
    currency TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- 'unknown', 'charged', 'confirming', or why it was declined.
    outcome TEXT NOT NULL DEFAULT 'unknown',
    PRIMARY KEY (payment_id, number)
);

-- An attempt that was charged is never anything else again (I9).
CREATE FUNCTION refuse_uncharging() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an attempt that was charged stays charged';
END
$$;

CREATE TRIGGER attempts_stay_charged BEFORE UPDATE OF outcome ON payment_attempts
    FOR EACH ROW WHEN (OLD.outcome = 'charged' AND NEW.outcome <> 'charged')
    EXECUTE FUNCTION refuse_uncharging();

-- The shop's numbers: the last one that was given.
CREATE TABLE sales_numbers (
    only_row BIGINT PRIMARY KEY CHECK (only_row = 1),
    last BIGINT NOT NULL CHECK (last >= 41)
);

INSERT INTO sales_numbers (only_row, last) VALUES (1, 41);
