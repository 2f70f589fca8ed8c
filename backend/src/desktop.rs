//! ReluxDesktop's tokens: a person signs in there once, and it spends for them.

use api::UserId;

use crate::{
    Error,
    secret::Secret,
    store::{Tx, desktop_token},
};

/// A new token for that person.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn issue(tx: &mut Tx, user: UserId) -> Result<Secret, Error> {
    let secret = Secret::new(tx.random())?;
    desktop_token::insert(tx, secret.hash(), user).await?;
    Ok(secret)
}

/// Whose token has that hash, if it is good.
///
/// # Errors
/// [`Error::Database`].
pub async fn user_of(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<UserId>, Error> {
    desktop_token::user_of(tx, hash).await
}
