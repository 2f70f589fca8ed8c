//! What the HTTP side promises, through the whole router, on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking; clippy.toml allows it in test functions, not in their helpers"
)]

#[path = "http/authorisation.rs"]
mod authorisation;
#[path = "http/auto_renewals.rs"]
mod auto_renewals;
#[path = "http/bad_input.rs"]
mod bad_input;
#[path = "http/client.rs"]
mod client;
#[path = "http/contract.rs"]
mod contract;
#[path = "http/endless.rs"]
mod endless;
#[path = "http/events.rs"]
mod events;
#[path = "http/export.rs"]
mod export;
#[path = "http/idempotency.rs"]
mod idempotency;
#[path = "http/invitations.rs"]
mod invitations;
#[path = "support/letters.rs"]
mod letters;
#[path = "http/limits.rs"]
mod limits;
#[path = "http/log.rs"]
mod log;
#[path = "http/mails.rs"]
mod mails;
#[path = "http/notices.rs"]
mod notices;
#[path = "http/organisations.rs"]
mod organisations;
#[path = "http/page.rs"]
mod page;
#[path = "http/payments.rs"]
mod payments;
#[path = "http/routes.rs"]
mod routes;
#[path = "http/sessions.rs"]
mod sessions;
#[expect(
    dead_code,
    reason = "shared with other tests, none of which needs all of it"
)]
#[path = "support/database.rs"]
mod support;
#[expect(
    dead_code,
    reason = "shared with other tests, none of which needs all of it"
)]
#[path = "support/till.rs"]
mod till;
#[path = "http/usage.rs"]
mod usage;
#[path = "http/vanishing.rs"]
mod vanishing;
