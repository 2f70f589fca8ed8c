//! The languages in which customers are written to, and where they read.

/// A language that customers choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// Also for everybody whose language is none of these.
    #[default]
    English,
    /// In Swiss spelling.
    German,
    /// French.
    French,
    /// Italian.
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

/// Where somebody reads: what they are written in, and how its numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// The language.
    pub language: Language,
    /// Whether numbers are those of Switzerland, and not of the country that a language has
    /// its name from.
    pub is_swiss: bool,
}

impl Locale {
    /// The first of an `Accept-Language` header, or of any other list of tags.
    pub fn of_tags(tags: &str) -> Self {
        let first = tags.split([',', ';']).next().unwrap_or_default();
        let mut subtags = first.split(['-', '_']).skip(1);
        Self {
            language: Language::of_tags(tags),
            is_swiss: subtags.any(|tag| {
                ["CH", "LI"]
                    .iter()
                    .any(|land| tag.eq_ignore_ascii_case(land))
            }),
        }
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

    #[test]
    fn g1_the_first_tag_says_where_one_reads() {
        for (tags, is_swiss) in [
            ("de-CH,de;q=0.9", true),
            ("de_li", true),
            ("fr-Latn-CH;q=0.8", true),
            ("de-DE,de-CH;q=0.9", false),
            ("de", false),
            ("ch", false),
        ] {
            assert_eq!(Locale::of_tags(tags).is_swiss, is_swiss, "{tags}");
        }
    }
}
