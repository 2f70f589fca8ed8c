//! Whether the ledger keeps its promises. Run by the tests and by hand.

use std::fmt;

use api::{TransactionId, WalletId};

use crate::{
    Error,
    store::{
        Tx,
        audit::{CHECKS, run},
    },
};

/// A promise that is broken somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Violation {
    /// Which promise, and how.
    pub what: &'static str,
    /// The wallet and the line; the number is 0 where the wallet as a whole is meant.
    pub place: TransactionId,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// Every violation of I1, I3, rule 4 and the gapless numbers, at most 100 of a kind;
/// none when the ledger is sound.
///
/// # Errors
/// [`Error::Database`].
pub async fn audit(tx: &mut Tx) -> Result<Vec<Violation>, Error> {
    let mut violations = Vec::new();
    for check in &CHECKS {
        violations.extend(run(tx, check).await?.into_iter().map(|place| Violation {
            what: check.violation,
            place: TransactionId {
                wallet: WalletId::from_row(place.wallet),
                number: place.number,
            },
        }));
    }
    Ok(violations)
}
