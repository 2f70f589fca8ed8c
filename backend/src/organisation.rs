//! Organisations: who sees whom. Called by `http` alone.

use api::{Code, OrganisationId, UserId, organisation::Organisation};

use crate::{
    Error,
    store::{Tx, organisation},
};

/// An organisation as one of its members sees it: owners and admins see everybody, a
/// plain member whom to ask, and themselves (rule 10).
///
/// # Errors
/// [`Code::NotFound`] for whoever does not belong to it; [`Error::Database`].
pub async fn read(
    tx: &mut Tx,
    viewer: UserId,
    organisation: OrganisationId,
) -> Result<Organisation, Error> {
    let memberships = organisation::memberships(tx, viewer).await?;
    let membership = memberships
        .into_iter()
        .find(|membership| membership.organisation == organisation)
        .ok_or_else(|| Error::refused(Code::NotFound))?;
    let mut members = organisation::members(tx, organisation).await?;
    if !membership.role.sees_everybody() {
        members.retain(|member| member.role.sees_everybody() || member.user == viewer);
    }
    Ok(Organisation {
        id: membership.organisation,
        name: membership.name,
        role: membership.role,
        members,
    })
}
