//! The words of the auto-renew form (A1–A13).

use api::{
    auto_renewal::Standing,
    payment::{Decline, Dropped},
};

/// The auto-renew form.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct AutoRenewal {
    pub title: &'static str,
    pub intro: &'static str,
    pub whose: &'static str,
    pub on: &'static str,
    pub off: &'static str,
    pub standings: [&'static str; 7],
    pub failed: &'static str,
    pub stale: &'static str,
    pub credits: fn(&str) -> String,
    pub threshold: &'static str,
    pub threshold_wrong: fn(&str, &str, &str) -> String,
    pub package: &'static str,
    pub package_gone: &'static str,
    pub priced: fn(&str) -> String,
    pub limit: &'static str,
    pub at_most: &'static str,
    pub a_month: &'static str,
    pub no_limit: &'static str,
    pub limit_wrong: fn(&str) -> String,
    pub used_of: fn(&str, &str) -> String,
    pub used: fn(&str) -> String,
    pub month_ends: fn(&str) -> String,
    pub no_card: &'static str,
    pub add_card: &'static str,
    pub change_card: &'static str,
    pub card: fn(&str, &str) -> String,
    pub your_balance: &'static str,
    pub shared_balance: &'static str,
    pub a_card: &'static str,
    pub charge: fn(&str, &str, &str, &str, &str) -> String,
    pub within: fn(&str) -> String,
    pub unlimited: &'static str,
    pub sentence_off: &'static str,
    pub sentence_unfinished: &'static str,
    pub below: fn(&str, &str, &str) -> String,
    pub below_no_room: fn(&str, &str) -> String,
    pub charge_now: fn(&str) -> String,
    pub charges_at_once: fn(&str, &str, &str) -> String,
    pub save_and_charge: &'static str,
    pub resume_and_charge: &'static str,
    pub save: &'static str,
    pub saved: &'static str,
    pub not_saved: &'static str,
    pub unsaved: &'static str,
    pub discard: &'static str,
    pub checking: &'static str,
    pub unknown: &'static str,
    pub check_again: &'static str,
    pub why_fields: &'static str,
    pub why_card: &'static str,
    pub why_package: &'static str,
    pub why_threshold: &'static str,
    pub why_limit: &'static str,
    pub why_forbidden: &'static str,
    pub why_stale: &'static str,
    pub conflict: &'static str,
    pub conflict_text: &'static str,
    pub theirs: &'static str,
    pub yours: &'static str,
    pub keep_theirs: &'static str,
    pub keep_yours: &'static str,
    pub leave: &'static str,
    pub leave_text: &'static str,
    pub stay: &'static str,
    pub replay: fn(u32, &str) -> String,
    pub replay_limited: &'static str,
    pub replay_failed: &'static str,
    pub renewing: &'static str,
    pub try_again_at: fn(&str) -> String,
    pub confirm: &'static str,
    pub confirm_link: &'static str,
    pub limited: fn(&str) -> String,
    pub paused_since: fn(&str) -> String,
    pub resume: &'static str,
    pub resume_unknown: &'static str,
    pub renewals: &'static str,
    pub renewals_empty: &'static str,
    pub renewals_all: fn(&str) -> String,
    pub charged: fn(&str, &str) -> String,
    pub charged_nothing: &'static str,
    pub charging: &'static str,
    pub to_be_confirmed: &'static str,
    pub no_room: fn(&str) -> String,
    pub dropped: [&'static str; Dropped::ALL.len()],
    pub declines: [&'static str; Decline::ALL.len()],
    pub attempt_unknown: &'static str,
    pub attempt_charged: &'static str,
    pub attempt_confirm: &'static str,
}

impl AutoRenewal {
    /// What the chip says (A1).
    pub const fn standing(&self, standing: &Standing) -> &'static str {
        let [off, on, renewing, retrying, confirm, limited, paused] = self.standings;
        match standing {
            Standing::Off => off,
            Standing::On => on,
            Standing::Renewing => renewing,
            Standing::Retrying { .. } => retrying,
            Standing::Confirm { .. } => confirm,
            Standing::Limited { .. } => limited,
            Standing::Paused { .. } => paused,
        }
    }

    /// Why a charge did not happen, in a sentence.
    pub const fn decline(&self, reason: Decline) -> &'static str {
        let [
            funds,
            expired,
            lost,
            unconfirmed,
            refused,
            silent,
            none,
            gone,
        ] = self.declines;
        match reason {
            Decline::InsufficientFunds => funds,
            Decline::CardExpired => expired,
            Decline::CardLost => lost,
            Decline::NotConfirmed => unconfirmed,
            Decline::Refused => refused,
            Decline::NoAnswer => silent,
            Decline::NoCard => none,
            Decline::PackageGone => gone,
        }
    }

    /// Why nothing had to be charged any more, in a sentence.
    pub const fn drop_reason(&self, reason: Dropped) -> &'static str {
        let [not_needed, turned_off, superseded] = self.dropped;
        match reason {
            Dropped::NotNeeded => not_needed,
            Dropped::TurnedOff => turned_off,
            Dropped::Superseded => superseded,
        }
    }
}
