//! `/organisations/{organisation}`: an organisation as one of its members sees it.

use api::{
    Code, InvitationId, Name, OrganisationId, UserId,
    history::Filter,
    invitation::{Invite, Invited, InvitedAddress},
    limit::{Limit, MemberLimit, SetDefaultLimit, SetMemberLimit},
    log::LogPage,
    organisation::{ChangeRole, CreateOrganisation, MailPreview, Membership, Organisation, Role},
    usage::Usage,
};
use chrono::{DateTime, Utc};
use gloo_net::http::Method;

use super::{
    ClientError,
    path::Query,
    request::{Write, json, read, send, send_text},
};

/// An organisation, with the members that the user may see (rule 10).
///
/// # Errors
/// [`ClientError::Refused`] with `not_found` when the user does not belong to it.
pub async fn organisation(organisation: OrganisationId) -> Result<Organisation, ClientError> {
    read(&format!("/organisations/{organisation}"), None).await
}

/// What the members have used that the user may see: between two instants, or this month.
///
/// # Errors
/// [`ClientError::Refused`] with `not_found` when the user does not belong to it.
pub async fn usage(
    organisation: OrganisationId,
    from: Option<DateTime<Utc>>,
    until: Option<DateTime<Utc>>,
) -> Result<Usage, ClientError> {
    let period = Filter {
        from,
        until,
        ..Filter::default()
    };
    let path = format!("/organisations/{organisation}/usage");
    read(&Query::of_filter(&period).behind(path), None).await
}

/// Creates an organisation, once for a key (O8).
///
/// # Errors
/// Any but [`ClientError::Refused`]; sent again under its key it is the same one.
pub async fn create(name: &Name, key: &str) -> Result<Membership, ClientError> {
    let name = name.clone();
    send(Write {
        method: Method::POST,
        path: "/organisations",
        body: Some(json(&CreateOrganisation { name })?),
        key: Some(key),
    })
    .await
}

/// A page of what was changed: the newest, or those before a number.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden` for a plain member.
pub async fn log(
    organisation: OrganisationId,
    before: Option<i64>,
) -> Result<LogPage, ClientError> {
    let query = before.map(|before| format!("?before={before}"));
    let query = query.unwrap_or_default();
    read(&format!("/organisations/{organisation}/log{query}"), None).await
}

/// Removes a member (rule 12). One who is gone already is removed, too; so asking again
/// after a lost answer is safe.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden` for who may not.
pub async fn remove_member(organisation: OrganisationId, user: UserId) -> Result<(), ClientError> {
    gone(&format!("/organisations/{organisation}/members/{user}")).await
}

/// The mail that a member would get if they were removed.
///
/// # Errors
/// As [`remove_member`].
pub async fn removal_mail(
    organisation: OrganisationId,
    user: UserId,
) -> Result<MailPreview, ClientError> {
    let path = format!("/organisations/{organisation}/members/{user}/removal-mail");
    read(&path, None).await
}

/// Sets how much members without a limit of their own may use a month. The same again changes
/// nothing.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden`.
pub async fn set_default_limit(
    organisation: OrganisationId,
    default_limit: Limit,
) -> Result<(), ClientError> {
    let path = format!("/organisations/{organisation}/member-limit");
    put(&path, json(&SetDefaultLimit { default_limit })?).await
}

/// Sets how much one member may use a month. The same again changes nothing.
///
/// # Errors
/// As [`set_default_limit`].
pub async fn set_member_limit(
    organisation: OrganisationId,
    user: UserId,
    limit: MemberLimit,
) -> Result<(), ClientError> {
    let path = format!("/organisations/{organisation}/members/{user}/limit");
    put(&path, json(&SetMemberLimit { limit })?).await
}

async fn put(path: &str, body: String) -> Result<(), ClientError> {
    send_text(Write {
        method: Method::PUT,
        path,
        body: Some(body),
        key: None,
    })
    .await
    .map(|_| ())
}

/// Takes away what is at a path; what is not there any more is gone, too.
async fn gone(path: &str) -> Result<(), ClientError> {
    let outcome = send_text(Write {
        method: Method::DELETE,
        path,
        body: None,
        key: None,
    })
    .await;
    match outcome {
        Ok(_) => Ok(()),
        Err(ClientError::Refused(problem)) if problem.code == Code::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

/// Invites people (O3). Asked again after a lost answer it sends nothing twice, unless
/// `resend` is set.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden`, and with `too_many_requests` when none may be
/// sent at this time.
pub async fn invite(
    organisation: OrganisationId,
    wanted: &Invite,
) -> Result<Vec<InvitedAddress>, ClientError> {
    let invited: Invited = send(Write {
        method: Method::POST,
        path: &format!("/organisations/{organisation}/invitations"),
        body: Some(json(wanted)?),
        key: None,
    })
    .await?;
    Ok(invited.answers)
}

/// Revokes an invitation. One that is gone already is revoked, too.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden`.
pub async fn revoke(
    organisation: OrganisationId,
    invitation: InvitationId,
) -> Result<(), ClientError> {
    gone(&format!(
        "/organisations/{organisation}/invitations/{invitation}"
    ))
    .await
}

/// Changes what a member may do (O5). The same again changes nothing; so asking again after
/// a lost answer is safe.
///
/// # Errors
/// [`ClientError::Refused`] with `forbidden` for who is no owner, and with `last_owner`.
pub async fn change_role(
    organisation: OrganisationId,
    user: UserId,
    role: Role,
) -> Result<(), ClientError> {
    let path = format!("/organisations/{organisation}/members/{user}");
    put(&path, json(&ChangeRole { role })?).await
}
