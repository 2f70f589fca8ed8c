//! What follows from what in the life of a payment: a pure function over events. The
//! diagram of it is in `docs/payments.md`.

use api::payment::{Decline, Dropped, PaymentCause};
use chrono::{DateTime, TimeDelta, Utc};

use crate::gateway::Outcome;

/// Times that the card is charged, or tried, for one crossing (I13).
pub const ATTEMPTS_MAX: u8 = 4;

/// How a payment stands. Every state but the last three is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Written down; nobody was asked for money yet.
    Due,
    /// An attempt was handed to the provider; its outcome is not known.
    Charging,
    /// Declined; it is tried again (rule 8).
    Waiting(Decline),
    /// It waits for the customer's confirmation on that page (rule 8).
    Confirming {
        /// Where.
        url: String,
    },
    /// The month leaves no room; it is decided again in the next one (rule 7).
    Limited,
    /// The money was taken and the credits are booked.
    Paid,
    /// Nothing was taken, and it is not tried again.
    Declined(Decline),
    /// Nothing was taken, for nothing had to be.
    Dropped(Dropped),
}

/// A payment, as far as its fate depends on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// What led to it.
    pub cause: PaymentCause,
    /// How it stands.
    pub state: State,
    /// Attempts that were handed to the provider, the present one included.
    pub attempt: u8,
    /// When the present attempt was handed over: how old its key is (I11).
    pub charged_at: Option<DateTime<Utc>>,
    /// How often its outcome was asked for in vain.
    pub looks: u32,
    /// When there is something to do; `None` once it is closed.
    pub next_at: Option<DateTime<Utc>>,
}

/// Something that happens to a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// It was decided to charge: the next attempt is handed over.
    Charge,
    /// Somebody else is charging this wallet at this moment: wait for them (I15).
    Wait,
    /// The month leaves no room until then.
    Limit(DateTime<Utc>),
    /// There is nothing to charge, or nothing to sell.
    Impossible(Decline),
    /// Nothing has to be charged any more.
    Drop(Dropped),
    /// There is another card: no reason to wait any longer.
    NewCard,
    /// The provider says what came of the present attempt.
    Answer(Outcome),
    /// The provider has never heard of the present attempt.
    Unheard,
    /// The provider could not be asked.
    Silence,
}

/// What has to be done in the transaction of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Book the credits, and look whether more are needed.
    Book,
    /// Pause auto-renewal (rule 8).
    Pause(Decline),
    /// Tell the customer of the first decline.
    TellDeclined(Decline),
    /// Tell the customer that a confirmation is needed.
    TellConfirm,
}

/// What a due payment waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Todo {
    /// Decide, in a transaction, whether and how much to charge.
    Decide,
    /// Ask the provider what came of the present attempt.
    LookUp,
    /// Nothing: it is closed.
    Nothing,
}

/// How long things take.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// After the first, second and third decline (rule 8).
    pub retries: [TimeDelta; 3],
    /// How long whoever charges has before others look after it.
    pub lease: TimeDelta,
    /// The pauses between two look-ups of an unknown outcome; the last one repeats.
    pub looks: [TimeDelta; 5],
    /// How long a key is safe to be sent again; shorter than the provider keeps it (I11).
    pub key_life: TimeDelta,
    /// How long one payment waits for another of its wallet.
    pub turn: TimeDelta,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            retries: [
                TimeDelta::hours(1),
                TimeDelta::hours(6),
                TimeDelta::hours(24),
            ],
            lease: TimeDelta::seconds(60),
            looks: [
                TimeDelta::seconds(2),
                TimeDelta::seconds(10),
                TimeDelta::minutes(1),
                TimeDelta::minutes(10),
                TimeDelta::hours(1),
            ],
            key_life: TimeDelta::hours(23),
            turn: TimeDelta::seconds(1),
        }
    }
}

impl Pace {
    /// Days in a second: for tests whose clock is the machine's. What a process has taken
    /// is soon anybody's, so that two see to one payment far more often than in earnest.
    pub const fn hurried() -> Self {
        Self {
            retries: [
                TimeDelta::milliseconds(300),
                TimeDelta::milliseconds(600),
                TimeDelta::milliseconds(900),
            ],
            lease: TimeDelta::milliseconds(500),
            looks: [
                TimeDelta::milliseconds(20),
                TimeDelta::milliseconds(50),
                TimeDelta::milliseconds(100),
                TimeDelta::milliseconds(300),
                TimeDelta::milliseconds(600),
            ],
            key_life: TimeDelta::hours(23),
            turn: TimeDelta::milliseconds(20),
        }
    }
}

impl Payment {
    /// A payment that was just written down.
    pub const fn new(cause: PaymentCause, now: DateTime<Utc>) -> Self {
        Self {
            cause,
            state: State::Due,
            attempt: 0,
            charged_at: None,
            looks: 0,
            next_at: Some(now),
        }
    }

    /// What it waits for.
    pub const fn todo(&self) -> Todo {
        match self.state {
            State::Due | State::Waiting(_) | State::Limited => Todo::Decide,
            State::Charging | State::Confirming { .. } => Todo::LookUp,
            State::Paid | State::Declined(_) | State::Dropped(_) => Todo::Nothing,
        }
    }

    /// Whether the present attempt's key may be sent again, the provider not having
    /// heard of it (I11).
    pub fn may_send_again(&self, now: DateTime<Utc>, pace: &Pace) -> bool {
        let young = |since| now - since < pace.key_life;
        self.state == State::Charging && self.charged_at.is_some_and(young)
    }

    /// What the payment becomes, and what has to be done about it. An event that has
    /// come too late, or for the second time, changes nothing.
    pub fn step(&self, event: &Event, now: DateTime<Utc>, pace: &Pace) -> (Self, Vec<Effect>) {
        match (self.todo(), event) {
            (Todo::Decide, Event::Charge) => self.charge(now, pace),
            (Todo::Decide, Event::Wait) => self.later(pace.turn, now),
            (Todo::Decide, Event::Limit(until)) => self.limit(*until),
            (Todo::Decide, Event::Impossible(reason)) => self.decline(*reason),
            (Todo::Decide, Event::Drop(reason)) => self.close(State::Dropped(*reason)),
            (Todo::Decide, Event::NewCard) => self.later(TimeDelta::zero(), now),
            (Todo::LookUp, Event::Answer(outcome)) => self.answer(outcome, now, pace),
            (Todo::LookUp, Event::Unheard) if !self.may_send_again(now, pace) => {
                self.decline(Decline::NoAnswer)
            }
            (Todo::LookUp, Event::Unheard | Event::Silence) => self.look_later(now, pace),
            // Money that was taken is booked, whatever we believed.
            (Todo::Nothing, Event::Answer(Outcome::Charged)) if self.state != State::Paid => {
                self.paid()
            }
            // So is what the present attempt took, which was answered "no" before.
            (Todo::Decide, Event::Answer(Outcome::Charged)) if self.attempt > 0 => self.paid(),
            (Todo::Decide, Event::Answer(_) | Event::Unheard | Event::Silence)
            | (
                Todo::LookUp,
                Event::Charge
                | Event::Wait
                | Event::Limit(_)
                | Event::Impossible(_)
                | Event::Drop(_)
                | Event::NewCard,
            )
            | (Todo::Nothing, _) => (self.clone(), Vec::new()),
        }
    }

    fn charge(&self, now: DateTime<Utc>, pace: &Pace) -> (Self, Vec<Effect>) {
        let next = Self {
            state: State::Charging,
            attempt: self.attempt.saturating_add(1),
            charged_at: Some(now),
            looks: 0,
            next_at: Some(now + pace.lease),
            ..self.clone()
        };
        (next, Vec::new())
    }

    fn answer(&self, outcome: &Outcome, now: DateTime<Utc>, pace: &Pace) -> (Self, Vec<Effect>) {
        match outcome {
            Outcome::Charged => self.paid(),
            Outcome::Declined(reason) => self.declined(*reason, now, pace),
            Outcome::NeedsConfirmation { url } => self.confirm(url, now, pace),
            Outcome::Unknown => self.look_later(now, pace),
        }
    }

    fn paid(&self) -> (Self, Vec<Effect>) {
        let (next, _) = self.close(State::Paid);
        (next, vec![Effect::Book])
    }

    /// A definite no. The next attempt has a key of its own (I11).
    fn declined(&self, reason: Decline, now: DateTime<Utc>, pace: &Pace) -> (Self, Vec<Effect>) {
        let confirming = matches!(self.state, State::Confirming { .. });
        let reason = match reason {
            // Whoever was asked and gave no yes has said no.
            Decline::Refused if confirming => Decline::NotConfirmed,
            reason => reason,
        };
        let pause = match self.attempt {
            1 => pace.retries.first(),
            2 => pace.retries.get(1),
            3 => pace.retries.get(2),
            _last => None,
        };
        match (self.cause, pause) {
            (PaymentCause::Renewal, Some(pause)) if !reason.is_hard() => {
                let next = Self {
                    state: State::Waiting(reason),
                    next_at: Some(now + *pause),
                    ..self.clone()
                };
                let first = (self.attempt == 1).then_some(Effect::TellDeclined(reason));
                (next, first.into_iter().collect())
            }
            (PaymentCause::Renewal | PaymentCause::Purchase, _) => self.decline(reason),
        }
    }

    fn confirm(&self, url: &str, now: DateTime<Utc>, pace: &Pace) -> (Self, Vec<Effect>) {
        let (next, _) = self.look_later(now, pace);
        let is_new = !matches!(self.state, State::Confirming { .. });
        let next = Self {
            state: State::Confirming {
                url: url.to_owned(),
            },
            looks: if is_new { 0 } else { next.looks },
            ..next
        };
        let tell = is_new && self.cause == PaymentCause::Renewal;
        (
            next,
            tell.then_some(Effect::TellConfirm).into_iter().collect(),
        )
    }

    fn decline(&self, reason: Decline) -> (Self, Vec<Effect>) {
        let (next, _) = self.close(State::Declined(reason));
        let effects = match self.cause {
            PaymentCause::Renewal => vec![Effect::Pause(reason)],
            PaymentCause::Purchase => Vec::new(),
        };
        (next, effects)
    }

    fn limit(&self, until: DateTime<Utc>) -> (Self, Vec<Effect>) {
        let next = Self {
            state: State::Limited,
            next_at: Some(until),
            ..self.clone()
        };
        (next, Vec::new())
    }

    fn later(&self, pause: TimeDelta, now: DateTime<Utc>) -> (Self, Vec<Effect>) {
        let next = Self {
            next_at: Some(now + pause),
            ..self.clone()
        };
        (next, Vec::new())
    }

    fn look_later(&self, now: DateTime<Utc>, pace: &Pace) -> (Self, Vec<Effect>) {
        let [.., last] = pace.looks;
        let place = usize::try_from(self.looks).unwrap_or(usize::MAX);
        let pause = pace.looks.get(place).copied().unwrap_or(last);
        let (next, _) = self.later(pause, now);
        let looks = self.looks.saturating_add(1);
        (Self { looks, ..next }, Vec::new())
    }

    fn close(&self, state: State) -> (Self, Vec<Effect>) {
        let next = Self {
            state,
            next_at: None,
            ..self.clone()
        };
        (next, Vec::new())
    }
}

#[cfg(test)]
#[path = "machine/tests.rs"]
mod tests;
