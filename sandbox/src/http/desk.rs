//! For people and tests: the book and the faults. Needs no key: it is a sandbox.

use axum::{Router, body::Bytes, extract::State, response::Response, routing::get};
use serde_json::json;

use super::json as respond;
use crate::{
    answer::{Answer, Refusal},
    faults::Faults,
    sandbox::Sandbox,
};

pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/book", get(book))
        .route("/faults", get(faults).post(set_faults))
}

async fn book(State(sandbox): State<Sandbox>) -> Response {
    respond(&Answer::ok(json!(sandbox.book())))
}

async fn faults(State(sandbox): State<Sandbox>) -> Response {
    respond(&Answer::ok(json!(sandbox.faults())))
}

/// What is not named is as by default.
async fn set_faults(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    match serde_json::from_slice::<Faults>(&body) {
        Ok(faults) => {
            sandbox.set_faults(faults);
            respond(&Answer::ok(json!(sandbox.faults())))
        }
        Err(error) => {
            respond(&Refusal::new(400, "invalid_request_error", None, error.to_string()).into())
        }
    }
}
