//! Amounts of money: minor units and a currency, never floating point.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The largest amount, in minor units: a billion of any currency with two decimals.
const MINOR_MAX: i64 = 100_000_000_000;

/// An amount in the minor units of its currency: 4900 of `CHF` is CHF 49.00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Money {
    /// How much, in minor units; within ±100,000,000,000 once it was made by arithmetic.
    #[cfg_attr(feature = "openapi", schema(minimum = -100_000_000_000_i64, maximum = 100_000_000_000_i64))]
    pub amount_minor: i64,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// So many minor units of that currency.
    pub const fn new(amount_minor: i64, currency: Currency) -> Self {
        Self {
            amount_minor,
            currency,
        }
    }

    /// Nothing, in the same currency.
    pub const fn nothing(self) -> Self {
        Self::new(0, self.currency)
    }

    /// The sum, if both are of one currency and it is within range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.combine(other, self.amount_minor.checked_add(other.amount_minor)?)
    }

    /// The difference, if both are of one currency and it is within range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.combine(other, self.amount_minor.checked_sub(other.amount_minor)?)
    }

    /// So many times the amount, if it is within range.
    pub fn checked_mul(self, times: u32) -> Option<Self> {
        self.combine(self, self.amount_minor.checked_mul(i64::from(times))?)
    }

    fn combine(self, other: Self, amount_minor: i64) -> Option<Self> {
        let is_sound =
            self.currency == other.currency && (-MINOR_MAX..=MINOR_MAX).contains(&amount_minor);
        is_sound.then_some(Self::new(amount_minor, self.currency))
    }
}

/// A currency by its three capital letters (ISO 4217), with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Currency([u8; 3]);

#[cfg(feature = "openapi")]
string_schema!(Currency, "^[A-Z]{3}$");

/// A string that is not three capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a currency code")]
pub struct NotACurrency;

impl Currency {
    /// The Swiss franc.
    pub const CHF: Self = Self(*b"CHF");

    /// The three letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.as_str().to_owned()
    }
}

impl TryFrom<String> for Currency {
    type Error = NotACurrency;

    fn try_from(text: String) -> Result<Self, NotACurrency> {
        <[u8; 3]>::try_from(text.as_bytes())
            .ok()
            .filter(|letters| letters.iter().all(u8::is_ascii_uppercase))
            .map(Self)
            .ok_or(NotACurrency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn money_survives_the_wire_and_a_currency_is_three_capital_letters() {
        let money = Money::new(4_900, Currency::CHF);
        let text = serde_json::to_string(&money).unwrap();
        assert_eq!(text, r#"{"amount_minor":4900,"currency":"CHF"}"#);
        assert_eq!(serde_json::from_str::<Money>(&text).unwrap(), money);
        for text in ["", "chf", "CH", "CHFR", "C1F", "ÄÖ"] {
            assert_eq!(
                Currency::try_from(text.to_owned()),
                Err(NotACurrency),
                "{text}"
            );
        }
    }

    #[test]
    fn francs_and_euros_do_not_add_up() {
        let euro = Currency::try_from("EUR".to_owned()).unwrap();
        let franc = Money::new(100, Currency::CHF);
        assert_eq!(franc.checked_add(Money::new(100, euro)), None);
        assert_eq!(franc.checked_sub(Money::new(100, euro)), None);
    }

    proptest! {
        #[test]
        fn i5_money_never_wraps(a in any::<i64>(), b in any::<i64>(), times in any::<u32>()) {
            let (a, b) = (Money::new(a, Currency::CHF), Money::new(b, Currency::CHF));
            let exact = i128::from(a.amount_minor) + i128::from(b.amount_minor);
            match a.checked_add(b) {
                Some(sum) => prop_assert_eq!(i128::from(sum.amount_minor), exact),
                None => prop_assert!(exact.abs() > i128::from(MINOR_MAX)),
            }
            if let Some(product) = a.checked_mul(times) {
                let exact = i128::from(a.amount_minor) * i128::from(times);
                prop_assert_eq!(i128::from(product.amount_minor), exact);
            }
        }
    }
}
