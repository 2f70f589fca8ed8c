//! The JSON API under `/api/v1`, and the page under everything else.
//!
//! `http` knows no SQL: handlers parse, ask a rule within a transaction, and answer.
//! Mutations run in tasks of their own ([`state::App::to_the_end`]), and every error is
//! a problem ([`problem::Refused`]).

mod auth;
mod auto_renewals;
mod csp;
mod desktop;
mod events;
mod export;
mod generations;
mod headers;
mod housekeeping;
mod idempotency;
mod invitations;
mod json;
mod limits;
mod mails;
mod openapi;
mod organisations;
mod page;
mod parameters;
mod payments;
mod problem;
mod session;
mod state;
mod wallets;

use api::Code;
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, Request},
    http::header::InvalidHeaderValue,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, get, post},
};
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

pub use housekeeping::keep_house;
pub use limits::Rates;
pub use page::Page;
pub use state::{App, Settings};

use headers::SecurityHeaders;
use problem::Refused;

/// Where the API lives.
const API: &str = "/api/v1";

/// Where the payment provider tells us what has happened.
pub const NOTICES: &str = "/api/v1/payment-notices";

/// Everything that the server answers.
///
/// # Errors
/// When the headers for that page can't be made.
pub fn router(app: &App, page: Option<Page>) -> Result<Router, InvalidHeaderValue> {
    let index_html = page.as_ref().map_or("", Page::index_html);
    let headers = SecurityHeaders::new(index_html, app.settings.behind_tls)?;
    Ok(api(app)
        .fallback_service(page::router(page))
        .layer(middleware::from_fn(log))
        .layer(middleware::from_fn_with_state(
            app.settings.behind_tls,
            limits::note_peer,
        ))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(headers, headers::add)))
}

/// The contract as an OpenAPI 3.1 document, made from the routes.
pub fn contract() -> utoipa::openapi::OpenApi {
    routes().into_openapi()
}

fn routes() -> OpenApiRouter<App> {
    let routes = OpenApiRouter::new()
        .merge(session::router())
        .merge(wallets::router())
        .merge(export::router())
        .merge(events::router())
        .merge(auto_renewals::router())
        .merge(payments::router())
        .merge(organisations::router())
        .merge(invitations::router())
        .merge(desktop::router())
        .merge(generations::router());
    OpenApiRouter::with_openapi(openapi::Document::openapi()).nest(API, routes)
}

fn api(app: &App) -> Router {
    let (mut routes, contract) = routes().split_for_parts();
    if app.settings.development {
        let path = format!("{API}/openapi.json");
        let document = get(|Extension(contract)| async move {
            json::Json::<utoipa::openapi::OpenApi>(contract)
        });
        routes = routes.route(&path, document.layer(Extension(contract)));
        routes = routes.merge(mails::router());
    }
    routes
        .route(NOTICES, post(payments::hear))
        .route("/api", any(problem::not_found))
        .route("/api/", any(problem::not_found))
        .route("/api/{*rest}", any(problem::not_found))
        .method_not_allowed_fallback(problem::method_not_allowed)
        .layer(DefaultBodyLimit::max(json::BODY_MAX_BYTES))
        .layer(middleware::from_fn(limits::within_time))
        // Event streams are never compressed: the layer leaves them alone.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(middleware::from_fn(headers::no_store))
        .with_state(app.clone())
}

/// One line a request, without the query: it may hold what somebody looked for.
async fn log(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let started = tokio::time::Instant::now();
    let answer = next.run(request).await;
    let (status, elapsed) = (answer.status().as_u16(), started.elapsed());
    if answer.status().is_server_error() {
        tracing::warn!(%method, path, status, ?elapsed, "answered");
    } else {
        tracing::debug!(%method, path, status, ?elapsed, "answered");
    }
    answer
}

/// A bug of ours ends one request, not the server. The panic itself is logged by its hook.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    Refused::new(Code::Internal).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tower::ServiceExt;

    #[tokio::test]
    async fn a_panic_ends_one_request_with_a_problem() {
        async fn bug() {
            panic!("a bug, on purpose");
        }
        let router = Router::new()
            .fallback(bug)
            .layer(CatchPanicLayer::custom(panicked));
        let Ok(answer) = router
            .oneshot(Request::new(axum::body::Body::empty()))
            .await;
        assert_eq!(answer.status().as_u16(), Code::Internal.status());
        assert_eq!(answer.headers()["content-type"], api::problem::MEDIA_TYPE);
    }
}
