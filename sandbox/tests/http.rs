//! What the sandbox promises to a shop, over real connections.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking; clippy.toml allows it in test functions, not in their helpers"
)]

#[path = "http/charges.rs"]
mod charges;
#[path = "http/faults.rs"]
mod faults;
#[path = "http/idempotency.rs"]
mod idempotency;
#[path = "http/pages.rs"]
mod pages;
#[path = "http/shop.rs"]
mod shop;
#[path = "http/state.rs"]
mod state;
#[path = "http/webhooks.rs"]
mod webhooks;
