//! Spending credits on images, and giving them back (rules 2–4).

use api::{
    Code, Credits, GenerationId, UserId, WalletId,
    generation::{DebitGeneration, Generation},
    transaction::TransactionType,
};

use crate::{
    Error,
    ledger::{self, Booked, By, Cause, NewLine},
    member_limit::{self, Room},
    renewal,
    shop::Shop,
    store::{
        Tx,
        generation::{self, GenerationRow},
        organisation, transaction, user,
        wallet::{self, Holder},
    },
};

/// What a generation costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Config {
    /// The price of one image (rule 2); more than zero.
    pub price: Credits,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            price: Credits::whole(1),
        }
    }
}

/// Pays for a generation: from the named wallet, or else from the personal wallet if it
/// can, or else from the first shared one that can, by the organisation's name. Never
/// from two (rule 3). Membership is read in this transaction, and no removal is
/// confirmed before it ends (I16).
///
/// # Errors
/// [`Code::MemberLimitReached`] when a shared one could but for the member's limit (O6);
/// [`Code::InsufficientCredits`] when none can, and nothing has changed (rule 4);
/// [`Code::NotFound`] for a wallet that the user can't spend from; [`Error::Database`].
pub async fn debit(
    tx: &mut Tx,
    config: &Config,
    shop: &Shop,
    user: UserId,
    wanted: &DebitGeneration,
) -> Result<Generation, Error> {
    let by = actor(tx, user).await?;
    let price = config.price.checked_mul(wanted.images.get());
    let price = price.ok_or_else(|| Error::refused(Code::InsufficientCredits))?;
    let id = GenerationId::from_row(tx.random().id()?);
    let line = |wallet| NewLine {
        wallet,
        kind: TransactionType::ImageGeneration,
        amount: price.negated(),
        reference: None,
        by: Some(by.clone()),
        cause: Cause {
            kind: "generation",
            id: id.to_string(),
        },
        undoes: None,
    };
    let (booked, room) = match wanted.wallet {
        Some(wallet) if may_spend(tx, user, wallet).await? => pay(tx, user, &line(wallet)).await?,
        Some(_) => return Err(Error::refused(Code::NotFound)),
        None => first_that_can(tx, user, line).await?,
    };
    if let Some(room) = room {
        member_limit::tell(tx, shop, room, user, (price, config.price)).await?;
    }
    let row = GenerationRow {
        id,
        user,
        wallet: booked.id.wallet,
        debit_number: booked.id.number,
        refund_number: None,
    };
    generation::insert(tx, &row, wanted.images).await?;
    let before = booked.balance.checked_sub(booked.amount);
    let before = before.ok_or_else(|| Error::corrupt("a balance beyond any amount"))?;
    renewal::after_debit(tx, row.wallet, before, booked.balance).await?;
    Ok(answer(id, booked, true))
}

/// Books the line into the first of the user's wallets that can pay it: their own, then
/// the shared ones by the organisations' names (rule 3).
async fn first_that_can(
    tx: &mut Tx,
    user: UserId,
    line: impl Fn(WalletId) -> NewLine,
) -> Result<(Booked, Option<Room>), Error> {
    let mut last = Code::InsufficientCredits;
    for wallet in wallet::visible(tx, user).await? {
        if !may_spend(tx, user, wallet.id).await? {
            continue;
        }
        match pay(tx, user, &line(wallet.id)).await {
            Err(Error::Refused(refusal)) if refusal.code == Code::InsufficientCredits => {}
            Err(Error::Refused(refusal)) if refusal.code == Code::MemberLimitReached => {
                last = refusal.code;
            }
            paid => return paid,
        }
    }
    Err(Error::refused(last))
}

/// Books the line, of a shared wallet within the member's limit (O6).
async fn pay(tx: &mut Tx, user: UserId, line: &NewLine) -> Result<(Booked, Option<Room>), Error> {
    let row = wallet::find(tx, line.wallet).await?;
    let room = match row.map(|row| row.holder) {
        Some(Holder::Organisation(shared)) => {
            let price = line.amount.negated();
            member_limit::require_room(tx, shared, line.wallet, user, price).await?
        }
        Some(Holder::User(_)) | None => None,
    };
    Ok((ledger::book(tx, line).await?, room))
}

/// Whether the wallet is the user's own, or shared by an organisation that they belong
/// to until this transaction ends (I16).
async fn may_spend(tx: &mut Tx, user: UserId, wallet: WalletId) -> Result<bool, Error> {
    let row = wallet::find(tx, wallet).await?;
    match row.map(|row| row.holder) {
        Some(Holder::User(holder)) => Ok(holder == user),
        Some(Holder::Organisation(shared)) => organisation::hold_membership(tx, shared, user).await,
        None => Ok(false),
    }
}

/// Gives back what a generation took, to the wallet that paid, whoever may spend from
/// it today (rule 4). Who may not any more is told nothing of that wallet (I18).
///
/// # Errors
/// [`Code::NotFound`] for an unknown or another user's generation;
/// [`Code::AlreadyRefunded`] the second time; [`Error::Database`].
pub async fn refund(tx: &mut Tx, user: UserId, id: GenerationId) -> Result<Generation, Error> {
    let row = generation::lock(tx, id)
        .await?
        .filter(|row| row.user == user)
        .ok_or_else(|| Error::refused(Code::NotFound))?;
    if row.refund_number.is_some() {
        return Err(Error::refused(Code::AlreadyRefunded));
    }
    let debit = api::TransactionId {
        wallet: row.wallet,
        number: row.debit_number,
    };
    let debit = transaction::find(tx, debit)
        .await?
        .ok_or_else(|| Error::corrupt("a generation that nothing paid"))?;
    let line = NewLine {
        wallet: row.wallet,
        kind: TransactionType::Refund,
        amount: debit.amount.negated(),
        reference: None,
        by: Some(actor(tx, user).await?),
        cause: Cause {
            kind: "generation_refund",
            id: id.to_string(),
        },
        undoes: Some(row.debit_number),
    };
    // Before the wallet, as a debit does, so that neither waits for the other in a circle.
    let may_see = may_spend(tx, user, row.wallet).await?;
    let booked = ledger::book(tx, &line).await?;
    generation::set_refund(tx, id, booked.id.number).await?;
    Ok(answer(id, booked, may_see))
}

/// The person, under the name of today.
async fn actor(tx: &mut Tx, user: UserId) -> Result<By, Error> {
    let person = user::find(tx, user)
        .await?
        .ok_or_else(|| Error::refused(Code::NotFound))?;
    Ok(By {
        user,
        name: person.name,
    })
}

fn answer(id: GenerationId, booked: Booked, may_see: bool) -> Generation {
    Generation {
        id,
        transaction: may_see.then_some(booked.id),
        amount: booked.amount,
        balance: may_see.then_some(booked.balance),
    }
}
