//! Sending a request and waiting for its whole answer, within the time that G4 gives.
//! Only the endpoints beside this file call it.

use gloo_net::http::{Method, Request, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};

use super::{ClientError, answer::Answer};
use crate::{
    browser::{
        RequestCache, RequestCredentials, RequestRedirect, first,
        timer::{Deadline, sleep},
    },
    host,
};

/// The time for a request with all its tries, in milliseconds (G4, I25).
const TIMEOUT_MS: i32 = 15_000;

/// The pauses before a read is tried again, in milliseconds.
const PAUSES_MS: [i32; 2] = [400, 1_500];

/// A write.
pub(super) struct Write<'a> {
    /// How.
    pub(super) method: Method,
    /// To what, below the API.
    pub(super) path: &'a str,
    /// What, as JSON.
    pub(super) body: Option<String>,
    /// The key of the user's intent, for a write that moves credits or money (I23).
    pub(super) key: Option<&'a str>,
}

/// Reads what is at a path below the API. `first` is the path under which the html may
/// have started the same request already.
pub(super) async fn read<T: DeserializeOwned>(
    path: &str,
    first: Option<&str>,
) -> Result<T, ClientError> {
    parse(&read_text(path, first).await?)
}

/// Writes, once, and reads the JSON of the answer.
pub(super) async fn send<T: DeserializeOwned>(write: Write<'_>) -> Result<T, ClientError> {
    parse(&send_text(write).await?)
}

/// Writes, once, if what is there still has that version (I22), and reads the JSON of
/// the answer.
pub(super) async fn send_if_unchanged<T: DeserializeOwned>(
    write: Write<'_>,
    version: u32,
) -> Result<T, ClientError> {
    parse(&exchange_write(write, Some(version)).await?)
}

/// A body as JSON.
pub(super) fn json(body: &impl Serialize) -> Result<String, ClientError> {
    serde_json::to_string(body).map_err(|_| ClientError::Unexpected)
}

/// What the JSON of an answer says.
pub(super) fn parse<T: DeserializeOwned>(body: &str) -> Result<T, ClientError> {
    serde_json::from_str(body).map_err(|_| ClientError::Unexpected)
}

/// As [`read`], without understanding the body; an answer without one is empty.
pub(super) async fn read_text(path: &str, first: Option<&str>) -> Result<String, ClientError> {
    let deadline = Deadline::after(TIMEOUT_MS);
    if let Some(answer) = started_by_html(first, &deadline).await {
        return answer.understand();
    }
    let url = url(path);
    let mut pauses = PAUSES_MS.into_iter();
    loop {
        let outcome = exchange(request(Method::GET, &url, &deadline).build(), &deadline).await;
        let passing = match &outcome {
            Ok(answer) => answer.is_passing(),
            Err(ClientError::Offline) => true,
            Err(_) => false,
        };
        match pauses.next() {
            Some(pause_ms) if passing => sleep(jittered(pause_ms)).await,
            _ => return outcome?.understand(),
        }
        if deadline.has_passed() {
            return Err(ClientError::Timeout);
        }
    }
}

/// Writes, once, and gives the body of the answer.
pub(super) async fn send_text(write: Write<'_>) -> Result<String, ClientError> {
    exchange_write(write, None).await
}

async fn exchange_write(write: Write<'_>, version: Option<u32>) -> Result<String, ClientError> {
    first::forget_all();
    let deadline = Deadline::after(TIMEOUT_MS);
    // A cross-site form can't set a header of ours.
    let mut request =
        request(write.method, &url(write.path), &deadline).header("x-relux-credits", "1");
    // Mails and the provider's pages are in the page's language, not the browser's, and their
    // numbers as in the page.
    request = request.header("accept-language", &host::get().region);
    if let Some(key) = write.key {
        request = request.header("idempotency-key", key);
    }
    if let Some(version) = version {
        request = request.header("if-match", &format!("\"{version}\""));
    }
    let request = match write.body {
        Some(body) => request
            .header("content-type", "application/json")
            .body(body),
        None => request.build(),
    };
    exchange(request, &deadline).await?.understand()
}

/// The answer to a request that the html started, unless that failed, which is no
/// reason not to ask properly.
async fn started_by_html(path: Option<&str>, deadline: &Deadline) -> Option<Answer> {
    let started = first::take(&url(path?))?;
    deadline.also(&started.abort);
    let answer = receive(Response::from(started.response().await?)).await?;
    // What it leads to is drawn in a task of its own: the browser can paint before.
    sleep(0).await;
    (!answer.is_passing()).then_some(answer)
}

fn url(path: &str) -> String {
    format!("{}{path}", host::get().api)
}

fn request(method: Method, url: &str, deadline: &Deadline) -> RequestBuilder {
    RequestBuilder::new(url)
        .method(method)
        .header("accept", "application/json")
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        // The API redirects nowhere; a host that does so wants people to sign in.
        .redirect(RequestRedirect::Manual)
        .abort_signal(deadline.signal().as_ref())
}

async fn exchange(
    request: Result<Request, gloo_net::Error>,
    deadline: &Deadline,
) -> Result<Answer, ClientError> {
    let request = request.map_err(|_| ClientError::Unexpected)?;
    let answer = match request.send().await {
        Ok(response) => receive(response).await,
        Err(_) => None,
    };
    answer.ok_or(if deadline.has_passed() {
        ClientError::Timeout
    } else {
        ClientError::Offline
    })
}

/// Waits for the body too, which can stall like everything else.
async fn receive(response: Response) -> Option<Answer> {
    let header = response.headers().get("content-type").unwrap_or_default();
    Some(Answer {
        status: response.status(),
        media_type: Answer::media_type(&header),
        body: response.text().await.ok()?,
    })
}

/// The pause, up to a quarter longer, so that the pages that a failing server turned
/// away don't all come back at the same moment.
#[expect(
    clippy::as_conversions,
    reason = "the cast saturates, and the value is below 1,000"
)]
fn jittered(pause_ms: i32) -> i32 {
    let thousandths = (js_sys::Math::random() * 1_000.0) as i32;
    pause_ms.saturating_add(pause_ms.saturating_mul(thousandths) / 4_000)
}
