//! What can happen to the state. Everything the sandbox knows is the sum of these.

use serde::{Deserialize, Serialize};

use crate::{
    answer::Answer, customer::Customer, intent::Intent, method::Method, movement::Movement,
    session::Session,
};

/// One change.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// A new customer.
    Customer(Customer),
    /// A new session, or the same one with its card.
    Session(Session),
    /// A new stored card.
    Method(Method),
    /// A new intent, or the same one waiting for something else.
    Intent(Intent),
    /// Money moved: the only way for an intent to succeed.
    Moved(Movement),
    /// What an idempotency key is answered with from now on.
    Answered(Answered),
}

/// The memory of an idempotency key.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Answered {
    /// What the shop sent as `Idempotency-Key`.
    pub key: String,
    /// A digest of the path and the parameters it came with.
    pub request: String,
    /// What it was answered.
    pub answer: Answer,
    /// Seconds since 1970.
    pub at: i64,
}
