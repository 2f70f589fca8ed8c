//! The pages that a shop sends its customers to. Who knows the address may use it.

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
    routing::get,
};

use super::respond;
use crate::{
    charge::Decision,
    form::Form,
    intent::Intent,
    page::{self, Draft, Language},
    sandbox::{Sandbox, StoreError},
    session::{Session, Status},
};

/// No script, no frame, nothing from elsewhere. `form-action` is left out: browsers apply it
/// to the redirect that leads back to the shop as well.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";

pub fn router() -> Router<Sandbox> {
    Router::new()
        .route("/", get(home))
        .route("/style.css", get(style))
        .route("/card/{id}", get(show_card_page).post(store_card))
        .route("/confirm/{id}", get(show_confirm_page).post(decide))
}

async fn home(State(sandbox): State<Sandbox>, headers: HeaderMap) -> Response {
    let language = Language::of(None, accepted(&headers));
    html(StatusCode::OK, page::home(language, &sandbox.book()))
}

async fn style() -> Response {
    respond(
        StatusCode::OK,
        "text/css; charset=utf-8",
        Body::from(page::STYLE),
    )
}

async fn show_card_page(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match sandbox.session(&id) {
        None => unknown(Language::of(None, accepted(&headers))),
        Some(session) => {
            let language = language_of(&session, &headers);
            match session.status(sandbox.now()) {
                Status::Open => {
                    let draft = Draft::default();
                    html(
                        StatusCode::OK,
                        page::card_form(language, &session.cancel_url, &draft, &[]),
                    )
                }
                Status::Complete => stored(language, &session),
                Status::Expired => expired(language, &session),
            }
        }
    }
}

async fn store_card(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(session) = sandbox.session(&id) else {
        return unknown(Language::of(None, accepted(&headers)));
    };
    let language = language_of(&session, &headers);
    match session.status(sandbox.now()) {
        Status::Open => {}
        // A second press of the button: the first has stored a card.
        Status::Complete => return see(&session.after_success()),
        Status::Expired => return expired(language, &session),
    }
    match Draft::parse(&Form::parse(&body), sandbox.now()) {
        Ok(left) => match sandbox.leave(&id, left).await {
            Ok(after) => see(&after),
            // Another press was faster.
            Err(StoreError::NoOpenSession(_) | StoreError::NoSuchCustomer(_)) => {
                see(&session.after_success())
            }
            Err(StoreError::NotWritten(_)) => failed(language, Some(&session.cancel_url)),
        },
        Err((draft, problems)) => html(
            StatusCode::UNPROCESSABLE_ENTITY,
            page::card_form(language, &session.cancel_url, &draft, &problems),
        ),
    }
}

async fn show_confirm_page(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let language = Language::of(None, accepted(&headers));
    let Some((intent, method)) = sandbox.intent(&id) else {
        return unknown(language);
    };
    let back = back(&intent);
    html(
        StatusCode::OK,
        page::confirm(language, &intent, method.as_ref(), back.as_deref()),
    )
}

async fn decide(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let language = Language::of(None, accepted(&headers));
    let decision = match Form::parse(&body).get("decision") {
        Some("confirm") => Decision::Confirm,
        Some("refuse") => Decision::Refuse,
        Some(_) | None => return see(&format!("{}/confirm/{id}", sandbox.base())),
    };
    if let Err(error) = sandbox.decide(&id, decision).await {
        tracing::error!(%error, "the state can't be written");
        return failed(language, None);
    }
    match sandbox.intent(&id) {
        None => unknown(language),
        Some((intent, _)) => {
            see(&back(&intent).unwrap_or_else(|| intent.confirm_url(sandbox.base())))
        }
    }
}

/// Where the shop wants its customer back, with what Stripe adds to it.
fn back(intent: &Intent) -> Option<String> {
    let mut url = url::Url::parse(intent.return_url.as_deref()?).ok()?;
    let outcome = if intent.charge.is_some() {
        "succeeded"
    } else {
        "failed"
    };
    url.query_pairs_mut()
        .append_pair("payment_intent", &intent.id)
        .append_pair("redirect_status", outcome);
    Some(url.into())
}

fn stored(language: Language, session: &Session) -> Response {
    let words = language.words();
    let back = session.after_success();
    let page = page::card_used(language, words.stored_title, words.stored_text, Some(&back));
    html(StatusCode::OK, page)
}

fn expired(language: Language, session: &Session) -> Response {
    let words = language.words();
    let back = Some(session.cancel_url.as_str());
    html(
        StatusCode::GONE,
        page::card_used(language, words.expired_title, words.expired_text, back),
    )
}

fn unknown(language: Language) -> Response {
    let words = language.words();
    let page = page::card_used(language, words.unknown_title, words.unknown_text, None);
    html(StatusCode::NOT_FOUND, page)
}

fn failed(language: Language, back: Option<&str>) -> Response {
    let words = language.words();
    let page = page::card_used(language, words.failed_title, words.failed_text, back);
    html(StatusCode::INTERNAL_SERVER_ERROR, page)
}

fn language_of(session: &Session, headers: &HeaderMap) -> Language {
    Language::of(session.locale.as_deref(), accepted(headers))
}

fn accepted(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()
}

fn html(status: StatusCode, page: String) -> Response {
    let mut response = respond(status, "text/html; charset=utf-8", Body::from(page));
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// 303: the browser goes on there, and a reload sends nothing twice.
fn see(url: &str) -> Response {
    let mut response = respond(
        StatusCode::SEE_OTHER,
        "text/plain; charset=utf-8",
        Body::empty(),
    );
    // Addresses were parsed when they came in; a parsed one is all ASCII.
    let ascii = url::Url::parse(url).map(String::from).unwrap_or_default();
    if let Ok(value) = HeaderValue::from_str(&ascii) {
        response.headers_mut().insert(header::LOCATION, value);
    }
    response
}
