//! The test cards: what each does when it is charged. A card's number exists only while the
//! hosted page is read; what is kept is which of these cards it was.

use serde::{Deserialize, Serialize};

/// A card that exists only here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TestCard {
    /// Every charge succeeds.
    Visa,
    /// Every charge succeeds, on another brand.
    Mastercard,
    /// Declined for `insufficient_funds`.
    InsufficientFunds,
    /// Declined as `expired_card`, whatever its expiry says.
    Expired,
    /// Declined as `lost_card`.
    Lost,
    /// Declined as `stolen_card`.
    Stolen,
    /// Declined without a reason.
    Declined,
    /// Its owner must confirm every charge made in their absence.
    Confirmation,
    /// Charged at once, answered late.
    Late,
    /// Charged, and then the connection closes without an answer.
    CapturedThenLost,
    /// Charged, and then the answer is a 500.
    CapturedThenError,
}

/// Why a typed card number is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberError {
    /// Not 12 to 19 digits, or the check digit is wrong.
    Wrong,
    /// A number that may be somebody's: this is no place for it.
    NotATestCard,
}

impl TestCard {
    /// All of them, in the order the page lists them.
    pub const ALL: [Self; 11] = [
        Self::Visa,
        Self::Mastercard,
        Self::Confirmation,
        Self::InsufficientFunds,
        Self::Expired,
        Self::Lost,
        Self::Stolen,
        Self::Declined,
        Self::Late,
        Self::CapturedThenLost,
        Self::CapturedThenError,
    ];

    /// The card's number, as printed on it. For pages that explain and for tests.
    #[must_use]
    pub fn number(self) -> &'static str {
        match self {
            Self::Visa => "4242 4242 4242 4242",
            Self::Mastercard => "5555 5555 5555 4444",
            Self::InsufficientFunds => "4000 0000 0000 9995",
            Self::Expired => "4000 0000 0000 0069",
            Self::Lost => "4000 0000 0000 9987",
            Self::Stolen => "4000 0000 0000 9979",
            Self::Declined => "4000 0000 0000 0002",
            Self::Confirmation => "4000 0025 0000 3155",
            Self::Late => "4000 0000 0000 2008",
            Self::CapturedThenLost => "4000 0000 0000 4087",
            Self::CapturedThenError => "4000 0000 0000 5001",
        }
    }

    /// The last four digits.
    #[must_use]
    pub fn last4(self) -> &'static str {
        self.number().rsplit(' ').next().unwrap_or_default()
    }

    /// Stripe's word for the card's brand.
    #[must_use]
    pub fn brand(self) -> &'static str {
        match self {
            Self::Mastercard => "mastercard",
            Self::Visa
            | Self::InsufficientFunds
            | Self::Expired
            | Self::Lost
            | Self::Stolen
            | Self::Declined
            | Self::Confirmation
            | Self::Late
            | Self::CapturedThenLost
            | Self::CapturedThenError => "visa",
        }
    }

    /// The test card with this number; spaces and hyphens are fine.
    ///
    /// # Errors
    /// It is no card number, or not one of a test card.
    pub fn with_number(typed: &str) -> Result<Self, NumberError> {
        let digits = digits(typed).ok_or(NumberError::Wrong)?;
        if !(12..=19).contains(&digits.len()) || !luhn(&digits) {
            return Err(NumberError::Wrong);
        }
        Self::ALL
            .into_iter()
            .find(|card| self::digits(card.number()).as_ref() == Some(&digits))
            .ok_or(NumberError::NotATestCard)
    }
}

/// The digits of what was typed, if there is nothing else but spaces and hyphens.
fn digits(typed: &str) -> Option<Vec<u32>> {
    typed
        .chars()
        .filter(|typed| !typed.is_whitespace() && *typed != '-')
        .map(|typed| typed.to_digit(10))
        .collect()
}

/// Whether the check digit is right.
fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([false, true].into_iter().cycle())
        .map(|(digit, doubled)| match (doubled, digit * 2) {
            (false, _) => *digit,
            (true, double) if double > 9 => double - 9,
            (true, double) => double,
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::{NumberError, TestCard};

    #[test]
    fn every_test_card_is_found_by_its_number() {
        for card in TestCard::ALL {
            assert_eq!(TestCard::with_number(card.number()), Ok(card));
            assert_eq!(
                TestCard::with_number(&card.number().replace(' ', "")),
                Ok(card)
            );
        }
    }

    #[test]
    fn a_number_with_a_slip_or_of_somebody_is_not_taken() {
        for slip in [
            "4242 4242 4242 4241",
            "4224 4242 4242 4242",
            "",
            "4242",
            "4242x42424242424",
        ] {
            assert_eq!(
                TestCard::with_number(slip),
                Err(NumberError::Wrong),
                "{slip}"
            );
        }
        let real = "4012 8888 8888 1881";
        assert_eq!(TestCard::with_number(real), Err(NumberError::NotATestCard));
    }
}
