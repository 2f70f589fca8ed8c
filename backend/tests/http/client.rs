//! A server without a socket, and clients of it, for the tests of this crate.

use std::{num::NonZeroU32, sync::Arc};

use api::{Code, Problem, UserId, problem::MEDIA_TYPE};
use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, Method, Request, StatusCode, request::Builder},
    response::Response,
};
use backend::{
    desktop, generation,
    http::{App, Page, Rates, Settings, router},
    payment::Engine,
    session,
    store::Database,
};
use futures_util::StreamExt as _;
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tower::ServiceExt as _;

use crate::till;

/// The whole server on a database.
#[derive(Clone)]
pub struct Server {
    pub app: App,
    pub router: Router,
    pub database: Database,
}

pub fn settings() -> Settings {
    let number = |number| NonZeroU32::new(number).unwrap();
    Settings {
        generation: generation::Config::default(),
        rates: Rates {
            requests_per_second: number(100_000),
            sign_ins_per_minute: number(100_000),
            invitations_per_hour: number(100_000),
            organisations_per_day: number(100_000),
        },
        behind_tls: false,
        development: false,
        host_key: None,
    }
}

impl Server {
    /// One that never says that there are too many requests.
    pub async fn on(database: &Database) -> Self {
        Self::with(database, settings(), None).await
    }

    pub async fn with(database: &Database, settings: Settings, page: Option<Page>) -> Self {
        // Nobody is there: these tests charge no card.
        let provider = Arc::new(till::stripe("http://127.0.0.1:9"));
        let engine = Engine::new(database.clone(), provider, Arc::default());
        Self::charging(database, engine, settings, page).await
    }

    pub async fn charging(
        database: &Database,
        engine: Engine,
        settings: Settings,
        page: Option<Page>,
    ) -> Self {
        let app = App::new(database.clone(), engine, settings).await.unwrap();
        Self {
            router: router(&app, page).unwrap(),
            database: database.clone(),
            app,
        }
    }

    /// A browser in which nobody has signed in.
    pub fn browser(&self) -> Client {
        Client {
            server: self.clone(),
            credentials: None,
        }
    }

    /// A browser in which that person has signed in.
    pub async fn signed_in(&self, user: UserId) -> Client {
        let secret = self
            .database
            .write(async |tx| session::begin(tx, user, None).await)
            .await
            .unwrap();
        self.browser()
            .with("cookie", &format!("__Host-relux_sid={}", secret.reveal()))
    }

    /// ReluxDesktop of that person.
    pub async fn desktop(&self, user: UserId) -> Client {
        let secret = self
            .database
            .write(async |tx| desktop::issue(tx, user).await)
            .await
            .unwrap();
        self.browser()
            .with("authorization", &format!("Bearer {}", secret.reveal()))
    }

    pub async fn send(&self, request: Request<Body>) -> Response {
        let Ok(answer) = self.router.clone().oneshot(request).await;
        answer
    }
}

/// A browser or a ReluxDesktop.
#[derive(Clone)]
pub struct Client {
    pub server: Server,
    credentials: Option<(&'static str, String)>,
}

impl Client {
    pub fn with(&self, name: &'static str, value: &str) -> Self {
        Self {
            server: self.server.clone(),
            credentials: Some((name, value.to_owned())),
        }
    }

    /// A request as the page sends it, under `/api/v1`.
    pub fn request(&self, method: Method, path: &str) -> Builder {
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header("host", "localhost")
            .header("sec-fetch-site", "same-origin")
            .header("x-relux-credits", "1");
        match &self.credentials {
            Some((name, value)) => request.header(*name, value),
            None => request,
        }
    }

    pub async fn send(&self, request: Builder, body: impl Into<Body>) -> Reply {
        let request = request.body(body.into()).unwrap();
        let what = format!("{} {}", request.method(), request.uri());
        Reply::read(what, self.server.send(request).await).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path), ()).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path), ()).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/json");
        self.send(request, body.to_string()).await
    }

    /// A change of what was read under that tag.
    pub async fn put(&self, path: &str, tag: &str, body: &Value) -> Reply {
        let request = self
            .request(Method::PUT, path)
            .header("content-type", "application/json")
            .header("if-match", tag);
        self.send(request, body.to_string()).await
    }

    /// A write with an idempotency key.
    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Reply {
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/json")
            .header("idempotency-key", key);
        self.send(request, body.to_string()).await
    }
}

/// An answer that has arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub what: String,
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Reply {
    pub async fn read(what: String, answer: Response) -> Self {
        let (parts, body) = answer.into_parts();
        Self {
            what,
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes(),
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.to_vec()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        let value = value.unwrap_or_else(|| panic!("{}: no {name}", self.what));
        value.to_str().unwrap()
    }

    /// The value of a good answer.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        assert!(self.status.is_success(), "{}: {}", self.what, self.text());
        assert_eq!(self.header("content-type"), "application/json");
        serde_json::from_slice(&self.body).unwrap()
    }

    /// The problem of a bad one, which must be a whole one of a code that we know.
    pub fn problem(&self) -> Problem {
        assert_eq!(
            self.headers
                .get("content-type")
                .map(|v| v.to_str().unwrap()),
            Some(MEDIA_TYPE),
            "{}: {} {}",
            self.what,
            self.status,
            self.text()
        );
        let problem: Problem = serde_json::from_slice(&self.body).unwrap();
        assert_eq!(problem.status, self.status.as_u16(), "{}", self.what);
        assert_eq!(problem.status, problem.code.status(), "{}", self.what);
        assert_ne!(problem.code, Code::Unknown, "{}", self.what);
        problem
    }

    #[track_caller]
    pub fn assert_refused(&self, code: Code) {
        assert_eq!(self.problem().code, code, "{}: {}", self.what, self.text());
    }
}

/// The next piece of a stream, as text.
pub async fn next_piece(body: &mut axum::body::BodyDataStream) -> Option<String> {
    let piece = body.next().await?.unwrap();
    Some(String::from_utf8(piece.to_vec()).unwrap())
}
