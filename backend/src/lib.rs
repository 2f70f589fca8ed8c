//! The reference backend of Relux Credits.
//!
//! Layers, each of which may call only those below it: `http` (routes) → the rules
//! (functions over one transaction) → [`store`] (the only place with SQL) → the
//! contract crate `api`.

pub mod account;
pub mod calendar;
pub mod card;
pub mod demo;
pub mod desktop;
pub mod error;
pub mod gateway;
pub mod generation;
pub mod host;
pub mod http;
pub mod invitation;
pub mod language;
pub mod ledger;
pub mod mail;
pub mod member_limit;
pub mod organisation;
pub mod password;
pub mod payment;
pub mod port;
pub mod purchase;
pub mod renewal;
pub mod secret;
pub mod session;
pub mod shop;
pub mod store;
pub mod usage;

pub use error::Error;
