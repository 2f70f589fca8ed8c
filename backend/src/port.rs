//! The clock and the dice, behind small ports, so that a seed can replay a run.
//! Held by the database; every transaction asks it (`Tx::now`, `Tx::random_id`).

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use api::UserId;
use chrono::{DateTime, Utc};

use crate::Error;

/// What time it is, to the millisecond: as precise as the tables and the wire.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The machine's.
    #[default]
    System,
    /// One that stands still until it is set: epoch milliseconds.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at that instant.
    pub fn standing_at(at: DateTime<Utc>) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.timestamp_millis())))
    }

    /// Sets a standing clock; the machine's is left alone.
    pub fn set(&self, at: DateTime<Utc>) {
        match self {
            Self::System => {}
            Self::Set(millis) => millis.store(at.timestamp_millis(), Ordering::SeqCst),
        }
    }

    /// The instant, in whole milliseconds.
    pub fn now(&self) -> DateTime<Utc> {
        let millis = match self {
            Self::System => Utc::now().timestamp_millis(),
            Self::Set(millis) => millis.load(Ordering::SeqCst),
        };
        DateTime::from_timestamp_millis(millis).unwrap_or_default()
    }
}

/// Where random numbers come from.
#[derive(Debug, Clone, Default)]
pub enum Random {
    /// The operating system; for everything that must not be guessed.
    #[default]
    System,
    /// A sequence that a seed repeats; for tests and demo data.
    Seeded(Arc<Mutex<SplitMix>>),
}

impl Random {
    /// The sequence of that seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(SplitMix::new(seed))))
    }

    /// 64 random bits.
    ///
    /// # Errors
    /// [`Error::System`] when the operating system has none.
    pub fn bits(&self) -> Result<u64, Error> {
        match self {
            Self::System => getrandom::u64().map_err(|error| Error::System(error.to_string())),
            Self::Seeded(sequence) => Ok(sequence
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .next()),
        }
    }

    /// 256 random bits: a secret.
    ///
    /// # Errors
    /// [`Error::System`] when the operating system has none.
    pub fn secret(&self) -> Result<[u8; 32], Error> {
        let mut secret = [0; 32];
        for chunk in secret.chunks_exact_mut(8) {
            chunk.copy_from_slice(&self.bits()?.to_le_bytes());
        }
        Ok(secret)
    }

    /// An identifier for a new row: 1 to 2⁵³ − 1 (see `api::id`).
    ///
    /// # Errors
    /// [`Error::System`] when the operating system has no random bits.
    pub fn id(&self) -> Result<i64, Error> {
        let bits = self.bits()? >> 11;
        Ok(i64::try_from(bits).unwrap_or(UserId::MAX).max(1))
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): a small, fast sequence of good quality.
/// Not for secrets.
#[derive(Debug, Clone)]
pub struct SplitMix(u64);

impl SplitMix {
    /// The sequence of that seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the bound, or 0. The bias of a remainder is below 2⁻³² times the
    /// bound: nothing for demo data.
    pub fn below(&mut self, bound: u32) -> u32 {
        let remainder = self.next().checked_rem(u64::from(bound)).unwrap_or(0);
        u32::try_from(remainder).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_its_sequence_and_identifiers_fit_javascript() {
        let (a, b) = (Random::seeded(7), Random::seeded(7));
        for _ in 0..1000 {
            let id = a.id().unwrap();
            assert_eq!(id, b.id().unwrap());
            assert!((1..=UserId::MAX).contains(&id));
        }
        assert_ne!(a.secret().unwrap(), a.secret().unwrap());
    }

    #[test]
    fn a_standing_clock_moves_only_when_set() {
        let noon = DateTime::from_timestamp_millis(1_790_000_000_123).unwrap();
        let clock = Clock::standing_at(noon);
        assert_eq!(clock.now(), noon);
        clock.set(noon + chrono::TimeDelta::seconds(1));
        assert_eq!(clock.now(), noon + chrono::TimeDelta::seconds(1));
    }
}
