//! Names of people and organisations as they type them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A name: 1–200 characters of any script, without blanks around it, control characters,
/// line ends, or characters that turn the direction of what follows.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, min_length = 1, max_length = 200))]
#[serde(into = "String", try_from = "String")]
pub struct Name(String);

/// A string that is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a name")]
pub struct NotAName;

impl Name {
    /// The most characters it may have.
    pub const MAX_CHARS: usize = 200;

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Name {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        let text = text.trim();
        let is_visible = |c: char| !c.is_whitespace() && !is_formatting(c);
        if text.chars().count() > Self::MAX_CHARS
            || text.chars().any(|c| c.is_control() || turns(c))
            || !text.chars().any(is_visible)
        {
            return Err(NotAName);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Whether it turns the direction of what follows, or ends the line.
fn turns(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether nothing of it is seen.
fn is_formatting(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        name.0
    }
}

impl TryFrom<String> for Name {
    type Error = NotAName;

    fn try_from(text: String) -> Result<Self, NotAName> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_are_kept_as_typed() {
        for text in [
            "Zoë",
            "  O'Neil, \"Max\" <b>  ",
            "李",
            "محمد",
            "👩‍🚀 Ada",
            &"a".repeat(200),
        ] {
            assert_eq!(text.parse::<Name>().unwrap().as_str(), text.trim());
        }
    }

    #[test]
    fn what_would_break_a_line_or_show_nothing_is_no_name() {
        let long = "a".repeat(201);
        for text in [
            "",
            "  ",
            "\u{200b}",
            "a\r\nBcc: b",
            "a\0",
            "a\u{202e}b",
            "a\u{2028}b",
            &long,
        ] {
            assert_eq!(text.parse::<Name>(), Err(NotAName), "{text:?}");
        }
    }
}
