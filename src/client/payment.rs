//! `/wallets/{wallet}/card-page`, `…/purchases` and `…/payments`: the way to store a card,
//! and what is bought with it.

use api::{
    PaymentId, WalletId,
    payment::{Buy, CardPage, OpenCardPage, Payment},
};
use gloo_net::http::Method;

use super::{
    ClientError,
    request::{Write, json, read, send},
};

/// The payment provider's page that stores a card for that wallet.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden` or `provider_unavailable`.
pub async fn card_page(wallet: WalletId, open: &OpenCardPage) -> Result<CardPage, ClientError> {
    send(Write {
        method: Method::POST,
        path: &format!("/wallets/{wallet}/card-page"),
        body: Some(json(open)?),
        key: None,
    })
    .await
}

/// Buys credits with the stored card. `key` is of the user's intent: however often it is
/// sent, one payment comes of it, which is answered before the card is charged.
///
/// # Errors
/// [`ClientError::Refused`] with `no_payment_method`, `unknown_package`, `price_changed`,
/// `payment_in_progress`, `forbidden` or `not_found`: under that key nothing was bought,
/// by an earlier request either. Others may be undecided.
pub async fn buy(wallet: WalletId, key: &str, buy: &Buy) -> Result<Payment, ClientError> {
    send(Write {
        method: Method::POST,
        path: &format!("/wallets/{wallet}/purchases"),
        body: Some(json(buy)?),
        key: Some(key),
    })
    .await
}

/// A payment as it stands.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden` or `not_found` when the user may not manage
/// the wallet's payments (any more).
pub async fn payment(wallet: WalletId, payment: PaymentId) -> Result<Payment, ClientError> {
    read(&format!("/wallets/{wallet}/payments/{payment}"), None).await
}
