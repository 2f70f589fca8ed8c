//! The languages in which customers are written to.

/// A language that customers choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Also for everybody whose language is none of these.
    #[default]
    English,
    /// Swiss spelling.
    German,
    /// As in Switzerland.
    French,
    /// As in Switzerland.
    Italian,
}

impl Language {
    /// Its BCP 47 tag, without a region.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
            Self::Italian => "it",
        }
    }

    /// The first language of an `Accept-Language` header, or of any other list of tags.
    pub fn of_tags(tags: &str) -> Self {
        let primary = tags.get(..2).unwrap_or_default();
        [Self::German, Self::French, Self::Italian]
            .into_iter()
            .find(|known| primary.eq_ignore_ascii_case(known.tag()))
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g1_the_first_tag_counts_and_english_stands_in() {
        for (tags, language) in [
            ("de-CH,de;q=0.9,en;q=0.8", Language::German),
            ("FR", Language::French),
            ("it-IT", Language::Italian),
            ("es-ES,de;q=0.5", Language::English),
            ("", Language::English),
            ("é", Language::English),
        ] {
            assert_eq!(Language::of_tags(tags), language, "{tags}");
        }
    }
}
