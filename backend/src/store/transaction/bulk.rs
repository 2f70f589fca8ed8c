//! Many lines at once, whose numbers and balances the caller has worked out.

use std::fmt::Write as _;

use api::{Credits, WalletId};
use chrono::{DateTime, Utc};

use super::{Changed, NewLine, Places, contra};
use crate::{
    Error,
    store::{Dialect, Tx, Value},
};

/// Rows of one statement: enough that its overhead is small, and its 17 parameters a
/// row stay far below what both databases take (32,766 and 65,535).
const ROWS: usize = 250;

/// Writes lines of one wallet: each with what the wallet was after it, and its place
/// among the lines of its type. The wallet must be locked, and is brought up to the
/// last line.
///
/// # Errors
/// [`Error::Database`]; also if one of the causes has a line already.
pub async fn insert_all(
    tx: &mut Tx,
    wallet: WalletId,
    lines: &[(NewLine, Changed, Places)],
) -> Result<(), Error> {
    for chunk in lines.chunks(ROWS) {
        let mut sql = "INSERT INTO transactions (wallet_id, number, at, type, type_number,
            amount, balance, contra, reference, reference_key, reference_url, user_id,
            actor_name, user_number, cause_type, cause_id, undoes) VALUES "
            .to_owned();
        let mut values = Vec::with_capacity(chunk.len().saturating_mul(17));
        for (line, changed, places) in chunk {
            let row = parameters(line, *changed, *places);
            push_row(tx.dialect(), &mut sql, &mut values, row);
        }
        tx.execute(sql, values).await?;
    }
    if let Some((_, last, _)) = lines.last() {
        let sql = "UPDATE wallets SET balance = $2, last_number = $3, last_at = $4 WHERE id = $1";
        let Changed {
            number,
            at,
            balance,
        } = *last;
        tx.execute(sql, values![wallet, balance, number, at])
            .await?;
    }
    Ok(())
}

/// Adds `($1, …, $17)` and its parameters to a statement. SQLite looks a parameter's name
/// up among all before it, so thousands of them must go without.
fn push_row(dialect: Dialect, sql: &mut String, values: &mut Vec<Value>, row: [Value; 17]) {
    sql.push_str(if values.is_empty() { "(" } else { ", (" });
    for (place, value) in row.into_iter().enumerate() {
        values.push(value);
        let comma = if place == 0 { "" } else { ", " };
        sql.push_str(comma);
        match dialect {
            Dialect::Sqlite => sql.push('?'),
            // Writing to a string can't fail.
            Dialect::Postgres => drop(write!(sql, "${}", values.len())),
        }
    }
    sql.push(')');
}

fn parameters(line: &NewLine, changed: Changed, places: Places) -> [Value; 17] {
    let (number, at, balance): (i64, DateTime<Utc>, Credits) =
        (changed.number, changed.at, changed.balance);
    let reference = line.reference.as_ref().map(|one| one.number.as_str());
    values![
        line.wallet,
        number,
        at,
        line.kind.as_str(),
        places.of_type,
        line.amount,
        balance,
        contra(line.kind),
        reference,
        reference.map(str::to_lowercase),
        line.reference.as_ref().and_then(|one| one.url.as_deref()),
        line.by.as_ref().map(|by| by.user),
        line.by.as_ref().map(|by| by.name.as_str()),
        places.of_user,
        line.cause.kind,
        line.cause.id.as_str(),
        line.undoes
    ]
}
