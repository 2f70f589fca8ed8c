//! What carrying out a request comes to, before anybody is told.

use std::time::Duration;

use serde_json::Value;

use crate::{answer::Answer, change::Change, faults::Fault};

/// What a piece of work may look at beside the bank and its parameters.
#[derive(Debug, Clone)]
pub struct Context {
    /// The address of this server, without a slash at the end.
    pub base: String,
    /// Seconds since 1970.
    pub now: i64,
    /// What is to go wrong.
    pub fault: Fault,
    /// How slow a slow fault is.
    pub slow: Duration,
    /// How late the late card is answered.
    pub late: Duration,
    /// What a card that needs its owner is answered with, when the owner is away.
    pub off_session: OffSession,
}

/// What a charge in the owner's absence is answered with, if it needs them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OffSession {
    /// 200 with `requires_action` and where to confirm, unless `error_on_requires_action`.
    #[default]
    RequiresAction,
    /// 402 `authentication_required` in any case: what Stripe answers to `off_session=true`.
    /// The intent asks for its confirmation after `POST /v1/payment_intents/{id}/confirm`.
    AuthenticationRequired,
}

/// What is to be changed, answered and told.
#[derive(Debug)]
pub struct Done {
    /// What changes, all of it or nothing.
    pub changes: Vec<Change>,
    /// How it went.
    pub answer: Answer,
    /// What the shop is told by webhook.
    pub events: Vec<Event>,
    /// How the answer gets there, or not.
    pub delivery: Delivery,
}

/// Something that happened: its type in Stripe's words, and the thing it happened to.
#[derive(Debug, Clone)]
pub struct Event {
    /// Such as `payment_intent.succeeded`.
    pub kind: &'static str,
    /// The thing, as Stripe says it.
    pub object: Value,
}

/// How an answer gets there, or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// As it should.
    Normal,
    /// After a while.
    After(Duration),
    /// The connection closes without it.
    Lost,
    /// A 500 in its place.
    Error,
}

impl Done {
    /// Work that nobody is told of, answered with 200.
    #[must_use]
    pub fn quiet(changes: Vec<Change>, body: Value) -> Self {
        Self {
            changes,
            answer: Answer::ok(body),
            events: Vec::new(),
            delivery: Delivery::Normal,
        }
    }
}
