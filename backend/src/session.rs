//! Who is signed in, and for how long (I21). Called by `http` alone.

use std::collections::BTreeMap;

use api::{Code, OrganisationId, UserId, WalletId, organisation::Role, session::Session};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    Error,
    secret::Secret,
    store::{self, Tx, session::SessionRow, wallet::Holder},
};

/// A session that nobody uses for so long ends.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// However much it is used, a session ends after so long.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// The use of a session is noted this often at most: a write for every read would cost
/// more than the read.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// A session that has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Running {
    /// Who signed in.
    pub user: UserId,
    /// When it ends if nothing more is asked.
    pub ends_at: DateTime<Utc>,
    /// Whether its use should be noted again ([`keep_awake`]).
    pub is_drowsy: bool,
}

/// Begins a session, and ends the one that the same browser had before.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn begin(tx: &mut Tx, user: UserId, before: Option<[u8; 32]>) -> Result<Secret, Error> {
    if let Some(hash) = before {
        store::session::delete(tx, hash).await?;
    }
    let secret = Secret::new(tx.random())?;
    store::session::insert(tx, secret.hash(), user).await?;
    Ok(secret)
}

/// The session with that hash, unless it has ended.
///
/// # Errors
/// [`Error::Database`].
pub async fn running(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<Running>, Error> {
    let row = store::session::find(tx, hash).await?;
    Ok(row.and_then(|row| still_running(row, tx.now())))
}

fn still_running(row: SessionRow, now: DateTime<Utc>) -> Option<Running> {
    let ends_at = (row.last_seen_at + IDLE).min(row.created_at + ABSOLUTE);
    (now < ends_at).then_some(Running {
        user: row.user,
        ends_at,
        is_drowsy: now - row.last_seen_at >= NOTED_EVERY,
    })
}

/// Notes that the session is in use.
///
/// # Errors
/// [`Error::Database`].
pub async fn keep_awake(tx: &mut Tx, hash: [u8; 32]) -> Result<(), Error> {
    store::session::touch(tx, hash).await
}

/// Ends a session, at once and for good.
///
/// # Errors
/// [`Error::Database`].
pub async fn end(tx: &mut Tx, hash: [u8; 32]) -> Result<(), Error> {
    store::session::delete(tx, hash).await
}

/// Removes sessions that have ended by themselves. Returns how many.
///
/// # Errors
/// [`Error::Database`].
pub async fn sweep(tx: &mut Tx) -> Result<u64, Error> {
    let now = tx.now();
    store::session::delete_old(tx, now - ABSOLUTE, now - IDLE).await
}

/// Who is signed in, and what they may look at.
///
/// # Errors
/// [`Error::Database`]; [`Code::SignedOut`] when there is no such person any more.
pub async fn describe(tx: &mut Tx, user: UserId) -> Result<Session, Error> {
    let found = store::user::find(tx, user).await?;
    Ok(Session {
        user: found.ok_or_else(|| Error::refused(Code::SignedOut))?,
        wallets: store::wallet::visible(tx, user).await?,
        memberships: store::organisation::memberships(tx, user).await?,
    })
}

/// Somebody's own wallet.
///
/// # Errors
/// [`Error::Database`]; [`Error::Corrupt`] for a person without one.
pub async fn personal_wallet(tx: &mut Tx, user: UserId) -> Result<WalletId, Error> {
    let row = store::wallet::of(tx, Holder::User(user)).await?;
    row.map(|row| row.id)
        .ok_or_else(|| Error::corrupt("a person without a wallet"))
}

/// The number of the newest line of every wallet that somebody may look at.
///
/// # Errors
/// [`Error::Database`].
async fn newest_numbers(tx: &mut Tx, user: UserId) -> Result<BTreeMap<WalletId, i64>, Error> {
    let mut numbers = BTreeMap::new();
    for wallet in store::wallet::visible(tx, user).await? {
        if let Some(row) = store::wallet::find(tx, wallet.id).await? {
            numbers.insert(row.id, row.last_number);
        }
    }
    Ok(numbers)
}

/// What an open page follows.
#[derive(Debug, Clone)]
pub struct Watched {
    /// Its session.
    pub running: Running,
    /// The number of the newest line of every wallet that it may see.
    pub numbers: BTreeMap<WalletId, i64>,
    /// What the user is in each organisation.
    pub roles: BTreeMap<OrganisationId, Role>,
}

/// What an open page follows, unless its session has ended.
///
/// # Errors
/// [`Error::Database`].
pub async fn watch(tx: &mut Tx, hash: [u8; 32]) -> Result<Option<Watched>, Error> {
    let Some(running) = running(tx, hash).await? else {
        return Ok(None);
    };
    let memberships = store::organisation::memberships(tx, running.user).await?;
    Ok(Some(Watched {
        running,
        numbers: newest_numbers(tx, running.user).await?,
        roles: memberships
            .into_iter()
            .map(|one| (one.organisation, one.role))
            .collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + minute * 60, 0).unwrap()
    }

    fn running(created: i64, seen: i64, now: i64) -> Option<Running> {
        let row = SessionRow {
            user: UserId::from_row(1),
            created_at: at(created),
            last_seen_at: at(seen),
        };
        still_running(row, at(now))
    }

    #[test]
    fn i21_a_session_ends_when_idle_and_at_the_latest_after_its_absolute_time() {
        assert_eq!(running(0, 0, 29).unwrap().ends_at, at(30));
        assert_eq!(running(0, 0, 30), None);
        assert_eq!(running(0, 700, 719).unwrap().ends_at, at(720));
        assert_eq!(running(0, 719, 720), None);
    }

    #[test]
    fn the_use_of_a_session_is_noted_once_a_minute() {
        assert!(!running(0, 5, 5).unwrap().is_drowsy);
        assert!(running(0, 5, 6).unwrap().is_drowsy);
    }
}
