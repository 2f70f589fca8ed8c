//! `/session`: signing in and out, and who is signed in.

use api::{
    Code, EmailAddress,
    session::{PASSWORD_MAX_BYTES, Session, SignIn},
};
use axum::{
    extract::{Extension, State},
    http::{HeaderMap, StatusCode, header},
    response::{AppendHeaders, IntoResponse},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::{self, COOKIE, OwnPage, SignedIn},
    json::Json,
    limits::Peer,
    openapi::{OwnProblems, SignInProblems, SignOutProblems},
    parameters::NoQuery,
    problem::{Answer, Refused},
    state::App,
};
use crate::{session, store};

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sign_in, read, sign_out))
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
    headers: HeaderMap,
    Json(request): Json<SignIn>,
) -> Answer<impl IntoResponse> {
    app.limits.sign_in(peer, request.email.key())?;
    let user = authenticate(&app, request.email, request.password).await?;
    let before = auth::cookie(&headers).map(|secret| secret.hash());
    let (secret, session) = app
        .write(move |tx| {
            Box::pin(async move {
                let secret = session::begin(tx, user, before).await?;
                Ok((secret, session::describe(tx, user).await?))
            })
        })
        .await?;
    if let Some(before) = before {
        tell_ended(&app, before);
    }
    let cookie = format!(
        "{COOKIE}={}; Path=/; Secure; HttpOnly; SameSite=Strict",
        secret.reveal()
    );
    Ok((AppendHeaders([(header::SET_COOKIE, cookie)]), Json(session)))
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
#[utoipa::path(
    get,
    path = "/session",
    operation_id = "read_session",
    tag = "Session",
    security(("cookie" = [])),
    responses((status = 200, description = "The person and their wallets", body = Session), OwnProblems)
)]
async fn read(State(app): State<App>, signed_in: SignedIn, _: NoQuery) -> Answer<Json<Session>> {
    app.read(move |tx| Box::pin(session::describe(tx, signed_in.user)))
        .await
        .map(Json)
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
fn tell_ended(app: &App, session: [u8; 32]) {
    // An error means that no stream is open.
    let _streams = app.ended.send(session);
}
