//! `/desktop-tokens`: ReluxDesktop signs a person in.

use api::generation::{DesktopToken, RequestToken};
use axum::{
    extract::{Extension, State},
    http::StatusCode,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    json::Json, limits::Peer, openapi::TokenProblems, parameters::NoQuery, problem::Answer,
    session::authenticate, state::App,
};
use crate::desktop;

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(request))
}

/// Ask for a token.
///
/// Shown once; only its hash is stored.
#[utoipa::path(
    post,
    path = "/desktop-tokens",
    operation_id = "request_desktop_token",
    tag = "ReluxDesktop",
    request_body = RequestToken,
    responses((status = 201, description = "The token", body = DesktopToken), TokenProblems)
)]
async fn request(
    State(app): State<App>,
    Extension(Peer(peer)): Extension<Peer>,
    _: NoQuery,
    Json(request): Json<RequestToken>,
) -> Answer<(StatusCode, Json<DesktopToken>)> {
    app.limits.sign_in(peer, request.email.key())?;
    let user = authenticate(&app, request.email, request.password).await?;
    let secret = app
        .write(move |tx| Box::pin(desktop::issue(tx, user)))
        .await?;
    let token = secret.reveal();
    Ok((StatusCode::CREATED, Json(DesktopToken { token })))
}
