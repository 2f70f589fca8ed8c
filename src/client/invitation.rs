//! `/invitations`: what the link of an invitation leads to.

use api::{
    invitation::{InvitationLink, InvitationOffer, InvitationToken, SignUp},
    session::Session,
};
use gloo_net::http::Method;

use super::{
    ClientError,
    request::{Write, json, send, send_text},
};

/// What an invitation offers.
///
/// # Errors
/// [`ClientError::Refused`] with `invalid_invitation` for one that can't be used.
pub async fn look_up(token: InvitationToken) -> Result<InvitationOffer, ClientError> {
    send(Write {
        method: Method::POST,
        path: "/invitations/look-up",
        body: Some(json(&InvitationLink { token })?),
        key: None,
    })
    .await
}

/// Accepts an invitation.
///
/// # Errors
/// [`ClientError::Refused`] with `invalid_invitation`, also when an earlier request whose
/// answer was lost has accepted it.
pub async fn accept(token: InvitationToken) -> Result<(), ClientError> {
    send_text(Write {
        method: Method::POST,
        path: "/invitations/accept",
        body: Some(json(&InvitationLink { token })?),
        key: None,
    })
    .await
    .map(|_| ())
}

/// Signs up with an invitation, and accepts it. Only for the reference deployment.
///
/// # Errors
/// [`ClientError::Refused`] with `invalid_invitation` or `account_exists`.
pub async fn sign_up(sign_up: &SignUp) -> Result<Session, ClientError> {
    send(Write {
        method: Method::POST,
        path: "/invitations/sign-up",
        body: Some(json(sign_up)?),
        key: None,
    })
    .await
}
