//! What the ledger promises, on SQLite and on PostgreSQL.
// `cfg(test)` tells clippy that the helpers are tests' too.

#[cfg(test)]
#[path = "ledger/card.rs"]
mod card;
#[cfg(test)]
#[path = "ledger/concurrency.rs"]
mod concurrency;
#[cfg(test)]
#[path = "ledger/demo.rs"]
mod demo;
#[cfg(test)]
#[path = "ledger/export.rs"]
mod export;
#[cfg(test)]
#[path = "ledger/history.rs"]
mod history;
#[cfg(test)]
#[path = "ledger/idempotency.rs"]
mod idempotency;
#[cfg(test)]
#[path = "ledger/model.rs"]
mod model;
#[cfg(test)]
#[path = "ledger/plans.rs"]
mod plans;
#[cfg(test)]
#[path = "ledger/promises.rs"]
mod promises;
#[cfg(test)]
#[path = "ledger/rules.rs"]
mod rules;
#[cfg(test)]
#[expect(
    dead_code,
    reason = "shared with other tests, none of which needs all of it"
)]
#[path = "support/database.rs"]
mod support;
#[cfg(test)]
#[path = "ledger/visibility.rs"]
mod visibility;
