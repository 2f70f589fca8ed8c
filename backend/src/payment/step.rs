//! One step of a payment, within one transaction. The wallet's row is held, so that the
//! steps of all payments of a wallet, and its debits, come one after the other (I15).

use api::{
    PaymentId, WalletId,
    auto_renewal::{AutoRenewal, packages_to_buy},
    payment::{Decline, Dropped, PaymentCause},
    transaction::{Reference, TransactionType},
};

use super::{
    crash::{self, Place},
    letters,
    machine::{Effect, Event, State, Todo},
};
use crate::{
    Error, calendar,
    gateway::{Charge, Outcome, StoredCard},
    ledger::{self, By, Cause, NewLine},
    renewal,
    shop::Shop,
    store::{
        Change, Tx, auto_renewal,
        payment::{self, AttemptResult, AttemptRow, Deal, PaymentRow},
        payment_account, user,
        wallet::{self, WalletRow},
    },
};

/// What the provider has to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// To charge the card, for the first time with this key.
    Charge(PaymentId, u8, Charge),
    /// What came of a charge; if it never heard of it, and the flag says that the key is
    /// still good, to charge.
    LookUp(PaymentId, u8, Charge, bool),
}

/// Takes a payment that is due: decides, and gives what the provider has to be asked. For
/// the time of a lease nobody else is given it. `None` when there is nothing to ask.
///
/// # Errors
/// [`Error::Database`].
pub async fn take(tx: &mut Tx, shop: &Shop, id: PaymentId) -> Result<Option<Task>, Error> {
    let Some((wallet, mut row)) = hold(tx, id).await? else {
        return Ok(None);
    };
    let now = tx.now();
    if row.payment.next_at.is_none_or(|next| next > now) {
        return Ok(None);
    }
    match row.payment.todo() {
        Todo::Nothing => Ok(None),
        Todo::Decide => decide(tx, shop, &wallet, row).await,
        Todo::LookUp => {
            row.payment.next_at = Some(now + shop.pace.lease);
            payment::update(tx, &row).await?;
            let may_send = row.payment.may_send_again(now, &shop.pace);
            let attempt = present(tx, &row).await?;
            Ok(Some(Task::LookUp(
                id,
                attempt.number,
                charge(&attempt),
                may_send,
            )))
        }
    }
}

/// Writes down what the provider says of an attempt, and does what follows. An answer
/// about another attempt than the present one changes nothing.
///
/// # Errors
/// [`Error::Database`]; [`Error::Corrupt`] when the credits can't be booked.
pub async fn settle(
    tx: &mut Tx,
    shop: &Shop,
    id: PaymentId,
    attempt: u8,
    event: &Event,
) -> Result<(), Error> {
    let Some((_, row)) = hold(tx, id).await? else {
        return Ok(());
    };
    if row.payment.attempt == attempt {
        return apply(tx, shop, row, event).await;
    }
    if *event == Event::Answer(Outcome::Charged) {
        tracing::error!(%id, attempt, "the provider charged an attempt that it had declined");
    }
    Ok(())
}

/// There is no reason any more for the open renewal of a wallet to wait.
///
/// # Errors
/// [`Error::Database`].
pub async fn poke(tx: &mut Tx, shop: &Shop, wallet: WalletId, event: &Event) -> Result<(), Error> {
    for row in payment::open_of(tx, wallet).await? {
        if row.payment.cause == PaymentCause::Renewal {
            apply(tx, shop, row, event).await?;
        }
    }
    Ok(())
}

/// The wallet and its payment, which nobody else changes until the transaction ends.
async fn hold(tx: &mut Tx, id: PaymentId) -> Result<Option<(WalletRow, PaymentRow)>, Error> {
    let Some(row) = payment::find(tx, id).await? else {
        return Ok(None);
    };
    let wallet = wallet::lock(tx, row.wallet).await?;
    let row = payment::find(tx, id).await?;
    Ok(row.map(|row| (wallet, row)))
}

/// Decides whether the card is charged now, and how much: the need is looked at again in
/// this very transaction (I15).
async fn decide(
    tx: &mut Tx,
    shop: &Shop,
    wallet: &WalletRow,
    mut row: PaymentRow,
) -> Result<Option<Task>, Error> {
    let account = payment_account::find(tx, wallet.id).await?;
    let account = account.and_then(|account| Some((account.customer, account.card?)));
    let event = match (busy(tx, &row).await?, account) {
        (true, _) => Event::Wait,
        (false, None) => Event::Impossible(Decline::NoCard),
        (false, Some((customer, card))) => match need(tx, shop, wallet, &row).await? {
            Ok(deal) => {
                row.deal = Some(deal);
                return begin(tx, shop, row, customer, card).await.map(Some);
            }
            Err(event) => event,
        },
    };
    apply(tx, shop, row, &event).await?;
    Ok(None)
}

/// Whether another payment of the wallet comes first (I15).
async fn busy(tx: &mut Tx, row: &PaymentRow) -> Result<bool, Error> {
    let open = payment::open_of(tx, row.wallet).await?;
    Ok(open.iter().filter(|other| other.id != row.id).any(|other| {
        match (&other.payment.state, other.payment.cause) {
            (State::Charging, _) => true,
            // Somebody is at the page and waits; what they buy may be enough.
            (State::Due, PaymentCause::Purchase) => true,
            (
                State::Due
                | State::Waiting(_)
                | State::Confirming { .. }
                | State::Limited
                | State::Paid
                | State::Declined(_)
                | State::Dropped(_),
                _,
            ) => false,
        }
    }))
}

/// What is to be charged, or what happens instead.
async fn need(
    tx: &mut Tx,
    shop: &Shop,
    wallet: &WalletRow,
    row: &PaymentRow,
) -> Result<Result<Deal, Event>, Error> {
    match (row.payment.cause, row.deal) {
        (PaymentCause::Purchase, Some(deal)) => {
            let fits = wallet.balance.checked_add(deal.credits).is_some();
            // Beyond any amount (I5): it could be paid, and never booked.
            return Ok(fits
                .then_some(deal)
                .ok_or(Event::Impossible(Decline::PackageGone)));
        }
        (PaymentCause::Purchase, None) => return Err(Error::corrupt("a purchase of nothing")),
        (PaymentCause::Renewal, _) => {}
    }
    let setting = auto_renewal::find(tx, wallet.id).await?;
    let Some(rule) = setting.active() else {
        return Ok(Err(Event::Drop(Dropped::TurnedOff)));
    };
    if wallet.balance >= rule.threshold {
        return Ok(Err(Event::Drop(Dropped::NotNeeded)));
    }
    let Some(package) = shop.package(&rule.package) else {
        return Ok(Err(Event::Impossible(Decline::PackageGone)));
    };
    let month = calendar::month_of(tx.now());
    let spent = payment::spent(tx, wallet.id, month, Some(row.id)).await?;
    let spent = api::Money::new(spent, package.price.currency);
    let packages = packages_to_buy(rule, package, wallet.balance, spent);
    if packages == 0 {
        return Ok(Err(Event::Limit(month.1)));
    }
    let (credits, price) = (
        package.credits.checked_mul(packages),
        package.price.checked_mul(packages),
    );
    Ok(match (credits, price) {
        (Some(credits), Some(price)) if wallet.balance.checked_add(credits).is_some() => {
            Ok(Deal { credits, price })
        }
        // Beyond any amount (I5).
        (_, _) => Err(Event::Impossible(Decline::PackageGone)),
    })
}

/// Hands the next attempt over, under a key that was never used (I11).
async fn begin(
    tx: &mut Tx,
    shop: &Shop,
    row: PaymentRow,
    customer: String,
    card: StoredCard,
) -> Result<Task, Error> {
    let id = row.id;
    let deal = row.deal;
    let deal = deal.ok_or_else(|| Error::corrupt("a charge of nothing"))?;
    let number = row.payment.attempt.saturating_add(1);
    apply(tx, shop, row, &Event::Charge).await?;
    let attempt = AttemptRow {
        payment: id,
        number,
        reference: format!("relux-{id}-{number}"),
        customer,
        method: card.method,
        deal,
        at: tx.now(),
        result: AttemptResult::Unknown,
    };
    payment::insert_attempt(tx, &attempt).await?;
    crash::at(Place::BeforeKey);
    Ok(Task::Charge(id, number, charge(&attempt)))
}

pub(super) fn charge(attempt: &AttemptRow) -> Charge {
    let whole = attempt.deal.credits.hundredths() / 100;
    Charge {
        reference: attempt.reference.clone(),
        customer: attempt.customer.clone(),
        method: attempt.method.clone(),
        price: attempt.deal.price,
        description: format!("Relux Credits × {whole}"),
        since: attempt.at,
    }
}

/// The attempt whose outcome counts.
async fn present(tx: &mut Tx, row: &PaymentRow) -> Result<AttemptRow, Error> {
    let attempts = payment::attempts(tx, row.id).await?;
    let present = attempts
        .into_iter()
        .find(|one| one.number == row.payment.attempt);
    present.ok_or_else(|| Error::corrupt("a charge without an attempt"))
}

/// Takes the step, writes it down, and does what follows.
async fn apply(tx: &mut Tx, shop: &Shop, row: PaymentRow, event: &Event) -> Result<(), Error> {
    let (mut next, mut effects) = row.payment.step(event, tx.now(), &shop.pace);
    if next == row.payment {
        return Ok(());
    }
    if matches!(next.state, State::Waiting(_)) && is_off(tx, row.wallet).await? {
        // What was turned off while the card was charged is not tried again (I14).
        let drop = Event::Drop(Dropped::TurnedOff);
        (next, effects) = next.step(&drop, tx.now(), &shop.pace);
    }
    let mut row = PaymentRow {
        payment: next,
        ..row
    };
    if row.payment.todo() == Todo::Nothing {
        row.closed_at = Some(tx.now());
    }
    if let Event::Answer(outcome) = event {
        payment::set_outcome(tx, row.id, row.payment.attempt, result(outcome)).await?;
    }
    if effects.contains(&Effect::Book) {
        row.sales_number = Some(payment::next_sales_number(tx).await?);
    }
    payment::update(tx, &row).await?;
    tx.announce(Change::Payment { wallet: row.wallet });
    for effect in effects {
        match effect {
            Effect::Book => book(tx, shop, &row).await?,
            Effect::Pause(reason) => pause(tx, shop, &row, reason).await?,
            Effect::TellDeclined(reason) => letters::declined(tx, shop, &row, reason).await?,
            Effect::TellConfirm => tell_confirm(tx, shop, &row).await?,
        }
    }
    Ok(())
}

async fn is_off(tx: &mut Tx, wallet: WalletId) -> Result<bool, Error> {
    let setting = auto_renewal::find(tx, wallet).await?.setting;
    Ok(setting == AutoRenewal::Off)
}

const fn result(outcome: &Outcome) -> AttemptResult {
    match outcome {
        Outcome::Charged => AttemptResult::Charged,
        Outcome::Declined(reason) => AttemptResult::Declined(*reason),
        Outcome::NeedsConfirmation { .. } => AttemptResult::Confirming,
        Outcome::Unknown => AttemptResult::Unknown,
    }
}

/// The credits for the money, and one more renewal if they do not suffice: what was spent
/// while the card was being charged crossed nothing.
async fn book(tx: &mut Tx, shop: &Shop, row: &PaymentRow) -> Result<(), Error> {
    let attempt = present(tx, row).await?;
    let by = match row.user {
        Some(user) => user::find(tx, user).await?.map(|person| By {
            user,
            name: person.name,
        }),
        None => None,
    };
    let line = NewLine {
        wallet: row.wallet,
        kind: match row.payment.cause {
            PaymentCause::Purchase => TransactionType::Purchase,
            PaymentCause::Renewal => TransactionType::AutomaticRenewal,
        },
        amount: attempt.deal.credits,
        reference: row
            .sales_number
            .clone()
            .map(|number| Reference { number, url: None }),
        by,
        cause: Cause {
            kind: "payment",
            id: row.id.to_string(),
        },
        undoes: None,
    };
    let balance = ledger::book(tx, &line).await?.balance;
    letters::charged(tx, shop, row, attempt.deal, balance).await?;
    crash::at(Place::BeforeCredits);
    renewal::renew_if_below(tx, row.wallet).await
}

async fn pause(tx: &mut Tx, shop: &Shop, row: &PaymentRow, reason: Decline) -> Result<(), Error> {
    if auto_renewal::pause(tx, row.wallet, reason).await? {
        letters::paused(tx, shop, row, reason).await?;
    }
    Ok(())
}

async fn tell_confirm(tx: &mut Tx, shop: &Shop, row: &PaymentRow) -> Result<(), Error> {
    match &row.payment.state {
        State::Confirming { url } => letters::confirm(tx, shop, row, url).await,
        State::Due
        | State::Charging
        | State::Waiting(_)
        | State::Limited
        | State::Paid
        | State::Declined(_)
        | State::Dropped(_) => Ok(()),
    }
}
