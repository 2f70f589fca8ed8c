//! What came in and went out, without what auto-renewal bought.

use api::{Credits, WalletId};
use chrono::{DateTime, Utc};

use crate::{
    Error,
    store::{Row, Tx},
};

/// The amounts of the lines after that number, oldest first, but for automatic renewals.
///
/// # Errors
/// [`Error::Database`].
pub async fn moved_since(
    tx: &mut Tx,
    wallet: WalletId,
    number: i64,
) -> Result<Vec<(DateTime<Utc>, Credits)>, Error> {
    let sql = "SELECT at, amount FROM transactions
        WHERE wallet_id = $1 AND number > $2 AND type <> 'automatic_renewal' ORDER BY number";
    let rows = tx.fetch_all(sql, values![wallet, number]).await?;
    rows.iter()
        .map(|row| Ok((row.instant("at")?, row.credits("amount")?)))
        .collect()
}

/// The same, but of every so many lines only the sum of what came in, at the instant of
/// the first, and then the sum of what went out, at the instant of the last.
///
/// # Errors
/// [`Error::Database`].
pub async fn moved_by_parts(
    tx: &mut Tx,
    wallet: WalletId,
    number: i64,
    lines: i64,
) -> Result<Vec<(DateTime<Utc>, Credits)>, Error> {
    let sql = "SELECT MIN(at) AS first_at, MAX(at) AS last_at,
            CAST(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS BIGINT) AS came_in,
            CAST(SUM(CASE WHEN amount < 0 THEN amount ELSE 0 END) AS BIGINT) AS went_out
        FROM transactions
        WHERE wallet_id = $1 AND number > $2 AND type <> 'automatic_renewal'
        GROUP BY number / $3 ORDER BY MIN(number)";
    let rows = tx.fetch_all(sql, values![wallet, number, lines]).await?;
    let mut moved = Vec::new();
    for row in &rows {
        for (at, sum) in [("first_at", "came_in"), ("last_at", "went_out")] {
            let at = row.instant(at)?;
            moved.extend(amounts(row, sum)?.into_iter().map(|amount| (at, amount)));
        }
    }
    Ok(moved)
}

/// A sum in as many amounts as it takes, for one may be beyond any (I5).
fn amounts(row: &Row, sum: &'static str) -> Result<Vec<Credits>, Error> {
    let mut rest = row.int(sum)?;
    let most = Credits::MAX.hundredths();
    let mut amounts = Vec::new();
    while rest != 0 {
        let part = rest.clamp(-most, most);
        amounts.push(Credits::from_hundredths(part).map_err(|_| Error::corrupt(sum))?);
        rest = rest.saturating_sub(part);
    }
    Ok(amounts)
}
