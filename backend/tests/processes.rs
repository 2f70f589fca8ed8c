//! What payments promise when the whole program is killed, dies or sleeps. The provider and
//! the customers live in the test's process, so that they survive.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking; clippy.toml allows it in test functions, not in their helpers"
)]

#[path = "support/audit.rs"]
mod audit;
#[path = "processes/crash.rs"]
mod crash;
#[path = "processes/kill.rs"]
mod kill;
#[path = "processes/program.rs"]
mod program;
#[path = "processes/several.rs"]
mod several;
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
#[expect(
    dead_code,
    reason = "shared with other tests, none of which needs all of it"
)]
#[path = "support/town.rs"]
mod town;
#[expect(
    dead_code,
    reason = "shared with other tests, none of which needs all of it"
)]
#[path = "support/wire.rs"]
mod wire;
