//! One line of the book.

use serde::{Deserialize, Serialize};

/// Money that moved: taken from a card, or, with a negative amount, given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// `pi_…`
    pub payment_intent: String,
    /// `ch_…`
    pub charge: String,
    /// `cus_…`
    pub customer: String,
    /// The shop's own name for the payment: `metadata[reference]`.
    pub reference: Option<String>,
    /// In minor units; negative for a refund.
    pub amount: i64,
    /// Three lower-case letters.
    pub currency: String,
    /// Seconds since 1970.
    pub at: i64,
}
