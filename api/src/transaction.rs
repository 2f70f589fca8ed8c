//! One line of a wallet's history.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Credits, TransactionId, UserId};

/// One line of a wallet's history (T1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transaction {
    /// The line: its wallet and its number.
    pub id: TransactionId,
    /// When it was booked; never earlier than the line before it.
    pub at: DateTime<Utc>,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: TransactionType,
    /// The purchase that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// What it adds (+) or takes (−).
    pub amount: Credits,
    /// What the wallet held after it.
    pub balance: Credits,
    /// Who caused it; absent where nobody did, and where the reader may not know (rule 10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Actor>,
    /// The line that this one undoes or corrects (rule 4, I2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<TransactionId>,
}

/// What a transaction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransactionType {
    /// The first credits of a new user (rule 1).
    WelcomeGrant,
    /// Bought by hand.
    Purchase,
    /// Bought by auto-renewal.
    AutomaticRenewal,
    /// Spent on an image in ReluxDesktop (rule 2).
    ImageGeneration,
    /// Given back for a failed generation (rule 4).
    Refund,
    /// A correction by Relux.
    Adjustment,
}

impl TransactionType {
    /// All of them, in the order in which the page lists them.
    pub const ALL: [Self; 6] = [
        Self::WelcomeGrant,
        Self::Purchase,
        Self::AutomaticRenewal,
        Self::ImageGeneration,
        Self::Refund,
        Self::Adjustment,
    ];

    /// The word on the wire and in URLs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WelcomeGrant => "welcome_grant",
            Self::Purchase => "purchase",
            Self::AutomaticRenewal => "automatic_renewal",
            Self::ImageGeneration => "image_generation",
            Self::Refund => "refund",
            Self::Adjustment => "adjustment",
        }
    }

    /// The type with that word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// The purchase that a line belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reference {
    /// Relux's sales number, such as `S00042`; opaque.
    pub number: SalesNumber,
    /// Where the order can be looked at (T6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// Relux's number for a purchase: an opaque string of 1–64 printable characters,
/// never parsed and never sorted as a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, min_length = 1, max_length = 64))]
#[serde(into = "String", try_from = "String")]
pub struct SalesNumber(String);

/// A string that can't be a sales number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a sales number")]
pub struct NotASalesNumber;

impl SalesNumber {
    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<SalesNumber> for String {
    fn from(number: SalesNumber) -> String {
        number.0
    }
}

impl TryFrom<String> for SalesNumber {
    type Error = NotASalesNumber;

    fn try_from(text: String) -> Result<Self, NotASalesNumber> {
        let fits = (1..=64).contains(&text.chars().count());
        if fits && !text.chars().any(char::is_control) && text.trim() == text {
            Ok(Self(text))
        } else {
            Err(NotASalesNumber)
        }
    }
}

/// Who caused a line, under the name of that time (I18).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they have left the organisation since (rule 12).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_the_same_word_in_urls_and_in_json() {
        for kind in TransactionType::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            assert_eq!(TransactionType::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(TransactionType::parse("Purchase"), None);
    }

    #[test]
    fn a_sales_number_is_opaque_but_printable() {
        for text in ["S00042", "000123", "RG/2026/07-ä", &"9".repeat(64)] {
            assert_eq!(
                SalesNumber::try_from(text.to_owned()).unwrap().as_str(),
                text
            );
        }
        for text in ["", " S1", "S\n1", &"9".repeat(65)] {
            assert!(SalesNumber::try_from(text.to_owned()).is_err(), "{text:?}");
        }
    }
}
