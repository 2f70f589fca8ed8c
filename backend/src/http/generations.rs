//! `/generations`: ReluxDesktop pays for images, and gives credits back.

use std::sync::Arc;

use api::{
    GenerationId,
    generation::{DebitGeneration, Generation},
};
use axum::{extract::State, http::StatusCode, response::Response};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    auth::Desktop,
    idempotency::{Key, Once, hash, once},
    json::{Json, NoBody},
    openapi::{DebitProblems, RefundProblems},
    parameters::{Id, NoQuery},
    problem::Answer,
    state::App,
};
use crate::generation;

/// The routes of this file.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(debit))
        .routes(routes!(refund))
}

/// Pay for a generation before it is made.
///
/// One effect per `Idempotency-Key`: the same request again gets the same answer.
#[utoipa::path(
    post,
    path = "/generations",
    operation_id = "debit_generation",
    tag = "ReluxDesktop",
    security(("bearer" = [])),
    params(("Idempotency-Key" = String, Header, description = "1–128 visible ASCII characters, kept for 30 days")),
    request_body = DebitGeneration,
    responses((status = 201, description = "Paid", body = Generation), DebitProblems)
)]
async fn debit(
    State(app): State<App>,
    desktop: Desktop,
    _: NoQuery,
    key: Key,
    Json(request): Json<DebitGeneration>,
) -> Answer<Response> {
    let what = Once {
        user: desktop.user,
        route: "/generations".to_owned(),
        key,
        request_hash: hash(&request)?,
        status: StatusCode::CREATED,
    };
    let (config, user) = (app.settings.generation, desktop.user);
    let shop = Arc::clone(app.engine.shop());
    once(
        &app,
        what,
        Box::new(move |tx| {
            let (shop, request) = (Arc::clone(&shop), request.clone());
            Box::pin(async move { generation::debit(tx, &config, &shop, user, &request).await })
        }),
    )
    .await
}

/// Give a failed generation back.
///
/// The credits return to the wallet that paid, once.
#[utoipa::path(
    post,
    path = "/generations/{generation}/refund",
    operation_id = "refund_generation",
    tag = "ReluxDesktop",
    security(("bearer" = [])),
    params(
        ("generation" = GenerationId, Path, description = "Which"),
        ("Idempotency-Key" = String, Header, description = "1–128 visible ASCII characters, kept for 30 days"),
    ),
    responses((status = 200, description = "Given back", body = Generation), RefundProblems)
)]
async fn refund(
    State(app): State<App>,
    desktop: Desktop,
    Id(generation): Id<GenerationId>,
    _: NoQuery,
    key: Key,
    _: NoBody,
) -> Answer<Response> {
    let what = Once {
        user: desktop.user,
        route: format!("/generations/{generation}/refund"),
        key,
        // The path says all.
        request_hash: hash(&())?,
        status: StatusCode::OK,
    };
    let user = desktop.user;
    once(
        &app,
        what,
        Box::new(move |tx| Box::pin(generation::refund(tx, user, generation))),
    )
    .await
}
