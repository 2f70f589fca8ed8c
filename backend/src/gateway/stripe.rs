//! The adapter to Stripe's HTTP API, and to whoever answers in its words: the sandbox.

mod answer;
mod signature;

use std::time::Duration;

use api::Money;
use futures_util::{FutureExt as _, future::BoxFuture};
use reqwest::{Method, Response, StatusCode, Url};
use serde_json::Value;

use super::{CardPageEnd, Charge, Gateway, NewCardPage, NoAnswer, Notice, OpenedCardPage, Outcome};
use answer::text;

/// How long an answer is waited for. What is in doubt after it is looked up.
const PATIENCE: Duration = Duration::from_secs(20);
/// Charges of one customer that a page of the list holds.
const LIST_ROWS: &str = "100";
/// The version of the API that the adapter was written for.
const VERSION: &str = "2024-06-20";

/// How to reach the provider.
#[derive(Clone)]
pub struct StripeSettings {
    /// Where its API is, without `/v1`: `https://api.stripe.com`.
    pub base: Url,
    /// The secret key.
    pub secret_key: String,
    /// What webhooks are signed with.
    pub webhook_secret: String,
    /// Where the provider's pages lead back to by themselves: the page's own address.
    pub return_url: String,
}

/// Keeps the keys out of logs.
impl std::fmt::Debug for StripeSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StripeSettings")
            .field("base", &self.base.as_str())
            .finish_non_exhaustive()
    }
}

/// The adapter.
#[derive(Debug)]
pub struct Stripe {
    settings: StripeSettings,
    http: reqwest::Client,
}

/// A form: Stripe takes no JSON.
type Form<'a> = [(&'a str, &'a str)];

impl Stripe {
    /// An adapter with those settings.
    ///
    /// # Errors
    /// [`NoAnswer`] when no connection can be prepared.
    pub fn new(settings: StripeSettings) -> Result<Self, NoAnswer> {
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| NoAnswer(error.to_string()))?;
        Ok(Self { settings, http })
    }

    async fn get(&self, path: &str, query: &Form<'_>) -> Result<Value, NoAnswer> {
        let mut url = self.url(path)?;
        url.query_pairs_mut().extend_pairs(query);
        let (status, value) = self.exchange(self.http.request(Method::GET, url)).await?;
        succeeded(status, value)
    }

    /// The status too: a declined charge is an answer, not a failure.
    async fn post(
        &self,
        path: &str,
        key: Option<&str>,
        form: &Form<'_>,
    ) -> Result<(StatusCode, Value), NoAnswer> {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let mut request = self
            .http
            .request(Method::POST, self.url(path)?)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        self.exchange(request).await
    }

    async fn exchange(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<(StatusCode, Value), NoAnswer> {
        let request = request
            .bearer_auth(&self.settings.secret_key)
            .header("stripe-version", VERSION);
        let answer: Response = request.send().await.map_err(no_answer)?;
        let status = answer.status();
        let bytes = answer.bytes().await.map_err(no_answer)?;
        let value = serde_json::from_slice(&bytes)
            .map_err(|_not_json| NoAnswer(format!("{status} without JSON")))?;
        Ok((status, value))
    }

    fn url(&self, path: &str) -> Result<Url, NoAnswer> {
        let joined = self.settings.base.join(path);
        joined.map_err(|error| NoAnswer(error.to_string()))
    }

    async fn customer(&self, page: &NewCardPage<'_>) -> Result<String, NoAnswer> {
        if let Some(customer) = page.customer {
            return Ok(customer.to_owned());
        }
        let wallet = page.wallet.to_string();
        // One customer a wallet, however often it is asked for at once.
        let key = format!("relux-customer-{wallet}");
        let form = [("metadata[wallet]", wallet.as_str())];
        let (status, value) = self.post("/v1/customers", Some(&key), &form).await?;
        text(&succeeded(status, value)?, "id")
    }

    async fn open(&self, page: &NewCardPage<'_>) -> Result<OpenedCardPage, NoAnswer> {
        let customer = self.customer(page).await?;
        let form = [
            ("mode", "setup"),
            ("currency", "chf"),
            ("customer", &customer),
            ("success_url", page.return_url),
            ("cancel_url", page.return_url),
            ("locale", page.language),
        ];
        let (status, value) = self.post("/v1/checkout/sessions", None, &form).await?;
        let value = succeeded(status, value)?;
        Ok(OpenedCardPage {
            session: text(&value, "id")?,
            url: text(&value, "url")?,
            customer,
        })
    }

    async fn begin(&self, charge: &Charge) -> Result<Outcome, NoAnswer> {
        let amount = charge.price.amount_minor.to_string();
        let currency = lower(charge.price);
        let form = [
            ("amount", amount.as_str()),
            ("currency", &currency),
            ("customer", &charge.customer),
            ("payment_method", &charge.method),
            ("confirm", "true"),
            ("off_session", "true"),
            ("description", &charge.description),
            ("metadata[reference]", &charge.reference),
            ("return_url", &self.settings.return_url),
        ];
        let key = Some(charge.reference.as_str());
        let (status, value) = self.post("/v1/payment_intents", key, &form).await?;
        match answer::of_charge(status.as_u16(), &value) {
            answer::Charged::Settled(outcome) => Ok(outcome),
            answer::Charged::AskCustomer { intent } => self.ask_customer(&intent, charge).await,
        }
    }

    /// The bank wants the customer: the same intent, confirmed anew as if they were here,
    /// gets a page on which they can.
    async fn ask_customer(&self, intent: &str, charge: &Charge) -> Result<Outcome, NoAnswer> {
        let form = [
            ("payment_method", charge.method.as_str()),
            ("return_url", &self.settings.return_url),
        ];
        let key = format!("{}-confirm", charge.reference);
        let path = format!("/v1/payment_intents/{intent}/confirm");
        let (status, value) = self.post(&path, Some(&key), &form).await?;
        Ok(match answer::of_charge(status.as_u16(), &value) {
            answer::Charged::Settled(outcome) => outcome,
            answer::Charged::AskCustomer { .. } => Outcome::Unknown,
        })
    }

    /// Goes through the customer's charges: unlike Stripe's search, the list is never
    /// behind what was done.
    async fn find(&self, charge: &Charge) -> Result<Option<Outcome>, NoAnswer> {
        // Clocks differ; a charge can't be older than its reference by more than that.
        let since = (charge.since.timestamp() - 3_600).to_string();
        let mut after: Option<String> = None;
        let mut best = None;
        let mut unasked = None;
        loop {
            let mut query = vec![
                ("customer", charge.customer.as_str()),
                ("limit", LIST_ROWS),
                ("created[gte]", &since),
            ];
            if let Some(after) = &after {
                query.push(("starting_after", after));
            }
            let page = self.get("/v1/payment_intents", &query).await?;
            let intents = page.get("data").and_then(Value::as_array);
            let intents = intents.ok_or_else(|| NoAnswer("a list without data".to_owned()))?;
            let is_ours = |one: &&Value| answer::is_of(one, &charge.reference);
            for one in intents.iter().filter(is_ours) {
                best = answer::stronger(best, answer::of_intent(one));
                if answer::wants_customer(one) {
                    unasked = Some(text(one, "id")?);
                }
            }
            let more = page.get("has_more").and_then(Value::as_bool) == Some(true);
            match intents.last() {
                Some(last) if more => after = Some(text(last, "id")?),
                Some(_) | None => break,
            }
        }
        match (unasked, best) {
            // The answer that said so was lost, or a webhook was faster than it.
            (Some(intent), Some(Outcome::Declined(_))) => {
                self.ask_customer(&intent, charge).await.map(Some)
            }
            (_, best) => Ok(best),
        }
    }
}

impl Gateway for Stripe {
    fn open_card_page<'a>(
        &'a self,
        page: &'a NewCardPage<'a>,
    ) -> BoxFuture<'a, Result<OpenedCardPage, NoAnswer>> {
        self.open(page).boxed()
    }

    fn look_at_card_page<'a>(
        &'a self,
        session: &'a str,
    ) -> BoxFuture<'a, Result<CardPageEnd, NoAnswer>> {
        async move {
            let path = format!("/v1/checkout/sessions/{session}");
            let query = [("expand[]", "setup_intent.payment_method")];
            answer::of_card_page(&self.get(&path, &query).await?)
        }
        .boxed()
    }

    fn charge<'a>(&'a self, charge: &'a Charge) -> BoxFuture<'a, Outcome> {
        async move {
            self.begin(charge).await.unwrap_or_else(|error| {
                tracing::warn!(reference = charge.reference, %error, "a charge is in doubt");
                Outcome::Unknown
            })
        }
        .boxed()
    }

    fn look_up<'a>(
        &'a self,
        charge: &'a Charge,
    ) -> BoxFuture<'a, Result<Option<Outcome>, NoAnswer>> {
        self.find(charge).boxed()
    }

    fn hear(&self, signature: &str, body: &[u8]) -> Option<Notice> {
        let now = chrono::Utc::now().timestamp();
        signature::is_good(&self.settings.webhook_secret, signature, body, now)
            .then(|| answer::of_webhook(body).unwrap_or(Notice::Nothing))
    }
}

fn succeeded(status: StatusCode, value: Value) -> Result<Value, NoAnswer> {
    if status.is_success() {
        Ok(value)
    } else {
        Err(NoAnswer(format!("{status}")))
    }
}

/// Without the address, whose path may name a session.
fn no_answer(error: reqwest::Error) -> NoAnswer {
    NoAnswer(error.without_url().to_string())
}

fn lower(money: Money) -> String {
    money.currency.as_str().to_ascii_lowercase()
}
