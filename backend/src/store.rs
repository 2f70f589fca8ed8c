//! Everything in SQL: one file a noun, functions over one transaction. Only the rules
//! call it; it knows no rule and no HTTP.
//!
//! One text of SQL serves SQLite and PostgreSQL: `$1` parameters, integers for amounts
//! (hundredths), ids and instants (epoch milliseconds, UTC).

/// The parameters of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        [$($crate::store::Value::from($value)),*]
    };
}

pub mod audit;
pub mod auto_renewal;
pub mod balance;
mod database;
pub mod desktop_token;
pub mod generation;
pub mod idempotency;
pub mod invitation;
pub mod member_limit;
pub mod organisation;
pub mod organisation_log;
pub mod outbox;
pub mod payment;
pub mod payment_account;
mod postgres;
pub mod session;
mod sqlite;
pub mod transaction;
mod tx;
pub mod user;
mod value;
pub mod wallet;

use unicode_normalization::UnicodeNormalization as _;

pub use database::{Change, Database, boxed};
pub use tx::{Dialect, Tx};
pub use value::{Row, Value};

/// A name as it is kept: in Unicode's normalisation form C, so that what looks the same is
/// the same.
fn nfc(name: &str) -> String {
    name.nfc().collect()
}
