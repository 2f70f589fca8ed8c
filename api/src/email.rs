//! E-mail addresses as people type them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// An address that looks deliverable: `local@domain.tld`, without blanks and control
/// characters, at most 254 bytes (RFC 5321). Kept as typed; compared by
/// [`EmailAddress::key`]. Whether it exists only a mail can tell.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, format = Email, max_length = 254))]
#[serde(into = "String", try_from = "String")]
pub struct EmailAddress(String);

/// A string that is no e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NotAnEmailAddress;

impl EmailAddress {
    /// The address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address for comparison: in lower case, because no mail system in use
    /// tells addresses apart by case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnEmailAddress;

    fn from_str(text: &str) -> Result<Self, NotAnEmailAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnEmailAddress)?;
        let forbidden = |c: char| {
            c.is_whitespace() || c.is_control() || is_invisible(c) || "<>()[],;:\\\"".contains(c)
        };
        let is_label = |label: &str| {
            (1..=63).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
        };
        let labels_are_fine = domain.contains('.') && domain.split('.').all(is_label);
        // No dot at an end, and no two together (RFC 5321, 4.1.2).
        if local.split('.').any(str::is_empty)
            || local.len() > 64
            || local.contains('@')
            || text.len() > 254
            || text.chars().any(forbidden)
            || !labels_are_fine
        {
            return Err(NotAnEmailAddress);
        }
        Ok(Self(text.to_owned()))
    }
}

/// Zero-width and direction-changing characters, which make two addresses look alike.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<EmailAddress> for String {
    fn from(email: EmailAddress) -> String {
        email.0
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = NotAnEmailAddress;

    fn try_from(text: String) -> Result<Self, NotAnEmailAddress> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_addresses_are_accepted_and_compared_without_case() {
        for text in [
            "a@b.ch",
            " Anna.Muster+x@Büro.example ",
            "o'neil@sub.domain.example",
        ] {
            assert!(text.parse::<EmailAddress>().is_ok(), "{text}");
        }
        let upper: EmailAddress = "Anna@Example.CH".parse().unwrap();
        let lower: EmailAddress = "anna@example.ch".parse().unwrap();
        assert_eq!(upper.key(), lower.key());
        assert_eq!(upper.as_str(), "Anna@Example.CH");
    }

    #[test]
    fn strings_that_would_break_a_mail_are_refused() {
        let long = format!("{}@example.ch", "a".repeat(250));
        for text in [
            "",
            "a",
            "@b.ch",
            "a@",
            "a@b",
            "a@@b.ch",
            "a b@c.ch",
            "a@b.ch\r\nBcc: x@y.ch",
            "a@.ch",
            ".a@b.ch",
            "a.@b.ch",
            "a..b@c.ch",
            &format!("a@{}.ch", "m".repeat(64)),
            "a@b..ch",
            "a@-b.ch",
            "<a@b.ch>",
            "a@b.ch,c@d.ch",
            "a\u{202e}@b.ch",
            "a\0@b.ch",
            &long,
        ] {
            assert!(text.parse::<EmailAddress>().is_err(), "{text:?}");
        }
    }
}
