//! Every time that a card was charged, or tried.

use api::{PaymentId, payment::Decline};
use chrono::{DateTime, Utc};

use super::{Deal, decline, decline_word, money};
use crate::{
    Error,
    store::{Row, Tx},
};

/// An attempt as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    /// Of which payment.
    pub payment: PaymentId,
    /// The how many-th, from 1.
    pub number: u8,
    /// The key that the provider knows it by.
    pub reference: String,
    /// The provider's customer.
    pub customer: String,
    /// The provider's name of the card.
    pub method: String,
    /// What was to be bought.
    pub deal: Deal,
    /// When it was handed over.
    pub at: DateTime<Utc>,
    /// What came of it.
    pub result: AttemptResult,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptResult {
    /// Not known.
    Unknown,
    /// The money was taken.
    Charged,
    /// It waits for the customer.
    Confirming,
    /// It was declined.
    Declined(Decline),
}

const COLUMNS: &str = "payment_id, number, reference, customer, method, credits, price_minor,
    currency, at, outcome";

const fn word(result: AttemptResult) -> &'static str {
    match result {
        AttemptResult::Unknown => "unknown",
        AttemptResult::Charged => "charged",
        AttemptResult::Confirming => "confirming",
        AttemptResult::Declined(reason) => decline_word(reason),
    }
}

fn read(row: &Row) -> Result<AttemptRow, Error> {
    let outcome = row.text("outcome")?;
    let result = match outcome.as_str() {
        "unknown" => Some(AttemptResult::Unknown),
        "charged" => Some(AttemptResult::Charged),
        "confirming" => Some(AttemptResult::Confirming),
        reason => decline(reason).map(AttemptResult::Declined),
    };
    Ok(AttemptRow {
        payment: PaymentId::from_row(row.int("payment_id")?),
        number: u8::try_from(row.int("number")?)
            .map_err(|_| Error::corrupt("an attempt's number"))?,
        reference: row.text("reference")?,
        customer: row.text("customer")?,
        method: row.text("method")?,
        deal: Deal {
            credits: row.credits("credits")?,
            price: money(row.int("price_minor")?, row.text("currency")?)?,
        },
        at: row.instant("at")?,
        result: result.ok_or_else(|| Error::corrupt(format!("the outcome {outcome:?}")))?,
    })
}

/// Writes an attempt down, before the provider hears of it.
///
/// # Errors
/// [`Error::Database`]; also when its reference or its number was used before.
pub async fn insert_attempt(tx: &mut Tx, row: &AttemptRow) -> Result<(), Error> {
    let sql = "INSERT INTO payment_attempts (payment_id, number, reference, customer, method,
            credits, price_minor, currency, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let parameters = values![
        row.payment,
        i64::from(row.number),
        row.reference.as_str(),
        row.customer.as_str(),
        row.method.as_str(),
        row.deal.credits,
        row.deal.price.amount_minor,
        row.deal.price.currency.to_string(),
        row.at
    ];
    tx.execute(sql, parameters).await?;
    Ok(())
}

/// Writes down what came of an attempt.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_outcome(
    tx: &mut Tx,
    payment: PaymentId,
    number: u8,
    result: AttemptResult,
) -> Result<(), Error> {
    let sql = "UPDATE payment_attempts SET outcome = $3 WHERE payment_id = $1 AND number = $2";
    tx.execute(sql, values![payment, i64::from(number), word(result)])
        .await?;
    Ok(())
}

/// The attempts of a payment, oldest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn attempts(tx: &mut Tx, payment: PaymentId) -> Result<Vec<AttemptRow>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM payment_attempts WHERE payment_id = $1 ORDER BY number");
    let rows = tx.fetch_all(sql, values![payment]).await?;
    rows.iter().map(read).collect()
}

/// The attempt with that reference.
///
/// # Errors
/// [`Error::Database`].
pub async fn of_reference(tx: &mut Tx, reference: &str) -> Result<Option<AttemptRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM payment_attempts WHERE reference = $1");
    let row = tx.fetch_optional(sql, values![reference]).await?;
    row.as_ref().map(read).transpose()
}
