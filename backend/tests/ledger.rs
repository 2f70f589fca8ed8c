//! What the ledger promises, on SQLite and on PostgreSQL.

#[path = "ledger/concurrency.rs"]
mod concurrency;
#[path = "ledger/demo.rs"]
mod demo;
#[path = "ledger/idempotency.rs"]
mod idempotency;
#[path = "ledger/model.rs"]
mod model;
#[path = "ledger/promises.rs"]
mod promises;
#[path = "ledger/rules.rs"]
mod rules;
#[path = "support/database.rs"]
mod support;
