//! What payments promise, with the real sandbox provider, on SQLite and on PostgreSQL.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking; clippy.toml allows it in test functions, not in their helpers"
)]

#[path = "support/audit.rs"]
mod audit;
#[path = "payments/cards.rs"]
mod cards;
#[path = "payments/confirmation.rs"]
mod confirmation;
#[path = "payments/crossing.rs"]
mod crossing;
#[path = "payments/declines.rs"]
mod declines;
#[path = "payments/doubt.rs"]
mod doubt;
#[path = "payments/gone.rs"]
mod gone;
#[path = "payments/letters.rs"]
mod letters;
#[path = "payments/limit.rs"]
mod limit;
#[path = "support/live.rs"]
mod live;
#[path = "payments/model.rs"]
mod model;
#[path = "payments/past.rs"]
mod past;
#[path = "payments/purchases.rs"]
mod purchases;
#[path = "payments/renewal.rs"]
mod renewal;
#[path = "payments/scene.rs"]
mod scene;
#[path = "payments/storm.rs"]
mod storm;
#[path = "support/database.rs"]
mod support;
#[path = "payments/switch.rs"]
mod switch;
#[path = "support/till.rs"]
mod till;
#[expect(
    dead_code,
    reason = "shared with other tests, none of which needs all of it"
)]
#[path = "support/town.rs"]
mod town;
#[path = "support/wire.rs"]
mod wire;
