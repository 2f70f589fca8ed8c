//! What the pages say, in each language.

mod english;
mod french;
mod german;
mod italian;

use crate::card::TestCard;

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English, also for everybody whose language is not spoken here.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Italian.
    Italian,
}

/// Every sentence. Plain text that needs no escaping.
pub struct Words {
    /// What a test card does.
    pub effect: fn(TestCard) -> &'static str,
    pub strip: &'static str,
    pub store_title: &'static str,
    pub store_intro: &'static str,
    pub card_number: &'static str,
    pub expiry: &'static str,
    pub expiry_hint: &'static str,
    pub cvc: &'static str,
    pub cvc_hint: &'static str,
    pub store: &'static str,
    pub cancel: &'static str,
    pub problems: &'static str,
    pub error: &'static str,
    pub number_missing: &'static str,
    pub number_wrong: &'static str,
    pub number_real: &'static str,
    pub expiry_missing: &'static str,
    pub expiry_wrong: &'static str,
    pub expiry_past: &'static str,
    pub cvc_missing: &'static str,
    pub cvc_wrong: &'static str,
    pub test_cards: &'static str,
    pub test_cards_hint: &'static str,
    pub what_it_does: &'static str,
    pub stored_title: &'static str,
    pub stored_text: &'static str,
    pub expired_title: &'static str,
    pub expired_text: &'static str,
    pub unknown_title: &'static str,
    pub unknown_text: &'static str,
    pub back: &'static str,
    pub confirm_title: &'static str,
    pub confirm_text: &'static str,
    pub amount: &'static str,
    pub card: &'static str,
    pub purpose: &'static str,
    pub reference: &'static str,
    pub confirm: &'static str,
    pub refuse: &'static str,
    pub confirmed_title: &'static str,
    pub refused_title: &'static str,
    pub declined_title: &'static str,
    pub home_title: &'static str,
    pub home_text: &'static str,
    pub book: &'static str,
    pub book_empty: &'static str,
    pub book_hint: &'static str,
    pub at: &'static str,
    pub payment: &'static str,
    pub failed_title: &'static str,
    pub failed_text: &'static str,
}

impl Language {
    /// The language of a locale such as `de-AT`; without one, or with `auto`, what the
    /// browser prefers (`Accept-Language`).
    pub fn of(locale: Option<&str>, accepted: Option<&str>) -> Self {
        let wanted = match locale {
            None | Some("auto") => accepted.unwrap_or_default(),
            Some(locale) => locale,
        };
        let wanted = wanted.trim_start().to_ascii_lowercase();
        match wanted.split(['-', '_', ',', ';']).next() {
            Some("de") => Self::German,
            Some("fr") => Self::French,
            Some("it") => Self::Italian,
            _other => Self::English,
        }
    }

    /// The value of `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Italian => "it",
        }
    }

    /// Every sentence in this language.
    pub fn words(self) -> &'static Words {
        match self {
            Self::English => &english::WORDS,
            Self::German => &german::WORDS,
            Self::French => &french::WORDS,
            Self::Italian => &italian::WORDS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_locale_decides_and_else_the_browser() {
        for german in [Some("de"), Some("de-AT"), Some("DE_ch")] {
            assert_eq!(Language::of(german, Some("en")), Language::German);
        }
        assert_eq!(Language::of(Some("fr-CH"), None), Language::French);
        assert_eq!(Language::of(Some("it"), None), Language::Italian);
        for english in [Some("en"), Some("rm"), Some("den")] {
            assert_eq!(Language::of(english, Some("de")), Language::English);
        }
        assert_eq!(Language::of(None, Some("de-DE,en;q=0.5")), Language::German);
        assert_eq!(
            Language::of(Some("auto"), Some("en,de;q=0.5")),
            Language::English
        );
        assert_eq!(Language::of(None, None), Language::English);
    }
}
