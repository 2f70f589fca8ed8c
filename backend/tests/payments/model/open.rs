//! A payment that is not closed, as the plain program has it.

use chrono::{DateTime, TimeDelta, Utc};
use sandbox::TestCard;

/// The seconds after which an unknown outcome is looked up; the last one repeats.
const LOOKS: [i64; 5] = [2, 10, 60, 600, 3_600];

/// A payment that is not closed.
#[derive(Debug, Clone)]
pub struct Open {
    /// Which purchase; `None` for the one renewal.
    pub purchase: Option<i64>,
    pub state: State,
    pub tries: i64,
    pub next: DateTime<Utc>,
    pub looks: usize,
    pub sent: DateTime<Utc>,
    pub price: i64,
    pub card: TestCard,
    /// What the provider knows of the present try.
    pub truth: Truth,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Due,
    Charging,
    Waiting,
    Confirming,
    Limited,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    Unheard,
    Took,
    Asks,
    /// It said no, and whether that is final.
    No {
        hard: bool,
    },
}

impl State {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Due => "due",
            Self::Charging => "charging",
            Self::Waiting => "waiting",
            Self::Confirming => "confirming",
            Self::Limited => "limited",
        }
    }

    pub const fn is_asked(self) -> bool {
        matches!(self, Self::Charging | Self::Confirming)
    }
}

impl Open {
    pub const fn new(purchase: Option<i64>, price: i64, now: DateTime<Utc>) -> Self {
        Self {
            purchase,
            state: State::Due,
            tries: 0,
            next: now,
            looks: 0,
            sent: now,
            price,
            card: TestCard::Visa,
            truth: Truth::Unheard,
        }
    }

    pub const fn is_undecided_renewal(&self) -> bool {
        self.purchase.is_none() && self.state.is_asked()
    }

    pub fn look_later(&mut self, now: DateTime<Utc>) {
        self.next = now + TimeDelta::seconds(LOOKS[self.looks.min(4)]);
        self.looks += 1;
    }
}
