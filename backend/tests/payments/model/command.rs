//! What can happen to a wallet, drawn from a seed.

use backend::port::SplitMix;
use chrono::TimeDelta;
use sandbox::{Faults, Replay, TestCard};

use crate::town::TEN_COST;

/// One thing that happens. Places are taken modulo how many there are.
#[derive(Debug, Clone, Copy)]
pub enum Command {
    Debit {
        images: u32,
    },
    Refund {
        which: u32,
    },
    Save {
        wanted: Option<Rule>,
        stale: bool,
        confirmed: bool,
    },
    Buy {
        package: i64,
    },
    Store {
        card: TestCard,
    },
    Resume,
    Pass {
        time: Time,
    },
    Engine {
        fault: Fault,
        replay: Replay,
    },
    /// Somebody takes what is due and dies, perhaps after asking the provider.
    Die {
        which: u32,
        asks: bool,
    },
    Confirm {
        which: u32,
        yes: bool,
    },
    /// The provider tells of a try, or somebody who claims to be it does.
    Notice {
        which: u32,
        claim: Claim,
    },
}

/// A rule, in hundredths, whole credits and centimes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    pub threshold: i64,
    pub package: i64,
    pub limit: Option<i64>,
}

impl Rule {
    /// What one package costs.
    pub const fn price(self) -> i64 {
        self.package * TEN_COST / 10
    }
}

#[derive(Debug, Clone, Copy)]
pub enum Time {
    For(TimeDelta),
    ToTheNextMonth,
    ToWhatIsNext,
}

/// How charges go wrong for as long as one pass of the engine takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    Declined,
    AnswerLost,
    NothingDone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    Signed,
    Forged,
    TooOld,
}

/// What all wallets of a sequence start with, and then so many commands.
pub struct Sequence(SplitMix);

impl Sequence {
    pub const fn of(seed: u64) -> Self {
        Self(SplitMix::new(seed))
    }

    fn one_of<T: Copy>(&mut self, these: &[T]) -> T {
        let count = u32::try_from(these.len()).unwrap();
        these[usize::try_from(self.0.below(count)).unwrap()]
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.0.below(100) < percent
    }

    pub fn command(&mut self) -> Command {
        match self.0.below(100) {
            0..28 => Command::Debit {
                images: 1 + self.0.below(12),
            },
            28..32 => Command::Refund {
                which: self.0.below(1_000),
            },
            32..39 => Command::Save {
                wanted: self.chance(85).then(|| self.rule()),
                stale: self.chance(15),
                confirmed: self.chance(70),
            },
            39..44 => Command::Buy {
                package: self.one_of(&[10, 50]),
            },
            44..49 => Command::Store { card: self.card() },
            49..51 => Command::Resume,
            51..62 => Command::Pass { time: self.time() },
            62..84 => Command::Engine {
                fault: self.fault(),
                replay: self.one_of(&[Replay::TrueOutcome, Replay::StoredError]),
            },
            84..88 => Command::Die {
                which: self.0.below(1_000),
                asks: self.chance(50),
            },
            88..93 => Command::Confirm {
                which: self.0.below(1_000),
                yes: self.chance(70),
            },
            _rest => Command::Notice {
                which: self.0.below(1_000),
                claim: self.one_of(&[Claim::Signed, Claim::Signed, Claim::Forged, Claim::TooOld]),
            },
        }
    }

    fn rule(&mut self) -> Rule {
        let package = self.one_of(&[10, 10, 10, 50]);
        let limit = self.one_of(&[None, None, Some(1), Some(3), Some(5)]);
        Rule {
            threshold: self.one_of(&[500, 1_000, 2_000, 2_500, 6_000]),
            package,
            limit: limit.map(|packages| packages * package * TEN_COST / 10),
        }
    }

    /// Most cards are good.
    fn card(&mut self) -> TestCard {
        if self.chance(40) {
            return TestCard::Visa;
        }
        self.one_of(&[
            TestCard::Mastercard,
            TestCard::InsufficientFunds,
            TestCard::Expired,
            TestCard::Lost,
            TestCard::Stolen,
            TestCard::Declined,
            TestCard::Confirmation,
            TestCard::Confirmation,
            TestCard::CapturedThenLost,
            TestCard::CapturedThenError,
        ])
    }

    fn time(&mut self) -> Time {
        self.one_of(&[
            Time::ToWhatIsNext,
            Time::ToWhatIsNext,
            Time::ToWhatIsNext,
            Time::For(TimeDelta::seconds(1)),
            Time::For(TimeDelta::seconds(61)),
            Time::For(TimeDelta::hours(1)),
            Time::For(TimeDelta::hours(25)),
            Time::ToTheNextMonth,
        ])
    }

    fn fault(&mut self) -> Fault {
        self.one_of(&[
            Fault::None,
            Fault::None,
            Fault::None,
            Fault::Declined,
            Fault::AnswerLost,
            Fault::AnswerLost,
            Fault::NothingDone,
        ])
    }
}

impl Fault {
    /// For the sandbox, where there are several of a kind.
    pub fn faults(self, seed: u64, replay: Replay) -> Faults {
        let none = Faults {
            seed,
            replay,
            ..Faults::default()
        };
        match self {
            Self::None => none,
            Self::Declined => Faults {
                decline: 1_000,
                ..none
            },
            Self::AnswerLost => Faults {
                captured_then_lost: 500,
                captured_then_500: 500,
                ..none
            },
            Self::NothingDone => Faults {
                error_before: 400,
                reset_before: 300,
                rate_limited: 300,
                ..none
            },
        }
    }
}
