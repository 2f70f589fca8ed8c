//! Organisations and who belongs to them.

use api::{
    OrganisationId, UserId,
    organisation::{Member, Membership, Role},
};

use chrono::{DateTime, Utc};

use super::{Row, Tx, member_limit, nfc, user};
use crate::Error;

/// Somebody who belongs to an organisation, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub user: UserId,
    /// Their name of today.
    pub name: String,
    /// Whether they belong to it no longer.
    pub is_removed: bool,
}

/// The name of an organisation.
///
/// # Errors
/// [`Error::Database`]; also for one that is not there.
pub async fn name(tx: &mut Tx, organisation: OrganisationId) -> Result<String, Error> {
    let sql = "SELECT name FROM organisations WHERE id = $1";
    tx.fetch_one(sql, values![organisation]).await?.text("name")
}

/// How many organisations somebody has created since an instant.
///
/// # Errors
/// [`Error::Database`].
pub async fn created_since(
    tx: &mut Tx,
    creator: UserId,
    since: DateTime<Utc>,
) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) AS organisations FROM organisations
        WHERE created_by = $1 AND created_at > $2";
    let row = tx.fetch_one(sql, values![creator, since]).await?;
    row.int("organisations")
}

/// Stores a new organisation, without anybody in it.
///
/// # Errors
/// [`Error::Database`]; [`Error::System`] when there are no random bytes.
pub async fn insert(tx: &mut Tx, name: &str, creator: UserId) -> Result<OrganisationId, Error> {
    let id = tx.random().id()?;
    let now = tx.now();
    let sql = "INSERT INTO organisations (id, name, created_by, created_at)
        VALUES ($1, $2, $3, $4)";
    tx.execute(sql, values![id, nfc(name), creator, now])
        .await?;
    Ok(OrganisationId::from_row(id))
}

/// The word of a role in the tables.
const fn word(role: Role) -> &'static str {
    match role {
        Role::Owner => "owner",
        Role::Admin => "admin",
        Role::Member => "member",
    }
}

fn role(row: &Row) -> Result<Role, Error> {
    let stored = row.text("role")?;
    [Role::Owner, Role::Admin, Role::Member]
        .into_iter()
        .find(|role| word(*role) == stored)
        .ok_or_else(|| Error::corrupt(format!("the role {stored:?}")))
}

/// Makes somebody a member from now on.
///
/// # Errors
/// [`Error::Database`]; also when they are one.
pub async fn insert_member(
    tx: &mut Tx,
    organisation: OrganisationId,
    user: UserId,
    role: Role,
) -> Result<(), Error> {
    let now = tx.now();
    let sql = "INSERT INTO memberships (organisation_id, user_id, role, since)
        VALUES ($1, $2, $3, $4)";
    tx.execute(sql, values![organisation, user, word(role), now])
        .await?;
    Ok(())
}

/// Waits for whoever changes who belongs to an organisation, and makes others wait until
/// this transaction ends (I17).
///
/// # Errors
/// [`Error::Database`].
pub async fn lock(tx: &mut Tx, organisation: OrganisationId) -> Result<(), Error> {
    let sql = format!(
        "SELECT id FROM organisations WHERE id = $1{}",
        tx.dialect().for_update()
    );
    tx.fetch_optional(sql, values![organisation]).await?;
    Ok(())
}

/// The one to whom mails about a shared wallet go when nobody else is left: the owner who
/// has been it for longest.
///
/// # Errors
/// [`Error::Database`].
pub async fn first_owner(
    tx: &mut Tx,
    organisation: OrganisationId,
) -> Result<Option<UserId>, Error> {
    let sql = "SELECT user_id FROM memberships
        WHERE organisation_id = $1 AND role = 'owner' AND removed_at IS NULL
        ORDER BY since, user_id LIMIT 1";
    let row = tx.fetch_optional(sql, values![organisation]).await?;
    row.map(|row| Ok(UserId::from_row(row.int("user_id")?)))
        .transpose()
}

/// Changes what a present member is.
///
/// # Errors
/// [`Error::Database`].
pub async fn set_role(
    tx: &mut Tx,
    organisation: OrganisationId,
    user: UserId,
    role: Role,
) -> Result<(), Error> {
    let sql = "UPDATE memberships SET role = $3
        WHERE organisation_id = $1 AND user_id = $2 AND removed_at IS NULL";
    tx.execute(sql, values![organisation, user, word(role)])
        .await?;
    Ok(())
}

/// How many owners an organisation has at this moment.
///
/// # Errors
/// [`Error::Database`].
pub async fn owners(tx: &mut Tx, organisation: OrganisationId) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) AS owners FROM memberships
        WHERE organisation_id = $1 AND role = 'owner' AND removed_at IS NULL";
    tx.fetch_one(sql, values![organisation])
        .await?
        .int("owners")
}

/// Ends a membership now; it stays on record. Waits for debits that rely on it (I16).
/// Returns whether there was one.
///
/// # Errors
/// [`Error::Database`].
pub async fn remove_member(
    tx: &mut Tx,
    organisation: OrganisationId,
    user: UserId,
) -> Result<bool, Error> {
    let now = tx.now();
    let sql = "UPDATE memberships
        SET removed_at = CASE WHEN since > $3 THEN since ELSE $3 END
        WHERE organisation_id = $1 AND user_id = $2 AND removed_at IS NULL";
    Ok(tx.execute(sql, values![organisation, user, now]).await? == 1)
}

/// The organisations that somebody belongs to, by name.
///
/// # Errors
/// [`Error::Database`].
pub async fn memberships(tx: &mut Tx, user: UserId) -> Result<Vec<Membership>, Error> {
    let sql = "SELECT organisations.id, organisations.name, memberships.role
        FROM memberships JOIN organisations ON organisations.id = memberships.organisation_id
        WHERE memberships.user_id = $1 AND memberships.removed_at IS NULL";
    let rows = tx.fetch_all(sql, values![user]).await?;
    let mut memberships = rows
        .iter()
        .map(|row| {
            Ok(Membership {
                organisation: OrganisationId::from_row(row.int("id")?),
                name: row.text("name")?,
                role: role(row)?,
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    memberships.sort_by_cached_key(|one| (one.name.to_lowercase(), one.organisation));
    Ok(memberships)
}

/// What somebody is in an organisation at this moment.
///
/// # Errors
/// [`Error::Database`].
pub async fn role_of(
    tx: &mut Tx,
    organisation: OrganisationId,
    user: UserId,
) -> Result<Option<Role>, Error> {
    let sql = "SELECT role FROM memberships
        WHERE user_id = $1 AND organisation_id = $2 AND removed_at IS NULL";
    let row = tx.fetch_optional(sql, values![user, organisation]).await?;
    row.as_ref().map(role).transpose()
}

/// Whether somebody belongs to an organisation, so that no removal is confirmed before
/// this transaction ends (I16).
///
/// # Errors
/// [`Error::Database`].
pub async fn hold_membership(
    tx: &mut Tx,
    organisation: OrganisationId,
    user: UserId,
) -> Result<bool, Error> {
    let sql = format!(
        "SELECT role FROM memberships
        WHERE user_id = $1 AND organisation_id = $2 AND removed_at IS NULL{}",
        tx.dialect().for_share()
    );
    let row = tx.fetch_optional(sql, values![user, organisation]).await?;
    Ok(row.is_some())
}

/// The present members, owners first, then by name.
///
/// # Errors
/// [`Error::Database`].
pub async fn members(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Member>, Error> {
    let sql = "SELECT users.id, users.name, users.email, memberships.role, memberships.since,
            memberships.has_own_limit, memberships.own_limit
        FROM memberships JOIN users ON users.id = memberships.user_id
        WHERE memberships.organisation_id = $1 AND memberships.removed_at IS NULL";
    let rows = tx.fetch_all(sql, values![organisation]).await?;
    let mut members = rows
        .iter()
        .map(|row| {
            Ok(Member {
                user: UserId::from_row(row.int("id")?),
                name: row.text("name")?,
                email: user::email(row)?,
                role: role(row)?,
                since: row.instant("since")?,
                limit: Some(member_limit::own(row)?),
            })
        })
        .collect::<Result<Vec<_>, Error>>()?;
    members.sort_by_cached_key(|one| {
        (
            std::cmp::Reverse(one.role),
            one.name.to_lowercase(),
            one.user,
        )
    });
    Ok(members)
}

/// Everybody who belongs or belonged to an organisation, in no order.
///
/// # Errors
/// [`Error::Database`].
pub async fn people(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Person>, Error> {
    // Who came back has a row with an end and one without: they are there.
    let sql = "SELECT users.id, users.name,
            CAST(MIN(CASE WHEN memberships.removed_at IS NULL THEN 0 ELSE 1 END) AS BIGINT)
                AS is_removed
        FROM memberships JOIN users ON users.id = memberships.user_id
        WHERE memberships.organisation_id = $1 GROUP BY users.id, users.name";
    let rows = tx.fetch_all(sql, values![organisation]).await?;
    rows.iter()
        .map(|row| {
            Ok(Person {
                user: UserId::from_row(row.int("id")?),
                name: row.text("name")?,
                is_removed: row.int("is_removed")? == 1,
            })
        })
        .collect()
}
