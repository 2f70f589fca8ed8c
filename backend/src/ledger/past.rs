//! What came in and went out of a wallet lately, for a replay of what auto-renewal would
//! have done (A11).

use api::{
    Credits, TransactionId, WalletId,
    replay::{MOVEMENTS_MAX, Movement, Past, REPLAY_DAYS, condense},
};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Error, calendar,
    store::{Tx, transaction, wallet},
};

/// Lines that are read one by one; of more, the database adds neighbours up.
const LINES_MAX: i64 = 20_000;

/// The last [`REPLAY_DAYS`] days of a wallet; who may see it is for the caller to say.
///
/// # Errors
/// [`Error::Database`]; also without such a wallet.
pub async fn past(tx: &mut Tx, id: WalletId) -> Result<Past, Error> {
    let row = wallet::find(tx, id).await?;
    let row = row.ok_or_else(|| Error::corrupt("a wallet that is not there"))?;
    let until = tx.now();
    let from = (until - TimeDelta::days(i64::from(REPLAY_DAYS))).max(row.created_at);
    // What a wallet is created with belongs to its beginning.
    let began = from.timestamp_millis().saturating_add(1);
    let before = transaction::number_before(tx, id, began).await?;
    let line = TransactionId {
        wallet: id,
        number: before,
    };
    let balance = transaction::find(tx, line).await?;
    let lines = row.last_number.saturating_sub(before);
    let moved = if lines > LINES_MAX {
        // Each part is two amounts at most.
        let each = lines.saturating_mul(2) / LINES_MAX;
        transaction::moved_by_parts(tx, id, before, each.saturating_add(1)).await?
    } else {
        transaction::moved_since(tx, id, before).await?
    };
    let movements = moved
        .into_iter()
        .map(|(at, amount)| Movement(millis(from, at), amount))
        .collect();
    let (movements, is_complete) = condense(movements, MOVEMENTS_MAX);
    Ok(Past {
        from,
        until,
        balance: balance.map_or(Credits::ZERO, |line| line.balance),
        movements,
        months: months(from, until),
        is_complete: is_complete && lines <= LINES_MAX,
    })
}

/// Milliseconds from one instant to a later one.
fn millis(from: DateTime<Utc>, at: DateTime<Utc>) -> u64 {
    u64::try_from((at - from).num_milliseconds()).unwrap_or(0)
}

/// The beginnings of calendar months between two instants.
fn months(from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<DateTime<Utc>> {
    let mut months = Vec::new();
    let (_, mut next) = calendar::month_of(from);
    while next <= until {
        months.push(next);
        (_, next) = calendar::month_of(next);
    }
    months
}
