//! Relux Credits: the page.
//!
//! `main → app → page → feature → {wallet, session → client, ui, format, browser} → api`;
//! `tests/tidy.rs` holds who may know whom.

pub mod app;
pub mod route;

pub mod page;

pub mod account;
pub mod auto_renewal;
pub mod credits;
pub mod history;
pub mod invitation;
pub mod organisation;
pub mod purchase;
pub mod report;
pub mod sign_in;

pub mod session;
pub mod stored_card;
pub mod wallet;

pub mod client;
pub mod latest;
pub mod worker;

pub mod browser;
pub mod format;
pub mod host;
pub mod locale;
pub mod part;
pub mod ui;
