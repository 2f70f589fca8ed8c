//! The backend's API as ReluxDesktop and the page speak it; for `spend` and `bench`.

use std::{
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result, bail};
use api::{
    EmailAddress, OrganisationId, Problem, WalletId,
    auto_renewal::{AutoRenewal, AutoRenewalState, RenewalRule, SaveAutoRenewal},
    generation::{DebitGeneration, DesktopToken, Generation, ImageCount, RequestToken},
    history::HistoryPage,
    organisation::Organisation,
    payment::{CardPage, LocalPath, OpenCardPage},
    session::{Session, SignIn},
    usage::Usage,
    wallet::{Balance, Owner},
};
use serde::{Serialize, de::DeserializeOwned};
use ureq::{
    Agent, Body,
    http::{self, Response},
};

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

    /// The person's own wallet.
    ///
    /// # Errors
    /// When they have none, which nobody is without.
    pub fn own(&self) -> Result<WalletId> {
        self.wallets().next().context("nobody is without a wallet")
    }

    /// Stores a card that is always good, by filling in the sandbox provider's page.
    ///
    /// # Errors
    /// When either can't be reached or refuses.
    pub fn store_card(&self) -> Result<()> {
        let return_to = LocalPath::try_from("/credits".to_owned())?;
        let CardPage { url } =
            self.write("POST", "/card-page", &[], &OpenCardPage { return_to })?;
        let form = [
            ("number", "4242 4242 4242 4242"),
            ("expiry", "12/40"),
            ("cvc", "123"),
        ];
        let answer = self.agent.post(&url).send_form(form);
        let status = answer
            .with_context(|| format!("cannot reach {url}"))?
            .status();
        // The page leads back to ours, whoever that is.
        if status.is_success() || status.is_redirection() || status.as_u16() == 404 {
            Ok(())
        } else {
            bail!("the card page answers {status}")
        }
    }

    /// Turns auto-renewal of the person's own wallet on, whatever it was.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses; with the problem's title.
    pub fn turn_on(&self, rule: RenewalRule) -> Result<()> {
        let state: AutoRenewalState = self.read("/auto-renewal")?;
        let version = format!("\"{}\"", state.version);
        let wanted = SaveAutoRenewal {
            setting: AutoRenewal::On(rule),
            renew_at_once: true,
        };
        let headers = [("If-Match", version.as_str())];
        self.write("PUT", "/auto-renewal", &headers, &wanted)
            .map(|_: AutoRenewalState| ())
    }

    /// How the person's own wallet stands.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses; with the problem's title.
    pub fn balance(&self) -> Result<Balance> {
        self.read("")
    }

    /// Something of the person's own wallet.
    fn read<A: DeserializeOwned>(&self, path: &str) -> Result<A> {
        self.get(&format!("/wallets/personal{path}"))
    }

    fn get<A: DeserializeOwned>(&self, path: &str) -> Result<A> {
        let answer = self
            .agent
            .get(format!("{}{path}", self.api))
            .header("Cookie", &self.cookie)
            .call();
        read(answer, &self.api)
    }

    /// Changes something of the person's own wallet.
    fn write<A: DeserializeOwned>(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &impl Serialize,
    ) -> Result<A> {
        let mut request = http::Request::builder()
            .method(method)
            .uri(format!("{}/wallets/personal{path}", self.api))
            .header("Cookie", &self.cookie)
            .header("Sec-Fetch-Site", "same-origin")
            .header("X-Relux-Credits", "1")
            .header("Content-Type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(serde_json::to_string(body)?)?;
        read(self.agent.run(request), &self.api)
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
        self.get(&format!("/wallets/{wallet}/transactions?{query}"))
    }

    /// The organisation whose wallet that is.
    pub fn organisation(&self, wallet: WalletId) -> Option<OrganisationId> {
        let mut wallets = self.session.wallets.iter();
        match wallets.find(|one| one.id == wallet)?.owner {
            Owner::Shared { organisation, .. } => Some(organisation),
            Owner::Personal => None,
        }
    }

    /// An organisation with its members.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses; with the problem's title.
    pub fn members(&self, organisation: OrganisationId) -> Result<Organisation> {
        self.get(&format!("/organisations/{organisation}"))
    }

    /// What each member of an organisation has used this month.
    ///
    /// # Errors
    /// When the backend can't be reached or refuses; with the problem's title.
    pub fn usage(&self, organisation: OrganisationId) -> Result<Usage> {
        self.get(&format!("/organisations/{organisation}/usage"))
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
