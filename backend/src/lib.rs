//! The reference backend of Relux Credits.
//!
//! Layers, each of which may call only those below it: `http` (routes) → the rules
//! (functions over one transaction) → [`store`] (the only place with SQL) → the
//! contract crate `api`.

pub mod account;
pub mod demo;
pub mod desktop;
pub mod error;
pub mod generation;
pub mod http;
pub mod ledger;
pub mod organisation;
pub mod password;
pub mod port;
pub mod secret;
pub mod session;
pub mod store;

pub use error::Error;
