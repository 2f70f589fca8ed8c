//! ReluxDesktop's tokens, by their SHA-256.

use api::UserId;

use super::Tx;
use crate::Error;

/// Stores a token that is good from now on.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert(tx: &mut Tx, hash: [u8; 32], user: UserId) -> Result<(), Error> {
    let now = tx.now();
    let sql = "INSERT INTO desktop_tokens (token_hash, user_id, created_at) VALUES ($1, $2, $3)";
    tx.execute(sql, values![hash.as_slice(), user, now]).await?;
    Ok(())
}

/// Whose token has that hash, unless it was revoked.
///
/// # Errors
/// [`Error::Database`].
pub async fn user_of(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<UserId>, Error> {
    let sql = "SELECT user_id FROM desktop_tokens WHERE token_hash = $1 AND revoked_at IS NULL";
    let row = tx.fetch_optional(sql, values![hash.as_slice()]).await?;
    row.map(|row| Ok(UserId::from_row(row.int("user_id")?)))
        .transpose()
}
