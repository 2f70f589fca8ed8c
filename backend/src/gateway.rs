//! The payment port: what the product needs of whoever charges cards. Called by the
//! payment engine and by `http`; no transaction is open while it is.
//!
//! There is one adapter, which speaks Stripe's HTTP API: to Stripe itself, or to the
//! sandbox provider, which answers in the same words.

mod stripe;

use std::sync::Arc;

use api::{
    Money,
    payment::{Decline, PaymentMethod},
};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;

pub use stripe::{Stripe, StripeSettings};

/// The provider, whichever it is.
pub type Provider = Arc<dyn Gateway>;

/// What the product needs of a payment provider.
pub trait Gateway: Send + Sync {
    /// Opens a page of the provider's on which a customer stores a card.
    fn open_card_page<'a>(
        &'a self,
        page: &'a NewCardPage<'a>,
    ) -> BoxFuture<'a, Result<OpenedCardPage, NoAnswer>>;

    /// What came of such a page.
    fn look_at_card_page<'a>(
        &'a self,
        session: &'a str,
    ) -> BoxFuture<'a, Result<CardPageEnd, NoAnswer>>;

    /// Charges a stored card while the customer is away. The charge's reference is the
    /// idempotency key: the same charge again has no second effect.
    fn charge<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome>;

    /// What came of a charge; `None` when the provider has never heard of its reference.
    fn look_up<'a>(
        &'a self,
        charge: &'a Charge,
    ) -> BoxFuture<'a, Result<Option<Outcome>, NoAnswer>>;

    /// What a message that claims to come from the provider is about; `None` when it
    /// does not come from there. It is a reason to look, never the truth.
    fn hear(&self, signature: &str, body: &[u8]) -> Option<Notice>;
}

/// A page to be opened.
#[derive(Debug, Clone, Copy)]
pub struct NewCardPage<'a> {
    /// The provider's customer, if the wallet has one already.
    pub customer: Option<&'a str>,
    /// What the provider's staff sees of whose it is: the wallet's identifier.
    pub wallet: api::WalletId,
    /// Where it leads back to.
    pub return_url: &'a str,
    /// The language, a BCP 47 tag.
    pub language: &'a str,
}

/// A page that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedCardPage {
    /// The provider's customer.
    pub customer: String,
    /// The provider's name of the page.
    pub session: String,
    /// Where it is.
    pub url: String,
}

/// What came of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardPageEnd {
    /// The customer has not finished.
    Open,
    /// The customer has not finished in time, or has given up.
    Expired,
    /// A card is stored.
    Stored(StoredCard),
}

/// A card that the provider keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCard {
    /// The provider's name of it.
    pub method: String,
    /// What may be shown of it.
    pub card: PaymentMethod,
}

/// A card to be charged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// Our name of the attempt, and its idempotency key (I11).
    pub reference: String,
    /// The provider's customer.
    pub customer: String,
    /// The provider's name of the card.
    pub method: String,
    /// How much.
    pub price: Money,
    /// What stands on the customer's statement, in English.
    pub description: String,
    /// When the reference was first used: look-ups need not go back further.
    pub since: DateTime<Utc>,
}

/// What came of a charge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The money was taken.
    Charged,
    /// It was not, and this attempt will never be.
    Declined(Decline),
    /// It is once the customer has confirmed it on that page.
    NeedsConfirmation {
        /// Where.
        url: String,
    },
    /// Nobody knows yet: it may have been taken.
    Unknown,
}

/// What a message of the provider is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The charge with that reference.
    Charge(String),
    /// The card page of that session.
    CardPage(String),
    /// Nothing of ours: it is taken, lest it is sent again and again.
    Nothing,
}

/// The provider did not answer, or not as agreed; what it did is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the payment provider: {0}")]
pub struct NoAnswer(pub String);
