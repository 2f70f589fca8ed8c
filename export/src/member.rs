//! What each member used (X3). For the workbook.

use std::collections::HashMap;

use api::{
    UserId,
    transaction::{Transaction, TransactionType},
};

/// What one member used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// The member's name in their newest row.
    pub name: String,
    /// Whether they have left the organisation.
    pub removed: bool,
    /// Hundredths of credits: image generations less their refunds.
    pub used: i64,
}

/// What all members used, collected row by row.
#[derive(Debug, Default)]
pub struct Members(HashMap<UserId, Usage>);

impl Members {
    /// Counts a row in. Rows come newest first. Nothing in a row that nobody caused, or
    /// that is neither a generation nor a refund.
    pub fn add(&mut self, transaction: &Transaction) {
        let used = match transaction.kind {
            TransactionType::ImageGeneration | TransactionType::Refund => {
                -transaction.amount.hundredths()
            }
            TransactionType::WelcomeGrant
            | TransactionType::Purchase
            | TransactionType::AutomaticRenewal
            | TransactionType::Adjustment => return,
        };
        let Some(actor) = &transaction.by else {
            return;
        };
        self.0
            .entry(actor.user)
            .or_insert_with(|| Usage {
                name: actor.name.clone(),
                removed: actor.removed,
                used: 0,
            })
            .used += used;
    }

    /// The most used first, then by name.
    pub fn ranked(&self) -> Vec<&Usage> {
        let mut ranked: Vec<_> = self.0.iter().collect();
        ranked.sort_by(|(a_id, a), (b_id, b)| {
            (b.used.cmp(&a.used))
                .then_with(|| a.name.cmp(&b.name))
                .then_with(|| a_id.cmp(b_id))
        });
        ranked.into_iter().map(|(_, usage)| usage).collect()
    }
}
