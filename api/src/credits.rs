//! Amounts of credits: integers in hundredths, never floating point.

use serde::{Deserialize, Serialize};

/// An amount of credits in hundredths: `Credits::from_hundredths(13600)` is 136.00.
///
/// Signed, because a transaction's amount is. Bounded by ±[`Credits::MAX`] so that
/// sums of any history stay within `i64` (reliability I5); arithmetic is checked.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = i64, minimum = -100_000_000_000_i64, maximum = 100_000_000_000_i64))]
#[serde(into = "i64", try_from = "i64")]
pub struct Credits(i64);

/// An amount beyond ±[`Credits::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an amount of credits must lie within ±1,000,000,000.00")]
pub struct OutOfRange;

impl Credits {
    /// No credits.
    pub const ZERO: Self = Self(0);
    /// The largest amount, 1,000,000,000.00 credits.
    pub const MAX: Self = Self(100_000_000_000);

    /// The amount of so many hundredths.
    ///
    /// # Errors
    /// [`OutOfRange`] beyond ±[`Credits::MAX`].
    pub const fn from_hundredths(hundredths: i64) -> Result<Self, OutOfRange> {
        if hundredths > Self::MAX.0 || hundredths < -Self::MAX.0 {
            Err(OutOfRange)
        } else {
            Ok(Self(hundredths))
        }
    }

    /// The amount of so many whole credits, for constants.
    pub const fn whole(credits: i32) -> Self {
        // i32::MAX credits would be beyond MAX; constants in this project are not.
        Self(i32_to_i64(credits) * 100)
    }

    /// The amount in hundredths.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The sum, if it is within range.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::from_hundredths(self.0.checked_add(other.0)?).ok()
    }

    /// The difference, if it is within range.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::from_hundredths(self.0.checked_sub(other.0)?).ok()
    }

    /// So many times the amount, if it is within range.
    pub fn checked_mul(self, times: u32) -> Option<Self> {
        Self::from_hundredths(self.0.checked_mul(i64::from(times))?).ok()
    }

    /// The amount with the other sign; the range is symmetric.
    pub const fn negated(self) -> Self {
        Self(-self.0)
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

#[expect(
    clippy::as_conversions,
    reason = "widening, and `From` is not const; the one cast of this crate"
)]
const fn i32_to_i64(value: i32) -> i64 {
    value as i64
}

impl From<Credits> for i64 {
    fn from(credits: Credits) -> i64 {
        credits.0
    }
}

impl TryFrom<i64> for Credits {
    type Error = OutOfRange;

    fn try_from(hundredths: i64) -> Result<Self, OutOfRange> {
        Self::from_hundredths(hundredths)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn i5_an_amount_out_of_range_does_not_parse() {
        for text in [
            "100000000001",
            "-100000000001",
            "9223372036854775808",
            "1.5",
            "\"1\"",
            "null",
        ] {
            assert!(serde_json::from_str::<Credits>(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn i5_nothing_wraps(a in any::<i64>(), b in any::<i64>(), times in any::<u32>()) {
            if let (Ok(a), Ok(b)) = (Credits::from_hundredths(a), Credits::from_hundredths(b)) {
                let exact = i128::from(a.hundredths()) + i128::from(b.hundredths());
                match a.checked_add(b) {
                    Some(sum) => prop_assert_eq!(i128::from(sum.hundredths()), exact),
                    None => prop_assert!(exact.abs() > i128::from(Credits::MAX.hundredths())),
                }
                if let Some(product) = a.checked_mul(times) {
                    prop_assert_eq!(
                        i128::from(product.hundredths()),
                        i128::from(a.hundredths()) * i128::from(times)
                    );
                }
            }
        }
    }
}
