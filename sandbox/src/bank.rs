//! Everything the sandbox knows, and the one place where it changes. No HTTP, no waiting.

use std::collections::{HashMap, HashSet};

use crate::{
    change::{Answered, Change},
    customer::Customer,
    ids::Ids,
    intent::Intent,
    journal::Journal,
    method::Method,
    movement::Movement,
    session::Session,
};

/// How long an idempotency key is remembered, in seconds: a day, as at Stripe.
pub const KEY_LIFETIME: i64 = 24 * 60 * 60;

/// The state, and the journal it is written to.
#[derive(Debug)]
pub struct Bank {
    /// New names.
    pub ids: Ids,
    journal: Journal,
    customers: HashMap<String, Customer>,
    sessions: HashMap<String, Session>,
    methods: HashMap<String, Method>,
    intents: HashMap<String, Intent>,
    /// The names of the intents, oldest first.
    order: Vec<String>,
    answers: HashMap<String, Answered>,
    running: HashSet<String>,
    book: Vec<Movement>,
}

/// What an idempotency key means for the request it came with.
#[derive(Debug)]
pub enum Turn {
    /// Nobody had this key: carry the request out, then call [`Bank::ended`].
    First,
    /// The request was carried out: this was the answer.
    Again(Answered),
    /// The key belongs to another request.
    Other,
    /// The request is being carried out.
    Running,
}

impl Bank {
    /// A bank that continues from what a journal told.
    #[must_use]
    pub fn new(ids: Ids, journal: Journal, history: Vec<Vec<Change>>) -> Self {
        let mut bank = Self {
            ids,
            journal,
            customers: HashMap::new(),
            sessions: HashMap::new(),
            methods: HashMap::new(),
            intents: HashMap::new(),
            order: Vec::new(),
            answers: HashMap::new(),
            running: HashSet::new(),
            book: Vec::new(),
        };
        for change in history.into_iter().flatten() {
            bank.apply(change);
        }
        bank
    }

    /// Makes changes, all of them or none.
    ///
    /// # Errors
    /// They can't be written down; then none is made.
    pub fn commit(&mut self, changes: Vec<Change>) -> std::io::Result<()> {
        self.journal.write(&changes)?;
        for change in changes {
            self.apply(change);
        }
        Ok(())
    }

    /// Lets go of the state file: no change can be made any more.
    pub fn close(&mut self) {
        self.journal = Journal::Closed;
    }

    fn apply(&mut self, change: Change) {
        match change {
            Change::Customer(customer) => {
                self.customers.insert(customer.id.clone(), customer);
            }
            Change::Session(session) => {
                self.sessions.insert(session.id.clone(), session);
            }
            Change::Method(method) => {
                self.methods.insert(method.id.clone(), method);
            }
            Change::Intent(intent) => self.apply_intent(intent),
            Change::Moved(movement) => {
                if let Some(intent) = self.intents.get_mut(&movement.payment_intent) {
                    intent.charge = Some(movement.charge.clone());
                }
                self.book.push(movement);
            }
            Change::Answered(answered) => {
                self.answers.insert(answered.key.clone(), answered);
            }
        }
    }

    /// An intent that has its money keeps its charge, whatever is written about it.
    fn apply_intent(&mut self, intent: Intent) {
        let charge = self
            .intents
            .get(&intent.id)
            .and_then(|known| known.charge.clone());
        let id = intent.id.clone();
        let known = self.intents.insert(id.clone(), Intent { charge, ..intent });
        if known.is_none() {
            self.order.push(id);
        }
    }

    /// What this key means for this request at `now`. After [`Turn::First`] the key is
    /// running until [`Bank::ended`].
    pub fn turn(&mut self, key: &str, request: &str, now: i64) -> Turn {
        if self.running.contains(key) {
            return Turn::Running;
        }
        match self.answers.get(key) {
            Some(answered) if now.saturating_sub(answered.at) < KEY_LIFETIME => {
                if answered.request == request {
                    Turn::Again(answered.clone())
                } else {
                    Turn::Other
                }
            }
            Some(_) | None => {
                self.running.insert(key.to_owned());
                Turn::First
            }
        }
    }

    /// The request with this key has been answered.
    pub fn ended(&mut self, key: &str) {
        self.running.remove(key);
    }

    /// A customer.
    #[must_use]
    pub fn customer(&self, id: &str) -> Option<&Customer> {
        self.customers.get(id)
    }

    /// A visit to the card page.
    #[must_use]
    pub fn session(&self, id: &str) -> Option<&Session> {
        self.sessions.get(id)
    }

    /// A stored card.
    #[must_use]
    pub fn method(&self, id: &str) -> Option<&Method> {
        self.methods.get(id)
    }

    /// A payment.
    #[must_use]
    pub fn intent(&self, id: &str) -> Option<&Intent> {
        self.intents.get(id)
    }

    /// The payments, newest first.
    pub fn intents(&self) -> impl Iterator<Item = &Intent> {
        self.order
            .iter()
            .rev()
            .filter_map(|id| self.intents.get(id))
    }

    /// Every movement of money, oldest first.
    #[must_use]
    pub fn book(&self) -> &[Movement] {
        &self.book
    }

    /// Whether the money of this payment was given back.
    #[must_use]
    pub fn is_refunded(&self, intent: &str) -> bool {
        self.book
            .iter()
            .any(|movement| movement.amount < 0 && movement.payment_intent == intent)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Bank;
    use crate::{
        change::Change,
        ids::Ids,
        intent::{Intent, Waiting},
        journal::Journal,
        movement::Movement,
    };

    #[test]
    fn an_intent_succeeds_by_the_book_alone_and_for_good() {
        let mut bank = Bank::new(Ids::draw().unwrap(), Journal::Nowhere, Vec::new());
        let intent = Intent {
            id: "pi_1".into(),
            amount: 5,
            currency: "eur".into(),
            customer: "cus_1".into(),
            method: "pm_1".into(),
            description: None,
            metadata: BTreeMap::new(),
            return_url: None,
            created: 0,
            waiting: Waiting::Action,
            charge: Some("ch_claimed".into()),
        };
        bank.commit(vec![Change::Intent(intent.clone())]).unwrap();
        assert_eq!(bank.intent("pi_1").unwrap().status(), "requires_action");
        let movement = Movement {
            payment_intent: "pi_1".into(),
            charge: "ch_1".into(),
            customer: "cus_1".into(),
            reference: None,
            amount: 5,
            currency: "eur".into(),
            at: 0,
        };
        bank.commit(vec![Change::Moved(movement)]).unwrap();
        let unpaid = Intent {
            charge: None,
            ..intent
        };
        bank.commit(vec![Change::Intent(unpaid)]).unwrap();
        assert_eq!(bank.intent("pi_1").unwrap().charge.as_deref(), Some("ch_1"));
        assert_eq!(bank.book().len(), 1);
    }
}
