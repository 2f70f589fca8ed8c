//! `/wallets/{wallet}`: what a balance card shows.

use api::wallet::{Balance, Owner, Wallet};

use super::{ClientError, request::read};

/// The balance of a wallet of the session, with its threshold and trend.
///
/// # Errors
/// [`ClientError::Refused`] with `not_found` when the user may not look at it (any more).
pub async fn balance(wallet: &Wallet) -> Result<Balance, ClientError> {
    read(&path(wallet), alias(wallet).as_deref()).await
}

/// Where a wallet is, below the API. Always by its identifier: when somebody else has
/// signed in meanwhile, their wallet must not be shown under this one's name.
pub(super) fn path(wallet: &Wallet) -> String {
    format!("/wallets/{}", wallet.id)
}

/// What the html calls the wallet, which knows no identifier yet.
pub(super) fn alias(wallet: &Wallet) -> Option<String> {
    match wallet.owner {
        Owner::Personal => Some("/wallets/personal".to_owned()),
        Owner::Shared { .. } => None,
    }
}
