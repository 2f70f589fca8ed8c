//! What somebody has asked to buy, kept in this tab until its answer is definite (I23).

use api::{
    Credits, Money, PackageId, PaymentId,
    package::Package,
    payment::{Buy, Payment},
};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::browser::{self, storage::Store};

/// For how long what had no answer is sent again without asking.
const FRESH: TimeDelta = TimeDelta::minutes(15);

/// One wish to buy: one press of the button, with all that comes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// What the backend knows it by. Made with it, and sent with every try.
    pub key: String,
    /// What.
    pub package: PackageId,
    /// How many credits that is.
    pub credits: Credits,
    /// For how much, VAT included.
    pub price: Money,
    /// Since when.
    pub at: DateTime<Utc>,
    /// The payment that it became, once that is known.
    pub payment: Option<PaymentId>,
}

impl Intent {
    /// A new one. `None` in a browser without a source of randomness, where no money may
    /// be moved.
    pub fn new(package: &Package) -> Option<Self> {
        Some(Self {
            key: browser::random_key()?,
            package: package.id.clone(),
            credits: package.credits,
            price: package.price,
            at: browser::now(),
            payment: None,
        })
    }

    /// What is asked of the backend.
    pub fn buy(&self) -> Buy {
        Buy {
            package: self.package.clone(),
            price: self.price,
        }
    }

    /// What is kept in that place, from before the page was loaded.
    pub fn kept(place: &str) -> Option<Self> {
        serde_json::from_str(&Store::Session.get(place)?).ok()
    }

    /// Keeps it in that place.
    pub fn keep(&self, place: &str) {
        if let Ok(text) = serde_json::to_string(self) {
            Store::Session.set(place, &text);
        }
    }

    /// Notes the payment that it became, unless the user has signed out meanwhile (I26).
    pub fn became(&mut self, payment: &Payment, place: &str) {
        let first = self.payment.replace(payment.id).is_none();
        if first && Self::kept(place).is_some_and(|kept| kept.key == self.key) {
            self.keep(place);
        }
    }

    /// Takes it away from that place: its key has done its work.
    pub fn forget(&self, place: &str) {
        if Self::kept(place).is_none_or(|kept| kept.key == self.key) {
            Store::Session.remove(place);
        }
    }

    /// Whether nobody would be surprised if it were carried out now: it has become a
    /// payment already, or was wished for a moment ago.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        self.payment.is_some() || now.signed_duration_since(self.at) < FRESH
    }
}

#[cfg(test)]
mod tests {
    use api::money::Currency;

    use super::*;

    #[test]
    fn i23_what_was_asked_for_long_ago_is_not_sent_again_by_itself() {
        let at = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();
        let mut intent = Intent {
            key: "k".to_owned(),
            package: "100".to_owned().try_into().unwrap(),
            credits: Credits::whole(100),
            price: Money::new(4_900, Currency::CHF),
            at,
            payment: None,
        };
        assert!(intent.is_fresh(at + TimeDelta::minutes(14)));
        assert!(!intent.is_fresh(at + TimeDelta::minutes(16)));
        // Looking at what it became charges nothing.
        intent.payment = Some(PaymentId::from_row(1));
        assert!(intent.is_fresh(at + TimeDelta::days(9)));
    }
}
