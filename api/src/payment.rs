//! Money on its way: the stored card, purchases, and the charges of auto-renewal.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Credits, Money, PackageId, PaymentId, transaction::SalesNumber};

/// A card that the payment provider keeps. The number never reaches this product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PaymentMethod {
    /// The provider's word, such as `visa`.
    pub brand: String,
    /// The last four digits.
    pub last4: String,
    /// The month in which it expires, 1–12.
    pub expiry_month: u8,
    /// The year in which it expires.
    pub expiry_year: u16,
}

/// `POST /wallets/{wallet}/card-page`: opens the provider's page that stores a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenCardPage {
    /// Where the provider's page leads back to.
    pub return_to: LocalPath,
}

/// The provider's page, to be opened in the same tab.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CardPage {
    /// Where it is.
    pub url: String,
}

/// A path of this site, with its query: it begins with one slash, and has at most 500
/// characters, so that nobody is led elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct LocalPath(String);

#[cfg(feature = "openapi")]
string_schema!(LocalPath, "^/([^/\\\\].{0,498})?$");

/// A string that is not a path of this site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a path of this site")]
pub struct NotALocalPath;

impl LocalPath {
    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<LocalPath> for String {
    fn from(path: LocalPath) -> String {
        path.0
    }
}

impl TryFrom<String> for LocalPath {
    type Error = NotALocalPath;

    fn try_from(text: String) -> Result<Self, NotALocalPath> {
        let mut characters = text.chars();
        let is_local = characters.next() == Some('/')
            && !matches!(characters.next(), Some('/' | '\\'))
            && text.len() <= 500
            && text.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
        is_local.then_some(Self(text)).ok_or(NotALocalPath)
    }
}

/// `POST /wallets/{wallet}/purchases`: buy credits by hand (C6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Buy {
    /// What.
    pub package: PackageId,
    /// The price that the customer agreed to; refused when it has changed since.
    pub price: Money,
}

/// One intent to pay: a purchase by hand, or a renewal (what one crossing of the
/// threshold led to, with all its attempts).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Payment {
    /// Opaque.
    pub id: PaymentId,
    /// What led to it.
    pub cause: PaymentCause,
    /// How it stands.
    pub state: PaymentState,
    /// How many credits it buys; absent before that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credits: Option<Credits>,
    /// What it costs, VAT included; absent before that is decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Money>,
    /// When it came into being.
    pub created_at: DateTime<Utc>,
    /// Every time that the card was charged, or would have been, oldest first (A12).
    pub attempts: Vec<Attempt>,
}

impl Payment {
    /// Whether nothing more will happen.
    pub const fn is_closed(&self) -> bool {
        match self.state {
            PaymentState::Paid { .. }
            | PaymentState::Declined { .. }
            | PaymentState::Dropped { .. } => true,
            PaymentState::Pending
            | PaymentState::Waiting { .. }
            | PaymentState::Confirm { .. }
            | PaymentState::Limited { .. } => false,
        }
    }
}

/// What led to a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentCause {
    /// Somebody bought credits by hand (C6).
    Purchase,
    /// Auto-renewal (rule 5).
    Renewal,
}

/// How a payment stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentState {
    /// The card is being charged, or it is being found out whether it was.
    Pending,
    /// The card was declined; it is tried again then (rule 8).
    Waiting {
        /// When.
        until: DateTime<Utc>,
        /// Why it was declined.
        reason: Decline,
    },
    /// The charge waits for the customer's confirmation (rule 8).
    Confirm {
        /// The provider's page where that is done.
        url: String,
    },
    /// The monthly limit leaves no room; the next month does (rule 7).
    Limited {
        /// When that begins.
        until: DateTime<Utc>,
    },
    /// The money was taken and the credits are there.
    Paid {
        /// The sales number.
        reference: SalesNumber,
        /// When.
        at: DateTime<Utc>,
    },
    /// Nothing was charged, and it is not tried again.
    Declined {
        /// Why.
        reason: Decline,
        /// When that was known.
        at: DateTime<Utc>,
    },
    /// Nothing was charged, because nothing had to be any more.
    Dropped {
        /// Why.
        reason: Dropped,
        /// Since when.
        at: DateTime<Utc>,
    },
}

/// Why a charge did not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decline {
    /// Not enough money on the account behind the card.
    InsufficientFunds,
    /// The card has expired.
    CardExpired,
    /// The card was reported lost or stolen; it is never charged again.
    CardLost,
    /// The customer did not confirm the charge.
    NotConfirmed,
    /// The bank gave no reason, or one of many others.
    Refused,
    /// The provider did not answer for a day, and knows of no charge.
    NoAnswer,
    /// No card is stored.
    NoCard,
    /// The package is not sold any more.
    PackageGone,
}

impl Decline {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::InsufficientFunds,
        Self::CardExpired,
        Self::CardLost,
        Self::NotConfirmed,
        Self::Refused,
        Self::NoAnswer,
        Self::NoCard,
        Self::PackageGone,
    ];

    /// Whether trying the same card again is pointless or forbidden (rule 8, I13).
    pub const fn is_hard(self) -> bool {
        match self {
            Self::CardLost
            | Self::NotConfirmed
            | Self::NoAnswer
            | Self::NoCard
            | Self::PackageGone => true,
            Self::InsufficientFunds | Self::CardExpired | Self::Refused => false,
        }
    }
}

/// Why a payment came to nothing without a decline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Dropped {
    /// The balance was at or above the threshold again (I15).
    NotNeeded,
    /// Auto-renewal was turned off before the card was charged.
    TurnedOff,
    /// Auto-renewal was set anew, or resumed, before the card was charged.
    Superseded,
}

impl Dropped {
    /// Every reason.
    pub const ALL: [Self; 3] = [Self::NotNeeded, Self::TurnedOff, Self::Superseded];
}

/// One time that the card was charged, or would have been (A12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attempt {
    /// When.
    pub at: DateTime<Utc>,
    /// What came of it.
    pub outcome: AttemptOutcome,
}

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// Not known yet.
    Unknown,
    /// The money was taken.
    Charged,
    /// It waits for the customer.
    NeedsConfirmation,
    /// It was declined, for that reason.
    Declined(Decline),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_site() {
        for text in ["/", "/credits", "/de_DE/my/credits?wallet=1&type=purchase"] {
            assert_eq!(LocalPath::try_from(text.to_owned()).unwrap().as_str(), text);
        }
        let long = format!("/{}", "a".repeat(500));
        for text in [
            "",
            "credits",
            "//evil.example",
            "/\\evil.example",
            "https://e",
            "/a b",
            "/ä",
            "/a\n",
            &long,
        ] {
            assert_eq!(
                LocalPath::try_from(text.to_owned()),
                Err(NotALocalPath),
                "{text}"
            );
        }
    }

    #[test]
    fn a_payment_state_survives_the_wire() {
        let at = DateTime::from_timestamp_millis(1_790_000_000_000).unwrap();
        for state in [
            PaymentState::Pending,
            PaymentState::Waiting {
                until: at,
                reason: Decline::InsufficientFunds,
            },
            PaymentState::Confirm {
                url: "https://pay.example/1".to_owned(),
            },
            PaymentState::Limited { until: at },
            PaymentState::Dropped {
                reason: Dropped::NotNeeded,
                at,
            },
        ] {
            let text = serde_json::to_string(&state).unwrap();
            assert_eq!(serde_json::from_str::<PaymentState>(&text).unwrap(), state);
        }
    }
}
