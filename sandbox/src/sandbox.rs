//! The handle on a running sandbox: what tests and pages ask of it beside HTTP.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use thiserror::Error;

use crate::{
    answer::{Answer, Refusal},
    bank::{Bank, Turn},
    card::TestCard,
    change::{Answered, Change},
    charge::{self, Decision},
    checkout::{self, Left},
    clock::{Clock, year_and_month},
    faults::{Dice, Fault, Faults, Replay},
    intent::Intent,
    method::Method,
    movement::Movement,
    options::Options,
    session::{Session, Setup},
    webhook::{Webhooks, Wrong},
    work::{Context, Delivery, Done, Event, OffSession},
};

/// A card network of its own. Cheap to clone: every clone is the same one.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    bank: Mutex<Bank>,
    dice: Mutex<Dice>,
    webhooks: Arc<Webhooks>,
    clock: Clock,
    base: String,
    secret_key: String,
    late: Duration,
    off_session: OffSession,
}

/// Why a card could not be stored.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Nobody is known under this name.
    #[error("there is no customer {0}")]
    NoSuchCustomer(String),
    /// There is no such session, or it is no longer open.
    #[error("there is no open session {0}")]
    NoOpenSession(String),
    /// The state file can't be written.
    #[error("the state can't be written")]
    NotWritten(#[from] std::io::Error),
}

/// An idempotency key and the request it came with.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub key: String,
    pub request: String,
}

impl fmt::Debug for Sandbox {
    /// Says nothing of keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sandbox({})", self.0.base)
    }
}

impl Sandbox {
    pub(crate) fn new(base: String, bank: Bank, webhooks: Arc<Webhooks>, options: Options) -> Self {
        Self(Arc::new(Inner {
            bank: Mutex::new(bank),
            dice: Mutex::new(Dice::new(options.faults)),
            webhooks,
            clock: options.clock,
            base,
            secret_key: options.secret_key,
            late: options.late,
            off_session: options.off_session,
        }))
    }

    /// Every movement of money ever, oldest first.
    #[must_use]
    pub fn book(&self) -> Vec<Movement> {
        self.bank().book().to_vec()
    }

    /// What goes wrong from now on; the dice begin anew.
    pub fn set_faults(&self, faults: Faults) {
        *self.dice() = Dice::new(faults);
    }

    /// What goes wrong.
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.dice().faults().clone()
    }

    /// Where webhooks go from now on; `None` is nowhere.
    pub fn set_webhook_url(&self, url: Option<String>) {
        self.0.webhooks.set_url(url);
    }

    /// Leaves a card for a customer, as the hosted page does, but without a session or a
    /// webhook. Returns the name of the payment method.
    ///
    /// # Errors
    /// The customer is not known, or nothing can be written.
    pub fn store_card(&self, customer: &str, card: TestCard) -> Result<String, StoreError> {
        let left = self.lasting(card);
        let mut bank = self.bank();
        if bank.customer(customer).is_none() {
            return Err(StoreError::NoSuchCustomer(customer.to_owned()));
        }
        let method = checkout::store(&mut bank, customer, left);
        let id = method.id.clone();
        bank.commit(vec![Change::Method(method)])?;
        Ok(id)
    }

    /// Ends a visit to the hosted page with this card, as its form does. Returns where the
    /// page would lead.
    ///
    /// # Errors
    /// The session is not open, or nothing can be written.
    pub async fn complete(&self, session: &str, card: TestCard) -> Result<String, StoreError> {
        self.leave(session, self.lasting(card)).await
    }

    /// A card that is good for four more years.
    fn lasting(&self, card: TestCard) -> Left {
        let (year, exp_month) = year_and_month(self.now());
        Left {
            card,
            exp_month,
            exp_year: year + 4,
        }
    }

    pub(crate) async fn leave(&self, session: &str, left: Left) -> Result<String, StoreError> {
        let (after, events) = {
            let context = self.context(Fault::None);
            let mut bank = self.bank();
            let known = bank.session(session).map(Session::after_success);
            let done = checkout::complete(&mut bank, &context, session, left);
            let (Some(after), Some(done)) = (known, done) else {
                return Err(StoreError::NoOpenSession(session.to_owned()));
            };
            bank.commit(done.changes)?;
            (after, done.events)
        };
        self.tell(events).await;
        Ok(after)
    }

    /// The card owner's decision; nothing, if it was made before.
    ///
    /// # Errors
    /// Nothing can be written.
    pub(crate) async fn decide(&self, intent: &str, decision: Decision) -> std::io::Result<()> {
        let events = {
            let context = self.context(Fault::None);
            let mut bank = self.bank();
            let Some(done) = charge::decide(&mut bank, &context, intent, decision) else {
                return Ok(());
            };
            bank.commit(done.changes)?;
            done.events
        };
        self.tell(events).await;
        Ok(())
    }

    /// Carries a piece of work out, remembers its answer under its key, and tells the shop.
    /// A refused piece of work changes nothing and leaves its key free, as at Stripe.
    pub(crate) async fn carry_out(
        &self,
        key: Option<&Key>,
        fault: Fault,
        work: impl FnOnce(&mut Bank, &Context) -> Result<Done, Refusal>,
    ) -> (Answer, Delivery) {
        let context = self.context(fault);
        let replay = self.faults().replay;
        let worked = {
            let mut bank = self.bank();
            work(&mut bank, &context).and_then(|mut done| {
                let mut changes = std::mem::take(&mut done.changes);
                changes.extend(key.map(|key| remembered(key, &done, replay, context.now)));
                let written = bank.commit(changes);
                written.map(|()| done).map_err(|error| {
                    tracing::error!(%error, "the state can't be written");
                    Refusal::not_written()
                })
            })
        };
        match worked {
            Ok(done) => {
                self.tell(done.events).await;
                (done.answer, done.delivery)
            }
            Err(refusal) => (refusal.into(), Delivery::Normal),
        }
    }

    async fn tell(&self, events: Vec<Event>) {
        for event in events {
            let id = self.bank().ids.next("evt");
            let wrong = {
                let mut dice = self.dice();
                let held = Duration::from_millis(dice.faults().webhook_held_ms);
                Wrong {
                    of: dice.webhook(),
                    held,
                }
            };
            self.0.webhooks.send(&id, event, wrong).await;
        }
    }

    pub(crate) fn turn(&self, key: &Key) -> Turn {
        self.bank().turn(&key.key, &key.request, self.now())
    }

    pub(crate) fn ended(&self, key: &Key) {
        self.bank().ended(&key.key);
    }

    pub(crate) fn throw(&self) -> Fault {
        self.dice().charge()
    }

    pub(crate) fn slow(&self) -> Duration {
        Duration::from_millis(self.dice().faults().slow_ms)
    }

    pub(crate) fn session(&self, id: &str) -> Option<Session> {
        self.bank().session(id).cloned()
    }

    pub(crate) fn session_json(&self, id: &str, expanded: bool) -> Option<serde_json::Value> {
        let bank = self.bank();
        let session = bank.session(id)?;
        let method = session
            .method
            .as_deref()
            .and_then(|method| bank.method(method));
        let setup = if expanded {
            Setup::Expanded(method)
        } else {
            Setup::Name
        };
        Some(session.to_json(&self.0.base, self.now(), setup))
    }

    pub(crate) fn intent(&self, id: &str) -> Option<(Intent, Option<Method>)> {
        let bank = self.bank();
        let intent = bank.intent(id)?.clone();
        let method = bank.method(&intent.method).cloned();
        Some((intent, method))
    }

    pub(crate) fn is_key(&self, shown: &str) -> bool {
        shown == self.0.secret_key
    }

    pub(crate) fn base(&self) -> &str {
        &self.0.base
    }

    pub(crate) fn now(&self) -> i64 {
        self.0.clock.now()
    }

    pub(crate) fn bank(&self) -> MutexGuard<'_, Bank> {
        // A panic elsewhere does not make what is written untrue.
        self.0.bank.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn dice(&self) -> MutexGuard<'_, Dice> {
        self.0.dice.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn context(&self, fault: Fault) -> Context {
        Context {
            base: self.0.base.clone(),
            now: self.now(),
            fault,
            slow: self.slow(),
            late: self.0.late,
            off_session: self.0.off_session,
        }
    }
}

/// What the key is answered with from now on.
fn remembered(key: &Key, done: &Done, replay: Replay, now: i64) -> Change {
    let answer = match (done.delivery, replay) {
        (Delivery::Normal | Delivery::After(_), Replay::TrueOutcome | Replay::StoredError)
        | (Delivery::Lost | Delivery::Error, Replay::TrueOutcome) => done.answer.clone(),
        (Delivery::Lost | Delivery::Error, Replay::StoredError) => Answer::broken(),
    };
    Change::Answered(Answered {
        key: key.key.clone(),
        request: key.request.clone(),
        answer,
        at: now,
    })
}
