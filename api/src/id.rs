//! Identifiers: opaque on the wire, small integers in the tables.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// A string that is not an identifier of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

/// Identifiers are non-negative integers of at most 53 bits, drawn at random by
/// the backend, and written as 14 hexadecimal digits, so that a neighbour's can't
/// be guessed by counting and JavaScript never rounds one.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, pattern = "^[0-9a-f]{14}$"))]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(i64);

        impl $name {
            /// The largest identifier.
            pub const MAX: i64 = (1 << 53) - 1;

            /// The identifier of a table row.
            pub const fn from_row(row: i64) -> Self {
                Self(row)
            }

            /// The integer that stands in the tables.
            pub const fn row(self) -> i64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:014x}", self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let digits = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
                if text.len() != 14 || !text.bytes().all(digits) {
                    return Err(NotAnId);
                }
                i64::from_str_radix(text, 16)
                    .ok()
                    .filter(|row| (0..=Self::MAX).contains(row))
                    .map(Self)
                    .ok_or(NotAnId)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAnId;

            fn try_from(text: String) -> Result<Self, NotAnId> {
                text.parse()
            }
        }
    };
}

id! {
    /// A person who signs in.
    UserId
}
id! {
    /// What holds credits: one personal wallet per user, one shared one per organisation.
    WalletId
}
id! {
    /// Who shares a wallet.
    OrganisationId
}
id! {
    /// One image generation asked for by ReluxDesktop.
    GenerationId
}
id! {
    /// One invitation to an organisation.
    InvitationId
}
id! {
    /// One intent to pay: a purchase or a renewal.
    PaymentId
}

/// One line of a wallet's history: the wallet and the line's number in it,
/// counted from 1 without gaps. Written `<wallet>-<number>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct TransactionId {
    /// The wallet whose history the line stands in.
    pub wallet: WalletId,
    /// The line's number in that history, from 1.
    pub number: i64,
}

#[cfg(feature = "openapi")]
string_schema!(TransactionId, "^[0-9a-f]{14}-[1-9][0-9]*$");

impl fmt::Display for TransactionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.wallet, self.number)
    }
}

impl FromStr for TransactionId {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (wallet, digits) = text.split_once('-').ok_or(NotAnId)?;
        if digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAnId);
        }
        Ok(Self {
            wallet: wallet.parse()?,
            number: digits.parse().map_err(|_| NotAnId)?,
        })
    }
}

impl From<TransactionId> for String {
    fn from(id: TransactionId) -> String {
        id.to_string()
    }
}

impl TryFrom<String> for TransactionId {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, NotAnId> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_identifier_that_is_not_ours_is_refused() {
        for text in [
            "",
            "1",
            "0000000000000G",
            "ffffffffffffff",
            "0000000000000A",
            "../../../etc/pa",
            "000000000000001",
        ] {
            assert_eq!(text.parse::<WalletId>(), Err(NotAnId), "{text}");
        }
        for text in [
            "00000000000001",
            "00000000000001-",
            "00000000000001-0",
            "00000000000001-+1",
        ] {
            assert_eq!(text.parse::<TransactionId>(), Err(NotAnId), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_identifier_survives_the_wire(row in 0..=WalletId::MAX, number in 1..=i64::MAX) {
            let wallet = WalletId::from_row(row);
            prop_assert_eq!(wallet.to_string().parse(), Ok(wallet));
            let line = TransactionId { wallet, number };
            prop_assert_eq!(line.to_string().parse(), Ok(line));
        }
    }
}
