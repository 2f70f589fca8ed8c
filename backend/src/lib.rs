//! The reference backend of Relux Credits.
//!
//! Layers, each of which may call only those below it: `http` (routes) → the rules
//! (functions over one transaction) → [`store`] (the only place with SQL) → the
//! contract crate `api`.

pub mod error;
pub mod port;
pub mod store;

pub use error::Error;
