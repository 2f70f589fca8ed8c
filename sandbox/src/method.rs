//! A stored card: which test card it was and until when it is valid. No number, no CVC.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{card::TestCard, clock::year_and_month};

/// A card that a customer left to be charged later.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Method {
    /// `pm_…`
    pub id: String,
    /// Whose it is.
    pub customer: String,
    /// What it does when it is charged.
    pub card: TestCard,
    /// The last month it is valid in, 1 to 12.
    pub exp_month: i64,
    /// The year of that month.
    pub exp_year: i64,
}

impl Method {
    /// Whether its last month is over at `now`, in seconds since 1970.
    #[must_use]
    pub fn has_expired(&self, now: i64) -> bool {
        year_and_month(now) > (self.exp_year, self.exp_month)
    }

    /// As Stripe says it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "object": "payment_method",
            "type": "card",
            "customer": self.customer,
            "card": {
                "brand": self.card.brand(),
                "last4": self.card.last4(),
                "exp_month": self.exp_month,
                "exp_year": self.exp_year,
            },
        })
    }
}
