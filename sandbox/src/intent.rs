//! One payment that the shop asks for, and how it went.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::decline::Decline;

/// A payment intent. It has succeeded when, and only when, the book holds its capture.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Intent {
    /// `pi_…`
    pub id: String,
    /// In minor units, more than 0.
    pub amount: i64,
    /// Three lower-case letters.
    pub currency: String,
    /// Who pays.
    pub customer: String,
    /// With which card.
    pub method: String,
    /// For the customer's eyes.
    pub description: Option<String>,
    /// What the shop wrote on it.
    pub metadata: BTreeMap<String, String>,
    /// Where the confirm page leads back to.
    pub return_url: Option<String>,
    /// Seconds since 1970.
    pub created: i64,
    /// What it waits for while no money moves.
    pub waiting: Waiting,
    /// `ch_…`, set by the book alone, and so not written with the rest.
    #[serde(skip)]
    pub charge: Option<String>,
}

/// What an intent without a capture waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Waiting {
    /// For the card's owner to confirm.
    Action,
    /// For another card: this one was declined.
    Method(Decline),
}

impl Intent {
    /// Stripe's word for how it went.
    #[must_use]
    pub fn status(&self) -> &'static str {
        match (&self.charge, self.waiting) {
            (Some(_), Waiting::Action | Waiting::Method(_)) => "succeeded",
            (None, Waiting::Action) => "requires_action",
            (None, Waiting::Method(_)) => "requires_payment_method",
        }
    }

    /// The shop's own name for it: `metadata[reference]`.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.metadata.get("reference").map(String::as_str)
    }

    /// Where the card's owner confirms.
    #[must_use]
    pub fn confirm_url(&self, base: &str) -> String {
        format!("{base}/confirm/{}", self.id)
    }

    /// As Stripe says it.
    #[must_use]
    pub fn to_json(&self, base: &str) -> Value {
        let (last_error, action) = match (&self.charge, self.waiting) {
            (Some(_), Waiting::Action | Waiting::Method(_)) => (Value::Null, Value::Null),
            (None, Waiting::Action) => (Value::Null, self.next_action(base)),
            (None, Waiting::Method(decline)) => (decline.to_json(), Value::Null),
        };
        let received = if self.charge.is_some() {
            self.amount
        } else {
            0
        };
        // A card that was declined is no longer the intent's; Stripe says null as well.
        let method = match (&self.charge, self.waiting) {
            (Some(_), Waiting::Action | Waiting::Method(_)) | (None, Waiting::Action) => {
                Some(&self.method)
            }
            (None, Waiting::Method(_)) => None,
        };
        json!({
            "id": self.id,
            "object": "payment_intent",
            "status": self.status(),
            "amount": self.amount,
            "amount_received": received,
            "currency": self.currency,
            "customer": self.customer,
            "payment_method": method,
            "description": self.description,
            "metadata": self.metadata,
            "latest_charge": self.charge,
            "last_payment_error": last_error,
            "next_action": action,
            "created": self.created,
            "livemode": false,
        })
    }

    fn next_action(&self, base: &str) -> Value {
        json!({
            "type": "redirect_to_url",
            "redirect_to_url": { "url": self.confirm_url(base), "return_url": self.return_url },
        })
    }
}
