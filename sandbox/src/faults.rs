//! What goes wrong on purpose: rates in per mille, and the dice that decide.

use serde::{Deserialize, Serialize};

/// How hostile the sandbox is. Rates are per mille; 1000 is always. A charge suffers at most
/// one fault, chosen by one throw over the rates in the order they stand here: what lies
/// beyond a sum of 1000 never happens. The dice are thrown for every request to charge, also
/// for one whose key has its answer: there only a fault before the work can strike. Webhook faults are thrown for one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// Where the dice begin: equal seeds and equal requests give equal faults.
    pub seed: u64,

    /// The charge is declined for `insufficient_funds`.
    pub decline: u32,
    /// The work is done, and the connection closes without an answer.
    pub captured_then_lost: u32,
    /// The work is done, and the answer is a 500.
    pub captured_then_500: u32,
    /// A 500, and nothing was done; the key is free.
    pub error_before: u32,
    /// The connection closes, and nothing was done; the key is free.
    pub reset_before: u32,
    /// A 429, and nothing was done; the key is free.
    pub rate_limited: u32,
    /// The work is done at once, and answered after `slow_ms`.
    pub slow: u32,
    /// Nothing is done for `slow_ms`, then the work: money moves when nobody waits any more.
    pub slow_capture: u32,
    /// How slow, in milliseconds.
    pub slow_ms: u64,
    /// What a key is answered with after its answer was lost or a 500.
    pub replay: Replay,

    /// A webhook arrives before the answer it tells about.
    pub webhook_early: u32,
    /// A webhook arrives twice.
    pub webhook_duplicated: u32,
    /// A webhook is held back for `webhook_held_ms`, so that later ones overtake it.
    pub webhook_reordered: u32,
    /// A webhook never arrives.
    pub webhook_dropped: u32,
    /// After a webhook a forged one arrives: another amount, and a signature that is wrong.
    pub webhook_forged: u32,
    /// How long a reordered webhook is held back, in milliseconds.
    pub webhook_held_ms: u64,
}

impl Default for Faults {
    /// Nothing goes wrong.
    fn default() -> Self {
        Self {
            seed: 0,
            decline: 0,
            captured_then_lost: 0,
            captured_then_500: 0,
            error_before: 0,
            reset_before: 0,
            rate_limited: 0,
            slow: 0,
            slow_capture: 0,
            slow_ms: 1_000,
            replay: Replay::TrueOutcome,
            webhook_early: 0,
            webhook_duplicated: 0,
            webhook_reordered: 0,
            webhook_dropped: 0,
            webhook_forged: 0,
            webhook_held_ms: 500,
        }
    }
}

/// What a key is answered with after its answer was lost or a 500. Both happen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Replay {
    /// How it really went.
    #[default]
    TrueOutcome,
    /// A 500 for as long as the key lives; only a look at the intent tells the truth.
    StoredError,
}

/// What goes wrong with one charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// See [`Faults::decline`].
    Decline,
    /// See [`Faults::captured_then_lost`].
    CapturedThenLost,
    /// See [`Faults::captured_then_500`].
    CapturedThen500,
    /// See [`Faults::error_before`].
    ErrorBefore,
    /// See [`Faults::reset_before`].
    ResetBefore,
    /// See [`Faults::rate_limited`].
    RateLimited,
    /// See [`Faults::slow`].
    Slow,
    /// See [`Faults::slow_capture`].
    SlowCapture,
}

/// What goes wrong with one webhook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WebhookFaults {
    /// See [`Faults::webhook_early`].
    pub early: bool,
    /// See [`Faults::webhook_duplicated`].
    pub duplicated: bool,
    /// See [`Faults::webhook_reordered`].
    pub reordered: bool,
    /// See [`Faults::webhook_dropped`].
    pub dropped: bool,
    /// See [`Faults::webhook_forged`].
    pub forged: bool,
}

/// The faults that are set, and the dice.
#[derive(Debug, Default)]
pub struct Dice {
    faults: Faults,
    state: u64,
}

impl Dice {
    /// Dice at the beginning of their row.
    #[must_use]
    pub fn new(faults: Faults) -> Self {
        let state = faults.seed;
        Self { faults, state }
    }

    /// What is set.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// What goes wrong with the next charge.
    pub fn charge(&mut self) -> Fault {
        let row = [
            (self.faults.decline, Fault::Decline),
            (self.faults.captured_then_lost, Fault::CapturedThenLost),
            (self.faults.captured_then_500, Fault::CapturedThen500),
            (self.faults.error_before, Fault::ErrorBefore),
            (self.faults.reset_before, Fault::ResetBefore),
            (self.faults.rate_limited, Fault::RateLimited),
            (self.faults.slow, Fault::Slow),
            (self.faults.slow_capture, Fault::SlowCapture),
        ];
        let thrown = self.throw();
        let mut reached = 0_u32;
        for (rate, fault) in row {
            reached = reached.saturating_add(rate);
            if thrown < reached {
                return fault;
            }
        }
        Fault::None
    }

    /// What goes wrong with the next webhook.
    pub fn webhook(&mut self) -> WebhookFaults {
        WebhookFaults {
            early: self.throw() < self.faults.webhook_early,
            duplicated: self.throw() < self.faults.webhook_duplicated,
            reordered: self.throw() < self.faults.webhook_reordered,
            dropped: self.throw() < self.faults.webhook_dropped,
            forged: self.throw() < self.faults.webhook_forged,
        }
    }

    /// 0 to 999, by SplitMix64.
    fn throw(&mut self) -> u32 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        u32::try_from(mixed % 1_000).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Dice, Fault, Faults};

    #[test]
    fn equal_seeds_give_equal_faults_at_about_the_rates_asked_for() {
        let faults = Faults {
            seed: 7,
            decline: 100,
            slow: 200,
            ..Faults::default()
        };
        let row = |seed| {
            let mut dice = Dice::new(Faults {
                seed,
                ..faults.clone()
            });
            (0..10_000).map(|_| dice.charge()).collect::<Vec<_>>()
        };
        assert_eq!(row(7), row(7));
        assert_ne!(row(7), row(8));
        let count = |fault| row(7).iter().filter(|thrown| **thrown == fault).count();
        assert!((900..1_100).contains(&count(Fault::Decline)));
        assert!((1_850..2_150).contains(&count(Fault::Slow)));
        assert_eq!(
            count(Fault::Decline) + count(Fault::Slow) + count(Fault::None),
            10_000
        );
    }
}
