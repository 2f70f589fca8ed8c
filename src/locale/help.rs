//! The words of help that stands where it is needed.

use api::transaction::TransactionType;

/// Help.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Help {
    pub renewal: &'static str,
    /// Of a threshold, what is bought and its price, a balance below the threshold, and what
    /// that becomes.
    pub example: fn(&str, &str, &str, &str, &str) -> String,
    pub rules: [&'static str; 4],
    pub types: &'static str,
    pub meanings: [&'static str; TransactionType::ALL.len()],
}
