//! Mails that are to be sent, or were.

use chrono::{DateTime, Utc};

use super::{Row, Tx};
use crate::Error;

/// A mail that is written down.
#[derive(Debug, Clone, Copy)]
pub struct NewMail<'a> {
    /// What it tells of: one mail an outcome (I20).
    pub cause: &'a str,
    /// An address.
    pub recipient: &'a str,
    /// One line.
    pub subject: &'a str,
    /// The body as text.
    pub plain: &'a str,
    /// The body as HTML.
    pub html: &'a str,
}

/// A mail as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailRow {
    /// Also the Message-ID's.
    pub id: i64,
    /// An address.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// The body as text.
    pub plain: String,
    /// The body as HTML.
    pub html: String,
    /// When it was written down.
    pub created_at: DateTime<Utc>,
    /// How often a server was asked to take it.
    pub attempts: i64,
    /// When one did.
    pub sent_at: Option<DateTime<Utc>>,
    /// When it is tried again; absent once it was sent, or given up.
    pub next_at: Option<DateTime<Utc>>,
    /// What the server said last, if it did not take it.
    pub error: Option<String>,
}

const COLUMNS: &str =
    "id, recipient, subject, plain, html, created_at, attempts, sent_at, next_at, error";

fn read(row: &Row) -> Result<MailRow, Error> {
    Ok(MailRow {
        id: row.int("id")?,
        recipient: row.text("recipient")?,
        subject: row.text("subject")?,
        plain: row.text("plain")?,
        html: row.text("html")?,
        created_at: row.instant("created_at")?,
        attempts: row.int("attempts")?,
        sent_at: row.opt_instant("sent_at")?,
        next_at: row.opt_instant("next_at")?,
        error: row.opt_text("error")?,
    })
}

/// Writes a mail down, to be sent at once. What it tells of has one already: nothing changes.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn insert(tx: &mut Tx, mail: &NewMail<'_>) -> Result<(), Error> {
    let id = tx.random().id()?;
    let now = tx.now();
    let sql = "INSERT INTO outbox (id, cause, recipient, subject, plain, html, created_at, next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (cause) DO NOTHING";
    let parameters = values![
        id,
        mail.cause,
        mail.recipient,
        mail.subject,
        mail.plain,
        mail.html,
        now
    ];
    tx.execute(sql, parameters).await?;
    Ok(())
}

/// What is to be sent now, the most urgent first.
///
/// # Errors
/// [`Error::Database`].
pub async fn due(tx: &mut Tx, most: i64) -> Result<Vec<i64>, Error> {
    let now = tx.now();
    let sql = "SELECT id FROM outbox WHERE next_at <= $1 ORDER BY next_at LIMIT $2";
    let rows = tx.fetch_all(sql, values![now, most]).await?;
    rows.iter().map(|row| row.int("id")).collect()
}

/// Takes a mail that is due: until then nobody else is given it.
///
/// # Errors
/// [`Error::Database`].
pub async fn take(tx: &mut Tx, id: i64, until: DateTime<Utc>) -> Result<Option<MailRow>, Error> {
    let now = tx.now();
    let sql = format!(
        "UPDATE outbox SET next_at = $2, attempts = attempts + 1
        WHERE id = $1 AND next_at <= $3 RETURNING {COLUMNS}"
    );
    let row = tx.fetch_optional(sql, values![id, until, now]).await?;
    row.map(|row| read(&row)).transpose()
}

/// Notes that a server has it.
///
/// # Errors
/// [`Error::Database`].
pub async fn sent(tx: &mut Tx, id: i64) -> Result<(), Error> {
    let now = tx.now();
    let sql = "UPDATE outbox SET sent_at = $2, next_at = NULL, error = NULL WHERE id = $1";
    tx.execute(sql, values![id, now]).await?;
    Ok(())
}

/// Notes why no server has it, and when it is tried again, if it is. One that was sent
/// meanwhile stays sent.
///
/// # Errors
/// [`Error::Database`].
pub async fn failed(
    tx: &mut Tx,
    id: i64,
    error: &str,
    next: Option<DateTime<Utc>>,
) -> Result<(), Error> {
    let sql = "UPDATE outbox SET next_at = $2, error = $3 WHERE id = $1 AND sent_at IS NULL";
    tx.execute(sql, values![id, next, error]).await?;
    Ok(())
}

/// The newest mails, newest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn newest(tx: &mut Tx, most: i64) -> Result<Vec<MailRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM outbox ORDER BY created_at DESC, id LIMIT $1");
    let rows = tx.fetch_all(sql, values![most]).await?;
    rows.iter().map(read).collect()
}

/// A mail.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, id: i64) -> Result<Option<MailRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE id = $1");
    let row = tx.fetch_optional(sql, values![id]).await?;
    row.map(|row| read(&row)).transpose()
}
