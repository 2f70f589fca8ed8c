//! Booking many lines of one wallet at once, for imports and demo data.

use std::collections::{HashMap, hash_map::Entry};

use api::{Code, Credits, UserId, transaction::TransactionType};
use chrono::{DateTime, Utc};

use super::NewLine;
use crate::{
    Error,
    store::{
        Change, Tx,
        transaction::{self, Changed, Places},
        wallet::{self, WalletRow},
    },
};

/// Lines in memory at most before they are written.
const BUFFER: usize = 5_000;

/// A wallet that is locked until the transaction ends, and the lines added to it. The
/// rules are those of [`super::book`], worked out here instead of line by line in the
/// database; [`super::audit`] finds no difference.
pub struct Bulk {
    wallet: WalletRow,
    of_type: HashMap<TransactionType, i64>,
    of_user: HashMap<UserId, i64>,
    lines: Vec<(NewLine, Changed, Places)>,
}

impl Bulk {
    /// Locks the wallet.
    ///
    /// # Errors
    /// [`Error::Database`]; also when there is no such wallet.
    pub async fn begin(tx: &mut Tx, wallet: api::WalletId) -> Result<Self, Error> {
        let row = wallet::lock(tx, wallet).await?;
        let mut of_type = HashMap::new();
        for kind in TransactionType::ALL {
            let last = transaction::type_number(tx, wallet, kind, row.last_number).await?;
            of_type.insert(kind, last);
        }
        Ok(Self {
            wallet: row,
            of_type,
            of_user: HashMap::new(),
            lines: Vec::new(),
        })
    }

    /// What the wallet holds after the lines so far.
    pub const fn balance(&self) -> Credits {
        self.wallet.balance
    }

    /// The number that the next line will have.
    pub const fn next_number(&self) -> i64 {
        self.wallet.last_number.saturating_add(1)
    }

    /// Adds a line, booked at that instant (or that of the line before it, if later).
    /// Returns its number. Nothing is known of earlier lines of the same cause: the
    /// database refuses those.
    ///
    /// # Errors
    /// As [`super::book`].
    pub async fn book(
        &mut self,
        tx: &mut Tx,
        line: NewLine,
        at: DateTime<Utc>,
    ) -> Result<i64, Error> {
        if line.amount == Credits::ZERO || line.wallet != self.wallet.id {
            return Err(Error::corrupt("a line of nothing, or of another wallet"));
        }
        let balance = self.wallet.balance.checked_add(line.amount);
        let balance = balance.ok_or_else(|| Error::corrupt("a wallet fuller than full"))?;
        if line.amount.is_negative() && balance.is_negative() {
            return Err(Error::refused(Code::InsufficientCredits));
        }
        let places = Places {
            of_type: next(self.of_type.entry(line.kind).or_insert(0)),
            of_user: self.place_of_user(tx, &line).await?,
        };
        let changed = Changed {
            number: self.next_number(),
            at: at.max(self.wallet.last_at),
            balance,
        };
        self.wallet.balance = changed.balance;
        self.wallet.last_number = changed.number;
        self.wallet.last_at = changed.at;
        self.lines.push((line, changed, places));
        if self.lines.len() >= BUFFER {
            self.flush(tx).await?;
        }
        Ok(changed.number)
    }

    async fn place_of_user(&mut self, tx: &mut Tx, line: &NewLine) -> Result<Option<i64>, Error> {
        let Some(by) = &line.by else { return Ok(None) };
        let last = match self.of_user.entry(by.user) {
            Entry::Occupied(last) => last.into_mut(),
            Entry::Vacant(unknown) => {
                // None of their lines is in memory yet: the database knows the last.
                let WalletRow {
                    id, last_number, ..
                } = self.wallet;
                unknown.insert(transaction::user_number(tx, id, by.user, last_number).await?)
            }
        };
        Ok(Some(next(last)))
    }

    /// Writes what is still in memory, and lets everybody know.
    ///
    /// # Errors
    /// [`Error::Database`].
    pub async fn finish(mut self, tx: &mut Tx) -> Result<(), Error> {
        self.flush(tx).await?;
        tx.announce(Change::Wallet {
            wallet: self.wallet.id,
            number: self.wallet.last_number,
        });
        Ok(())
    }

    async fn flush(&mut self, tx: &mut Tx) -> Result<(), Error> {
        transaction::insert_all(tx, self.wallet.id, &self.lines).await?;
        self.lines.clear();
        Ok(())
    }
}

/// Counts one on.
const fn next(last: &mut i64) -> i64 {
    *last = last.saturating_add(1);
    *last
}
