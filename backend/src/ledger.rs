//! The ledger: what changes a wallet, and what can be read of it. Called by the other
//! rules and by `http`.
//!
//! Double entry by construction: each line names the wallet that it changes and the
//! contra account that changes by the opposite, so no line can be out of balance (I1).
//! Lines are append-only (I2); the sum of a wallet's lines is its balance, always.

mod access;
mod audit;
mod balance;
mod book;
mod bulk;
mod export;
mod history;
mod past;

pub use crate::store::transaction::{By, Cause, Line, NewLine};
pub use access::{Access, access, hold_managed, managed};
pub use audit::{Violation, audit};
pub use balance::balance_card;
pub use book::{Booked, book};
pub use bulk::Bulk;
pub use export::{Exported, export};
pub use history::history_page;
pub use past::past;
