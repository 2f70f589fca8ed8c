//! Saving, to its end: a lost answer is found out about, never taken for a failure (I23).

use api::{
    Code, WalletId,
    auto_renewal::{AutoRenewalState, SaveAutoRenewal},
};

use super::draft::Flaws;
use crate::{
    browser,
    client::{self, ClientError},
    locale::{advice, t},
};

/// What has become of a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server holds it.
    Saved(AutoRenewalState),
    /// The server holds something newer than what it would have replaced (A9).
    Changed(AutoRenewalState),
    /// It buys at once, which the customer has not confirmed yet (rule 6).
    BuysAtOnce(AutoRenewalState),
    /// There is no telling yet.
    Unknown,
    /// The server does not hold it.
    Failed {
        /// Why, and what to do.
        why: &'static str,
        /// The fields to blame.
        flaws: Flaws,
    },
}

/// Saves in the place of that version. `checking` is called when the answer was lost.
///
/// Sending it again is safe: of all that replace one version, the server takes one.
pub async fn save(
    wallet: WalletId,
    version: u32,
    save: &SaveAutoRenewal,
    checking: impl Fn(),
) -> Outcome {
    if !browser::online() {
        // Nothing has been sent, so this much is certain.
        return failed(&ClientError::Offline);
    }
    match send(wallet, version, save).await {
        Ok(outcome) => return outcome,
        Err(_lost) => checking(),
    }
    check(wallet, version, save).await
}

/// Finds out what has become of a save whose answer was lost, and makes up for it.
pub async fn check(wallet: WalletId, version: u32, save: &SaveAutoRenewal) -> Outcome {
    match client::auto_renewal::auto_renewal(wallet).await {
        Ok(state) if state.setting == save.setting => return Outcome::Saved(state),
        Ok(state) if state.version != version => return Outcome::Changed(state),
        Ok(_as_before) => {}
        Err(error) if error.is_undecided() => return Outcome::Unknown,
        Err(error) => return failed(&error),
    }
    match send(wallet, version, save).await {
        Ok(outcome) => outcome,
        // The server itself says, twice, that it could not.
        Err(error @ ClientError::Refused(_)) => failed(&error),
        Err(_lost) => Outcome::Unknown,
    }
}

/// Sends it once. The error is one that decides nothing.
async fn send(
    wallet: WalletId,
    version: u32,
    save: &SaveAutoRenewal,
) -> Result<Outcome, ClientError> {
    let error = match client::auto_renewal::save(wallet, version, save).await {
        Ok(state) => return Ok(Outcome::Saved(state)),
        Err(error) if error.is_undecided() => return Err(error),
        Err(error) => error,
    };
    let code = match &error {
        ClientError::Refused(problem) => problem.code,
        ClientError::Offline
        | ClientError::Timeout
        | ClientError::SignedOut
        | ClientError::Unexpected => return Ok(failed(&error)),
    };
    if !matches!(code, Code::Stale | Code::RenewsAtOnce) {
        return Ok(failed(&error));
    }
    // Both are about what the server holds now.
    Ok(match client::auto_renewal::auto_renewal(wallet).await {
        Ok(state) if state.setting == save.setting && code == Code::Stale => Outcome::Saved(state),
        Ok(state) if code == Code::Stale => Outcome::Changed(state),
        Ok(state) => Outcome::BuysAtOnce(state),
        Err(error) => failed(&error),
    })
}

fn failed(error: &ClientError) -> Outcome {
    let words = &t().auto_renewal;
    let mut flaws = Flaws::default();
    let code = match error {
        ClientError::Refused(problem) => problem.code,
        ClientError::Offline
        | ClientError::Timeout
        | ClientError::SignedOut
        | ClientError::Unexpected => Code::Unknown,
    };
    let why = match code {
        Code::NoPaymentMethod => words.why_card,
        Code::Forbidden | Code::NotFound => words.why_forbidden,
        Code::UnknownPackage => {
            flaws.package = true;
            words.why_package
        }
        Code::ThresholdOutOfRange => {
            flaws.threshold = true;
            words.why_threshold
        }
        Code::LimitTooLow => {
            flaws.limit = true;
            words.why_limit
        }
        _ => advice(error),
    };
    Outcome::Failed { why, flaws }
}
