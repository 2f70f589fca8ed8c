//! The words of a transaction history and of its Excel download.

use api::transaction::TransactionType;

/// The transaction history.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct History {
    pub title: &'static str,
    pub wallets: &'static str,
    pub personal: &'static str,
    pub own_lines_only: &'static str,
    pub date: fn(&str) -> String,
    pub kind: &'static str,
    pub reference: &'static str,
    pub amount: &'static str,
    pub balance: &'static str,
    pub member: &'static str,
    pub member_removed: &'static str,
    pub types: [&'static str; TransactionType::ALL.len()],
    pub filter: &'static str,
    pub all_types: &'static str,
    pub from: &'static str,
    pub until: &'static str,
    pub period_reversed: &'static str,
    pub text: &'static str,
    pub text_of_members: &'static str,
    pub clear_filters: &'static str,
    pub range: fn(&str, &str, &str) -> String,
    pub pages: &'static str,
    pub newer: &'static str,
    pub older: &'static str,
    pub empty_title: &'static str,
    pub empty: &'static str,
    pub no_hits_title: &'static str,
    pub no_hits: &'static str,
    pub failed: &'static str,
    pub new_line: fn(&str, &str) -> String,
}

/// The Excel download.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Export {
    pub download: &'static str,
    pub scope: fn(u64, &str) -> String,
    pub starting: &'static str,
    pub progress: fn(&str, &str) -> String,
    pub packing: &'static str,
    pub done: fn(&str) -> String,
    pub cancelled: &'static str,
    pub incomplete: &'static str,
    pub failed: &'static str,
    pub title: &'static str,
    pub sheet_transactions: &'static str,
    pub sheet_by_member: &'static str,
    pub sheet_about: &'static str,
    pub used: &'static str,
    pub share: &'static str,
    pub total: &'static str,
    pub account: &'static str,
    pub filter: &'static str,
    pub no_filter: &'static str,
    pub period: &'static str,
    pub whole_history: &'static str,
    pub zone: &'static str,
    pub made_at: &'static str,
    pub rows: &'static str,
}

impl History {
    /// The name of a transaction type.
    pub fn type_name(&self, kind: TransactionType) -> &'static str {
        let [grant, purchase, renewal, generation, refund, adjustment] = self.types;
        match kind {
            TransactionType::WelcomeGrant => grant,
            TransactionType::Purchase => purchase,
            TransactionType::AutomaticRenewal => renewal,
            TransactionType::ImageGeneration => generation,
            TransactionType::Refund => refund,
            TransactionType::Adjustment => adjustment,
        }
    }
}
