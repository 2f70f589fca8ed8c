//! Payments and their attempts.

mod attempt;

use api::{
    Credits, Money, PaymentId, UserId, WalletId,
    money::Currency,
    payment::{Decline, Dropped, PaymentCause},
    transaction::SalesNumber,
};
use chrono::{DateTime, Utc};

use super::{Row, Tx};
use crate::{
    Error,
    payment::machine::{Payment, State},
};

pub use attempt::{AttemptResult, AttemptRow, attempts, insert_attempt, of_reference, set_outcome};

/// A payment as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    /// Which.
    pub id: PaymentId,
    /// Whose.
    pub wallet: WalletId,
    /// Which crossing, for a renewal.
    pub epoch: Option<i64>,
    /// Who bought, for a purchase.
    pub user: Option<UserId>,
    /// What it buys, once that is decided.
    pub deal: Option<Deal>,
    /// How it stands.
    pub payment: Payment,
    /// The shop's number, once it is paid.
    pub sales_number: Option<SalesNumber>,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

/// What is bought, and for how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deal {
    /// How many credits.
    pub credits: Credits,
    /// For how much, VAT included.
    pub price: Money,
}

const COLUMNS: &str = "id, wallet_id, cause, epoch, user_id, credits, price_minor, currency,
    state, reason, confirm_url, attempt, charged_at, looks, next_at, sales_number,
    created_at, closed_at";

/// The word of a cause in the tables.
const fn cause_word(cause: PaymentCause) -> &'static str {
    match cause {
        PaymentCause::Purchase => "purchase",
        PaymentCause::Renewal => "renewal",
    }
}

/// The word of a decline in the tables.
pub(super) const fn decline_word(decline: Decline) -> &'static str {
    match decline {
        Decline::InsufficientFunds => "insufficient_funds",
        Decline::CardExpired => "card_expired",
        Decline::CardLost => "card_lost",
        Decline::NotConfirmed => "not_confirmed",
        Decline::Refused => "refused",
        Decline::NoAnswer => "no_answer",
        Decline::NoCard => "no_card",
        Decline::PackageGone => "package_gone",
    }
}

/// The decline with that word.
pub(super) fn decline(word: &str) -> Option<Decline> {
    Decline::ALL
        .into_iter()
        .find(|decline| decline_word(*decline) == word)
}

const fn dropped_word(dropped: Dropped) -> &'static str {
    match dropped {
        Dropped::NotNeeded => "not_needed",
        Dropped::TurnedOff => "turned_off",
        Dropped::Superseded => "superseded",
    }
}

/// A state as the tables hold it: its word, its reason and its page.
fn columns(state: &State) -> (&'static str, Option<&'static str>, Option<&str>) {
    match state {
        State::Due => ("due", None, None),
        State::Charging => ("charging", None, None),
        State::Waiting(reason) => ("waiting", Some(decline_word(*reason)), None),
        State::Confirming { url } => ("confirming", None, Some(url)),
        State::Limited => ("limited", None, None),
        State::Paid => ("paid", None, None),
        State::Declined(reason) => ("declined", Some(decline_word(*reason)), None),
        State::Dropped(reason) => ("dropped", Some(dropped_word(*reason)), None),
    }
}

fn state(row: &Row) -> Result<State, Error> {
    let word = row.text("state")?;
    let reason = row.opt_text("reason")?.unwrap_or_default();
    let state = match word.as_str() {
        "due" => Some(State::Due),
        "charging" => Some(State::Charging),
        "waiting" => decline(&reason).map(State::Waiting),
        "confirming" => row
            .opt_text("confirm_url")?
            .map(|url| State::Confirming { url }),
        "limited" => Some(State::Limited),
        "paid" => Some(State::Paid),
        "declined" => decline(&reason).map(State::Declined),
        "dropped" => Dropped::ALL
            .into_iter()
            .find(|dropped| dropped_word(*dropped) == reason)
            .map(State::Dropped),
        _unknown => None,
    };
    state.ok_or_else(|| Error::corrupt(format!("the payment state {word:?}, {reason:?}")))
}

/// The money in two columns.
pub(super) fn money(minor: i64, currency: String) -> Result<Money, Error> {
    let currency = Currency::try_from(currency).map_err(|_| Error::corrupt("a currency"))?;
    Ok(Money::new(minor, currency))
}

fn deal(row: &Row) -> Result<Option<Deal>, Error> {
    let parts = (
        row.opt_int("credits")?,
        row.opt_int("price_minor")?,
        row.opt_text("currency")?,
    );
    let (Some(credits), Some(minor), Some(currency)) = parts else {
        return Ok(None);
    };
    Ok(Some(Deal {
        credits: Credits::from_hundredths(credits).map_err(|_| Error::corrupt("credits"))?,
        price: money(minor, currency)?,
    }))
}

fn read(row: &Row) -> Result<PaymentRow, Error> {
    let cause = match row.text("cause")?.as_str() {
        "purchase" => PaymentCause::Purchase,
        "renewal" => PaymentCause::Renewal,
        other => return Err(Error::corrupt(format!("the cause {other:?}"))),
    };
    let sales_number = row.opt_text("sales_number")?.map(SalesNumber::try_from);
    Ok(PaymentRow {
        id: PaymentId::from_row(row.int("id")?),
        wallet: WalletId::from_row(row.int("wallet_id")?),
        epoch: row.opt_int("epoch")?,
        user: row.opt_int("user_id")?.map(UserId::from_row),
        deal: deal(row)?,
        payment: Payment {
            cause,
            state: state(row)?,
            attempt: u8::try_from(row.int("attempt")?)
                .map_err(|_| Error::corrupt("an attempt's number"))?,
            charged_at: row.opt_instant("charged_at")?,
            looks: u32::try_from(row.int("looks")?).unwrap_or(u32::MAX),
            next_at: row.opt_instant("next_at")?,
        },
        sales_number: sales_number
            .transpose()
            .map_err(|_| Error::corrupt("a sales number"))?,
        created_at: row.instant("created_at")?,
        closed_at: row.opt_instant("closed_at")?,
    })
}

/// Writes a new payment down. Returns `false`, and writes nothing, when the wallet has an
/// open one of the same cause, or had one of the same crossing (I8).
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx, row: &PaymentRow) -> Result<bool, Error> {
    let sql = "INSERT INTO payments (id, wallet_id, cause, epoch, user_id, credits, price_minor,
            currency, state, attempt, looks, next_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'due', 0, 0, $9, $10)
        ON CONFLICT DO NOTHING";
    let parameters = values![
        row.id,
        row.wallet,
        cause_word(row.payment.cause),
        row.epoch,
        row.user,
        row.deal.map(|deal| deal.credits),
        row.deal.map(|deal| deal.price.amount_minor),
        row.deal.map(|deal| deal.price.currency.to_string()),
        row.payment.next_at,
        row.created_at
    ];
    Ok(tx.execute(sql, parameters).await? == 1)
}

/// Writes down what has become of a payment.
///
/// # Errors
/// [`Error::Database`].
pub async fn update(tx: &mut Tx, row: &PaymentRow) -> Result<(), Error> {
    let (word, reason, url) = columns(&row.payment.state);
    let sql = "UPDATE payments SET credits = $2, price_minor = $3, currency = $4, state = $5,
            reason = $6, confirm_url = $7, attempt = $8, charged_at = $9, looks = $10,
            next_at = $11, sales_number = $12, closed_at = $13
        WHERE id = $1";
    let parameters = values![
        row.id,
        row.deal.map(|deal| deal.credits),
        row.deal.map(|deal| deal.price.amount_minor),
        row.deal.map(|deal| deal.price.currency.to_string()),
        word,
        reason,
        url,
        i64::from(row.payment.attempt),
        row.payment.charged_at,
        i64::from(row.payment.looks),
        row.payment.next_at,
        row.sales_number.as_ref().map(SalesNumber::as_str),
        row.closed_at
    ];
    tx.execute(sql, parameters).await?;
    Ok(())
}

/// A payment, by its id.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, id: PaymentId) -> Result<Option<PaymentRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM payments WHERE id = $1");
    let row = tx.fetch_optional(sql, values![id]).await?;
    row.as_ref().map(read).transpose()
}

/// The open payments of a wallet.
///
/// # Errors
/// [`Error::Database`].
pub async fn open_of(tx: &mut Tx, wallet: WalletId) -> Result<Vec<PaymentRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM payments WHERE wallet_id = $1 AND closed_at IS NULL ORDER BY id"
    );
    let rows = tx.fetch_all(sql, values![wallet]).await?;
    rows.iter().map(read).collect()
}

/// The newest payments of one cause of a wallet, newest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn newest(
    tx: &mut Tx,
    wallet: WalletId,
    cause: PaymentCause,
    limit: i64,
) -> Result<Vec<PaymentRow>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM payments WHERE wallet_id = $1 AND cause = $2
        ORDER BY created_at DESC, epoch DESC, id DESC LIMIT $3"
    );
    let rows = tx
        .fetch_all(sql, values![wallet, cause_word(cause), limit])
        .await?;
    rows.iter().map(read).collect()
}

/// Payments that have waited long enough, the longest first. Not locked: whoever deals
/// with one looks again.
///
/// # Errors
/// [`Error::Database`].
pub async fn due(tx: &mut Tx, limit: i64) -> Result<Vec<PaymentId>, Error> {
    let now = tx.now();
    let sql = "SELECT id FROM payments WHERE closed_at IS NULL AND next_at <= $1
        ORDER BY next_at LIMIT $2";
    let rows = tx.fetch_all(sql, values![now, limit]).await?;
    let id = |row: &Row| row.int("id").map(PaymentId::from_row);
    rows.iter().map(id).collect()
}

/// When the next payment has waited long enough.
///
/// # Errors
/// [`Error::Database`].
pub async fn next_at(tx: &mut Tx) -> Result<Option<DateTime<Utc>>, Error> {
    let sql = "SELECT MIN(next_at) AS next_at FROM payments WHERE closed_at IS NULL";
    tx.fetch_one(sql, values![]).await?.opt_instant("next_at")
}

/// What renewals of a wallet have cost in a period, in minor units: those that were paid
/// in it, and in full those that are undecided, whenever they began: their money may be
/// taken in this period (I12). One payment can be left out.
///
/// # Errors
/// [`Error::Database`].
pub async fn spent(
    tx: &mut Tx,
    wallet: WalletId,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    without: Option<PaymentId>,
) -> Result<i64, Error> {
    let sql = "SELECT CAST(COALESCE(SUM(price_minor), 0) AS BIGINT) AS spent FROM payments
        WHERE wallet_id = $1 AND cause = 'renewal' AND id <> $4
            AND (state IN ('charging', 'confirming')
                OR (state = 'paid' AND closed_at >= $2 AND closed_at < $3))";
    let without = without.map_or(-1, PaymentId::row);
    let row = tx
        .fetch_one(sql, values![wallet, from, until, without])
        .await?;
    row.int("spent")
}

/// The next number of the shop.
///
/// # Errors
/// [`Error::Database`].
pub async fn next_sales_number(tx: &mut Tx) -> Result<SalesNumber, Error> {
    let sql = "UPDATE sales_numbers SET last = last + 1 WHERE only_row = 1 RETURNING last";
    let last = tx.fetch_one(sql, values![]).await?.int("last")?;
    SalesNumber::try_from(format!("S{last:05}")).map_err(|_| Error::corrupt("a sales number"))
}

/// Lets the shop's numbers go on after that one, if they are not beyond it.
///
/// # Errors
/// [`Error::Database`].
pub async fn continue_sales_numbers(tx: &mut Tx, last: i64) -> Result<(), Error> {
    let sql = "UPDATE sales_numbers SET last = $1 WHERE only_row = 1 AND last < $1";
    tx.execute(sql, values![last]).await?;
    Ok(())
}
