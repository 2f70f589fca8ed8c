//! Tests that need a browser: views mounted with props, and what talks to the browser.
//! Run by `wasm-pack test`; compiled for the host this file is empty.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may fail, and clippy does not take these for tests"
)]

mod auto_renewal;
mod calendar;
mod client;
mod crash;
mod dialogs;
mod events;
mod fake;
mod format;
mod latest;
mod members;
mod mounted;
mod purchase;
mod refocus;
mod views;
mod worker;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
