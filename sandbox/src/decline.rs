//! Why the bank of a card said no.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A charge that did not happen, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decline {
    /// Not enough money.
    InsufficientFunds,
    /// The card is no longer valid.
    Expired,
    /// The card was reported lost.
    Lost,
    /// The card was reported stolen.
    Stolen,
    /// No reason given.
    Generic,
    /// Its owner must confirm, and was not asked to.
    AuthenticationRequired,
    /// Its owner was asked to confirm, and refused.
    Refused,
}

impl Decline {
    /// Stripe's `code` and `decline_code`.
    #[must_use]
    pub fn codes(self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::InsufficientFunds => ("card_declined", Some("insufficient_funds")),
            Self::Expired => ("expired_card", Some("expired_card")),
            Self::Lost => ("card_declined", Some("lost_card")),
            Self::Stolen => ("card_declined", Some("stolen_card")),
            Self::Generic => ("card_declined", Some("generic_decline")),
            Self::AuthenticationRequired => {
                ("authentication_required", Some("authentication_required"))
            }
            Self::Refused => ("payment_intent_authentication_failure", None),
        }
    }

    /// A sentence for the developer of the shop.
    #[must_use]
    pub fn message(self) -> &'static str {
        match self {
            Self::InsufficientFunds => "Your card has insufficient funds.",
            Self::Expired => "Your card has expired.",
            Self::Lost | Self::Stolen | Self::Generic => "Your card was declined.",
            Self::AuthenticationRequired => {
                "Your card was declined. This transaction requires authentication."
            }
            Self::Refused => "The owner of the card refused to confirm the payment.",
        }
    }

    /// As Stripe says it: the value of `error` and of `last_payment_error`.
    #[must_use]
    pub fn to_json(self) -> Value {
        let (code, decline_code) = self.codes();
        // Stripe blames the request, not the card, when a confirmation fails.
        let kind = match self {
            Self::Refused => "invalid_request_error",
            Self::InsufficientFunds
            | Self::Expired
            | Self::Lost
            | Self::Stolen
            | Self::Generic
            | Self::AuthenticationRequired => "card_error",
        };
        json!({
            "type": kind,
            "code": code,
            "decline_code": decline_code,
            "message": self.message(),
        })
    }
}
