//! Booking a line: all of it or nothing.

use api::{Code, Credits, TransactionId};

use super::NewLine;
use crate::{
    Error,
    store::{Change, Tx, transaction},
};

/// A line that is in the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    /// Which line.
    pub id: TransactionId,
    /// What it added or took.
    pub amount: Credits,
    /// What the wallet held after it.
    pub balance: Credits,
}

/// Adds a line to its wallet's history and its amount to the balance, and lets
/// everybody know once the transaction is committed. If the line's cause has been
/// booked before, nothing changes and that line is the answer (I4).
///
/// # Errors
/// [`Code::InsufficientCredits`] when a debit does not fit (I3); [`Error::Corrupt`] for
/// an amount of zero, one that lifts the balance beyond [`Credits::MAX`] (I5), an
/// unknown wallet, or a cause that made another line than this; [`Error::Database`].
pub async fn book(tx: &mut Tx, line: &NewLine) -> Result<Booked, Error> {
    if line.amount == Credits::ZERO {
        return Err(Error::corrupt("a line of nothing"));
    }
    if let Some(before) = transaction::of_cause(tx, &line.cause).await? {
        return repeated(line, &before);
    }
    let Some(changed) = transaction::change_wallet(tx, line.wallet, line.amount).await? else {
        return Err(if line.amount.is_negative() {
            Error::refused(Code::InsufficientCredits)
        } else {
            Error::corrupt("a wallet that is unknown, or fuller than full")
        });
    };
    if !transaction::insert(tx, line, changed).await? {
        // The same cause was booked at this very moment: run again, it will be seen.
        return Err(Error::Conflict);
    }
    let number = changed.number;
    tx.announce(Change::Wallet {
        wallet: line.wallet,
        number,
    });
    Ok(Booked {
        id: TransactionId {
            wallet: line.wallet,
            number,
        },
        amount: line.amount,
        balance: changed.balance,
    })
}

fn repeated(line: &NewLine, before: &super::Line) -> Result<Booked, Error> {
    let is_same =
        before.id.wallet == line.wallet && before.kind == line.kind && before.amount == line.amount;
    if !is_same {
        let cause = &line.cause;
        let what = format!("the cause {} {} made another line", cause.kind, cause.id);
        return Err(Error::corrupt(what));
    }
    Ok(Booked {
        id: before.id,
        amount: before.amount,
        balance: before.balance,
    })
}
