//! What the HTTP side promises, through the whole router, on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking; clippy.toml allows it in test functions, not in their helpers"
)]

#[path = "http/authorisation.rs"]
mod authorisation;
#[path = "http/bad_input.rs"]
mod bad_input;
#[path = "http/client.rs"]
mod client;
#[path = "http/contract.rs"]
mod contract;
#[path = "http/events.rs"]
mod events;
#[path = "http/export.rs"]
mod export;
#[path = "http/idempotency.rs"]
mod idempotency;
#[path = "http/page.rs"]
mod page;
#[path = "http/routes.rs"]
mod routes;
#[path = "http/sessions.rs"]
mod sessions;
#[path = "support/database.rs"]
mod support;
#[path = "http/vanishing.rs"]
mod vanishing;
