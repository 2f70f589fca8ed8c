//! What was chosen and typed, and the only road from there to a setting.

use api::{
    Credits, Money, PackageId,
    auto_renewal::{
        AutoRenewal, AutoRenewalState, MonthlyLimit, RenewalRule, Standing, packages_to_buy,
    },
    package::Package,
};

use crate::format;

/// The threshold that is proposed, where the slider stops at it.
const PROPOSED_THRESHOLD: Credits = Credits::whole(20);

/// How many packages a month the proposed limit allows (rule 7).
const PROPOSED_PACKAGES: u32 = 5;

/// What was chosen and typed. What belongs to a rule stays while the switch is off (A2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Where the switch stands.
    pub on: bool,
    /// What stands in the threshold's field.
    pub threshold: String,
    /// The chosen package.
    pub package: String,
    /// Whether *No limit* is chosen.
    pub unlimited: bool,
    /// What was typed as the limit; `None` for the proposal, which follows the package.
    pub limit: Option<String>,
}

/// Which fields make no rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flaws {
    /// The threshold is no stop of the slider.
    pub threshold: bool,
    /// The package is not sold.
    pub package: bool,
    /// The limit is no amount, or does not suffice for one package.
    pub limit: bool,
}

impl Draft {
    /// What the form shows of a setting; a proposal where it is off.
    pub fn of(state: &AutoRenewalState) -> Self {
        match &state.setting {
            AutoRenewal::Off => Self::proposal(state),
            AutoRenewal::On(rule) => {
                let (unlimited, limit) = match rule.monthly_limit {
                    MonthlyLimit::NoLimit => (true, None),
                    MonthlyLimit::AtMost(limit) => (false, Some(format::plain_money(limit))),
                };
                Self {
                    on: true,
                    threshold: format::plain(rule.threshold),
                    package: rule.package.to_string(),
                    unlimited,
                    limit,
                }
            }
        }
    }

    fn proposal(state: &AutoRenewalState) -> Self {
        let stops = state.thresholds;
        let threshold = match stops.contains(PROPOSED_THRESHOLD) {
            true => PROPOSED_THRESHOLD,
            false => stops.min,
        };
        let package = state.packages.first();
        Self {
            on: false,
            threshold: format::plain(threshold),
            package: package.map_or_else(String::new, |package| package.id.to_string()),
            unlimited: false,
            limit: None,
        }
    }

    /// The setting that this is.
    ///
    /// # Errors
    /// The fields that make no rule. While the switch is off none is looked at.
    pub fn parse(&self, state: &AutoRenewalState) -> Result<AutoRenewal, Flaws> {
        if !self.on {
            return Ok(AutoRenewal::Off);
        }
        let threshold = self
            .credits()
            .filter(|threshold| state.thresholds.contains(*threshold));
        let package = self.package(state);
        let limit = match (self.unlimited, package) {
            (true, _) => Some(MonthlyLimit::NoLimit),
            (false, Some(package)) => self.limit(package).map(MonthlyLimit::AtMost),
            // There is no price yet that it could be too low for.
            (false, None) => Some(MonthlyLimit::AtMost(state.used_this_month.nothing())),
        };
        match (threshold, package, limit) {
            (Some(threshold), Some(package), Some(monthly_limit)) => {
                Ok(AutoRenewal::On(RenewalRule {
                    threshold,
                    package: package.id.clone(),
                    monthly_limit,
                }))
            }
            (threshold, package, limit) => Err(Flaws {
                threshold: threshold.is_none(),
                package: package.is_none(),
                limit: limit.is_none(),
            }),
        }
    }

    /// The threshold that is typed, whether it can be chosen or not.
    pub fn credits(&self) -> Option<Credits> {
        Credits::from_hundredths(hundredths(&self.threshold)?).ok()
    }

    /// The chosen package, if it is sold.
    pub fn package<'a>(&self, state: &'a AutoRenewalState) -> Option<&'a Package> {
        find(state, &self.package)
    }

    /// What stands in the limit's field.
    pub fn limit_text(&self, state: &AutoRenewalState) -> String {
        match (&self.limit, self.package(state)) {
            (Some(typed), _) => typed.clone(),
            (None, Some(package)) => {
                proposed_limit(package).map_or_else(String::new, format::plain_money)
            }
            (None, None) => String::new(),
        }
    }

    /// The limit, if it suffices for one package.
    fn limit(&self, package: &Package) -> Option<Money> {
        let Some(typed) = &self.limit else {
            return proposed_limit(package);
        };
        let typed = Money::new(hundredths(typed)?, package.price.currency);
        // As the backend has it: a limit also leaves room for one price above it.
        typed.checked_add(package.price)?;
        (typed.amount_minor >= package.price.amount_minor).then_some(typed)
    }

    /// As one text, line by line.
    pub fn write(&self) -> String {
        let flag = |on| if on { "1" } else { "" };
        let limit = self.limit.as_deref().unwrap_or("-");
        let (on, unlimited) = (flag(self.on), flag(self.unlimited));
        let lines = [on, unlimited, &self.package, &self.threshold, limit];
        lines.join("\n")
    }

    /// What [`Draft::write`] wrote. `None` for any other text.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.split('\n');
        let (on, unlimited) = (lines.next()?, lines.next()?);
        Some(Self {
            on: !on.is_empty(),
            unlimited: !unlimited.is_empty(),
            package: lines.next()?.to_owned(),
            threshold: lines.next()?.to_owned(),
            limit: Some(lines.next()?.to_owned()).filter(|limit| limit != "-"),
        })
    }
}

/// The package of that name, if it is sold.
pub fn find<'a>(state: &'a AutoRenewalState, id: &str) -> Option<&'a Package> {
    state
        .packages
        .iter()
        .find(|package| package.id.as_str() == id)
}

/// The package of a rule, if it is sold.
pub fn package_of<'a>(state: &'a AutoRenewalState, id: &PackageId) -> Option<&'a Package> {
    find(state, id.as_str())
}

fn proposed_limit(package: &Package) -> Option<Money> {
    package.price.checked_mul(PROPOSED_PACKAGES)
}

/// What a rule buys at once when it is saved, or an old one is resumed, because the
/// balance is below its threshold already (rule 6): credits and what they cost, both
/// zero where the month's limit leaves no room. `None` where nothing is bought at once.
pub fn at_once(state: &AutoRenewalState, rule: &RenewalRule) -> Option<(Credits, Money)> {
    if state.balance >= rule.threshold {
        return None;
    }
    let package = package_of(state, &rule.package)?;
    let times = packages_to_buy(rule, package, state.balance, state.used_this_month);
    Some((
        package.credits.checked_mul(times)?,
        package.price.checked_mul(times)?,
    ))
}

/// Whether saving may buy at once: not while a renewal is under way, nor while the
/// wallet is paused.
pub const fn may_buy_at_once(standing: &Standing) -> bool {
    match standing {
        Standing::Off | Standing::On | Standing::Limited { .. } => true,
        Standing::Renewing
        | Standing::Retrying { .. }
        | Standing::Confirm { .. }
        | Standing::Paused { .. } => false,
    }
}

/// A number as people type it, in hundredths: `20`, `20.5`, `20,50`, `1’000`. `None` for
/// any other text, and for one that could be read in two ways.
fn hundredths(text: &str) -> Option<i64> {
    let text: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | '\u{a0}' | '\u{202f}'))
        .collect();
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || fraction.len() > 2 || !digits(whole) || !digits(fraction) {
        return None;
    }
    format!("{whole}{fraction:0<2}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a3_a_number_is_read_as_people_type_it_and_never_guessed() {
        for (text, value) in [
            ("20", 2_000),
            (" 20 ", 2_000),
            ("20.5", 2_050),
            ("20,50", 2_050),
            ("1’000", 100_000),
            ("1'000.25", 100_025),
            ("0", 0),
        ] {
            assert_eq!(hundredths(text), Some(value), "{text}");
        }
        for text in [
            "",
            " ",
            "-20",
            "+20",
            "1,000",
            "1.000",
            "20.505",
            "1e3",
            "２０",
            "20 credits",
            "1.2.3",
            ".5",
            "99999999999999999999",
        ] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }
}
