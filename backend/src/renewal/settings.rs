//! What a customer sees and says of a wallet's auto-renewal (A1–A13).

use api::{
    Code, Money, UserId, WalletId,
    auto_renewal::{
        AutoRenewal, AutoRenewalState, MonthlyLimit, RenewalRule, SaveAutoRenewal, Standing,
        packages_to_buy,
    },
    log,
    package::Package,
    payment::{Dropped, Payment, PaymentCause, PaymentState},
};

use super::renew_if_below;
use crate::{
    Error, calendar, ledger,
    payment::{
        self as payments,
        machine::{Event, State},
    },
    shop::Shop,
    store::{
        Change, Tx,
        auto_renewal::{self, AutoRenewalRow},
        organisation, organisation_log,
        payment::{self, PaymentRow},
        payment_account,
        wallet::{self, Holder, WalletRow},
    },
};

/// Renewals that the form lists (A12).
const LISTED: i64 = 20;

/// All that the form shows.
///
/// # Errors
/// [`Code::Forbidden`] and [`Code::NotFound`] for who does not manage the wallet's
/// payments; [`Error::Database`].
pub async fn state(
    tx: &mut Tx,
    shop: &Shop,
    user: UserId,
    wallet: WalletId,
) -> Result<AutoRenewalState, Error> {
    let access = ledger::managed(tx, user, wallet).await?;
    let setting = auto_renewal::find(tx, wallet).await?;
    let account = payment_account::find(tx, wallet).await?;
    let month = calendar::month_of(tx.now());
    let spent = payment::spent(tx, wallet, month, None).await?;
    let mut renewals = Vec::new();
    for row in payment::newest(tx, wallet, PaymentCause::Renewal, LISTED).await? {
        renewals.push(payments::view(tx, &row).await?);
    }
    Ok(AutoRenewalState {
        wallet: access.wallet,
        version: setting.version,
        standing: standing(&setting, renewals.first()),
        setting: setting.setting,
        balance: access.row.balance,
        payment_method: account
            .and_then(|account| account.card)
            .map(|stored| stored.card),
        packages: shop.packages.clone(),
        thresholds: shop.thresholds,
        used_this_month: Money::new(spent, shop.nothing().currency),
        month_ends_at: month.1,
        renewals,
    })
}

/// How it stands: the newest renewal tells, while it is open.
fn standing(setting: &AutoRenewalRow, newest: Option<&Payment>) -> Standing {
    if setting.setting == AutoRenewal::Off {
        return Standing::Off;
    }
    if let Some((reason, since)) = setting.paused {
        return Standing::Paused { reason, since };
    }
    match newest.map(|payment| &payment.state) {
        Some(PaymentState::Pending) => Standing::Renewing,
        Some(PaymentState::Waiting { until, reason }) => Standing::Retrying {
            at: *until,
            reason: *reason,
        },
        Some(PaymentState::Confirm { url }) => Standing::Confirm { url: url.clone() },
        Some(PaymentState::Limited { until }) => Standing::Limited { until: *until },
        Some(
            PaymentState::Paid { .. }
            | PaymentState::Declined { .. }
            | PaymentState::Dropped { .. },
        )
        | None => Standing::On,
    }
}

/// Stores what the customer has set. Only this turns auto-renewal on (rule 9, I14).
///
/// # Errors
/// [`Code::Stale`] when it is not the version that was read (I22);
/// [`Code::UnknownPackage`], [`Code::ThresholdOutOfRange`] and [`Code::LimitTooLow`] for a
/// rule that can't be; [`Code::NoPaymentMethod`] (A7); [`Code::RenewsAtOnce`] when it
/// buys at once and the customer has not confirmed that (rule 6); [`Code::Forbidden`] and
/// [`Code::NotFound`] for who does not manage the wallet's payments; [`Error::Database`].
pub async fn save(
    tx: &mut Tx,
    shop: &Shop,
    user: UserId,
    wallet: WalletId,
    read: u32,
    wanted: &SaveAutoRenewal,
) -> Result<(), Error> {
    // Before the wallet: who changes the organisation waits for debits, which hold the wallet.
    if let Some(Holder::Organisation(shared)) =
        wallet::find(tx, wallet).await?.map(|row| row.holder)
    {
        organisation::lock(tx, shared).await?;
    }
    let held = ledger::hold_managed(tx, user, wallet).await?;
    let before = auto_renewal::find(tx, wallet).await?;
    if before.version != read {
        return Err(Error::refused(Code::Stale));
    }
    match &wanted.setting {
        AutoRenewal::Off => {
            auto_renewal::set(tx, wallet, &AutoRenewal::Off, user).await?;
            payments::poke(tx, shop, wallet, &Event::Drop(Dropped::TurnedOff)).await?;
        }
        AutoRenewal::On(rule) => {
            let package = check(shop, rule)?;
            turn_on(tx, shop, user, &held, &before, (rule, package), wanted).await?;
        }
    }
    note(tx, user, &held, before.setting, &wanted.setting).await?;
    tx.announce(Change::Payment { wallet });
    Ok(())
}

/// Notes for the members of an organisation what was changed.
async fn note(
    tx: &mut Tx,
    user: UserId,
    held: &WalletRow,
    was: AutoRenewal,
    became: &AutoRenewal,
) -> Result<(), Error> {
    let Holder::Organisation(organisation) = held.holder else {
        return Ok(());
    };
    if was == *became {
        return Ok(());
    }
    let became = became.clone();
    let change = log::Change::AutoRenewalChanged { was, became };
    organisation_log::note(tx, organisation, user, &change).await
}

async fn turn_on(
    tx: &mut Tx,
    shop: &Shop,
    user: UserId,
    held: &WalletRow,
    before: &AutoRenewalRow,
    (rule, package): (&RenewalRule, &Package),
    wanted: &SaveAutoRenewal,
) -> Result<(), Error> {
    let account = payment_account::find(tx, held.id).await?;
    if account.is_none_or(|account| account.card.is_none()) {
        return Err(Error::refused_field(Code::NoPaymentMethod, "setting"));
    }
    let buys = before.paused.is_none() && buys_at_once(tx, held, rule, package).await?;
    if buys && !wanted.renew_at_once {
        return Err(Error::refused_field(Code::RenewsAtOnce, "renew_at_once"));
    }
    auto_renewal::set(tx, held.id, &wanted.setting, user).await?;
    // What waits for the next month is decided anew by the new rule.
    if let Some(limited) = limited(tx, held.id).await? {
        payments::poke(tx, shop, limited.wallet, &Event::NewCard).await?;
    }
    renew_if_below(tx, held.id).await
}

/// Whether saving that rule charges the card at once.
async fn buys_at_once(
    tx: &mut Tx,
    held: &WalletRow,
    rule: &RenewalRule,
    package: &Package,
) -> Result<bool, Error> {
    let open = payment::open_of(tx, held.id).await?;
    let waits = open.iter().any(|row| {
        row.payment.cause == PaymentCause::Renewal && row.payment.state != State::Limited
    });
    if waits || held.balance >= rule.threshold {
        return Ok(false);
    }
    let month = calendar::month_of(tx.now());
    let spent = payment::spent(tx, held.id, month, None).await?;
    let spent = Money::new(spent, package.price.currency);
    Ok(packages_to_buy(rule, package, held.balance, spent) > 0)
}

/// The renewal that waits for the next month, if one does.
async fn limited(tx: &mut Tx, wallet: WalletId) -> Result<Option<PaymentRow>, Error> {
    let open = payment::open_of(tx, wallet).await?;
    Ok(open.into_iter().find(|row| {
        row.payment.cause == PaymentCause::Renewal && row.payment.state == State::Limited
    }))
}

/// The package of a rule that can be carried out.
fn check<'a>(shop: &'a Shop, rule: &RenewalRule) -> Result<&'a Package, Error> {
    if !shop.thresholds.contains(rule.threshold) {
        return Err(Error::refused_field(Code::ThresholdOutOfRange, "threshold"));
    }
    let package = shop
        .package(&rule.package)
        .ok_or_else(|| Error::refused_field(Code::UnknownPackage, "package"))?;
    match rule.monthly_limit {
        MonthlyLimit::NoLimit => Ok(package),
        MonthlyLimit::AtMost(limit)
            if limit.currency == package.price.currency
                && limit.amount_minor >= package.price.amount_minor
                && limit.checked_add(package.price).is_some() =>
        {
            Ok(package)
        }
        MonthlyLimit::AtMost(_) => Err(Error::refused_field(Code::LimitTooLow, "monthly_limit")),
    }
}

/// Resumes what is paused; renews at once if the balance is below the threshold (rule 8).
/// What is not paused is left as it is.
///
/// # Errors
/// [`Code::NoPaymentMethod`]; [`Code::Forbidden`] and [`Code::NotFound`] for who does not
/// manage the wallet's payments; [`Error::Database`].
pub async fn resume(tx: &mut Tx, user: UserId, wallet: WalletId) -> Result<(), Error> {
    ledger::hold_managed(tx, user, wallet).await?;
    let account = payment_account::find(tx, wallet).await?;
    if account.is_none_or(|account| account.card.is_none()) {
        return Err(Error::refused(Code::NoPaymentMethod));
    }
    if auto_renewal::resume(tx, wallet).await? {
        renew_if_below(tx, wallet).await?;
        tx.announce(Change::Payment { wallet });
    }
    Ok(())
}
