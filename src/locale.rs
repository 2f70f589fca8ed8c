//! Every word on the screen, in the page's language.
//!
//! One [`Messages`] per language; a missing word does not compile (product G1).
//! Numbers, amounts and dates come ready-made from [`crate::format`].

mod auto_renewal;
mod de;
mod en;
mod fr;
mod help;
mod history;
mod invitation;
mod it;
mod limit;
mod log;
mod ordinal;
mod organisation;
mod organisation_new;
mod purchase;
mod usage;

use std::sync::OnceLock;

use api::{Code, export::Failure};

pub use auto_renewal::AutoRenewal;
pub use help::Help;
pub use history::{Export, History};
pub use invitation::Invitation;
pub use limit::Limit;
pub use log::Log;
pub use organisation::Organisation;
pub use organisation_new::OrganisationNew;
pub use purchase::Purchase;
pub use usage::Usage;

use crate::{
    client::ClientError,
    host,
    part::{NotThere, at_once, part},
};

/// A language that the page speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, also for every language that is not listed.
    English,
    /// German, written so that Swiss readers are at home (no ß).
    German,
    /// French, as in Switzerland.
    French,
    /// Italian, as in Switzerland.
    Italian,
}

impl Language {
    /// All of them, in the order in which the page offers them.
    pub const ALL: [Self; 4] = [Self::English, Self::German, Self::French, Self::Italian];

    /// The language of a BCP 47 tag such as `de-CH`.
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|known| primary.eq_ignore_ascii_case(known.tag()))
            .unwrap_or(Self::English)
    }

    /// Its primary subtag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Italian => "it",
        }
    }

    /// Its name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
            Self::Italian => "Italiano",
        }
    }

    /// Its words, loaded if they are not there yet.
    ///
    /// # Errors
    /// When the file does not come.
    pub async fn messages(self) -> Result<&'static Messages, NotThere> {
        match self {
            Self::English => english().await,
            Self::German => german().await,
            Self::French => french().await,
            Self::Italian => italian().await,
        }
    }
}

part!(
    words_en,
    fn english() -> &'static Messages {
        Ok(&en::MESSAGES)
    }
);

part!(
    words_de,
    fn german() -> &'static Messages {
        Ok(&de::MESSAGES)
    }
);

part!(
    words_fr,
    fn french() -> &'static Messages {
        Ok(&fr::MESSAGES)
    }
);

part!(
    words_it,
    fn italian() -> &'static Messages {
        Ok(&it::MESSAGES)
    }
);

/// Loads the words of the page's language: nothing is shown before they are there.
///
/// # Errors
/// When the file does not come.
pub async fn load() -> Result<(), NotThere> {
    host::language().messages().await.map(|_words| ())
}

/// The words of the page's language.
pub fn t() -> &'static Messages {
    static WORDS: OnceLock<&Messages> = OnceLock::new();
    #[expect(clippy::expect_used, reason = "main has loaded them")]
    WORDS.get_or_init(|| at_once(host::language().messages()).expect("no words"))
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

/// What to say of something that was to be done, and why: only who knows that it was not done
/// says so (I23).
pub fn not_done(
    what: &'static str,
    why: &'static str,
    error: &ClientError,
) -> (&'static str, &'static str) {
    match error.is_undecided() {
        true => (t().general.undecided, why),
        false => (what, why),
    }
}

/// Why there is no workbook, and what to do about it.
pub fn why_no_file(failure: Failure) -> &'static str {
    match failure {
        Failure::SignedOut => t().general.signed_out,
        Failure::Offline => t().general.offline,
        Failure::Incomplete => t().export.incomplete,
        Failure::Unexpected => t().export.failed,
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
    /// The auto-renew form.
    pub auto_renewal: AutoRenewal,
    /// Buying credits.
    pub purchase: Purchase,
    /// Help where it is needed.
    pub help: Help,
    /// The transaction history.
    pub history: History,
    /// The Excel download.
    pub export: Export,
    /// The organisation page.
    pub organisation: Organisation,
    /// Invitations to an organisation.
    pub invitation: Invitation,
    /// What members have used.
    pub usage: Usage,
    /// Members' monthly limits.
    pub limit: Limit,
    /// What was changed about an organisation.
    pub log: Log,
    /// Creating an organisation.
    pub organisation_new: OrganisationNew,
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
    pub undecided: &'static str,
    pub signed_out: &'static str,
    pub too_many: &'static str,
    pub session_failed: &'static str,
    pub part_failed: &'static str,
    pub not_found_title: &'static str,
    pub not_found: &'static str,
    pub to_credits: &'static str,
    pub language: &'static str,
    pub help: &'static str,
    pub support: &'static str,
    pub chatbot: &'static str,
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
    pub session_ended_text: &'static str,
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
    pub unit: fn(api::Credits) -> &'static str,
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
    pub which_pays: &'static str,
}

#[cfg(test)]
mod tests;
