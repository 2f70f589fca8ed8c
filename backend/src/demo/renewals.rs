//! Auto-renewal in the demo data: a wallet in each state that the form can show.

use api::{
    Credits, Money, PackageId, PaymentId, UserId, WalletId,
    auto_renewal::{AutoRenewal, MonthlyLimit, RenewalRule},
    money::Currency,
    payment::{Decline, PaymentCause},
    wallet::Owner,
};
use chrono::{DateTime, TimeDelta, Utc};

use super::{cast, diary::Renewed, user_of};
use crate::{
    Error, calendar,
    payment::machine::{Payment, State, Todo},
    shop::Shop,
    store::{
        Tx, auto_renewal,
        payment::{self, AttemptResult, AttemptRow, Deal, PaymentRow},
        wallet,
    },
};

/// Renewals that are written down for the list: the newest ones.
const LISTED: usize = 12;

/// Who pays for a demo wallet, and with which test card: the last four digits of its
/// number at the sandbox provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DemoCard {
    /// For which wallet.
    pub wallet: WalletId,
    /// Which card.
    pub last4: &'static str,
}

/// A rule of the demo data.
pub(super) fn rule(
    threshold: i32,
    package: &str,
    limit_minor: Option<i64>,
) -> Result<AutoRenewal, Error> {
    let package = PackageId::try_from(package.to_owned());
    Ok(AutoRenewal::On(RenewalRule {
        threshold: Credits::whole(threshold),
        package: package.map_err(|error| Error::corrupt(error.to_string()))?,
        monthly_limit: limit_minor.map_or(MonthlyLimit::NoLimit, |minor| {
            MonthlyLimit::AtMost(Money::new(minor, Currency::CHF))
        }),
    }))
}

/// Turns auto-renewal on, some time ago, and lists what it has bought since.
pub(super) async fn on(
    tx: &mut Tx,
    wallet: WalletId,
    by: UserId,
    rule: &AutoRenewal,
    renewed: &[Renewed],
) -> Result<(), Error> {
    auto_renewal::set(tx, wallet, rule, by).await?;
    let shop = Shop::default();
    for one in renewed.iter().rev().take(LISTED).rev() {
        let package = shop
            .packages
            .iter()
            .find(|package| package.credits == one.credits);
        let package = package.ok_or_else(|| Error::corrupt("no such package"))?;
        let deal = Deal {
            credits: one.credits,
            price: package.price,
        };
        let attempts = [(one.at, AttemptResult::Charged)];
        let number = Some(one.number.clone());
        let row = renewal(tx, wallet, Some(deal), State::Paid, one.at).await?;
        write(
            tx,
            PaymentRow {
                sales_number: number,
                ..row
            },
            &attempts,
        )
        .await?;
    }
    Ok(())
}

/// A renewal that the bank declined four times, the last time an hour ago (rule 8).
pub(super) async fn paused(tx: &mut Tx, wallet: WalletId, now: DateTime<Utc>) -> Result<(), Error> {
    let deal = Deal {
        credits: Credits::whole(50),
        price: Money::new(2_600, Currency::CHF),
    };
    let reason = Decline::InsufficientFunds;
    let last = now - TimeDelta::hours(1);
    let attempts = [31, 30, 24, 0].map(|hours| {
        (
            last - TimeDelta::hours(hours),
            AttemptResult::Declined(reason),
        )
    });
    let row = renewal(tx, wallet, Some(deal), State::Declined(reason), last).await?;
    write(tx, row, &attempts).await?;
    tx.set_now(last);
    auto_renewal::pause(tx, wallet, reason).await?;
    tx.set_now(now);
    Ok(())
}

/// A renewal that waits for the next month (rule 7).
pub(super) async fn limited(
    tx: &mut Tx,
    wallet: WalletId,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = renewal(tx, wallet, None, State::Limited, now - TimeDelta::hours(20)).await?;
    let (_, until) = calendar::month_of(now);
    let next_at = Some(until);
    let payment = Payment {
        next_at,
        ..row.payment
    };
    write(tx, PaymentRow { payment, ..row }, &[]).await
}

/// A renewal that the engine is to carry out.
pub(super) async fn due(tx: &mut Tx, wallet: WalletId, now: DateTime<Utc>) -> Result<(), Error> {
    let row = renewal(tx, wallet, None, State::Due, now).await?;
    write(tx, row, &[]).await
}

async fn renewal(
    tx: &mut Tx,
    wallet: WalletId,
    deal: Option<Deal>,
    state: State,
    at: DateTime<Utc>,
) -> Result<PaymentRow, Error> {
    let payment = Payment {
        state,
        ..Payment::new(PaymentCause::Renewal, at)
    };
    Ok(PaymentRow {
        id: PaymentId::from_row(tx.random().id()?),
        wallet,
        epoch: Some(auto_renewal::next_epoch(tx, wallet).await?),
        user: None,
        deal,
        payment,
        sales_number: None,
        created_at: at,
        closed_at: None,
    })
}

async fn write(
    tx: &mut Tx,
    mut row: PaymentRow,
    attempts: &[(DateTime<Utc>, AttemptResult)],
) -> Result<(), Error> {
    let times = attempts.iter().map(|(at, _)| *at);
    row.payment.attempt = u8::try_from(attempts.len()).unwrap_or(u8::MAX);
    row.payment.charged_at = times.clone().max();
    row.created_at = times.min().unwrap_or(row.created_at);
    if !payment::insert(tx, &row).await? {
        return Err(Error::corrupt("two open renewals"));
    }
    if row.payment.todo() == Todo::Nothing {
        row.closed_at = row.payment.charged_at;
        row.payment.next_at = None;
    }
    payment::update(tx, &row).await?;
    for (number, (at, result)) in (1..).zip(attempts) {
        let deal = row
            .deal
            .ok_or_else(|| Error::corrupt("a charge of nothing"))?;
        let attempt = AttemptRow {
            payment: row.id,
            number,
            reference: format!("demo-{}-{number}", row.id),
            customer: "demo".to_owned(),
            method: "demo".to_owned(),
            deal,
            at: *at,
            result: AttemptResult::Unknown,
        };
        payment::insert_attempt(tx, &attempt).await?;
        payment::set_outcome(tx, row.id, number, *result).await?;
    }
    Ok(())
}

/// The wallets of the demo data that have a card, and which; only the sandbox provider
/// can store it.
///
/// # Errors
/// [`api::Code::NotFound`] before [`super::seed`] has run; [`Error::Database`].
pub async fn cards(tx: &mut Tx) -> Result<Vec<DemoCard>, Error> {
    let mut cards = Vec::new();
    for (email, own, shared) in [
        (cast::OWNER, Some("4242"), Some("4444")),
        (cast::ADMIN, Some("3155"), None),
        (cast::MEMBER, Some("9995"), None),
        (cast::ATELIERS_OWNER, None, Some("4242")),
    ] {
        let user = user_of(tx, email).await?;
        for wallet in wallet::visible(tx, user).await? {
            let last4 = match wallet.owner {
                Owner::Personal => own,
                Owner::Shared { .. } => shared,
            };
            cards.extend(last4.map(|last4| DemoCard {
                wallet: wallet.id,
                last4,
            }));
        }
    }
    Ok(cards)
}
