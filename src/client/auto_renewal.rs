//! `/wallets/{wallet}/auto-renewal`: a wallet's rule, how it stands, and what it has done.

use api::{
    WalletId,
    auto_renewal::{AutoRenewalState, SaveAutoRenewal},
    replay::Past,
};
use gloo_net::http::Method;

use super::{
    ClientError,
    request::{Write, json, read, send, send_if_unchanged},
};

/// All that the form shows.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden` when the user may not manage the wallet, and
/// with `not_found` when they may not even look at it (any more).
pub async fn auto_renewal(wallet: WalletId) -> Result<AutoRenewalState, ClientError> {
    read(&path(wallet), None).await
}

/// Saves a setting, if the one that it was made from (`version`) is still there.
///
/// # Errors
/// [`ClientError::Refused`] with `stale`, `renews_at_once`, `no_payment_method`,
/// `unknown_package`, `threshold_out_of_range`, `limit_too_low` or `forbidden`; nothing
/// is saved then. Others may be undecided.
pub async fn save(
    wallet: WalletId,
    version: u32,
    save: &SaveAutoRenewal,
) -> Result<AutoRenewalState, ClientError> {
    let write = Write {
        method: Method::PUT,
        path: &path(wallet),
        body: Some(json(save)?),
        key: None,
    };
    send_if_unchanged(write, version).await
}

/// Resumes what is paused (rule 8); that may charge the card. `key` is of the user's
/// intent.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden`. Others may be undecided.
pub async fn resume(wallet: WalletId, key: &str) -> Result<AutoRenewalState, ClientError> {
    send(Write {
        method: Method::POST,
        path: &(path(wallet) + "/resume"),
        body: Some("{}".to_owned()),
        key: Some(key),
    })
    .await
}

/// The wallet's last 90 days, for a replay (A11).
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden` or `not_found`.
pub async fn past(wallet: WalletId) -> Result<Past, ClientError> {
    read(&(path(wallet) + "/past"), None).await
}

fn path(wallet: WalletId) -> String {
    format!("/wallets/{wallet}/auto-renewal")
}
