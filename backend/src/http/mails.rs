//! `/dev/mail`: the mails that were written, for whoever develops. Not there otherwise.

use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{Html, IntoResponse, Response},
    routing::get,
};
use maud::{DOCTYPE, html};

use super::{
    problem::{Answer, Refused},
    state::App,
};
use crate::store::outbox::{self, MailRow};

/// The newest mails that are listed.
const LISTED: i64 = 100;

/// What a mail may do when it is looked at: look like itself, and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; \
     frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The routes of this file.
pub fn router() -> Router<App> {
    Router::new()
        .route("/dev/mail", get(list))
        .route("/dev/mail/{id}", get(read))
}

/// HTML under the policy of mails.
fn page(html: String) -> Response {
    let policy = [(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    )];
    (policy, Html(html)).into_response()
}

async fn list(State(app): State<App>) -> Answer<Response> {
    let mails = app.read(|tx| Box::pin(outbox::newest(tx, LISTED))).await?;
    let list = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { "Mails" } }
            body style="font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem" {
                h1 { "Mails" }
                @if mails.is_empty() { p { "None was written yet." } }
                ol reversed {
                    @for mail in &mails {
                        li {
                            a href=(format!("/dev/mail/{:014x}", mail.id)) { (mail.subject) }
                            " to " (mail.recipient) ", "
                            time { (mail.created_at.format("%Y-%m-%d %H:%M:%S UTC")) }
                            ", " (state(mail))
                        }
                    }
                }
            }
        }
    };
    Ok(page(list.into_string()))
}

fn state(mail: &MailRow) -> String {
    let error = mail.error.as_deref().unwrap_or("not tried yet");
    match (mail.sent_at, mail.next_at) {
        (Some(_), _) => "sent".to_owned(),
        (None, Some(_)) => format!("waits, {} tries: {error}", mail.attempts),
        (None, None) => format!("given up: {error}"),
    }
}

async fn read(State(app): State<App>, Path(id): Path<String>) -> Answer<Response> {
    let id = i64::from_str_radix(&id, 16).map_err(|_| Refused::new(api::Code::NotFound))?;
    let mail = app
        .read(move |tx| Box::pin(outbox::find(tx, id)))
        .await?
        .ok_or_else(|| Refused::new(api::Code::NotFound))?;
    Ok(page(mail.html))
}
