//! A wallet's transaction history: what to show of it, and a page of it.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Credits, UserId,
    transaction::{Transaction, TransactionType},
};

/// Rows on a page unless the request says otherwise (T5).
pub const PAGE_ROWS: u32 = 25;
/// Rows on a page at most.
pub const PAGE_ROWS_MAX: u32 = 500;
/// Characters of a search text at most.
pub const TEXT_MAX_CHARS: usize = 100;

/// What to show of a history (T4). Everything, by default.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Filter {
    /// Only lines of this type.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<TransactionType>,
    /// Only lines at or after this instant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<DateTime<Utc>>,
    /// Only lines *before* this instant: periods are half-open, so that none is
    /// counted twice and none near midnight is missed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<Utc>>,
    /// Only lines whose reference, or (where the reader sees them) whose member's
    /// name, contains this text, whatever the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<SearchText>,
    /// Only lines that this member has caused, where the reader sees theirs (O7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
}

impl Filter {
    /// Whether everything is shown.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A text to look for: 1–[`TEXT_MAX_CHARS`] characters, trimmed, no control characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct SearchText(String);

/// A text that can't be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a search text has 1 to 100 characters and no control characters")]
pub struct NotASearchText;

impl SearchText {
    /// The text, trimmed, as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for SearchText {
    type Err = NotASearchText;

    fn from_str(text: &str) -> Result<Self, NotASearchText> {
        let text = text.trim();
        let fits = (1..=TEXT_MAX_CHARS).contains(&text.chars().count());
        if fits && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotASearchText)
        }
    }
}

impl From<SearchText> for String {
    fn from(text: SearchText) -> String {
        text.0
    }
}

impl TryFrom<String> for SearchText {
    type Error = NotASearchText;

    fn try_from(text: String) -> Result<Self, NotASearchText> {
        text.parse()
    }
}

/// A place in a history to go on from, in one of two directions. It names a line, so
/// it stays right while new lines arrive (T5, I6). Opaque to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Cursor {
    /// The page of lines just newer than this number.
    Newer(i64),
    /// The page of lines just older than this number.
    Older(i64),
}

#[cfg(feature = "openapi")]
string_schema!(Cursor, "^[no][1-9][0-9]{0,15}$");

/// A string that is no cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct NotACursor;

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(number) => write!(f, "n{number}"),
            Self::Older(number) => write!(f, "o{number}"),
        }
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (direction, digits) = text.split_at_checked(1).ok_or(NotACursor)?;
        let fits = (1..=16).contains(&digits.len());
        if !fits || digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotACursor);
        }
        let number = digits.parse().map_err(|_| NotACursor)?;
        match direction {
            "n" => Ok(Self::Newer(number)),
            "o" => Ok(Self::Older(number)),
            _other => Err(NotACursor),
        }
    }
}

impl From<Cursor> for String {
    fn from(cursor: Cursor) -> String {
        cursor.to_string()
    }
}

impl TryFrom<String> for Cursor {
    type Error = NotACursor;

    fn try_from(text: String) -> Result<Self, NotACursor> {
        text.parse()
    }
}

/// `GET /wallets/{wallet}/transactions`: a page of a history, newest first (T1, T5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryPage {
    /// The lines.
    pub items: Vec<Transaction>,
    /// How many lines the filter has in all.
    pub total: u64,
    /// The place of the first of these lines among them, from 1; 0 on an empty page.
    pub first: u64,
    /// The page of newer lines, if there is one.
    pub newer: Option<Cursor>,
    /// The page of older lines, if there is one.
    pub older: Option<Cursor>,
    /// Whether the wallet has no line at all, whatever the filter: "no hits" and "no
    /// history" are different texts (T4).
    pub wallet_is_empty: bool,
}

/// The last line of an export: what must have arrived before it (I27).
///
/// `GET /wallets/{wallet}/transactions/export` answers with one JSON value a line
/// (`application/x-ndjson`): first an [`ExportStart`], then a [`Transaction`] each,
/// newest first, then this. A stream without it was cut short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportEnd {
    /// How many lines there were.
    pub rows: u64,
    /// The sum of their amounts.
    pub sum: Credits,
}

/// The first line of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportStart {
    /// How many lines will follow; for the progress.
    pub rows: u64,
    /// The instant that the export shows.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t5_a_cursor_survives_the_wire_and_nothing_else_is_one() {
        for cursor in [Cursor::Newer(1), Cursor::Older(9_007_199_254_740_991)] {
            assert_eq!(cursor.to_string().parse(), Ok(cursor));
        }
        for text in [
            "",
            "n",
            "n0",
            "n01",
            "x1",
            "n-1",
            "n1 ",
            "o99999999999999999",
            "ä1",
            "1",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(NotACursor), "{text:?}");
        }
    }

    #[test]
    fn t4_a_search_text_is_trimmed_and_bounded() {
        assert_eq!(" S00042 ".parse::<SearchText>().unwrap().as_str(), "S00042");
        for text in ["", "  ", "a\nb", "a\0", &"a".repeat(101)] {
            assert!(text.parse::<SearchText>().is_err(), "{text:?}");
        }
    }
}
