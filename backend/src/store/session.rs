//! Sessions: who signed in, by the SHA-256 of the secret in their cookie.

use api::UserId;
use chrono::{DateTime, Utc};

use super::Tx;
use crate::Error;

/// A session as it is stored; whether it has ended, the rules know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionRow {
    /// Who signed in.
    pub user: UserId,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was last noted to be in use.
    pub last_seen_at: DateTime<Utc>,
}

/// Stores a session that begins now.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx, hash: [u8; 32], user: UserId) -> Result<(), Error> {
    let now = tx.now();
    let sql = "INSERT INTO sessions (token_hash, user_id, created_at, last_seen_at)
        VALUES ($1, $2, $3, $3)";
    tx.execute(sql, values![hash.as_slice(), user, now]).await?;
    Ok(())
}

/// The session with that hash.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<SessionRow>, Error> {
    let sql = "SELECT user_id, created_at, last_seen_at FROM sessions WHERE token_hash = $1";
    let row = tx.fetch_optional(sql, values![hash.as_slice()]).await?;
    row.map(|row| {
        Ok(SessionRow {
            user: UserId::from_row(row.int("user_id")?),
            created_at: row.instant("created_at")?,
            last_seen_at: row.instant("last_seen_at")?,
        })
    })
    .transpose()
}

/// Notes that the session is in use now.
///
/// # Errors
/// [`Error::Database`].
pub async fn touch(tx: &mut Tx, hash: [u8; 32]) -> Result<(), Error> {
    let now = tx.now();
    let sql = "UPDATE sessions SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2";
    tx.execute(sql, values![hash.as_slice(), now]).await?;
    Ok(())
}

/// Removes a session.
///
/// # Errors
/// [`Error::Database`].
pub async fn delete(tx: &mut Tx, hash: [u8; 32]) -> Result<(), Error> {
    let sql = "DELETE FROM sessions WHERE token_hash = $1";
    tx.execute(sql, values![hash.as_slice()]).await?;
    Ok(())
}

/// Removes sessions that began, or were last in use, at or before these instants.
/// Returns how many.
///
/// # Errors
/// [`Error::Database`].
pub async fn delete_old(
    tx: &mut Tx,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
) -> Result<u64, Error> {
    let sql = "DELETE FROM sessions WHERE created_at <= $1 OR last_seen_at <= $2";
    tx.execute(sql, values![created_at, last_seen_at]).await
}
