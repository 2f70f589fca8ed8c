//! A `localstripe` of one test's own, and the front that makes its requests fit.

use std::{
    ffi::OsString,
    io::Write as _,
    net::TcpListener,
    process::{Child, Command, Stdio},
    sync::Once,
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use http_body_util::BodyExt as _;
use serde_json::Value;

/// Any key that looks like a secret one is good.
pub const KEY: &str = "sk_test_localstripe";

/// What it does not know, and refuses.
const UNKNOWN: &[&str] = &["description", "return_url", "customer", "created[gte]"];

static SKIPPED: Once = Once::new();

/// A running `localstripe`, which ends with this.
pub struct LocalStripe {
    child: Child,
    url: String,
    front: String,
}

impl Drop for LocalStripe {
    fn drop(&mut self) {
        // It is gone already, or goes now.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a test against a fresh `localstripe`, if there is one.
pub fn with_localstripe(test: impl AsyncFn(&LocalStripe)) {
    let Some(program) = std::env::var_os("RELUX_TEST_LOCALSTRIPE") else {
        SKIPPED.call_once(|| {
            // Not `eprintln!`, which is shown only when a test fails.
            let note = "\n*** SKIPPED against localstripe: RELUX_TEST_LOCALSTRIPE is not set ***\n";
            std::io::stderr().write_all(note.as_bytes()).unwrap();
        });
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let server = LocalStripe::start(program).await;
        test(&server).await;
    });
}

impl LocalStripe {
    async fn start(program: OsString) -> Self {
        // Free at this moment; nobody else asks for just this one.
        let free = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = free.local_addr().unwrap().port();
        drop(free);
        let child = Command::new(program)
            .args(["--from-scratch", "--port", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let url = format!("http://127.0.0.1:{port}");
        let front = front(url.clone()).await;
        let mut server = Self { child, url, front };
        for _ in 0..300 {
            if reqwest::get(server.url()).await.is_ok() {
                return server;
            }
            if let Some(status) = server.child.try_wait().unwrap() {
                panic!("localstripe ended: {status}; it needs IPv6 to listen");
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("localstripe does not answer");
    }

    /// Where it is.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Where the front is.
    pub fn front(&self) -> &str {
        &self.front
    }

    /// What is there.
    pub async fn get(&self, path: &str) -> Value {
        let request = reqwest::Client::new().get(format!("{}{path}", self.url));
        answer(request).await
    }

    /// Makes something there, past the front.
    pub async fn post(&self, path: &str, body: Value) -> Value {
        let request = reqwest::Client::new()
            .post(format!("{}{path}", self.url))
            .header("content-type", "application/json")
            .body(body.to_string());
        answer(request).await
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Value {
    let answer = request.bearer_auth(KEY).send().await.unwrap();
    let status = answer.status();
    let text = answer.text().await.unwrap();
    assert!(status.is_success(), "{status}: {text}");
    serde_json::from_str(&text).unwrap()
}

/// A server before that one, which drops from intents what is not known there.
async fn front(behind: String) -> String {
    let router = Router::new().fallback(pass).with_state(behind);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(axum::serve(listener, router).into_future());
    format!("http://{address}")
}

async fn pass(State(behind): State<String>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let path = parts.uri.path();
    let is_list = parts.method == "GET";
    let is_intent = path == "/v1/payment_intents";
    // A new intent keeps its customer; a list can't be asked for one.
    let drops =
        |name: &str| is_intent && UNKNOWN.contains(&name) && (is_list || name != "customer");
    let query = without(parts.uri.query().unwrap_or_default().as_bytes(), drops);
    let mut request = reqwest::Client::new()
        .request(parts.method.clone(), format!("{behind}{path}?{query}"))
        .body(without(&body, drops));
    for name in ["authorization", "content-type", "idempotency-key"] {
        if let Some(value) = parts.headers.get(name) {
            request = request.header(name, value.to_str().unwrap());
        }
    }
    match request.send().await {
        Ok(answer) => {
            let status = answer.status();
            let bytes: Bytes = answer.bytes().await.unwrap();
            (StatusCode::from_u16(status.as_u16()).unwrap(), bytes).into_response()
        }
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}

fn without(form: &[u8], drops: impl Fn(&str) -> bool) -> String {
    let pairs = form_urlencoded::parse(form).filter(|(name, _)| !drops(name));
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}
