//! Rules 4 to 9 as a plain program: one wallet, one thing after the other, amounts in
//! integers, and the provider known to the last thought. It knows nothing of the engine.

use api::Code;
use backend::calendar::month_of;
use chrono::{DateTime, TimeDelta, Utc};
use sandbox::TestCard;

use super::{
    command::{Fault, Rule},
    open::{Open, State, Truth},
};
use crate::town::TEN_COST;

/// The hours after which a card is tried again.
const RETRIES: [i64; 3] = [1, 6, 24];
/// The seconds for which whoever took a payment has it.
const LEASE: i64 = 60;

/// A wallet and what is known of its payments.
#[derive(Debug, Default)]
pub struct Plain {
    pub balance: i64,
    pub version: u32,
    pub rule: Option<Rule>,
    pub paused: bool,
    pub card: Option<TestCard>,
    pub open: Vec<Open>,
    /// Renewals that were written down.
    pub crossings: i64,
    /// What renewals have cost, and when.
    spent: Vec<(DateTime<Utc>, i64)>,
    /// What the provider took, in order.
    pub book: Vec<i64>,
}

impl Plain {
    /// With its welcome grant (rule 1).
    pub fn new() -> Self {
        Self {
            balance: 500,
            ..Self::default()
        }
    }

    /// Rule 4; and rule 5: from at or above to strictly below.
    pub fn debit(&mut self, price: i64, now: DateTime<Utc>) -> bool {
        if self.balance < price {
            return false;
        }
        let before = self.balance;
        self.balance -= price;
        if let Some(rule) = self.active()
            && before >= rule.threshold
            && self.balance < rule.threshold
        {
            self.renew(now);
        }
        true
    }

    fn active(&self) -> Option<Rule> {
        self.rule.filter(|_| !self.paused)
    }

    /// At most one open renewal (I8).
    fn renew(&mut self, now: DateTime<Utc>) {
        if self.renewal().is_none() {
            self.crossings += 1;
            self.open.push(Open::new(None, 0, now));
        }
    }

    fn renew_if_below(&mut self, now: DateTime<Utc>) {
        if self
            .active()
            .is_some_and(|rule| self.balance < rule.threshold)
        {
            self.renew(now);
        }
    }

    pub fn renewal(&self) -> Option<usize> {
        self.open.iter().position(|one| one.purchase.is_none())
    }

    /// Rules 6 and 9.
    pub fn save(
        &mut self,
        read: u32,
        wanted: Option<Rule>,
        confirmed: bool,
        now: DateTime<Utc>,
    ) -> Result<(), Code> {
        if read != self.version {
            return Err(Code::Stale);
        }
        let renewal = self.renewal();
        let state = renewal.map(|place| self.open[place].state);
        if let Some(rule) = wanted {
            if self.card.is_none() {
                return Err(Code::NoPaymentMethod);
            }
            let undecided = state.is_some_and(|state| state != State::Limited);
            let below = self.balance < rule.threshold;
            let buys = !self.paused && !undecided && below && self.packages(rule, now) > 0;
            if buys && !confirmed {
                return Err(Code::RenewsAtOnce);
            }
        }
        self.version += 1;
        self.rule = wanted;
        match (wanted, renewal) {
            (None, renewal) => {
                self.paused = false;
                if let Some(place) = renewal
                    && !self.open[place].state.is_asked()
                {
                    self.open.remove(place);
                }
            }
            (Some(_), Some(place)) if self.open[place].state == State::Limited => {
                self.open[place].next = now;
            }
            (Some(_), _) => self.renew_if_below(now),
        }
        Ok(())
    }

    /// As many as lift the balance to the threshold, as far as the month allows (rules 5
    /// and 7).
    fn packages(&self, rule: Rule, now: DateTime<Utc>) -> i64 {
        let size = rule.package * 100;
        let needed = ((rule.threshold - self.balance).max(1) + size - 1) / size;
        let Some(limit) = rule.limit else {
            return needed;
        };
        let month = month_of(now);
        let in_month = |at: DateTime<Utc>| month.0 <= at && at < month.1;
        let spent = self.spent.iter().filter(|(at, _)| in_month(*at));
        let spent = spent.map(|(_, price)| price).sum::<i64>();
        let undecided = self.open.iter().filter(|one| one.is_undecided_renewal());
        let undecided = undecided.map(|one| one.price).sum::<i64>();
        needed.min((limit - spent - undecided).max(0) / rule.price())
    }

    /// C6 and I15.
    pub fn buy(&self, package: i64, now: DateTime<Utc>) -> Result<Open, Code> {
        if self.card.is_none() {
            return Err(Code::NoPaymentMethod);
        }
        let busy = self.open.iter().any(|one| {
            one.state == State::Charging || one.purchase.is_some() && one.state == State::Due
        });
        if busy {
            return Err(Code::PaymentInProgress);
        }
        Ok(Open::new(Some(0), package * TEN_COST / 10, now))
    }

    /// A new card resumes and hurries (rule 8).
    pub fn store(&mut self, card: TestCard, now: DateTime<Utc>) {
        self.card = Some(card);
        self.paused = false;
        if let Some(place) = self.renewal()
            && !self.open[place].state.is_asked()
        {
            self.open[place].next = now;
        }
        self.renew_if_below(now);
    }

    pub fn resume(&mut self, now: DateTime<Utc>) -> Result<(), Code> {
        if self.card.is_none() {
            return Err(Code::NoPaymentMethod);
        }
        if std::mem::replace(&mut self.paused, false) {
            self.renew_if_below(now);
        }
        Ok(())
    }

    /// What becomes of a due payment, when charges go wrong in that way.
    pub fn carry_out(&mut self, place: usize, fault: Fault, now: DateTime<Utc>) {
        if self.open[place].state.is_asked() {
            self.look(place, fault, now);
        } else if self.decide(place, now) {
            self.send(place, fault, now);
        }
    }

    /// Somebody takes a due payment and dies, perhaps after the provider has heard of it.
    pub fn take_and_die(&mut self, place: usize, asks: bool, now: DateTime<Utc>) {
        let charges = !self.open[place].state.is_asked() && self.decide(place, now);
        if charges && asks {
            self.provider(place, Fault::None);
        }
        if charges || self.open.get(place).is_some_and(|one| one.state.is_asked()) {
            self.open[place].next = now + TimeDelta::seconds(LEASE);
        }
    }

    /// Whether the card is charged now (I12, I15).
    fn decide(&mut self, place: usize, now: DateTime<Utc>) -> bool {
        let busy = self.open.iter().enumerate().any(|(other, one)| {
            other != place
                && (one.state == State::Charging
                    || one.purchase.is_some() && one.state == State::Due)
        });
        if busy {
            self.open[place].next = now + TimeDelta::seconds(1);
            return false;
        }
        if self.open[place].purchase.is_none() {
            let Some(rule) = self.active().filter(|rule| self.balance < rule.threshold) else {
                self.open.remove(place);
                return false;
            };
            let packages = self.packages(rule, now);
            if packages == 0 {
                self.open[place].state = State::Limited;
                self.open[place].next = month_of(now).1;
                return false;
            }
            self.open[place].price = packages * rule.price();
        }
        let one = &mut self.open[place];
        one.card = self.card.unwrap();
        one.tries += 1;
        one.state = State::Charging;
        one.looks = 0;
        one.sent = now;
        one.truth = Truth::Unheard;
        true
    }

    /// Whether the provider's answer arrives.
    fn provider(&mut self, place: usize, fault: Fault) -> bool {
        let one = &mut self.open[place];
        if fault == Fault::NothingDone {
            return false;
        }
        one.truth = match (fault, one.card) {
            (Fault::Declined, _) | (_, TestCard::InsufficientFunds | TestCard::Expired) => {
                Truth::No { hard: false }
            }
            (_, TestCard::Declined) => Truth::No { hard: false },
            (_, TestCard::Lost | TestCard::Stolen) => Truth::No { hard: true },
            (_, TestCard::Confirmation) => Truth::Asks,
            (_, _) => Truth::Took,
        };
        if one.truth == Truth::Took {
            self.book.push(one.price);
        }
        let swallows = [TestCard::CapturedThenLost, TestCard::CapturedThenError];
        fault != Fault::AnswerLost && !swallows.contains(&one.card)
    }

    fn send(&mut self, place: usize, fault: Fault, now: DateTime<Utc>) {
        if self.provider(place, fault) {
            self.settle(place, now);
        } else {
            self.open[place].look_later(now);
        }
    }

    /// The key is sent again for a day at most, and only if nobody has heard of it (I11).
    fn look(&mut self, place: usize, fault: Fault, now: DateTime<Utc>) {
        let one = &self.open[place];
        match one.truth {
            Truth::Unheard if now - one.sent < TimeDelta::hours(23) => {
                self.send(place, fault, now);
            }
            Truth::Unheard => self.declined(place, true, now),
            Truth::Took | Truth::Asks | Truth::No { .. } => self.settle(place, now),
        }
    }

    /// The provider tells by itself, of a payment's present try.
    pub fn hear(&mut self, place: usize, now: DateTime<Utc>) {
        let one = &self.open[place];
        if one.state.is_asked() && one.truth != Truth::Unheard {
            self.settle(place, now);
        }
    }

    fn settle(&mut self, place: usize, now: DateTime<Utc>) {
        match self.open[place].truth {
            Truth::Took => {
                let paid = self.open.remove(place);
                self.balance += paid.price * 1_000 / TEN_COST;
                if paid.purchase.is_none() {
                    self.spent.push((now, paid.price));
                }
                self.renew_if_below(now);
            }
            Truth::Asks => {
                let one = &mut self.open[place];
                one.look_later(now);
                if one.state != State::Confirming {
                    one.state = State::Confirming;
                    one.looks = 0;
                }
            }
            Truth::No { hard } => self.declined(place, hard, now),
            Truth::Unheard => {}
        }
    }

    /// Four tries, then a pause; none after a final no, or when it is off (I13, I14).
    fn declined(&mut self, place: usize, hard: bool, now: DateTime<Utc>) {
        let one = &mut self.open[place];
        let retry = RETRIES.get(usize::try_from(one.tries - 1).unwrap());
        match (one.purchase, retry) {
            (None, Some(hours)) if !hard && self.rule.is_some() => {
                one.state = State::Waiting;
                one.next = now + TimeDelta::hours(*hours);
            }
            (None, Some(_)) if !hard => {
                self.open.remove(place);
            }
            (None, _) => {
                self.open.remove(place);
                self.paused = self.rule.is_some();
            }
            (Some(_), _) => {
                self.open.remove(place);
            }
        }
    }

    /// The customer's word on the provider's page.
    pub fn confirm(&mut self, place: usize, yes: bool) {
        let one = &mut self.open[place];
        if one.truth != Truth::Asks {
            return;
        }
        if yes {
            one.truth = Truth::Took;
            self.book.push(one.price);
        } else {
            one.truth = Truth::No { hard: true };
        }
    }
}
