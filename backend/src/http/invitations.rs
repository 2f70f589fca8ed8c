//! `/invitations` and `/organisations/{organisation}/invitations`: how somebody comes to
//! belong to an organisation.

use std::sync::Arc;

use api::{
    Code, InvitationId, OrganisationId,
    invitation::{InvitationLink, InvitationOffer, Invite, Invited, PASSWORD_MIN_CHARS, SignUp},
    session::{PASSWORD_MAX_BYTES, Session},
};
use axum::{
    extract::{Extension, State},
    http::{HeaderMap, StatusCode},
    response::IntoResponse,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::{self, OwnPage, SignedIn},
    json::Json,
    limits::Peer,
    openapi::{AcceptProblems, InviteProblems, LookUpProblems, RevokeProblems, SignUpProblems},
    parameters::{Id, Ids, NoQuery, Speaks},
    problem::{Answer, Refused},
    session::{session_cookie, tell_ended},
    state::App,
};
use crate::{account, invitation, password, session, store};

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(invite))
        .routes(routes!(revoke))
        .routes(routes!(look_up))
        .routes(routes!(accept))
        .routes(routes!(sign_up))
}

/// Invite people.
///
/// Owners and admins do. Each address gets an answer of its own; those that can't be invited
/// do not keep the others from being. Asked again after a lost answer it sends nothing twice,
/// unless that is asked for.
#[utoipa::path(
    post,
    path = "/organisations/{organisation}/invitations",
    operation_id = "invite",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "To which"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
    ),
    request_body = Invite,
    responses((status = 200, description = "What became of each address", body = Invited), InviteProblems)
)]
async fn invite(
    State(app): State<App>,
    signed_in: SignedIn,
    Id(organisation): Id<OrganisationId>,
    _: NoQuery,
    Json(wanted): Json<Invite>,
) -> Answer<Json<Invited>> {
    let (shop, inviter) = (Arc::clone(app.engine.shop()), signed_in.user);
    let wanted = Arc::new(wanted);
    let most = app.settings.rates.invitations_per_hour;
    let answers = app
        .write(move |tx| {
            let (shop, wanted) = (Arc::clone(&shop), Arc::clone(&wanted));
            Box::pin(async move {
                invitation::invite(tx, &shop, inviter, organisation, &wanted, most).await
            })
        })
        .await
        .map_err(|refused| match refused.code() {
            Code::TooManyRequests => {
                refused.retry_after(invitation::RATE_PERIOD.num_seconds().unsigned_abs())
            }
            _other => refused,
        })?;
    Ok(Json(Invited { answers }))
}

/// Revoke an invitation.
///
/// Owners and admins do. No link of it can be used from the answer on.
#[utoipa::path(
    delete,
    path = "/organisations/{organisation}/invitations/{invitation}",
    operation_id = "revoke_invitation",
    tag = "Organisations",
    security(("cookie" = [])),
    params(
        ("organisation" = OrganisationId, Path, description = "Whose"),
        ("invitation" = InvitationId, Path, description = "Which"),
        ("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$"),
    ),
    responses((status = 204, description = "It is revoked"), RevokeProblems)
)]
async fn revoke(
    State(app): State<App>,
    signed_in: SignedIn,
    Ids(organisation, id): Ids<OrganisationId, InvitationId>,
    _: NoQuery,
) -> Answer<StatusCode> {
    let revoker = signed_in.user;
    app.write(move |tx| Box::pin(invitation::revoke(tx, revoker, organisation, id)))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Look at an invitation.
///
/// Who holds its link does, signed in or not; looking uses nothing up. One that has expired,
/// was used or revoked, or is for another address than the user's looks like one that never
/// was.
#[utoipa::path(
    post,
    path = "/invitations/look-up",
    operation_id = "look_up_invitation",
    tag = "Invitations",
    params(("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$")),
    request_body = InvitationLink,
    responses((status = 200, description = "What it offers", body = InvitationOffer), LookUpProblems)
)]
async fn look_up(
    State(app): State<App>,
    Extension(Peer(peer)): Extension<Peer>,
    _: OwnPage,
    viewer: Option<SignedIn>,
    _: NoQuery,
    Json(link): Json<InvitationLink>,
) -> Answer<Json<InvitationOffer>> {
    app.limits.invitation(peer)?;
    let viewer = viewer.map(|signed_in| signed_in.user);
    let token = Arc::new(link.token);
    app.read(move |tx| {
        let token = Arc::clone(&token);
        Box::pin(async move { invitation::look_up(tx, &token, viewer).await })
    })
    .await
    .map(Json)
}

/// Accept an invitation.
///
/// Its addressee does, signed in, and is a member then. It works once.
#[utoipa::path(
    post,
    path = "/invitations/accept",
    operation_id = "accept_invitation",
    tag = "Invitations",
    security(("cookie" = [])),
    params(("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$")),
    request_body = InvitationLink,
    responses((status = 204, description = "The user is a member"), AcceptProblems)
)]
async fn accept(
    State(app): State<App>,
    signed_in: SignedIn,
    _: NoQuery,
    Json(link): Json<InvitationLink>,
) -> Answer<StatusCode> {
    let user = signed_in.user;
    let token = Arc::new(link.token);
    app.write(move |tx| {
        let token = Arc::clone(&token);
        Box::pin(async move { invitation::accept(tx, user, &token).await })
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sign up with an invitation.
///
/// Its addressee becomes a user with a wallet of their own, a member, and signed in.
#[utoipa::path(
    post,
    path = "/invitations/sign-up",
    operation_id = "sign_up",
    tag = "Invitations",
    params(("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$")),
    request_body = SignUp,
    responses(
        (status = 200, description = "Signed up and in; the cookie is set", body = Session,
            headers(("Set-Cookie" = String, description = "The session: HttpOnly, Secure, SameSite=Strict"))),
        SignUpProblems,
    )
)]
async fn sign_up(
    State(app): State<App>,
    Extension(Peer(peer)): Extension<Peer>,
    _: OwnPage,
    _: NoQuery,
    Speaks(locale): Speaks,
    headers: HeaderMap,
    Json(wanted): Json<SignUp>,
) -> Answer<impl IntoResponse> {
    app.limits.invitation(peer)?;
    let is_long_enough = wanted.password.chars().count() >= PASSWORD_MIN_CHARS;
    if !is_long_enough || wanted.password.len() > PASSWORD_MAX_BYTES {
        return Err(Refused::new(Code::MalformedBody).field("password"));
    }
    let (token, name) = (Arc::new(wanted.token), Arc::new(wanted.name));
    // Nobody has a password hashed without an invitation.
    let looked_up = Arc::clone(&token);
    let offer = app
        .read(move |tx| {
            let token = Arc::clone(&looked_up);
            Box::pin(async move { invitation::look_up(tx, &token, None).await })
        })
        .await?;
    let hash: Arc<str> = password::hash(wanted.password).await?.into();
    let before = auth::cookie(&headers).map(|secret| secret.hash());
    let email = Arc::new(offer.email);
    let (secret, session) = app
        .write(move |tx| {
            let (token, name) = (Arc::clone(&token), Arc::clone(&name));
            let (hash, email) = (Arc::clone(&hash), Arc::clone(&email));
            Box::pin(async move {
                let (user, _) = account::create_user(tx, &email, name.as_str(), &hash).await?;
                store::user::set_locale(tx, user, locale).await?;
                invitation::accept(tx, user, &token).await?;
                let secret = session::begin(tx, user, before).await?;
                Ok((secret, session::describe(tx, user).await?))
            })
        })
        .await?;
    if let Some(before) = before {
        tell_ended(&app, before);
    }
    Ok((session_cookie(&secret), Json(session)))
}
