//! What can be bought: so many credits at a price.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Credits, Money};

/// A number of credits and its price.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Package {
    /// What requests name it by.
    pub id: PackageId,
    /// How many credits; more than zero.
    pub credits: Credits,
    /// What it costs, VAT included; more than nothing.
    pub price: Money,
    /// The part of the price that is VAT.
    pub vat: Money,
}

/// The name of a package in requests: 1–32 lower-case letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct PackageId(String);

#[cfg(feature = "openapi")]
string_schema!(PackageId, "^[a-z0-9-]{1,32}$");

/// A string that can't name a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a package")]
pub struct NotAPackageId;

impl PackageId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PackageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<PackageId> for String {
    fn from(id: PackageId) -> String {
        id.0
    }
}

impl TryFrom<String> for PackageId {
    type Error = NotAPackageId;

    fn try_from(text: String) -> Result<Self, NotAPackageId> {
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=32).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text))
        } else {
            Err(NotAPackageId)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_has_a_plain_name() {
        for text in ["100", "team-500", "a"] {
            assert_eq!(PackageId::try_from(text.to_owned()).unwrap().as_str(), text);
        }
        for text in ["", "A", "a b", "ä", "a/b", &"a".repeat(33)] {
            assert_eq!(
                PackageId::try_from(text.to_owned()),
                Err(NotAPackageId),
                "{text}"
            );
        }
    }
}
