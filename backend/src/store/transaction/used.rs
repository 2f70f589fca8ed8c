//! Who has used how much of a wallet.

use std::ops::RangeInclusive;

use api::{Credits, UserId, WalletId};

use crate::{Error, store::Tx};

use super::By;

/// What everybody has used within these numbers: generations less refunds, under the name of
/// the last one.
///
/// # Errors
/// [`Error::Database`].
pub async fn used_by_each(
    tx: &mut Tx,
    wallet: WalletId,
    numbers: &RangeInclusive<i64>,
) -> Result<Vec<(By, Credits)>, Error> {
    let sql = "SELECT sums.user_id, sums.used, transactions.actor_name
        FROM (
            SELECT user_id, MAX(number) AS number, CAST(-SUM(amount) AS BIGINT) AS used
            FROM transactions
            WHERE wallet_id = $1 AND number >= $2 AND number <= $3
                AND contra = 'usage' AND user_id IS NOT NULL
            GROUP BY user_id
        ) sums
        JOIN transactions ON transactions.wallet_id = $1 AND transactions.number = sums.number";
    let parameters = values![wallet, *numbers.start(), *numbers.end()];
    let rows = tx.fetch_all(sql, parameters).await?;
    rows.iter()
        .map(|row| {
            let by = By {
                user: UserId::from_row(row.int("user_id")?),
                name: row.text("actor_name")?,
            };
            Ok((by, row.credits("used")?))
        })
        .collect()
}

/// What one person has used after that number.
///
/// # Errors
/// [`Error::Database`].
pub async fn used_by_one(
    tx: &mut Tx,
    wallet: WalletId,
    user: UserId,
    after: i64,
) -> Result<Credits, Error> {
    let sql = "SELECT CAST(COALESCE(-SUM(amount), 0) AS BIGINT) AS used FROM transactions
        WHERE wallet_id = $1 AND user_id = $2 AND number > $3 AND contra = 'usage'";
    let row = tx.fetch_one(sql, values![wallet, user, after]).await?;
    row.credits("used")
}
