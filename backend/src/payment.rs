//! Money on its way: intents to pay, from the moment that they are written down until
//! the credits are booked. Called by the rules (`renewal`, `purchase`) and by `http`.
//!
//! `machine` says what follows from what, `step` carries it out within a transaction, and
//! `engine` asks the provider in between. That order keeps money safe (I7–I15): the intent
//! and the provider's key are committed before the first byte goes out, no transaction is
//! open during a call, and what is in doubt is looked up, never charged anew.

pub mod crash;
pub mod engine;
mod letters;
pub mod machine;
mod step;
mod view;

pub use engine::Engine;
pub use machine::Pace;
pub use step::{Task, poke, settle, take};
pub use view::view;
