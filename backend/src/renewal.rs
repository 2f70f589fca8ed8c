//! Auto-renewal: when a wallet buys by itself, and what its customer says about that
//! (rules 5–9). Called by `generation`, by the payments and by `http`.

mod settings;

use api::{Credits, PaymentId, WalletId, auto_renewal::crosses, payment::PaymentCause};

pub use settings::{resume, save, state};

use crate::{
    Error,
    payment::{
        crash::{self, Place},
        machine::Payment,
    },
    store::{
        Change, Tx, auto_renewal,
        payment::{self, PaymentRow},
        wallet,
    },
};

/// Writes the intent to renew down if the debit took the balance from at or above the
/// threshold to strictly below it (rule 5). In the debit's own transaction, which holds
/// the wallet's row: two debits at once are one crossing (I8).
///
/// # Errors
/// [`Error::Database`].
pub async fn after_debit(
    tx: &mut Tx,
    wallet: WalletId,
    before: Credits,
    after: Credits,
) -> Result<(), Error> {
    let setting = auto_renewal::find(tx, wallet).await?;
    match setting.active() {
        Some(rule) if crosses(before, after, rule.threshold) => begin(tx, wallet).await,
        Some(_) | None => Ok(()),
    }
}

/// Writes the intent to renew down if the balance is below the threshold and nothing is
/// on its way: after a charge that did not suffice, a new card, or what the customer has
/// just confirmed (rule 6).
///
/// # Errors
/// [`Error::Database`].
pub async fn renew_if_below(tx: &mut Tx, wallet: WalletId) -> Result<(), Error> {
    let row = wallet::lock(tx, wallet).await?;
    let setting = auto_renewal::find(tx, wallet).await?;
    match setting.active() {
        Some(rule) if row.balance < rule.threshold => begin(tx, wallet).await,
        Some(_) | None => Ok(()),
    }
}

/// One renewal a crossing, and one open renewal a wallet: the database refuses a second.
async fn begin(tx: &mut Tx, wallet: WalletId) -> Result<(), Error> {
    let open = payment::open_of(tx, wallet).await?;
    let is_renewal = |row: &PaymentRow| row.payment.cause == PaymentCause::Renewal;
    if open.iter().any(is_renewal) {
        return Ok(());
    }
    let now = tx.now();
    let row = PaymentRow {
        id: PaymentId::from_row(tx.random().id()?),
        wallet,
        epoch: Some(auto_renewal::next_epoch(tx, wallet).await?),
        user: None,
        deal: None,
        payment: Payment::new(PaymentCause::Renewal, now),
        sales_number: None,
        created_at: now,
        closed_at: None,
    };
    if !payment::insert(tx, &row).await? {
        return Err(Error::Conflict);
    }
    crash::at(Place::BeforeIntent);
    tx.announce(Change::Payment { wallet });
    Ok(())
}
