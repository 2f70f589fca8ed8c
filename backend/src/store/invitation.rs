//! Invitations, and the links that were sent for them.

use api::{EmailAddress, InvitationId, OrganisationId, UserId, invitation::Invitation};
use chrono::{DateTime, Utc};

use super::{Row, Tx, user};
use crate::Error;

/// An invitation that was neither used nor revoked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Opaque.
    pub id: InvitationId,
    /// To what.
    pub organisation: OrganisationId,
    /// Who is invited.
    pub email: EmailAddress,
    /// Who has invited them last.
    pub invited_by: UserId,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
}

const OPEN: &str = "accepted_at IS NULL AND revoked_at IS NULL";

fn read(row: &Row) -> Result<InvitationRow, Error> {
    Ok(InvitationRow {
        id: InvitationId::from_row(row.int("id")?),
        organisation: OrganisationId::from_row(row.int("organisation_id")?),
        email: user::email(row)?,
        invited_by: UserId::from_row(row.int("invited_by")?),
        expires_at: row.instant("expires_at")?,
    })
}

/// The open invitation of an address to an organisation.
///
/// # Errors
/// [`Error::Database`].
pub async fn of_address(
    tx: &mut Tx,
    organisation: OrganisationId,
    email: &EmailAddress,
) -> Result<Option<InvitationRow>, Error> {
    let sql = format!(
        "SELECT id, organisation_id, email, invited_by, expires_at FROM invitations
        WHERE organisation_id = $1 AND email_key = $2 AND {OPEN}"
    );
    let row = tx
        .fetch_optional(sql, values![organisation, email.key()])
        .await?;
    row.as_ref().map(read).transpose()
}

/// The open invitation whose link holds a token with that hash.
///
/// # Errors
/// [`Error::Database`].
pub async fn of_link(tx: &mut Tx, token_hash: [u8; 32]) -> Result<Option<InvitationRow>, Error> {
    let sql = format!(
        "SELECT id, organisation_id, email, invited_by, expires_at FROM invitations
        WHERE id = (SELECT invitation_id FROM invitation_links WHERE token_hash = $1) AND {OPEN}"
    );
    let row = tx
        .fetch_optional(sql, values![token_hash.as_slice()])
        .await?;
    row.as_ref().map(read).transpose()
}

/// Stores an invitation that is sent now.
///
/// # Errors
/// [`Error::Database`], also when one is open; [`Error::System`] when there are no random
/// bytes.
pub async fn insert(
    tx: &mut Tx,
    organisation: OrganisationId,
    email: &EmailAddress,
    invited_by: UserId,
    expires_at: DateTime<Utc>,
) -> Result<InvitationId, Error> {
    let id = tx.random().id()?;
    let now = tx.now();
    let sql = "INSERT INTO invitations
            (id, organisation_id, email_key, email, invited_by, sent_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let parameters = values![
        id,
        organisation,
        email.key(),
        email.as_str(),
        invited_by,
        now,
        expires_at
    ];
    tx.execute(sql, parameters).await?;
    Ok(InvitationId::from_row(id))
}

/// Notes that an invitation is sent again now, and until when it can be used.
///
/// # Errors
/// [`Error::Database`].
pub async fn extend(
    tx: &mut Tx,
    id: InvitationId,
    invited_by: UserId,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    let now = tx.now();
    let sql = "UPDATE invitations SET invited_by = $2, sent_at = $3, expires_at = $4
        WHERE id = $1";
    tx.execute(sql, values![id, invited_by, now, expires_at])
        .await?;
    Ok(())
}

/// Stores the hash of what a link holds that somebody sends now.
///
/// # Errors
/// [`Error::Database`].
pub async fn insert_link(
    tx: &mut Tx,
    id: InvitationId,
    sent_by: UserId,
    token_hash: [u8; 32],
) -> Result<(), Error> {
    let now = tx.now();
    let sql = "INSERT INTO invitation_links (token_hash, invitation_id, sent_by, sent_at)
        VALUES ($1, $2, $3, $4)";
    tx.execute(sql, values![token_hash.as_slice(), id, sent_by, now])
        .await?;
    Ok(())
}

/// How many links somebody has sent since an instant, to whichever organisations.
///
/// # Errors
/// [`Error::Database`].
pub async fn links_of_since(
    tx: &mut Tx,
    sent_by: UserId,
    since: DateTime<Utc>,
) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) AS links FROM invitation_links
        WHERE sent_by = $1 AND sent_at >= $2";
    let row = tx.fetch_one(sql, values![sent_by, since]).await?;
    row.int("links")
}

/// How many links an organisation has sent since an instant, whatever became of them.
///
/// # Errors
/// [`Error::Database`].
pub async fn links_since(
    tx: &mut Tx,
    organisation: OrganisationId,
    since: DateTime<Utc>,
) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) AS links FROM invitation_links
        JOIN invitations ON invitations.id = invitation_links.invitation_id
        WHERE invitations.organisation_id = $1 AND invitations.sent_at >= $2
            AND invitation_links.sent_at >= $2";
    let row = tx.fetch_one(sql, values![organisation, since]).await?;
    row.int("links")
}

/// Uses an invitation. Returns whether it was open and had not expired.
///
/// # Errors
/// [`Error::Database`].
pub async fn accept(tx: &mut Tx, id: InvitationId) -> Result<bool, Error> {
    let now = tx.now();
    let sql = format!(
        "UPDATE invitations SET accepted_at = $2 WHERE id = $1 AND expires_at > $2 AND {OPEN}"
    );
    Ok(tx.execute(sql, values![id, now]).await? == 1)
}

/// Revokes an invitation of an organisation. Returns whose it was, if one was open.
///
/// # Errors
/// [`Error::Database`].
pub async fn revoke(
    tx: &mut Tx,
    organisation: OrganisationId,
    id: InvitationId,
) -> Result<Option<EmailAddress>, Error> {
    let now = tx.now();
    let sql = format!(
        "UPDATE invitations SET revoked_at = $3
        WHERE id = $1 AND organisation_id = $2 AND {OPEN} RETURNING email"
    );
    let row = tx
        .fetch_optional(sql, values![id, organisation, now])
        .await?;
    row.as_ref().map(user::email).transpose()
}

/// The open invitations of an organisation, the newest first.
///
/// # Errors
/// [`Error::Database`].
pub async fn open(tx: &mut Tx, organisation: OrganisationId) -> Result<Vec<Invitation>, Error> {
    let now = tx.now();
    let sql = format!(
        "SELECT invitations.id, invitations.email, users.name, sent_at, expires_at
        FROM invitations JOIN users ON users.id = invitations.invited_by
        WHERE organisation_id = $1 AND {OPEN}
        ORDER BY sent_at DESC, invitations.email_key"
    );
    let rows = tx.fetch_all(sql, values![organisation]).await?;
    rows.iter()
        .map(|row| {
            let expires_at = row.instant("expires_at")?;
            Ok(Invitation {
                id: InvitationId::from_row(row.int("id")?),
                email: user::email(row)?,
                invited_by: row.text("name")?,
                sent_at: row.instant("sent_at")?,
                expires_at,
                expired: expires_at <= now,
            })
        })
        .collect()
}
