//! Looks for lines and wallets that break what the ledger promises.

use super::Tx;
use crate::Error;

/// A check: what it finds, and the statement that finds it, as `wallet_id` and `number`.
pub struct Check {
    /// What is wrong with each row that it finds.
    pub violation: &'static str,
    sql: &'static str,
}

/// A place where a promise is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The wallet.
    pub wallet: i64,
    /// The line, or 0 for the wallet as a whole.
    pub number: i64,
}

/// Every check.
pub const CHECKS: [Check; 8] = [
    Check {
        violation: "I1: the balance is not the sum of the lines",
        sql: "SELECT id AS wallet_id, CAST(0 AS BIGINT) AS number FROM wallets
            WHERE balance <> COALESCE((SELECT SUM(amount) FROM transactions
                WHERE transactions.wallet_id = wallets.id), 0)",
    },
    Check {
        violation: "I1: both sides of the line do not sum to 0",
        sql: "SELECT wallet_id, number FROM ledger_entries
            GROUP BY wallet_id, number HAVING SUM(amount) <> 0",
    },
    Check {
        violation: "I1: the wallet does not know its newest line",
        sql: "SELECT id AS wallet_id, CAST(0 AS BIGINT) AS number FROM wallets
            WHERE last_number <> COALESCE((SELECT MAX(number) FROM transactions
                WHERE transactions.wallet_id = wallets.id), 0)
            OR last_at < COALESCE((SELECT MAX(at) FROM transactions
                WHERE transactions.wallet_id = wallets.id), 0)",
    },
    Check {
        violation: "the line does not follow from the one before it",
        sql: "SELECT wallet_id, number FROM (
                SELECT wallet_id, number, at, amount, balance,
                    LAG(number, 1, CAST(0 AS BIGINT)) OVER lines AS number_before,
                    LAG(at, 1, at) OVER lines AS at_before,
                    LAG(balance, 1, CAST(0 AS BIGINT)) OVER lines AS balance_before
                FROM transactions WINDOW lines AS (PARTITION BY wallet_id ORDER BY number)
            ) AS followed
            WHERE number <> number_before + 1 OR at < at_before
            OR balance <> balance_before + amount",
    },
    Check {
        violation: "the line's place among those of its type is wrong",
        sql: "SELECT wallet_id, number FROM (
                SELECT wallet_id, number, type_number, ROW_NUMBER() OVER (
                    PARTITION BY wallet_id, type ORDER BY number) AS place
                FROM transactions
            ) AS placed
            WHERE type_number <> place",
    },
    Check {
        violation: "the line's place among those of its person is wrong",
        sql: "SELECT wallet_id, number FROM (
                SELECT wallet_id, number, user_number, ROW_NUMBER() OVER (
                    PARTITION BY wallet_id, user_id ORDER BY number) AS place
                FROM transactions WHERE user_id IS NOT NULL
            ) AS placed
            WHERE user_number <> place",
    },
    Check {
        violation: "I3: a debit left less than nothing",
        sql: "SELECT wallet_id, number FROM transactions
            WHERE type = 'image_generation' AND (balance < 0 OR amount > 0)",
    },
    Check {
        violation: "rule 4: a refund does not give back what a generation took",
        sql: "SELECT refunds.wallet_id, refunds.number FROM transactions AS refunds
            LEFT JOIN transactions AS debits ON debits.wallet_id = refunds.wallet_id
                AND debits.number = refunds.undoes AND debits.type = 'image_generation'
            WHERE refunds.type = 'refund'
            AND (debits.amount IS NULL OR debits.amount + refunds.amount <> 0)",
    },
];

/// Where a check finds something; at most 100 places.
///
/// # Errors
/// [`Error::Database`].
pub async fn run(tx: &mut Tx, check: &Check) -> Result<Vec<Place>, Error> {
    let sql = format!("{} LIMIT 100", check.sql);
    let rows = tx.fetch_all(sql, []).await?;
    rows.iter()
        .map(|row| {
            Ok(Place {
                wallet: row.int("wallet_id")?,
                number: row.int("number")?,
            })
        })
        .collect()
}
