//! The wallets' auto-renewal rules.

use api::{
    Credits, PackageId, UserId, WalletId,
    auto_renewal::{AutoRenewal, MonthlyLimit, RenewalRule},
    payment::Decline,
};
use chrono::{DateTime, Utc};

use super::{Row, Tx, payment};
use crate::Error;

/// A wallet's auto-renewal as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutoRenewalRow {
    /// Whose.
    pub wallet: WalletId,
    /// Grows with every change by a customer; 0 before the first.
    pub version: u32,
    /// The rule.
    pub setting: AutoRenewal,
    /// Why it buys nothing although it is on, and since when.
    pub paused: Option<(Decline, DateTime<Utc>)>,
    /// How many crossings there were.
    pub epoch: i64,
    /// Who set it last; absent before the first change.
    pub set_by: Option<UserId>,
}

impl AutoRenewalRow {
    /// What a wallet has whose auto-renewal nobody has ever set.
    const fn unset(wallet: WalletId) -> Self {
        Self {
            wallet,
            version: 0,
            setting: AutoRenewal::Off,
            paused: None,
            epoch: 0,
            set_by: None,
        }
    }

    /// The rule by which it buys at this moment.
    pub const fn active(&self) -> Option<&RenewalRule> {
        match self.paused {
            Some(_) => None,
            None => self.setting.rule(),
        }
    }
}

fn limit(row: &Row) -> Result<MonthlyLimit, Error> {
    match (row.opt_int("limit_minor")?, row.opt_text("limit_currency")?) {
        (Some(minor), Some(currency)) => payment::money(minor, currency).map(MonthlyLimit::AtMost),
        (None, _) | (_, None) => Ok(MonthlyLimit::NoLimit),
    }
}

fn setting(row: &Row) -> Result<AutoRenewal, Error> {
    let (Some(threshold), Some(package)) = (row.opt_int("threshold")?, row.opt_text("package")?)
    else {
        return Ok(AutoRenewal::Off);
    };
    Ok(AutoRenewal::On(RenewalRule {
        threshold: Credits::from_hundredths(threshold)
            .map_err(|_| Error::corrupt("a threshold"))?,
        package: PackageId::try_from(package).map_err(|_| Error::corrupt("a package"))?,
        monthly_limit: limit(row)?,
    }))
}

fn paused(row: &Row) -> Result<Option<(Decline, DateTime<Utc>)>, Error> {
    let (Some(word), Some(at)) = (row.opt_text("paused")?, row.opt_instant("paused_at")?) else {
        return Ok(None);
    };
    let reason = payment::decline(&word);
    let reason = reason.ok_or_else(|| Error::corrupt(format!("the reason {word:?}")))?;
    Ok(Some((reason, at)))
}

/// A wallet's auto-renewal. Whoever decides by it holds the wallet's row, so that it
/// stays as it is until the transaction ends.
///
/// # Errors
/// [`Error::Database`].
pub async fn find(tx: &mut Tx, wallet: WalletId) -> Result<AutoRenewalRow, Error> {
    let sql = "SELECT version, threshold, package, limit_minor, limit_currency, paused,
            paused_at, epoch, set_by
        FROM auto_renewals WHERE wallet_id = $1";
    let Some(row) = tx.fetch_optional(sql, values![wallet]).await? else {
        return Ok(AutoRenewalRow::unset(wallet));
    };
    Ok(AutoRenewalRow {
        wallet,
        version: u32::try_from(row.int("version")?).map_err(|_| Error::corrupt("a version"))?,
        setting: setting(&row)?,
        paused: paused(&row)?,
        epoch: row.int("epoch")?,
        set_by: row.opt_int("set_by")?.map(UserId::from_row),
    })
}

/// Stores what a customer has set, one version on. What is paused stays so while it is on.
///
/// # Errors
/// [`Error::Database`].
pub async fn set(
    tx: &mut Tx,
    wallet: WalletId,
    setting: &AutoRenewal,
    by: UserId,
) -> Result<(), Error> {
    let now = tx.now();
    let rule = setting.rule();
    let limit = match rule.map(|rule| rule.monthly_limit) {
        Some(MonthlyLimit::AtMost(limit)) => Some(limit),
        Some(MonthlyLimit::NoLimit) | None => None,
    };
    let sql = "INSERT INTO auto_renewals (wallet_id, version, threshold, package, limit_minor,
            limit_currency, set_by, set_at)
        VALUES ($1, 1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (wallet_id) DO UPDATE SET version = auto_renewals.version + 1,
            threshold = excluded.threshold, package = excluded.package,
            limit_minor = excluded.limit_minor, limit_currency = excluded.limit_currency,
            paused = CASE WHEN excluded.threshold IS NULL THEN NULL ELSE auto_renewals.paused END,
            paused_at =
                CASE WHEN excluded.threshold IS NULL THEN NULL ELSE auto_renewals.paused_at END,
            set_by = excluded.set_by, set_at = excluded.set_at";
    let parameters = values![
        wallet,
        rule.map(|rule| rule.threshold),
        rule.map(|rule| rule.package.as_str()),
        limit.map(|limit| limit.amount_minor),
        limit.map(|limit| limit.currency.to_string()),
        by,
        now
    ];
    tx.execute(sql, parameters).await?;
    Ok(())
}

/// Pauses what is on, unless it is paused already. Returns whether it did.
///
/// # Errors
/// [`Error::Database`].
pub async fn pause(tx: &mut Tx, wallet: WalletId, reason: Decline) -> Result<bool, Error> {
    let now = tx.now();
    let sql = "UPDATE auto_renewals SET paused = $2, paused_at = $3
        WHERE wallet_id = $1 AND threshold IS NOT NULL AND paused IS NULL";
    let parameters = values![wallet, payment::decline_word(reason), now];
    Ok(tx.execute(sql, parameters).await? == 1)
}

/// Resumes what is paused. Returns whether it was.
///
/// # Errors
/// [`Error::Database`].
pub async fn resume(tx: &mut Tx, wallet: WalletId) -> Result<bool, Error> {
    let sql = "UPDATE auto_renewals SET paused = NULL, paused_at = NULL
        WHERE wallet_id = $1 AND paused IS NOT NULL";
    Ok(tx.execute(sql, values![wallet]).await? == 1)
}

/// Counts one more crossing. Returns its number.
///
/// # Errors
/// [`Error::Database`]; also when nobody has ever set the wallet's auto-renewal.
pub async fn next_epoch(tx: &mut Tx, wallet: WalletId) -> Result<i64, Error> {
    let sql = "UPDATE auto_renewals SET epoch = epoch + 1 WHERE wallet_id = $1 RETURNING epoch";
    tx.fetch_one(sql, values![wallet]).await?.int("epoch")
}
