//! What a wallet held at some time, by look-ups in the index of instants.

use api::{Credits, WalletId, wallet::TrendPoint};
use chrono::{DateTime, Utc};

use super::Tx;
use crate::Error;

/// The balance at `from`, then once a day, up to but not at `until`.
///
/// # Errors
/// [`Error::Database`].
pub async fn daily(
    tx: &mut Tx,
    wallet: WalletId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Vec<TrendPoint>, Error> {
    let sql = "WITH RECURSIVE instants (instant) AS (
            SELECT CAST($2 AS BIGINT) WHERE $2 < $3
            UNION ALL
            SELECT instant + 86400000 FROM instants WHERE instant + 86400000 < $3
        )
        SELECT instant, CAST(COALESCE((SELECT balance FROM transactions
            WHERE wallet_id = $1 AND at <= instant
            ORDER BY at DESC, number DESC LIMIT 1), 0) AS BIGINT) AS balance
        FROM instants ORDER BY instant";
    let rows = tx.fetch_all(sql, values![wallet, from, until]).await?;
    rows.iter()
        .map(|row| {
            Ok(TrendPoint {
                at: row.instant("instant")?,
                balance: row.credits("balance")?,
            })
        })
        .collect()
}

/// What was added after that instant by anything but usage (generations and their
/// refunds). These lines are few, however many generations there are.
///
/// # Errors
/// [`Error::Database`]; [`Error::Corrupt`] when it is no amount.
pub async fn added_since(tx: &mut Tx, wallet: WalletId, number: i64) -> Result<Credits, Error> {
    let sql = "SELECT CAST(COALESCE(SUM(amount), 0) AS BIGINT) AS added FROM transactions
        WHERE wallet_id = $1 AND number > $2
        AND type IN ('welcome_grant', 'purchase', 'automatic_renewal', 'adjustment')";
    tx.fetch_one(sql, values![wallet, number])
        .await?
        .credits("added")
}
