//! What a balance card shows (C2–C4).

use api::{
    Credits, UserId, WalletId,
    wallet::{Balance, TREND_DAYS, TrendPoint, days_left},
};
use chrono::{DateTime, TimeDelta, Utc};

use super::access::access;
use crate::{
    Error,
    store::{Tx, balance, transaction},
};

/// The balance of a wallet that the viewer may look at, with its last days.
///
/// # Errors
/// [`api::Code::NotFound`] for any other wallet; [`Error::Database`].
pub async fn balance_card(tx: &mut Tx, viewer: UserId, id: WalletId) -> Result<Balance, Error> {
    let access = access(tx, viewer, id).await?;
    let now = tx.now();
    let period = now - TimeDelta::days(i64::from(TREND_DAYS));
    let from = period.max(access.row.created_at);
    let mut trend = balance::daily(tx, id, from, now).await?;
    let at_start = trend.first().map_or(Credits::ZERO, |point| point.balance);
    let used = used_since(tx, id, from, at_start, access.row.balance).await?;
    if !trend.is_empty() {
        trend.push(TrendPoint {
            at: now,
            balance: access.row.balance,
        });
    }
    let days = u32::try_from((now - from).num_days()).unwrap_or(0);
    Ok(Balance {
        wallet: access.wallet,
        balance: access.row.balance,
        number: access.row.last_number,
        threshold: access.row.threshold,
        trend,
        days_left: days_left(access.row.balance, used, days),
    })
}

/// What generations took less what refunds gave back after that instant. What came in
/// and what is there now tell it, without reading the generations.
async fn used_since(
    tx: &mut Tx,
    wallet: WalletId,
    from: DateTime<Utc>,
    at_start: Credits,
    now: Credits,
) -> Result<Credits, Error> {
    let just_after = from.timestamp_millis().saturating_add(1);
    let number = transaction::number_before(tx, wallet, just_after).await?;
    let added = balance::added_since(tx, wallet, number).await?;
    at_start
        .checked_add(added)
        .and_then(|there| there.checked_sub(now))
        .ok_or_else(|| Error::corrupt("usage beyond any amount"))
}
