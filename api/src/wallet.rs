//! What holds credits, and what its card shows.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Credits, OrganisationId, WalletId};

/// A wallet that the signed-in user may look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Wallet {
    /// Opaque.
    pub id: WalletId,
    /// Whose it is.
    pub owner: Owner,
}

/// Whose wallet it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The signed-in user's own.
    Personal,
    /// Shared by an organisation's members.
    Shared {
        /// The organisation.
        organisation: OrganisationId,
        /// Its name.
        name: String,
        /// Whether the user sees the lines of all members, or only their own (rule 10).
        sees_everybody: bool,
    },
}

impl Owner {
    /// Whether a history of this wallet has a *Member* column (T1).
    pub const fn names_members(&self) -> bool {
        match self {
            Self::Personal => false,
            Self::Shared { sees_everybody, .. } => *sees_everybody,
        }
    }

    /// Whether the signed-in user manages its payments: their own wallet, or one of an
    /// organisation that they own or administer (rule 10).
    pub const fn may_manage(&self) -> bool {
        match self {
            Self::Personal => true,
            Self::Shared { sees_everybody, .. } => *sees_everybody,
        }
    }
}

/// `GET /wallets/{wallet}`: what a balance card shows (C2–C4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Balance {
    /// The wallet.
    pub wallet: Wallet,
    /// What is in it.
    pub balance: Credits,
    /// The number of the newest line of its history; 0 without one. A larger number
    /// is a newer balance.
    pub number: i64,
    /// Below it auto-renewal buys credits; absent without a rule.
    pub threshold: Option<Credits>,
    /// The balance over the last [`TREND_DAYS`] days, oldest first: at the start of
    /// the period (or of the wallet), then once a day, then now. Empty while there is
    /// only one value.
    pub trend: Vec<TrendPoint>,
    /// For how many days the balance lasts at the pace of the last [`TREND_DAYS`]
    /// days; absent with less than [`PACE_MIN_DAYS`] days of history or without usage.
    pub days_left: Option<u32>,
}

/// The balance at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrendPoint {
    /// When.
    pub at: DateTime<Utc>,
    /// How much.
    pub balance: Credits,
}

impl Balance {
    /// Whether the card must say that the balance is low (C4): strictly below the
    /// threshold, as renewal fires (rule 5).
    pub fn is_low(&self) -> bool {
        self.threshold
            .is_some_and(|threshold| self.balance < threshold)
    }
}

/// The days that a card looks back over.
pub const TREND_DAYS: u32 = 30;

/// Fewer days of history say nothing about a pace.
pub const PACE_MIN_DAYS: u32 = 7;

/// The longest time that a card speaks of; beyond it "about 9,000 days" helps nobody.
pub const DAYS_LEFT_MAX: u32 = 365;

/// For how many days a balance lasts when `used` was spent in `days` (C2).
///
/// `used` is what generations took less what refunds gave back. Rounded down: a
/// promise of one day too few annoys less than one too many.
pub fn days_left(balance: Credits, used: Credits, days: u32) -> Option<u32> {
    if days < PACE_MIN_DAYS || used <= Credits::ZERO || balance.is_negative() {
        return None;
    }
    let days = balance
        .hundredths()
        .checked_mul(i64::from(days))?
        .checked_div(used.hundredths())?;
    u32::try_from(days)
        .ok()
        .filter(|days| *days <= DAYS_LEFT_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn credits(whole: i32) -> Credits {
        Credits::whole(whole)
    }

    #[test]
    fn c2_days_left_follow_the_pace_of_the_last_days() {
        assert_eq!(days_left(credits(136), credits(226), 30), Some(18));
        assert_eq!(days_left(credits(0), credits(30), 30), Some(0));
        assert_eq!(days_left(credits(10), credits(7), 7), Some(10));
    }

    #[test]
    fn c2_days_left_are_not_guessed_from_too_little() {
        assert_eq!(days_left(credits(136), credits(6), 6), None);
        assert_eq!(days_left(credits(136), Credits::ZERO, 30), None);
        assert_eq!(days_left(credits(136), credits(-3), 30), None);
        assert_eq!(days_left(Credits::MAX, credits(1), 30), None);
        assert_eq!(days_left(credits(-1), credits(30), 30), None);
    }

    #[test]
    fn c4_the_balance_is_low_strictly_below_the_threshold() {
        let card = |balance| Balance {
            wallet: Wallet {
                id: WalletId::from_row(1),
                owner: Owner::Personal,
            },
            balance: credits(balance),
            number: 1,
            threshold: Some(credits(20)),
            trend: Vec::new(),
            days_left: None,
        };
        assert!(!card(20).is_low());
        assert!(card(19).is_low());
        assert!(
            !Balance {
                threshold: None,
                ..card(0)
            }
            .is_low()
        );
    }
}
