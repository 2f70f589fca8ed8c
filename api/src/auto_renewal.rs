//! A wallet's auto-renewal: the rule, how it stands, and when it buys (rules 5–9).
//!
//! The page replays a history with the same functions that the backend decides with.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Credits, Money, PackageId,
    package::Package,
    payment::{Decline, Payment, PaymentMethod},
    wallet::Wallet,
};

/// Off, or on with a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AutoRenewal {
    /// Nothing is bought.
    Off,
    /// Credits are bought by that rule.
    On(RenewalRule),
}

impl AutoRenewal {
    /// The rule, while it is on.
    pub const fn rule(&self) -> Option<&RenewalRule> {
        match self {
            Self::Off => None,
            Self::On(rule) => Some(rule),
        }
    }
}

/// When credits are bought, how many, and for how much a month at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RenewalRule {
    /// A debit that takes the balance strictly below it buys (rule 5).
    pub threshold: Credits,
    /// What is bought; several at once where one is not enough.
    pub package: PackageId,
    /// For how much a calendar month, Europe/Zurich, at most (rule 7).
    pub monthly_limit: MonthlyLimit,
}

/// For how much a month credits are bought by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MonthlyLimit {
    /// The customer has explicitly chosen to have none.
    NoLimit,
    /// At most that much, VAT included.
    AtMost(Money),
}

/// `PUT /wallets/{wallet}/auto-renewal`, with the `ETag` of what was read as `If-Match`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveAutoRenewal {
    /// What shall hold from now on.
    pub setting: AutoRenewal,
    /// The customer has confirmed that this buys at once, because the balance is below
    /// the threshold already (rule 6). Without it that is refused.
    #[serde(default)]
    pub renew_at_once: bool,
}

/// `GET /wallets/{wallet}/auto-renewal`: all that the form shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AutoRenewalState {
    /// Whose it is (A13).
    pub wallet: Wallet,
    /// Grows with every change; also the `ETag`, in quotes (I22).
    pub version: u32,
    /// What the server holds.
    pub setting: AutoRenewal,
    /// How it stands (A1).
    pub standing: Standing,
    /// What the wallet holds.
    pub balance: Credits,
    /// The card that is charged; absent without one (A7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<PaymentMethod>,
    /// What can be bought, cheapest first; never empty.
    pub packages: Vec<Package>,
    /// The thresholds that can be chosen (A3).
    pub thresholds: Stops,
    /// What renewals have cost this calendar month, undecided ones included (A5).
    pub used_this_month: Money,
    /// When the next calendar month begins, Europe/Zurich.
    pub month_ends_at: DateTime<Utc>,
    /// The newest renewals, newest first, those that charged nothing included (A12).
    pub renewals: Vec<Payment>,
}

/// How auto-renewal stands, as the server knows it (A1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It is off.
    Off,
    /// It buys when it has to.
    On,
    /// A renewal is under way.
    Renewing,
    /// A card was declined; it is tried again then.
    Retrying {
        /// When.
        at: DateTime<Utc>,
        /// Why it was declined.
        reason: Decline,
    },
    /// A charge waits for the customer's confirmation.
    Confirm {
        /// The provider's page where that is done.
        url: String,
    },
    /// This month's limit is used up; the next month begins then.
    Limited {
        /// When.
        until: DateTime<Utc>,
    },
    /// It stays on, but buys nothing until a new card or the customer resumes it (rule 8).
    Paused {
        /// Why.
        reason: Decline,
        /// Since when.
        since: DateTime<Utc>,
    },
}

/// The values that a slider stops at: `min`, `min + step` and so on to `max`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Stops {
    /// The smallest; not below zero.
    pub min: Credits,
    /// The largest.
    pub max: Credits,
    /// The distance between two; more than zero.
    pub step: Credits,
}

impl Stops {
    /// Whether the slider stops there.
    pub fn contains(&self, value: Credits) -> bool {
        let above = value.hundredths().saturating_sub(self.min.hundredths());
        let on_a_step = above.checked_rem(self.step.hundredths()) == Some(0);
        (self.min..=self.max).contains(&value) && on_a_step
    }
}

/// Whether a debit that took the balance from `before` to `after` crosses the threshold:
/// from at or above it to strictly below (rule 5).
pub fn crosses(before: Credits, after: Credits, threshold: Credits) -> bool {
    before >= threshold && after < threshold
}

/// How many packages of so many credits lift the balance to the threshold, at least one
/// (rule 5); `None` where that is beyond any number.
pub fn packages_needed(balance: Credits, threshold: Credits, package: Credits) -> Option<u32> {
    let missing = threshold.hundredths().checked_sub(balance.hundredths())?;
    let size = package.hundredths();
    if size <= 0 {
        return None;
    }
    let rounded_up = missing.max(1).checked_add(size.checked_sub(1)?)?;
    u32::try_from(rounded_up.checked_div(size)?).ok()
}

/// How many packages of that price the month still allows, when so much was spent
/// already (rule 7); `None` without a limit.
pub fn packages_allowed(limit: MonthlyLimit, spent: Money, price: Money) -> Option<u32> {
    match limit {
        MonthlyLimit::NoLimit => None,
        MonthlyLimit::AtMost(limit) => {
            let room = limit.checked_sub(spent).map_or(0, |room| room.amount_minor);
            let packages = room.max(0).checked_div(price.amount_minor).unwrap_or(0);
            Some(u32::try_from(packages).unwrap_or(u32::MAX))
        }
    }
}

/// How many packages are bought now: as many as needed, but no more than the month
/// allows. Zero means that the limit leaves no room.
pub fn packages_to_buy(
    rule: &RenewalRule,
    package: &Package,
    balance: Credits,
    spent: Money,
) -> u32 {
    let needed = packages_needed(balance, rule.threshold, package.credits).unwrap_or(1);
    packages_allowed(rule.monthly_limit, spent, package.price)
        .map_or(needed, |allowed| needed.min(allowed))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use proptest::prelude::*;

    const fn chf(amount_minor: i64) -> Money {
        Money::new(amount_minor, Currency::CHF)
    }

    #[test]
    fn rule_5_the_threshold_itself_is_not_below_it() {
        let whole = Credits::whole;
        assert!(!crosses(whole(21), whole(20), whole(20)));
        assert!(crosses(whole(20), whole(19), whole(20)));
        assert!(
            !crosses(whole(19), whole(18), whole(20)),
            "it was crossed before"
        );
        assert!(!crosses(whole(0), whole(-1), whole(20)));
    }

    #[test]
    fn rule_7_the_limit_is_hard_and_must_be_named() {
        let price = chf(4_900);
        assert_eq!(packages_allowed(MonthlyLimit::NoLimit, chf(1), price), None);
        let limit = MonthlyLimit::AtMost(chf(9_800));
        assert_eq!(packages_allowed(limit, chf(0), price), Some(2));
        assert_eq!(packages_allowed(limit, chf(4_900), price), Some(1));
        assert_eq!(packages_allowed(limit, chf(4_901), price), Some(0));
        assert_eq!(packages_allowed(limit, chf(20_000), price), Some(0));
    }

    #[test]
    fn a3_the_slider_stops_on_its_steps_alone() {
        let stops = Stops {
            min: Credits::whole(5),
            max: Credits::whole(100),
            step: Credits::whole(5),
        };
        assert!(stops.contains(Credits::whole(5)) && stops.contains(Credits::whole(100)));
        for outside in [0, 4, 7, 105] {
            assert!(!stops.contains(Credits::whole(outside)), "{outside}");
        }
    }

    proptest! {
        #[test]
        fn rule_5_one_charge_buys_as_few_packages_as_lift_the_balance_to_the_threshold(
            balance in -10_000_i64..50_000,
            threshold in 0_i64..50_000,
            size in 1_i64..20_000,
        ) {
            let credits = |hundredths| Credits::from_hundredths(hundredths).unwrap();
            let needed = packages_needed(credits(balance), credits(threshold), credits(size));
            let needed = i64::from(needed.unwrap());
            prop_assert!(needed >= 1);
            prop_assert!(balance + needed * size >= threshold);
            prop_assert!(needed == 1 || balance + (needed - 1) * size < threshold);
        }
    }
}
