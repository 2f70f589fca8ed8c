//! Every word on the screen, in the page's language.
//!
//! One [`Messages`] per language; a missing word does not compile (product G1).
//! Numbers, amounts and dates come ready-made from [`crate::format`].

mod de;
mod en;

use api::{Code, transaction::TransactionType};

use crate::{client::ClientError, host};

/// A language that the page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, also for every language that is not listed.
    English,
    /// German, written so that Swiss readers are at home (no ß).
    German,
}

impl Language {
    /// All of them, in the order in which the page offers them.
    pub const ALL: [Self; 2] = [Self::English, Self::German];

    /// The language of a BCP 47 tag such as `de-CH`.
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("de") {
            Self::German
        } else {
            Self::English
        }
    }

    /// Its primary subtag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// Its words.
    pub const fn messages(self) -> &'static Messages {
        match self {
            Self::English => &en::MESSAGES,
            Self::German => &de::MESSAGES,
        }
    }
}

/// The words of the page's language.
pub fn t() -> &'static Messages {
    host::language().messages()
}

/// What the user can do about an answer that did not come (product G8): no text of the
/// server ever reaches the screen.
pub fn advice(error: &ClientError) -> &'static str {
    let words = &t().general;
    match error {
        ClientError::Offline => words.offline,
        ClientError::Timeout => words.timed_out,
        ClientError::SignedOut => words.signed_out,
        ClientError::Refused(problem) if problem.code == Code::TooManyRequests => words.too_many,
        ClientError::Refused(problem) if problem.status < 500 => words.refused,
        ClientError::Refused(_) | ClientError::Unexpected => words.unexpected,
    }
}

/// The words of one language, by where they stand. Functions take texts that are
/// already formatted, and a number besides where the grammar needs one.
pub struct Messages {
    /// Everywhere.
    pub general: General,
    /// Signing in and out.
    pub sign_in: SignIn,
    /// The account page.
    pub account: Account,
    /// The Credits page and its balance cards.
    pub credits: Credits,
    /// The transaction history.
    pub history: History,
    /// The Excel download.
    pub export: Export,
    /// The organisation page.
    pub organisation: Organisation,
}

/// Words that stand on more than one screen.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct General {
    pub skip_to_content: &'static str,
    pub breadcrumb: &'static str,
    pub loading: &'static str,
    pub retry: &'static str,
    pub cancel: &'static str,
    pub offline: &'static str,
    pub offline_banner: &'static str,
    pub timed_out: &'static str,
    pub refused: &'static str,
    pub unexpected: &'static str,
    pub signed_out: &'static str,
    pub too_many: &'static str,
    pub session_failed: &'static str,
    pub not_found_title: &'static str,
    pub not_found: &'static str,
    pub language: &'static str,
    pub support: &'static str,
}

/// Signing in and out.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct SignIn {
    pub title: &'static str,
    pub email: &'static str,
    pub password: &'static str,
    pub submit: &'static str,
    pub sign_out: &'static str,
    pub email_missing: &'static str,
    pub email_malformed: &'static str,
    pub password_missing: &'static str,
    pub wrong: &'static str,
    pub too_many: &'static str,
    pub session_ended: &'static str,
    pub sign_out_failed: &'static str,
}

/// The account page.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Account {
    pub title: &'static str,
    pub credits: &'static str,
    pub credits_hint: &'static str,
    pub orders: &'static str,
    pub orders_hint: &'static str,
    pub invoices: &'static str,
    pub invoices_hint: &'static str,
    pub payment_methods: &'static str,
    pub payment_methods_hint: &'static str,
    pub profile: &'static str,
    pub profile_hint: &'static str,
}

/// The Credits page and its balance cards.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Credits {
    pub title: &'static str,
    pub manage_organisation: &'static str,
    pub manage_named: fn(&str) -> String,
    pub current_balance: &'static str,
    pub current_shared_balance: &'static str,
    pub unit: &'static str,
    pub days_left: fn(u32) -> String,
    pub low: fn(&str) -> String,
    pub overdrawn: &'static str,
    pub trend: fn(&str, &str) -> String,
    pub trend_caption: &'static str,
    pub threshold: fn(&str) -> String,
    pub balance_failed: &'static str,
    pub stale: &'static str,
    pub no_organisation_title: &'static str,
    pub no_organisation: &'static str,
    pub no_organisation_action: &'static str,
    pub which_pays: &'static str,
}

/// The transaction history.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct History {
    pub title: &'static str,
    pub wallets: &'static str,
    pub personal: &'static str,
    pub own_lines_only: &'static str,
    pub date: fn(&str) -> String,
    pub kind: &'static str,
    pub reference: &'static str,
    pub amount: &'static str,
    pub balance: &'static str,
    pub member: &'static str,
    pub member_removed: &'static str,
    pub types: [&'static str; TransactionType::ALL.len()],
    pub filter: &'static str,
    pub all_types: &'static str,
    pub from: &'static str,
    pub until: &'static str,
    pub period_reversed: &'static str,
    pub text: &'static str,
    pub text_of_members: &'static str,
    pub clear_filters: &'static str,
    pub range: fn(&str, &str, &str) -> String,
    pub pages: &'static str,
    pub newer: &'static str,
    pub older: &'static str,
    pub empty_title: &'static str,
    pub empty: &'static str,
    pub no_hits_title: &'static str,
    pub no_hits: &'static str,
    pub failed: &'static str,
    pub new_line: fn(&str, &str) -> String,
}

/// The Excel download.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Export {
    pub download: &'static str,
    pub scope: fn(u64, &str) -> String,
    pub starting: &'static str,
    pub progress: fn(&str, &str) -> String,
    pub packing: &'static str,
    pub done: fn(&str) -> String,
    pub cancelled: &'static str,
    pub incomplete: &'static str,
    pub failed: &'static str,
    pub title: &'static str,
    pub sheet_transactions: &'static str,
    pub sheet_by_member: &'static str,
    pub sheet_about: &'static str,
    pub used: &'static str,
    pub share: &'static str,
    pub total: &'static str,
    pub account: &'static str,
    pub filter: &'static str,
    pub no_filter: &'static str,
    pub period: &'static str,
    pub whole_history: &'static str,
    pub zone: &'static str,
    pub made_at: &'static str,
    pub rows: &'static str,
}

/// The organisation page.
#[expect(missing_docs, reason = "each field is the English text it holds")]
pub struct Organisation {
    pub your_role: fn(&str) -> String,
    pub members: fn(usize) -> String,
    pub whom_to_ask: &'static str,
    pub name: &'static str,
    pub email: &'static str,
    pub role: &'static str,
    pub since: &'static str,
    pub you: &'static str,
    pub owner: &'static str,
    pub admin: &'static str,
    pub member: &'static str,
    pub failed: &'static str,
}

impl History {
    /// The name of a transaction type.
    pub fn type_name(&self, kind: TransactionType) -> &'static str {
        let [grant, purchase, renewal, generation, refund, adjustment] = self.types;
        match kind {
            TransactionType::WelcomeGrant => grant,
            TransactionType::Purchase => purchase,
            TransactionType::AutomaticRenewal => renewal,
            TransactionType::ImageGeneration => generation,
            TransactionType::Refund => refund,
            TransactionType::Adjustment => adjustment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g1_the_language_is_the_primary_subtag_and_english_when_unknown() {
        assert_eq!(Language::of_tag("de-CH"), Language::German);
        assert_eq!(Language::of_tag("DE_de"), Language::German);
        assert_eq!(Language::of_tag("en-GB"), Language::English);
        assert_eq!(Language::of_tag("pt-BR"), Language::English);
        assert_eq!(Language::of_tag(""), Language::English);
    }

    #[test]
    fn g1_relux_own_words_are_kept_to_the_letter() {
        let en = Language::English.messages();
        assert_eq!(en.credits.title, "Credits");
        assert_eq!(en.credits.manage_organisation, "Manage organisation");
        assert_eq!(en.credits.current_balance, "Current Balance");
        assert_eq!(en.credits.current_shared_balance, "Current shared balance");
        assert_eq!(en.history.title, "Transaction history");
        assert_eq!((en.history.date)("CET"), "Date (CET)");
        assert_eq!(en.history.kind, "Type");
        assert_eq!(en.history.reference, "Purchase Reference");
        assert_eq!(en.history.amount, "Amount");
    }

    #[test]
    fn g1_one_is_singular_and_many_are_plural() {
        let en = Language::English.messages();
        let de = Language::German.messages();
        assert_eq!((en.credits.days_left)(1), "about 1 day left at your pace");
        assert_eq!(
            (en.credits.days_left)(18),
            "about 18 days left at your pace"
        );
        assert_eq!((de.export.scope)(1, "1"), "1 Transaktion als Excel-Datei");
        assert_eq!((de.export.scope)(2, "2"), "2 Transaktionen als Excel-Datei");
    }
}
