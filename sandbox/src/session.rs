//! A visit to the hosted card page: opened by the shop, ended by the customer.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::method::Method;

/// How long a page can be used, in seconds: a day, as at Stripe.
pub const LIFETIME: i64 = 24 * 60 * 60;

/// A checkout session in the mode `setup`: it stores a card and takes no money.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    /// `cs_…`
    pub id: String,
    /// Whose card it is to be.
    pub customer: String,
    /// Where a stored card leads; `{CHECKOUT_SESSION_ID}` in it is replaced.
    pub success_url: String,
    /// Where *Cancel* leads.
    pub cancel_url: String,
    /// Three lower-case letters.
    pub currency: Option<String>,
    /// The language of the page, such as `de`.
    pub locale: Option<String>,
    /// Seconds since 1970.
    pub created: i64,
    /// The card it ended with: a session with one is complete.
    pub method: Option<String>,
}

/// Whether the page can still be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Nobody has stored a card yet.
    Open,
    /// A card is stored.
    Complete,
    /// It took too long.
    Expired,
}

/// How much is said about the stored card.
#[derive(Debug, Clone, Copy)]
pub enum Setup<'a> {
    /// The name of the setup intent: what is not expanded, such as in an event.
    Name,
    /// The setup intent and its card, as `expand[]=setup_intent.payment_method` asks for.
    Expanded(Option<&'a Method>),
}

impl Status {
    /// Stripe's word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Complete => "complete",
            Self::Expired => "expired",
        }
    }
}

impl Session {
    /// Whether the page can still be used at `now`.
    #[must_use]
    pub fn status(&self, now: i64) -> Status {
        if self.method.is_some() {
            Status::Complete
        } else if now.saturating_sub(self.created) >= LIFETIME {
            Status::Expired
        } else {
            Status::Open
        }
    }

    /// Where a stored card leads, with the session's name put in.
    #[must_use]
    pub fn after_success(&self) -> String {
        self.success_url.replace("{CHECKOUT_SESSION_ID}", &self.id)
    }

    /// As Stripe says it. `setup` is what stands for the setup intent: see [`Setup`].
    #[must_use]
    pub fn to_json(&self, base: &str, now: i64, setup: Setup<'_>) -> Value {
        let status = self.status(now);
        let url = match status {
            Status::Open => Some(format!("{base}/card/{}", self.id)),
            Status::Complete | Status::Expired => None,
        };
        json!({
            "id": self.id,
            "object": "checkout.session",
            "mode": "setup",
            "status": status.word(),
            "url": url,
            "customer": self.customer,
            "currency": self.currency,
            "locale": self.locale,
            "success_url": self.success_url,
            "cancel_url": self.cancel_url,
            "created": self.created,
            "expires_at": self.created.saturating_add(LIFETIME),
            "setup_intent": self.setup(setup),
            "livemode": false,
        })
    }

    fn setup(&self, setup: Setup<'_>) -> Value {
        let id = self.id.replacen("cs_", "seti_", 1);
        match (setup, &self.method) {
            (Setup::Name | Setup::Expanded(_), None) => Value::Null,
            (Setup::Name, Some(_)) | (Setup::Expanded(None), Some(_)) => Value::String(id),
            (Setup::Expanded(Some(method)), Some(_)) => json!({
                "id": id,
                "object": "setup_intent",
                "status": "succeeded",
                "customer": self.customer,
                "payment_method": method.to_json(),
            }),
        }
    }
}
