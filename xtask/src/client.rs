//! The backend's API as ReluxDesktop and the page speak it; for `spend` and `bench`.

use std::{
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use api::{
    EmailAddress, Problem, WalletId,
    generation::{DebitGeneration, DesktopToken, Generation, ImageCount, RequestToken},
    history::HistoryPage,
    session::{Session, SignIn},
};
use serde::de::DeserializeOwned;
use ureq::{Agent, Body, http::Response};

/// Long enough for the slowest answer, short enough not to wait for a dead server.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Connections that are kept for the next request.
const CONNECTIONS: usize = 256;

/// A backend, seen as ReluxDesktop sees it: with a token of its own. Its copies share
/// their connections.
#[derive(Clone)]
pub struct Desktop {
    agent: Agent,
    api: String,
    token: String,
}

impl Desktop {
    /// Gets a token for a person.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses; with the problem's title.
    pub fn sign_in(url: &str, email: &EmailAddress, password: &str) -> Result<Self> {
        let (agent, api) = (agent(), api(url));
        let request = RequestToken {
            email: email.clone(),
            password: password.to_owned(),
        };
        let answer = agent
            .post(format!("{api}/desktop-tokens"))
            .send_json(&request);
        let DesktopToken { token } = read(answer, &api)?;
        Ok(Self { agent, api, token })
    }

    /// Debits one generation of one image.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses; with the problem's title.
    pub fn generate(&self) -> Result<Generation> {
        let request = DebitGeneration {
            images: ImageCount::try_from(1)?,
            wallet: None,
        };
        let answer = self
            .agent
            .post(format!("{}/generations", self.api))
            .header("Authorization", format!("Bearer {}", self.token))
            .header("Idempotency-Key", fresh_key())
            .send_json(&request);
        read(answer, &self.api)
    }
}

/// A backend, seen as the page sees it: with the cookie of a session.
pub struct Page {
    agent: Agent,
    api: String,
    cookie: String,
    session: Session,
}

impl Page {
    /// Signs a person in.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses; with the problem's title.
    pub fn sign_in(url: &str, email: &EmailAddress, password: &str) -> Result<Self> {
        let (agent, api) = (agent(), api(url));
        let request = SignIn {
            email: email.clone(),
            password: password.to_owned(),
        };
        let response = agent
            .post(format!("{api}/session"))
            .header("Origin", url.trim_end_matches('/'))
            .header("X-Relux-Credits", "1")
            .send_json(&request)
            .with_context(|| format!("cannot reach {api}"))?;
        let cookie = response
            .headers()
            .get("set-cookie")
            .and_then(|cookie| cookie.to_str().ok()?.split(';').next())
            .map(str::to_owned);
        let session = read(Ok(response), &api)?;
        let cookie = cookie.context("signing in set no cookie")?;
        Ok(Self {
            agent,
            api,
            cookie,
            session,
        })
    }

    /// The wallets that the person may look at.
    pub fn wallets(&self) -> impl Iterator<Item = WalletId> {
        self.session.wallets.iter().map(|wallet| wallet.id)
    }

    /// A page of a wallet's history; `query` as in a URL, without `?`.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses; with the problem's title.
    pub fn history(&self, wallet: WalletId, query: &str) -> Result<HistoryPage> {
        let answer = self
            .agent
            .get(format!(
                "{}/wallets/{wallet}/transactions?{query}",
                self.api
            ))
            .header("Cookie", &self.cookie)
            .call();
        read(answer, &self.api)
    }
}

fn agent() -> Agent {
    let configuration = Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .max_idle_connections(CONNECTIONS)
        .max_idle_connections_per_host(CONNECTIONS)
        .http_status_as_error(false)
        .build();
    Agent::new_with_config(configuration)
}

fn api(url: &str) -> String {
    format!("{}/api/v1", url.trim_end_matches('/'))
}

fn read<A: DeserializeOwned>(answer: Result<Response<Body>, ureq::Error>, api: &str) -> Result<A> {
    let mut response =
        answer.with_context(|| format!("cannot reach {api}: is `cargo xtask serve` running?"))?;
    let status = response.status();
    let body = response.body_mut();
    if status.is_success() {
        return Ok(body.read_json()?);
    }
    let problem: Problem = body
        .read_json()
        .with_context(|| format!("an answer {status} that is no problem of ours"))?;
    bail!("{} ({})", problem.title, problem.status)
}

/// A key that no other request has: each spends anew.
fn fresh_key() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    format!("{}-{}-{count}", process::id(), now.as_nanos())
}
