//! Everything in SQL: one file a noun, functions over one transaction. Only the rules
//! call it; it knows no rule and no HTTP.
//!
//! One text of SQL serves SQLite and PostgreSQL: `$1` parameters, integers for amounts
//! (hundredths), ids and instants (epoch milliseconds, UTC).

mod database;
mod postgres;
mod sqlite;
mod tx;
mod value;

pub use database::{Change, Database};
pub use tx::{Dialect, Tx};
pub use value::{Row, Value};
