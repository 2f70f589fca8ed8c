//! Buying credits by hand (C6). Called by `http`.

use api::{
    Code, PaymentId, UserId, WalletId,
    payment::{Buy, Payment, PaymentCause},
};

use crate::{
    Error, ledger,
    payment::{
        self,
        machine::{self, State},
    },
    shop::Shop,
    store::{
        Change, Tx,
        payment::{Deal, PaymentRow, find, insert, open_of},
        payment_account,
    },
};

/// Writes the intent down; the engine charges the card. What it answers is the payment as
/// it stands at that moment: pending.
///
/// # Errors
/// [`Code::Forbidden`] and [`Code::NotFound`] for who does not manage the wallet's
/// payments; [`Code::UnknownPackage`]; [`Code::PriceChanged`] when it costs another price
/// than the customer agreed to; [`Code::NoPaymentMethod`]; [`Code::PaymentInProgress`]
/// while another payment of the wallet is being decided (I15); [`Error::Database`].
pub async fn buy(
    tx: &mut Tx,
    shop: &Shop,
    user: UserId,
    wallet: WalletId,
    wanted: &Buy,
) -> Result<Payment, Error> {
    ledger::hold_managed(tx, user, wallet).await?;
    let package = shop
        .package(&wanted.package)
        .ok_or_else(|| Error::refused_field(Code::UnknownPackage, "package"))?;
    if package.price != wanted.price {
        return Err(Error::refused_field(Code::PriceChanged, "price"));
    }
    let account = payment_account::find(tx, wallet).await?;
    if account.is_none_or(|account| account.card.is_none()) {
        return Err(Error::refused(Code::NoPaymentMethod));
    }
    let busy = open_of(tx, wallet).await?.iter().any(|open| {
        let is_charging = open.payment.state == State::Charging;
        let is_purchase = open.payment.cause == PaymentCause::Purchase;
        let confirming = matches!(open.payment.state, State::Confirming { .. });
        is_charging || (is_purchase && !confirming)
    });
    let now = tx.now();
    let row = PaymentRow {
        id: PaymentId::from_row(tx.random().id()?),
        wallet,
        epoch: None,
        user: Some(user),
        deal: Some(Deal {
            credits: package.credits,
            price: package.price,
        }),
        payment: machine::Payment::new(PaymentCause::Purchase, now),
        sales_number: None,
        created_at: now,
        closed_at: None,
    };
    if busy || !insert(tx, &row).await? {
        return Err(Error::refused(Code::PaymentInProgress));
    }
    tx.announce(Change::Payment { wallet });
    payment::view(tx, &row).await
}

/// A payment of a wallet, for who manages its payments.
///
/// # Errors
/// [`Code::Forbidden`] and [`Code::NotFound`] for who does not, and for a payment of
/// another wallet; [`Error::Database`].
pub async fn read(
    tx: &mut Tx,
    user: UserId,
    wallet: WalletId,
    id: PaymentId,
) -> Result<Payment, Error> {
    ledger::managed(tx, user, wallet).await?;
    let row = find(tx, id).await?.filter(|row| row.wallet == wallet);
    let row = row.ok_or_else(|| Error::refused(Code::NotFound))?;
    payment::view(tx, &row).await
}
