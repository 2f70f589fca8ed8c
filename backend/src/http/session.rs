//! `/session`: signing in and out, and who is signed in.

use std::sync::Arc;

use api::{
    Code, EmailAddress,
    session::{HostSignIn, PASSWORD_MAX_BYTES, Session, SignIn},
};
use axum::{
    extract::{Extension, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{AppendHeaders, IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::{self, COOKIE, OwnPage, SignedIn},
    json::Json,
    limits::Peer,
    openapi::{HostProblems, OwnProblems, SignInProblems, SignOutProblems},
    parameters::{NoQuery, Speaks},
    problem::{Answer, Refused},
    state::App,
};
use crate::{account, host::Guest, password, secret::Secret, session, store};

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in, read, sign_out))
        .routes(routes!(sign_in_by_host))
}

/// Sign in.
///
/// Unknown addresses and wrong passwords get the same answer, after the same time.
#[utoipa::path(
    post,
    path = "/session",
    operation_id = "sign_in",
    tag = "Session",
    params(("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$")),
    request_body = SignIn,
    responses(
        (status = 200, description = "Signed in; the cookie is set", body = Session,
            headers(("Set-Cookie" = String, description = "The session: HttpOnly, Secure, SameSite=Strict"))),
        SignInProblems,
    )
)]
async fn sign_in(
    State(app): State<App>,
    Extension(Peer(peer)): Extension<Peer>,
    _: OwnPage,
    _: NoQuery,
    Speaks(locale): Speaks,
    headers: HeaderMap,
    Json(request): Json<SignIn>,
) -> Answer<impl IntoResponse> {
    app.limits.sign_in(peer, request.email.key())?;
    let user = authenticate(&app, request.email, request.password).await?;
    let before = auth::cookie(&headers).map(|secret| secret.hash());
    let (secret, session) = app
        .write(move |tx| {
            Box::pin(async move {
                store::user::set_locale(tx, user, locale).await?;
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

/// Sign in whom the host has signed in.
///
/// Asked by the server of the page around ours, never by a browser. Who has no account yet gets
/// one, if the host has checked their address. 404 where no host is believed; 403 when it is not
/// the host that asks, and for a person whose claim `field` names: `sub` when the address is
/// somebody else's at the host, `email_verified` when it is not checked.
#[utoipa::path(
    post,
    path = "/session/host",
    operation_id = "sign_in_by_host",
    tag = "Session",
    params(("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$")),
    request_body = HostSignIn,
    responses(
        (status = 200, description = "Signed in; the cookie is set", body = Session,
            headers(("Set-Cookie" = String, description = "The session: HttpOnly, Secure, SameSite=Strict"))),
        HostProblems,
    )
)]
async fn sign_in_by_host(
    State(app): State<App>,
    _: OwnPage,
    _: NoQuery,
    Speaks(locale): Speaks,
    Json(request): Json<HostSignIn>,
) -> Answer<impl IntoResponse> {
    let key = app.settings.host_key.as_ref();
    let key = key.ok_or_else(|| Refused::new(Code::NotFound))?;
    let guest = key.guest(&request.assertion, app.database.clock().now());
    let guest = Arc::new(guest.ok_or_else(|| Refused::new(Code::Forbidden))?);
    let password: Arc<str> = nobodys_password(&app, &guest).await?.into();
    let (secret, session) = app
        .write(move |tx| {
            let (guest, password) = (Arc::clone(&guest), Arc::clone(&password));
            Box::pin(async move {
                let user = account::of_guest(tx, &guest, &password).await?;
                store::user::set_locale(tx, user, locale).await?;
                let secret = session::begin(tx, user, None).await?;
                Ok((secret, session::describe(tx, user).await?))
            })
        })
        .await?;
    Ok((session_cookie(&secret), Json(session)))
}

/// The hash of a password that nobody knows, for who has no account yet; empty for who has one,
/// which is not used then.
async fn nobodys_password(app: &App, guest: &Arc<Guest>) -> Answer<String> {
    let guest = Arc::clone(guest);
    let known = app
        .read(move |tx| {
            let guest = Arc::clone(&guest);
            Box::pin(async move {
                let known = store::user::of_host_subject(tx, guest.subject.as_str()).await?;
                let of_address = store::user::credentials(tx, &guest.email).await?;
                Ok(known.is_some() || of_address.is_some())
            })
        })
        .await?;
    if known {
        return Ok(String::new());
    }
    let secret = Secret::new(app.database.random())?;
    Ok(password::hash(secret.reveal()).await?)
}

/// Gives the browser its session.
pub fn session_cookie(secret: &Secret) -> AppendHeaders<[(HeaderName, String); 1]> {
    let cookie = format!(
        "{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict",
        secret.reveal()
    );
    AppendHeaders([(header::SET_COOKIE, cookie)])
}

/// Who has that address and password.
///
/// # Errors
/// [`Code::WrongCredentials`], whichever of the two is wrong.
pub async fn authenticate(app: &App, email: EmailAddress, password: String) -> Answer<api::UserId> {
    if password.len() > PASSWORD_MAX_BYTES {
        return Err(Refused::new(Code::MalformedBody).field("password"));
    }
    let found = app
        .read(move |tx| Box::pin(async move { store::user::credentials(tx, &email).await }))
        .await?;
    let (user, hash) = found.map(|found| (found.user, found.password_hash)).unzip();
    let is_right = app.passwords.verify(password, hash).await?;
    user.filter(|_| is_right)
        .ok_or_else(|| Refused::new(Code::WrongCredentials))
}

/// Who is signed in, and what they may look at.
///
/// A browser without a session is nobody's, which is no error: 204. One whose session has ended
/// is told so: 401.
#[utoipa::path(
    get,
    path = "/session",
    operation_id = "read_session",
    tag = "Session",
    security(("cookie" = []), ()),
    responses(
        (status = 200, description = "The person and their wallets", body = Session),
        (status = 204, description = "Nobody: the browser has no session"),
        OwnProblems,
    )
)]
async fn read(
    State(app): State<App>,
    signed_in: Answer<SignedIn>,
    _: NoQuery,
    headers: HeaderMap,
) -> Answer<Response> {
    if !auth::has_cookie(&headers) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let user = signed_in?.user;
    let session = app
        .read(move |tx| Box::pin(session::describe(tx, user)))
        .await?;
    Ok(Json(session).into_response())
}

/// Sign out.
///
/// At once and everywhere: the cookie is worth nothing any more, and event streams end.
#[utoipa::path(
    delete,
    path = "/session",
    operation_id = "sign_out",
    tag = "Session",
    security(("cookie" = [])),
    params(("x-relux-credits" = String, Header, description = "`1`: what a form of another site can't send", pattern = "^1$")),
    responses((status = 204, description = "Signed out; the cookie is removed"), SignOutProblems)
)]
async fn sign_out(
    State(app): State<App>,
    signed_in: SignedIn,
    _: NoQuery,
) -> Answer<impl IntoResponse> {
    app.write(move |tx| Box::pin(session::end(tx, signed_in.session)))
        .await?;
    tell_ended(&app, signed_in.session);
    let cookie = format!("{COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
    Ok((
        StatusCode::NO_CONTENT,
        AppendHeaders([(header::SET_COOKIE, cookie)]),
    ))
}

/// Ends the session's event streams of this process; those of others end at their next look.
pub fn tell_ended(app: &App, session: [u8; 32]) {
    // An error means that no stream is open.
    let _streams = app.ended.send(session);
}
