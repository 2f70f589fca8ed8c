//! What a setting does, in words (A6). Pure.

use api::{
    Credits, Money,
    auto_renewal::{AutoRenewal, AutoRenewalState, MonthlyLimit, RenewalRule},
    wallet::Owner,
};
use leptos::prelude::*;

use super::{draft::package_of, editing::Editing};
use crate::{format, locale::t, stored_card};

impl Editing {
    /// What the draft does.
    pub fn sentence(self) -> String {
        self.newest.with(|newest| {
            self.parsed.with(|parsed| match parsed {
                Ok(setting) => sentence(newest, setting),
                Err(_flaws) => t().auto_renewal.sentence_unfinished.to_owned(),
            })
        })
    }
}

/// What a setting does.
pub fn sentence(state: &AutoRenewalState, setting: &AutoRenewal) -> String {
    let words = &t().auto_renewal;
    let Some(rule) = setting.rule() else {
        return words.sentence_off.to_owned();
    };
    let Some(package) = package_of(state, &rule.package) else {
        return words.sentence_unfinished.to_owned();
    };
    let balance = match state.wallet.owner {
        Owner::Personal => words.your_balance,
        Owner::Shared { .. } => words.shared_balance,
    };
    let charge = (words.charge)(
        balance,
        &credits(rule.threshold),
        &card(state),
        &format::money(package.price),
        &credits(package.credits),
    );
    charge
        + &match rule.monthly_limit {
            MonthlyLimit::NoLimit => words.unlimited.to_owned(),
            MonthlyLimit::AtMost(limit) => (words.within)(&format::money(limit)),
        }
}

/// What saving a rule charges at once, before it is saved (rule 6).
pub fn below(state: &AutoRenewalState, (bought, price): (Credits, Money)) -> String {
    let words = &t().auto_renewal;
    let balance = credits(state.balance);
    if bought == Credits::ZERO {
        return (words.below_no_room)(&balance, &format::date_in_zurich(state.month_ends_at));
    }
    (words.below)(&balance, &format::money(price), &credits(bought))
}

/// What the card is charged at once, for the question that asks about it.
pub fn charges_at_once(state: &AutoRenewalState, (bought, price): (Credits, Money)) -> String {
    let (price, bought) = (format::money(price), credits(bought));
    (t().auto_renewal.charges_at_once)(&card(state), &price, &bought)
}

/// What this month has used (A5), against the limit of a rule.
pub fn used(state: &AutoRenewalState, rule: Option<&RenewalRule>) -> String {
    let words = &t().auto_renewal;
    let used = format::money(state.used_this_month);
    let used = match rule.map(|rule| rule.monthly_limit) {
        Some(MonthlyLimit::AtMost(limit)) => (words.used_of)(&used, &format::money(limit)),
        Some(MonthlyLimit::NoLimit) | None => (words.used)(&used),
    };
    used + ", " + &(words.month_ends)(&format::date_in_zurich(state.month_ends_at))
}

/// So many credits, with their unit: `20 credits`.
pub fn credits(credits: Credits) -> String {
    (t().auto_renewal.credits)(&format::brief(credits))
}

/// The card that is charged, or the one that has to be stored first.
fn card(state: &AutoRenewalState) -> String {
    state
        .payment_method
        .as_ref()
        .map_or_else(|| t().auto_renewal.a_card.to_owned(), stored_card::name)
}
