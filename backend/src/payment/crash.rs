//! Named places where a test has the program die, or fall asleep until it is woken, to see
//! that nothing is lost and nothing doubled. In debug builds only, and only where
//! `RELUX_CRASH_AT` or `RELUX_SLEEP_AT` names the place; in a release build nothing of it
//! exists.

/// Where the program can be made to die. In the order in which a renewal comes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The intent is written, and not committed.
    BeforeIntent,
    /// The intent is committed; nobody has taken it.
    AfterIntent,
    /// The attempt and its key are written, and not committed.
    BeforeKey,
    /// The key is committed; the provider has not heard of it.
    AfterKey,
    /// The provider is at it; see [`during`].
    MidCall,
    /// The provider has answered; the answer is not written.
    AfterAnswer,
    /// The credits are booked, and not committed.
    BeforeCredits,
    /// The credits are committed; nothing has followed.
    AfterCredits,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::BeforeIntent,
        Self::AfterIntent,
        Self::BeforeKey,
        Self::AfterKey,
        Self::MidCall,
        Self::AfterAnswer,
        Self::BeforeCredits,
        Self::AfterCredits,
    ];

    /// What the environment calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::BeforeIntent => "before_intent",
            Self::AfterIntent => "after_intent",
            Self::BeforeKey => "before_key",
            Self::AfterKey => "after_key",
            Self::MidCall => "mid_call",
            Self::AfterAnswer => "after_answer",
            Self::BeforeCredits => "before_credits",
            Self::AfterCredits => "after_credits",
        }
    }
}

#[cfg(debug_assertions)]
mod armed {
    use std::{
        env, process,
        sync::{
            OnceLock,
            atomic::{AtomicBool, Ordering},
        },
        time::Duration,
    };

    use super::Place;

    /// How long a call lasts before the program dies in its middle.
    const MIDDLE: Duration = Duration::from_millis(150);

    fn dies(place: Place) -> bool {
        static PLACE: OnceLock<Option<String>> = OnceLock::new();
        let named = PLACE.get_or_init(|| env::var("RELUX_CRASH_AT").ok());
        named.as_deref() == Some(place.name())
    }

    /// The first time alone: who is woken goes on.
    fn falls_asleep(place: Place) -> bool {
        static PLACE: OnceLock<Option<String>> = OnceLock::new();
        static SLEPT: AtomicBool = AtomicBool::new(false);
        let named = PLACE.get_or_init(|| env::var("RELUX_SLEEP_AT").ok());
        named.as_deref() == Some(place.name()) && !SLEPT.swap(true, Ordering::SeqCst)
    }

    pub fn at(place: Place) {
        if dies(place) {
            process::abort();
        }
        if falls_asleep(place) {
            let own = process::id().to_string();
            // Should it fail, the test sees that nobody sleeps.
            let _ended = process::Command::new("kill").args(["-STOP", &own]).status();
        }
    }

    pub async fn during<T>(place: Place, call: impl Future<Output = T>) -> T {
        if !dies(place) {
            return call.await;
        }
        let answer = tokio::time::timeout(MIDDLE, call).await;
        answer.unwrap_or_else(|_in_the_middle| process::abort())
    }
}

/// Dies, or falls asleep, if this is the place.
#[cfg(debug_assertions)]
pub fn at(place: Place) {
    armed::at(place);
}

/// Dies in the middle of the call if this is the place, and the call takes long enough to
/// have one.
#[cfg(debug_assertions)]
pub async fn during<T>(place: Place, call: impl Future<Output = T>) -> T {
    armed::during(place, call).await
}

/// Does nothing.
#[cfg(not(debug_assertions))]
pub const fn at(_: Place) {}

/// Makes the call.
#[cfg(not(debug_assertions))]
pub async fn during<T>(_: Place, call: impl Future<Output = T>) -> T {
    call.await
}
