//! What the host page says: where the page lives, where the backend is, the
//! language, and where the host's own pages are. Read once, when first asked for.
//!
//! The host writes one `<script type="application/json" id="relux-credits-config">`
//! and the `lang` attribute of `<html>`; everything has a default; the reference
//! deployment writes only its links. Anybody may call this module.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::{
    browser::{self, Place},
    locale::Language,
};

/// The `id` of the element that holds the host's configuration.
pub const CONFIG_ID: &str = "relux-credits-config";

/// The `id` of the element that the page is put into.
pub const PAGE_ID: &str = "relux-credits";

/// The `id` of the element that the Credits tile is put into where it stands alone (D3).
pub const TILE_ID: &str = "relux-credits-tile";

/// What the host page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// The path under which the page's routes live, without a slash at its end:
    /// empty, or such as `/de_DE/my/credits`.
    pub base: String,
    /// Where the backend's endpoints are, without a slash at its end: `/api/v1`.
    pub api: String,
    /// Where in the document the page stands.
    pub place: Place,
    /// The language of every word (G1).
    pub language: Language,
    /// The BCP 47 tag that numbers and dates follow, such as `de-CH`.
    pub region: String,
    /// The host's own pages.
    pub links: Links,
}

/// Addresses of the host's own pages; one that is absent is not offered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Links {
    /// The customer's orders.
    pub orders: Option<String>,
    /// The customer's invoices.
    pub invoices: Option<String>,
    /// Stored payment methods.
    pub payment_methods: Option<String>,
    /// Where a card is stored for these payments (A7); the provider's own page, if absent.
    pub store_card: Option<String>,
    /// Name, address, password.
    pub profile: Option<String>,
    /// Whom to ask.
    pub support: Option<String>,
    /// The host's chatbot.
    pub chatbot: Option<String>,
    /// Where the host signs people in; absent where the page does it itself.
    pub sign_in: Option<String>,
}

/// The configuration as the host writes it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Config {
    base: String,
    api: Option<String>,
    links: Links,
}

impl Host {
    /// Reads what the host wrote: its configuration, the `lang` of `<html>`, and the
    /// browser's languages in order of preference, and where it has put the page. A configuration that is not JSON
    /// counts as none: a wrong comma in a template must not cost the whole page.
    pub fn read(
        config: Option<&str>,
        html_lang: &str,
        browser_languages: &[String],
        place: Place,
    ) -> Self {
        let config: Config = config
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default();
        let language = Language::of_tag(html_lang);
        Self {
            base: without_slash(&config.base),
            api: without_slash(config.api.as_deref().unwrap_or("/api/v1")),
            place,
            language,
            region: region(language, html_lang, browser_languages),
            links: config.links,
        }
    }
}

/// What the host page says.
pub fn get() -> &'static Host {
    static HOST: OnceLock<Host> = OnceLock::new();
    HOST.get_or_init(|| {
        Host::read(
            browser::text_of(CONFIG_ID).as_deref(),
            &browser::html_lang(),
            &browser::languages(),
            browser::place(PAGE_ID),
        )
    })
}

/// The language of every word.
pub fn language() -> Language {
    get().language
}

fn without_slash(path: &str) -> String {
    path.trim().trim_end_matches('/').to_owned()
}

/// The tag that formats follow: the host's, if it names a region; else the browser's
/// first of the same language (a Swiss reader of `lang="de"` sees Swiss numbers);
/// else the bare language.
fn region(language: Language, html_lang: &str, browser_languages: &[String]) -> String {
    // Odoo writes locales with an underscore, which Intl refuses.
    let host = html_lang.trim().replace('_', "-");
    let spoken = |tag: &&str| Language::of_tag(tag) == language && speaks(tag, language);
    if host.contains('-') && spoken(&host.as_str()) {
        return host;
    }
    browser_languages
        .iter()
        .map(String::as_str)
        .find(|tag| tag.contains('-') && spoken(tag))
        .unwrap_or(language.tag())
        .to_owned()
}

/// English stands in for languages that the page doesn't speak, but their formats
/// would be read as English ones. What is no tag at all can't be said in a request either.
fn speaks(tag: &str, language: Language) -> bool {
    let is_tag = tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let primary = tag.split('-').next().unwrap_or_default();
    is_tag && primary.eq_ignore_ascii_case(language.tag())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region_of(html_lang: &str, browser: &[&str]) -> String {
        let browser: Vec<String> = browser.iter().map(|tag| (*tag).to_owned()).collect();
        Host::read(None, html_lang, &browser, Place::default()).region
    }

    #[test]
    fn a_host_that_says_nothing_gets_the_defaults() {
        for config in [None, Some(""), Some("{"), Some("{}")] {
            let host = Host::read(config, "", &[], Place::default());
            assert_eq!((host.base.as_str(), host.api.as_str()), ("", "/api/v1"));
            assert_eq!(host.language, Language::English);
            assert_eq!(host.links, Links::default());
        }
    }

    #[test]
    fn a_host_says_where_the_page_lives() {
        let host = Host::read(
            Some(
                r#"{"base":"/de_DE/my/credits/","api":"/relux/api/v1/",
                    "links":{"orders":"/my/orders"}}"#,
            ),
            "de-CH",
            &[],
            Place::default(),
        );
        assert_eq!(host.base, "/de_DE/my/credits");
        assert_eq!(host.api, "/relux/api/v1");
        assert_eq!(host.links.orders.as_deref(), Some("/my/orders"));
        assert_eq!(
            Host::read(Some(r#"{"base":"/"}"#), "en", &[], Place::default()).base,
            ""
        );
    }

    #[test]
    fn g1_formats_follow_the_host_then_the_browser_then_the_language() {
        assert_eq!(region_of("de-CH", &["de-DE"]), "de-CH");
        assert_eq!(region_of("de_CH", &["de-DE"]), "de-CH");
        assert_eq!(region_of("de", &["en-US", "de-AT", "de-DE"]), "de-AT");
        assert_eq!(region_of("de", &["en-US"]), "de");
        assert_eq!(region_of("de-CH – Deutsch", &["de-AT"]), "de-AT");
        assert_eq!(region_of("en", &["en"]), "en");
    }

    #[test]
    fn g1_a_language_that_is_not_spoken_lends_no_formats() {
        assert_eq!(region_of("pl-PL", &["pl-PL", "en-GB"]), "en-GB");
        assert_eq!(region_of("pl", &["pl-PL"]), "en");
    }
}
