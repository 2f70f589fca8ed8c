//! What the customer of a payment is told by mail (rule 8), in the transaction of what it
//! tells of: one mail an outcome (I20).

use api::{
    Credits, UserId, WalletId,
    payment::{Decline, PaymentCause},
};

use crate::{
    Error,
    mail::{self, Charged, Letter, Whose},
    shop::Shop,
    store::{
        Tx, auto_renewal, organisation,
        payment::{Deal, PaymentRow},
        wallet::{self, Holder},
    },
};

/// The first decline of a renewal.
pub async fn declined(
    tx: &mut Tx,
    shop: &Shop,
    row: &PaymentRow,
    reason: Decline,
) -> Result<(), Error> {
    let of = whose(tx, shop, row.wallet).await?;
    tell(tx, row, "declined", &Letter::Declined { reason, of }).await
}

/// Auto-renewal is paused.
pub async fn paused(
    tx: &mut Tx,
    shop: &Shop,
    row: &PaymentRow,
    reason: Decline,
) -> Result<(), Error> {
    let of = whose(tx, shop, row.wallet).await?;
    tell(tx, row, "paused", &Letter::Paused { reason, of }).await
}

/// The present attempt waits for a confirmation on that page.
pub async fn confirm(tx: &mut Tx, shop: &Shop, row: &PaymentRow, url: &str) -> Result<(), Error> {
    let of = whose(tx, shop, row.wallet).await?;
    let url = url.to_owned();
    let outcome = format!("confirm-{}", row.payment.attempt);
    tell(tx, row, &outcome, &Letter::Confirm { url, of }).await
}

/// The card was charged and the credits are booked.
pub async fn charged(
    tx: &mut Tx,
    shop: &Shop,
    row: &PaymentRow,
    deal: Deal,
    balance: Credits,
) -> Result<(), Error> {
    let of = whose(tx, shop, row.wallet).await?;
    let number = row.sales_number.clone();
    let sales_number = number.ok_or_else(|| Error::corrupt("a charge without a sales number"))?;
    let charged = Charged {
        cause: row.payment.cause,
        credits: deal.credits,
        price: deal.price,
        balance,
        sales_number,
    };
    tell(tx, row, "charged", &Letter::Charged { charged, of }).await
}

async fn tell(tx: &mut Tx, row: &PaymentRow, outcome: &str, letter: &Letter) -> Result<(), Error> {
    let Some(to) = customer(tx, row).await? else {
        return Ok(());
    };
    let cause = format!("payment {} {outcome}", row.id);
    mail::write(tx, to, &cause, letter).await
}

/// Who bought, or who set the rule that did. Where they manage the wallet no longer, an
/// owner: money of the organisation is moved, and somebody has to know.
async fn customer(tx: &mut Tx, row: &PaymentRow) -> Result<Option<UserId>, Error> {
    let user = match row.payment.cause {
        PaymentCause::Purchase => row.user,
        PaymentCause::Renewal => auto_renewal::find(tx, row.wallet).await?.set_by,
    };
    let wallet = wallet::find(tx, row.wallet).await?;
    let (Some(user), Some(Holder::Organisation(id))) = (user, wallet.map(|row| row.holder)) else {
        return Ok(user);
    };
    match organisation::role_of(tx, id, user).await? {
        Some(role) if role.sees_everybody() => Ok(Some(user)),
        Some(_) | None => organisation::first_owner(tx, id).await,
    }
}

async fn whose(tx: &mut Tx, shop: &Shop, wallet: WalletId) -> Result<Whose, Error> {
    let row = wallet::find(tx, wallet).await?;
    let organisation = match row.map(|row| row.holder) {
        Some(Holder::Organisation(id)) => Some(organisation::name(tx, id).await?),
        Some(Holder::User(_)) | None => None,
    };
    Ok(Whose {
        organisation,
        page: shop.page(),
    })
}
