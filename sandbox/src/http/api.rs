//! `/v1`: the part of Stripe's API that is spoken here.

use axum::{
    Router,
    body::Bytes,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, Method, Uri},
    response::Response,
    routing::{any, get, post},
};
use serde_json::{Value, json};

use super::{
    json as respond,
    once::{Luck, authorised, once},
};
use crate::{
    answer::{Answer, Refusal},
    charge, checkout,
    form::Form,
    sandbox::Sandbox,
};

pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/v1/customers", post(register))
        .route("/v1/checkout/sessions", post(open_session))
        .route("/v1/checkout/sessions/{id}", get(show_session))
        .route("/v1/payment_intents", post(charge_card).get(list_intents))
        .route("/v1/payment_intents/{id}", get(show_intent))
        .route("/v1/payment_intents/{id}/confirm", post(charge_again))
        .route("/v1/refunds", post(refund))
        .route("/v1/{*rest}", any(unknown))
}

async fn register(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    once(
        &sandbox,
        Luck::Spared,
        uri.path(),
        &headers,
        &body,
        checkout::register,
    )
    .await
}

async fn open_session(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    once(
        &sandbox,
        Luck::Spared,
        uri.path(),
        &headers,
        &body,
        checkout::open,
    )
    .await
}

async fn charge_card(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    once(
        &sandbox,
        Luck::Thrown,
        uri.path(),
        &headers,
        &body,
        charge::create,
    )
    .await
}

async fn charge_again(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    once(
        &sandbox,
        Luck::Thrown,
        uri.path(),
        &headers,
        &body,
        move |bank, context, form| charge::again(bank, context, form, &id),
    )
    .await
}

async fn refund(
    State(sandbox): State<Sandbox>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    once(
        &sandbox,
        Luck::Spared,
        uri.path(),
        &headers,
        &body,
        charge::refund,
    )
    .await
}

async fn show_session(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    shown(authorised(&sandbox, &headers).and_then(|()| {
        let form = Form::parse(query.unwrap_or_default().as_bytes());
        let expanded = form.expands("setup_intent.payment_method");
        sandbox
            .session_json(&id, expanded)
            .ok_or_else(|| Refusal::not_found("checkout.session", &id))
    }))
}

async fn show_intent(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    shown(authorised(&sandbox, &headers).and_then(|()| {
        let (intent, _) = sandbox
            .intent(&id)
            .ok_or_else(|| Refusal::not_found("payment_intent", &id))?;
        Ok(intent.to_json(sandbox.base()))
    }))
}

async fn list_intents(
    State(sandbox): State<Sandbox>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    shown(
        authorised(&sandbox, &headers)
            .and_then(|()| list(&sandbox, &Form::parse(query.unwrap_or_default().as_bytes()))),
    )
}

/// The payments of a customer, or of all, newest first, after the one named.
fn list(sandbox: &Sandbox, form: &Form) -> Result<Value, Refusal> {
    let limit = form.number("limit", 1, 100)?.unwrap_or(10);
    let limit = usize::try_from(limit).unwrap_or(10);
    let bank = sandbox.bank();
    let after = form.get("starting_after");
    if let Some(id) = after
        && bank.intent(id).is_none()
    {
        return Err(Refusal::no_such("payment_intent", "starting_after", id));
    }
    let customer = form.get("customer");
    let mut found: Vec<Value> = bank
        .intents()
        .skip_while(|intent| after.is_some_and(|after| after != intent.id))
        .skip(usize::from(after.is_some()))
        .filter(|intent| customer.is_none_or(|customer| customer == intent.customer))
        .take(limit + 1)
        .map(|intent| intent.to_json(sandbox.base()))
        .collect();
    let has_more = found.len() > limit;
    found.truncate(limit);
    Ok(json!({
        "object": "list",
        "url": "/v1/payment_intents",
        "data": found,
        "has_more": has_more,
    }))
}

async fn unknown(method: Method, uri: Uri) -> Response {
    let message = format!("Unrecognized request URL ({method}: {}).", uri.path());
    respond(&Refusal::new(404, "invalid_request_error", None, message).into())
}

fn shown(found: Result<Value, Refusal>) -> Response {
    respond(&found.map_or_else(Answer::from, Answer::ok))
}
