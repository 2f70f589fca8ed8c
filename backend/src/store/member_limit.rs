//! How many shared credits a member may use in a calendar month.

use api::{
    OrganisationId, UserId,
    limit::{Limit, MemberLimit},
};

use super::{Row, Tx};
use crate::Error;

fn limit(row: &Row, column: &'static str) -> Result<Limit, Error> {
    let credits = row.opt_credits(column)?;
    Ok(credits.map_or(Limit::NoLimit, Limit::AtMost))
}

/// The columns `has_own_limit` and `own_limit`.
pub(super) fn own(row: &Row) -> Result<MemberLimit, Error> {
    match row.int("has_own_limit")? {
        0 => Ok(MemberLimit::Default),
        _own => Ok(MemberLimit::Own(limit(row, "own_limit")?)),
    }
}

/// The limit of members without one of their own.
///
/// # Errors
/// [`Error::Database`]; also for an organisation that is not there.
pub async fn default(tx: &mut Tx, organisation: OrganisationId) -> Result<Limit, Error> {
    let sql = "SELECT member_limit FROM organisations WHERE id = $1";
    let row = tx.fetch_one(sql, values![organisation]).await?;
    limit(&row, "member_limit")
}

/// What holds for a present member.
///
/// # Errors
/// [`Error::Database`]; also for who is none.
pub async fn of_member(
    tx: &mut Tx,
    organisation: OrganisationId,
    user: UserId,
) -> Result<Limit, Error> {
    let sql = "SELECT memberships.has_own_limit, memberships.own_limit, organisations.member_limit
        FROM memberships JOIN organisations ON organisations.id = memberships.organisation_id
        WHERE memberships.organisation_id = $1 AND memberships.user_id = $2
            AND memberships.removed_at IS NULL";
    let row = tx.fetch_one(sql, values![organisation, user]).await?;
    Ok(own(&row)?.or(limit(&row, "member_limit")?))
}

/// Sets the limit of members without one of their own.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_default(
    tx: &mut Tx,
    organisation: OrganisationId,
    limit: Limit,
) -> Result<(), Error> {
    let sql = "UPDATE organisations SET member_limit = $2 WHERE id = $1";
    tx.execute(sql, values![organisation, limit.at_most()])
        .await?;
    Ok(())
}

/// Sets the limit of a present member. Waits for debits that rely on the one before.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_own(
    tx: &mut Tx,
    organisation: OrganisationId,
    user: UserId,
    limit: MemberLimit,
) -> Result<(), Error> {
    let (has_own, own) = match limit {
        MemberLimit::Default => (0, None),
        MemberLimit::Own(limit) => (1, limit.at_most()),
    };
    let sql = "UPDATE memberships SET has_own_limit = $3, own_limit = $4
        WHERE organisation_id = $1 AND user_id = $2 AND removed_at IS NULL";
    tx.execute(sql, values![organisation, user, has_own, own])
        .await?;
    Ok(())
}
