//! The server's paths. `/v1` is Stripe's; the rest is for people and tests.

mod api;
mod desk;
mod hosted;
mod once;

use axum::{
    Router,
    body::Body,
    extract::DefaultBodyLimit,
    http::{HeaderValue, StatusCode, header},
    response::Response,
};

use crate::{answer::Answer, sandbox::Sandbox};

/// The largest request that is read, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// Every path.
pub(crate) fn router(sandbox: Sandbox) -> Router {
    Router::new()
        .merge(api::router())
        .merge(hosted::router())
        .merge(desk::router())
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(sandbox)
}

/// A response with a JSON body.
fn json(answer: &Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = Body::from(answer.body.to_string());
    respond(status, "application/json", body)
}

fn respond(status: StatusCode, kind: &'static str, body: Body) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
