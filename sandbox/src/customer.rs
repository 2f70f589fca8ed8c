//! Who has cards here: the customers of the shop, as the card network knows them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A customer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Customer {
    /// `cus_…`
    pub id: String,
    /// As the shop calls them.
    pub name: Option<String>,
    /// Where they are reached.
    pub email: Option<String>,
    /// What the shop wrote on it.
    pub metadata: BTreeMap<String, String>,
    /// Seconds since 1970.
    pub created: i64,
}

impl Customer {
    /// As Stripe says it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "object": "customer",
            "name": self.name,
            "email": self.email,
            "metadata": self.metadata,
            "created": self.created,
            "livemode": false,
        })
    }
}
