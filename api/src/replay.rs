//! What would have happened: auto-renewal replayed over a wallet's past (A11). The page
//! runs it while the slider moves.
//!
//! It decides with the functions that the backend decides with, as if the rule had been on
//! all the time and the provider had answered at once and always charged.

mod condense;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Credits, Money,
    auto_renewal::{RenewalRule, crosses, packages_to_buy},
    package::Package,
};

pub use condense::condense;

/// How far back a replay looks, in days.
pub const REPLAY_DAYS: u32 = 90;

/// Movements that a past has at most; a busier one has neighbours added up.
pub const MOVEMENTS_MAX: usize = 5_000;

/// `GET /wallets/{wallet}/auto-renewal/past`: what a replay needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Past {
    /// When it begins: 90 days ago, or with the wallet.
    pub from: DateTime<Utc>,
    /// When it ends: now.
    pub until: DateTime<Utc>,
    /// What the wallet held when it began.
    pub balance: Credits,
    /// What came in and went out since, oldest first, without what auto-renewal bought;
    /// 5,000 at most.
    pub movements: Vec<Movement>,
    /// The beginnings of calendar months (Europe/Zurich) since, oldest first.
    pub months: Vec<DateTime<Utc>>,
    /// Whether every movement is one of the history's. `false` where there were too many,
    /// so that neighbours were added up: then a debit may be the sum of many.
    pub is_complete: bool,
}

/// Credits that came in or went out: milliseconds after the past begins, and how many (not
/// zero). Two numbers, because there are many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement(pub u64, pub Credits);

/// What would have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replayed {
    /// How often the card would have been charged.
    pub charges: u32,
    /// How much for, in all.
    pub total: Money,
    /// Debits that would not have fitted even so (rule 4). Of a past that is not complete
    /// a lower bound: sums of which a part would not have fitted.
    pub refused: u32,
    /// Whether the monthly limit would have held a renewal back.
    pub is_limited: bool,
}

/// Replays a past by a rule with that package; `None` when an amount leaves its range, and
/// for a package of nothing or for nothing.
pub fn replay(past: &Past, rule: &RenewalRule, package: &Package) -> Option<Replayed> {
    if package.credits <= Credits::ZERO || package.price.amount_minor <= 0 {
        return None;
    }
    let mut wallet = Wallet::new(past, rule, package);
    // Turned on below the threshold it buys at once (rule 6).
    wallet.renew()?;
    let mut months = past.months.iter().peekable();
    for Movement(after_ms, amount) in &past.movements {
        while months
            .next_if(|month| begins_by(past, **month, *after_ms))
            .is_some()
        {
            wallet.new_month()?;
        }
        wallet.moves(*amount)?;
    }
    for _month in months {
        wallet.new_month()?;
    }
    Some(wallet.replayed)
}

/// Whether a month has begun so many milliseconds after the past. Compared as numbers:
/// nobody promises that the instant of a movement is one of the calendar's.
fn begins_by(past: &Past, month: DateTime<Utc>, after_ms: u64) -> bool {
    let begins = (month - past.from).num_milliseconds();
    u64::try_from(begins).unwrap_or(0) <= after_ms
}

/// A wallet in a replay.
struct Wallet<'a> {
    rule: &'a RenewalRule,
    package: &'a Package,
    /// Whether a debit may be the sum of many.
    has_sums: bool,
    balance: Credits,
    /// In this calendar month.
    spent: Money,
    /// Whether a renewal waits for the next month (rule 7).
    waits: bool,
    replayed: Replayed,
}

impl<'a> Wallet<'a> {
    const fn new(past: &Past, rule: &'a RenewalRule, package: &'a Package) -> Self {
        Self {
            rule,
            package,
            has_sums: !past.is_complete,
            balance: past.balance,
            spent: package.price.nothing(),
            waits: false,
            replayed: Replayed {
                charges: 0,
                total: package.price.nothing(),
                refused: 0,
                is_limited: false,
            },
        }
    }

    fn moves(&mut self, amount: Credits) -> Option<()> {
        if !amount.is_negative() {
            self.balance = self.balance.checked_add(amount)?;
            return Some(());
        }
        let debit = amount.negated();
        if self.has_sums {
            return self.debit_in_parts(debit);
        }
        self.debit(debit)
    }

    /// All of it or nothing (rule 4).
    fn debit(&mut self, amount: Credits) -> Option<()> {
        let after = self.balance.checked_sub(amount);
        let Some(after) = after.filter(|after| !after.is_negative()) else {
            return self.refuse();
        };
        let before = std::mem::replace(&mut self.balance, after);
        if crosses(before, after, self.rule.threshold) {
            self.renew()?;
        }
        Some(())
    }

    /// A sum of debits, spent from crossing to crossing: as one debit it would hide all
    /// crossings but one, or not fit at all. Without a limit this buys what its debits would
    /// have bought, while none of them is larger than the threshold or the package.
    fn debit_in_parts(&mut self, sum: Credits) -> Option<()> {
        let mut rest = sum;
        while rest > Credits::ZERO {
            let part = rest.min(self.next_part()?);
            if part <= Credits::ZERO {
                return self.refuse();
            }
            self.debit(part)?;
            rest = rest.checked_sub(part)?;
        }
        Some(())
    }

    /// The smallest amount that crosses the threshold, or all that there is.
    fn next_part(&self) -> Option<Credits> {
        let threshold = self.rule.threshold;
        if self.balance < threshold {
            return Some(self.balance);
        }
        let smallest = Credits::from_hundredths(1).ok()?;
        let down_to_it = self.balance.checked_sub(threshold)?;
        Some(down_to_it.checked_add(smallest)?.min(self.balance))
    }

    fn refuse(&mut self) -> Option<()> {
        self.replayed.refused = self.replayed.refused.checked_add(1)?;
        Some(())
    }

    fn new_month(&mut self) -> Option<()> {
        self.spent = self.spent.nothing();
        if std::mem::take(&mut self.waits) {
            self.renew()?;
        }
        Some(())
    }

    /// Renews until the balance is at the threshold or the month leaves no room. While one
    /// renewal waits there is no other.
    fn renew(&mut self) -> Option<()> {
        while !self.waits && self.balance < self.rule.threshold {
            let packages = packages_to_buy(self.rule, self.package, self.balance, self.spent);
            if packages == 0 {
                self.waits = true;
                self.replayed.is_limited = true;
                return Some(());
            }
            let price = self.package.price.checked_mul(packages)?;
            let credits = self.package.credits.checked_mul(packages)?;
            self.balance = self.balance.checked_add(credits)?;
            self.spent = self.spent.checked_add(price)?;
            self.replayed.charges = self.replayed.charges.checked_add(1)?;
            self.replayed.total = self.replayed.total.checked_add(price)?;
        }
        Some(())
    }
}

#[cfg(test)]
#[path = "replay/tests.rs"]
mod tests;
