//! Who pays for a wallet: the provider's customer and the card that it keeps for us, and
//! the provider's pages on which one is being stored.

use api::{WalletId, payment::PaymentMethod};
use chrono::{DateTime, Utc};

use super::{Row, Tx};
use crate::{Error, gateway::StoredCard};

/// Who pays for a wallet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentAccountRow {
    /// The provider's customer.
    pub customer: String,
    /// The card, once one is stored.
    pub card: Option<StoredCard>,
}

/// A page of the provider's whose end is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSessionRow {
    /// The provider's name of it.
    pub session: String,
    /// For whose card.
    pub wallet: WalletId,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
}

/// Who pays for a wallet; `None` before the first page was opened.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, wallet: WalletId) -> Result<Option<PaymentAccountRow>, Error> {
    let sql = "SELECT customer, method, brand, last4, expiry_month, expiry_year
        FROM payment_accounts WHERE wallet_id = $1";
    let row = tx.fetch_optional(sql, values![wallet]).await?;
    row.map(|row| {
        Ok(PaymentAccountRow {
            customer: row.text("customer")?,
            card: card(&row)?,
        })
    })
    .transpose()
}

fn card(row: &Row) -> Result<Option<StoredCard>, Error> {
    let (Some(method), Some(brand), Some(last4), Some(month), Some(year)) = (
        row.opt_text("method")?,
        row.opt_text("brand")?,
        row.opt_text("last4")?,
        row.opt_int("expiry_month")?,
        row.opt_int("expiry_year")?,
    ) else {
        return Ok(None);
    };
    let wrong = |_| Error::corrupt("a card's expiry");
    Ok(Some(StoredCard {
        method,
        card: PaymentMethod {
            brand,
            last4,
            expiry_month: u8::try_from(month).map_err(wrong)?,
            expiry_year: u16::try_from(year).map_err(wrong)?,
        },
    }))
}

/// Notes the provider's customer of a wallet, unless it has one.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx, wallet: WalletId, customer: &str) -> Result<(), Error> {
    let sql = "INSERT INTO payment_accounts (wallet_id, customer) VALUES ($1, $2)
        ON CONFLICT (wallet_id) DO NOTHING";
    tx.execute(sql, values![wallet, customer]).await?;
    Ok(())
}

/// Stores a card, in place of the one before.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_card(tx: &mut Tx, wallet: WalletId, stored: &StoredCard) -> Result<(), Error> {
    let now = tx.now();
    let sql = "UPDATE payment_accounts SET method = $2, brand = $3, last4 = $4,
            expiry_month = $5, expiry_year = $6, stored_at = $7
        WHERE wallet_id = $1";
    let parameters = values![
        wallet,
        stored.method.as_str(),
        stored.card.brand.as_str(),
        stored.card.last4.as_str(),
        i64::from(stored.card.expiry_month),
        i64::from(stored.card.expiry_year),
        now
    ];
    tx.execute(sql, parameters).await?;
    Ok(())
}

/// Notes that a page was opened.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert_session(
    tx: &mut Tx,
    wallet: WalletId,
    session: &str,
    next_at: DateTime<Utc>,
) -> Result<(), Error> {
    let now = tx.now();
    let sql = "INSERT INTO card_sessions (session, wallet_id, opened_at, next_at)
        VALUES ($1, $2, $3, $4)";
    tx.execute(sql, values![session, wallet, now, next_at])
        .await?;
    Ok(())
}

fn session(row: &Row) -> Result<CardSessionRow, Error> {
    Ok(CardSessionRow {
        session: row.text("session")?,
        wallet: WalletId::from_row(row.int("wallet_id")?),
        opened_at: row.instant("opened_at")?,
    })
}

/// A page whose end is not known.
///
/// # Errors
/// [`Error::Database`].
pub async fn find_session(tx: &mut Tx, name: &str) -> Result<Option<CardSessionRow>, Error> {
    let sql = "SELECT session, wallet_id, opened_at FROM card_sessions WHERE session = $1";
    let row = tx.fetch_optional(sql, values![name]).await?;
    row.as_ref().map(session).transpose()
}

/// Pages that should be looked at, the longest waiting first.
///
/// # Errors
/// [`Error::Database`].
pub async fn due_sessions(tx: &mut Tx, limit: i64) -> Result<Vec<CardSessionRow>, Error> {
    let now = tx.now();
    let sql = "SELECT session, wallet_id, opened_at FROM card_sessions WHERE next_at <= $1
        ORDER BY next_at LIMIT $2";
    let rows = tx.fetch_all(sql, values![now, limit]).await?;
    rows.iter().map(session).collect()
}

/// Looks at a page again then.
///
/// # Errors
/// [`Error::Database`].
pub async fn postpone_session(
    tx: &mut Tx,
    name: &str,
    next_at: DateTime<Utc>,
) -> Result<(), Error> {
    let sql = "UPDATE card_sessions SET next_at = $2 WHERE session = $1";
    tx.execute(sql, values![name, next_at]).await?;
    Ok(())
}

/// Forgets a page whose end is known. Returns whether somebody else has not yet.
///
/// # Errors
/// [`Error::Database`].
pub async fn delete_session(tx: &mut Tx, name: &str) -> Result<bool, Error> {
    let sql = "DELETE FROM card_sessions WHERE session = $1";
    Ok(tx.execute(sql, values![name]).await? == 1)
}
