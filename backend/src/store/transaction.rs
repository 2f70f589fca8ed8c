//! The lines of the wallets' histories: writing them, and looking one up.

mod bulk;
mod moved;
mod select;
mod used;

use api::{
    Credits, TransactionId, UserId, WalletId,
    transaction::{Reference, SalesNumber, TransactionType},
};
use chrono::{DateTime, Utc};

use super::{Row, Tx};
use crate::Error;

pub use bulk::insert_all;
pub use moved::{moved_by_parts, moved_since};
pub use select::{
    Order, Selection, TextMatch, count, export_page, number_before, page, type_number, user_number,
};
pub use used::{used_by_each, used_by_one};

/// One line as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its wallet and its number.
    pub id: TransactionId,
    /// When it was booked.
    pub at: DateTime<Utc>,
    /// What it is.
    pub kind: TransactionType,
    /// The purchase that it belongs to.
    pub reference: Option<Reference>,
    /// What it adds or takes.
    pub amount: Credits,
    /// What the wallet held after it.
    pub balance: Credits,
    /// Who caused it, under the name of that time.
    pub by: Option<By>,
    /// The number of the line that it undoes or corrects.
    pub undoes: Option<i64>,
}

/// Who caused a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// The person.
    pub user: UserId,
    /// Their name of that time.
    pub name: String,
}

/// Why a line is there: N deliveries of one cause make one line (I4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What kind of thing.
    pub kind: &'static str,
    /// Which of them.
    pub id: String,
}

/// A line to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLine {
    /// The wallet that it changes.
    pub wallet: WalletId,
    /// What it is.
    pub kind: TransactionType,
    /// What it adds or takes; not zero.
    pub amount: Credits,
    /// The purchase that it belongs to.
    pub reference: Option<Reference>,
    /// Who causes it.
    pub by: Option<By>,
    /// Why it is there.
    pub cause: Cause,
    /// The number of the line that it undoes or corrects.
    pub undoes: Option<i64>,
}

/// A line's place among others of its wallet, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// Among the lines of its type.
    pub of_type: i64,
    /// Among the lines of the same person, if somebody caused it.
    pub of_user: Option<i64>,
}

/// What a wallet is after an amount was added to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// The number of the line that must be written now.
    pub number: i64,
    /// Its instant: now, but never before the line before it.
    pub at: DateTime<Utc>,
    /// What the wallet holds.
    pub balance: Credits,
}

/// The columns of a [`Line`].
const COLUMNS: &str = "number, at, type, amount, balance, reference, reference_url, user_id,
    actor_name, undoes";

fn read(wallet: WalletId, row: &Row) -> Result<Line, Error> {
    let number = row.int("number")?;
    let word = row.text("type")?;
    let reference = row.opt_text("reference")?.map(SalesNumber::try_from);
    let by = match (row.opt_int("user_id")?, row.opt_text("actor_name")?) {
        (Some(user), Some(name)) => Some(By {
            user: UserId::from_row(user),
            name,
        }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => return Err(Error::corrupt("half an actor")),
    };
    Ok(Line {
        id: TransactionId { wallet, number },
        at: row.instant("at")?,
        kind: TransactionType::parse(&word)
            .ok_or_else(|| Error::corrupt(format!("the type {word:?}")))?,
        reference: match reference {
            Some(Ok(number)) => Some(Reference {
                number,
                url: row.opt_text("reference_url")?,
            }),
            Some(Err(_)) => return Err(Error::corrupt("a sales number")),
            None => None,
        },
        amount: row.credits("amount")?,
        balance: row.credits("balance")?,
        by,
        undoes: row.opt_int("undoes")?,
    })
}

/// The account that changes by the opposite of a line's amount (I1).
const fn contra(kind: TransactionType) -> &'static str {
    match kind {
        TransactionType::WelcomeGrant => "grants",
        TransactionType::Purchase | TransactionType::AutomaticRenewal => "sales",
        TransactionType::ImageGeneration | TransactionType::Refund => "usage",
        TransactionType::Adjustment => "adjustments",
    }
}

/// Adds an amount to a wallet, unless its balance would leave 0 … [`Credits::MAX`]
/// (I3, I5): then nothing changes and the answer is `None`. A wallet that was taken
/// below zero may be filled up in steps. The line must be written in this transaction.
///
/// # Errors
/// [`Error::Database`].
pub async fn change_wallet(
    tx: &mut Tx,
    wallet: WalletId,
    amount: Credits,
) -> Result<Option<Changed>, Error> {
    // The comparison happens in the statement that holds the row's lock: nobody can
    // spend in between what was looked at before.
    let sql = "UPDATE wallets
        SET balance = balance + $2,
            last_number = last_number + 1,
            last_at = CASE WHEN last_at > $3 THEN last_at ELSE $3 END
        WHERE id = $1 AND ($2 > 0 OR balance + $2 >= 0) AND balance + $2 <= $4
        RETURNING last_number, last_at, balance";
    let now = tx.now();
    let parameters = values![wallet, amount, now, Credits::MAX];
    let row = tx.fetch_optional(sql, parameters).await?;
    row.map(|row| {
        Ok(Changed {
            number: row.int("last_number")?,
            at: row.instant("last_at")?,
            balance: row.credits("balance")?,
        })
    })
    .transpose()
}

/// Writes the line of a change. Returns `false`, and writes nothing, if its cause has
/// a line already.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx, line: &NewLine, changed: Changed) -> Result<bool, Error> {
    let sql = "INSERT INTO transactions (wallet_id, number, at, type, type_number, amount,
            balance, contra, reference, reference_key, reference_url, user_id, actor_name,
            user_number, cause_type, cause_id, undoes)
        VALUES ($1, $2, $3, $4,
            1 + COALESCE((SELECT type_number FROM transactions
                WHERE wallet_id = $1 AND type = $4 ORDER BY number DESC LIMIT 1), 0),
            $5, $6, $7, $8, $9, $10, $11, $12,
            CASE WHEN $11 IS NULL THEN NULL ELSE
                1 + COALESCE((SELECT user_number FROM transactions
                    WHERE wallet_id = $1 AND user_id = $11 ORDER BY number DESC LIMIT 1), 0)
            END,
            $13, $14, $15)
        ON CONFLICT (cause_type, cause_id) DO NOTHING";
    let number = line.reference.as_ref().map(|one| one.number.as_str());
    let parameters = values![
        line.wallet,
        changed.number,
        changed.at,
        line.kind.as_str(),
        line.amount,
        changed.balance,
        contra(line.kind),
        number,
        number.map(str::to_lowercase),
        line.reference.as_ref().and_then(|one| one.url.as_deref()),
        line.by.as_ref().map(|by| by.user),
        line.by.as_ref().map(|by| by.name.as_str()),
        line.cause.kind,
        line.cause.id.as_str(),
        line.undoes
    ];
    Ok(tx.execute(sql, parameters).await? == 1)
}

/// The line of that cause.
///
/// # Errors
/// [`Error::Database`].
pub async fn of_cause(tx: &mut Tx, cause: &Cause) -> Result<Option<Line>, Error> {
    let sql = format!(
        "SELECT wallet_id, {COLUMNS} FROM transactions WHERE cause_type = $1 AND cause_id = $2"
    );
    let row = tx
        .fetch_optional(sql, values![cause.kind, cause.id.as_str()])
        .await?;
    row.map(|row| read(WalletId::from_row(row.int("wallet_id")?), &row))
        .transpose()
}

/// One line.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, id: TransactionId) -> Result<Option<Line>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM transactions WHERE wallet_id = $1 AND number = $2");
    let row = tx
        .fetch_optional(sql, values![id.wallet, id.number])
        .await?;
    row.map(|row| read(id.wallet, &row)).transpose()
}
