//! Telling the shop what happened: signed, retried, and, if so asked for, badly.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep, sleep_until, timeout},
};
use tokio_util::sync::CancellationToken;

use crate::{clock::Clock, faults::WebhookFaults, ids::hex, work::Event};

/// How long the shop may take over one webhook.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long an answer waits for the webhook that is to come before it. Shorter than what a
/// shop waits for an answer: it may hold something that the webhook needs.
const EARLY_PATIENCE: Duration = Duration::from_secs(2);

/// How long after the work its webhook leaves, so that the answer is there first.
const AFTER_THE_ANSWER: Duration = Duration::from_millis(50);

/// How often one webhook is tried.
const ATTEMPTS: u32 = 6;

/// The post office.
#[derive(Debug)]
pub struct Webhooks {
    url: Mutex<Option<String>>,
    secret: String,
    first_retry: Duration,
    client: reqwest::Client,
    clock: Clock,
    stopping: CancellationToken,
    queue: mpsc::UnboundedSender<(Instant, Letter)>,
}

/// One signed message.
#[derive(Debug, Clone)]
pub struct Letter {
    payload: String,
    signature: String,
}

/// The letters that are to go out, in order, and when.
pub type Outbox = mpsc::UnboundedReceiver<(Instant, Letter)>;

/// How webhooks are sent.
#[derive(Debug)]
pub struct Postage {
    /// Where to, if that is known yet.
    pub url: Option<String>,
    /// What they are signed with.
    pub secret: String,
    /// How long until the first retry; every further one waits twice as long.
    pub first_retry: Duration,
    /// What time it is, for the signature.
    pub clock: Clock,
    /// Ends everything that still waits.
    pub stopping: CancellationToken,
}

impl Webhooks {
    /// A post office, and the outbox that [`carry`] empties.
    ///
    /// # Errors
    /// No HTTP client can be made.
    pub fn new(postage: Postage) -> reqwest::Result<(Self, Outbox)> {
        let client = reqwest::Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE)
            .build()?;
        let (queue, outbox) = mpsc::unbounded_channel();
        let webhooks = Self {
            url: Mutex::new(postage.url),
            secret: postage.secret,
            first_retry: postage.first_retry,
            client,
            clock: postage.clock,
            stopping: postage.stopping,
            queue,
        };
        Ok((webhooks, outbox))
    }

    /// Where webhooks go from now on; `None` is nowhere.
    pub fn set_url(&self, url: Option<String>) {
        *self.url.lock().unwrap_or_else(PoisonError::into_inner) = url;
    }

    fn url(&self) -> Option<String> {
        self.url
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Sends an event, with what is to go wrong with it. Returns at once, unless the event is
    /// to arrive before the answer.
    pub async fn send(self: &Arc<Self>, id: &str, event: Event, faults: Wrong) {
        if self.url().is_none() {
            return;
        }
        let body = json!({
            "id": id,
            "object": "event",
            "type": event.kind,
            "created": self.clock.now(),
            "data": { "object": event.object },
            "livemode": false,
        });
        let letter = self.signed(&body, &self.secret);
        let mut letters = Vec::new();
        if !faults.of.dropped {
            letters.push(letter.clone());
            if faults.of.duplicated {
                letters.push(letter);
            }
        }
        if faults.of.forged {
            letters.push(self.signed(&forged(body), "whsec_somebody_else"));
        }
        for letter in letters {
            if faults.of.early {
                // How it goes is nothing to the answer: a failed one is tried again.
                let _ = timeout(EARLY_PATIENCE, self.deliver(letter)).await;
            } else if faults.of.reordered {
                let due = Instant::now() + faults.held;
                let webhooks = self.clone();
                tokio::spawn(async move {
                    sleep_until(due).await;
                    webhooks.deliver(letter).await;
                });
            } else {
                // Nobody reads the outbox once the server stops.
                let _ = self.queue.send((Instant::now() + AFTER_THE_ANSWER, letter));
            }
        }
    }

    fn signed(&self, body: &Value, secret: &str) -> Letter {
        let payload = body.to_string();
        let signature = signature(secret, self.clock.now(), &payload);
        Letter { payload, signature }
    }

    /// Tries once, and leaves the rest to a task of its own.
    async fn deliver(self: &Arc<Self>, letter: Letter) {
        if self.attempt(&letter).await {
            return;
        }
        let webhooks = self.clone();
        tokio::spawn(async move {
            let stopping = webhooks.stopping.clone();
            stopping.run_until_cancelled(webhooks.retry(letter)).await;
        });
    }

    async fn retry(&self, letter: Letter) {
        let mut pause = self.first_retry;
        for _ in 1..ATTEMPTS {
            sleep(pause).await;
            if self.attempt(&letter).await {
                return;
            }
            pause = pause.saturating_mul(2);
        }
        tracing::warn!("a webhook was never taken");
    }

    /// Whether the shop took it.
    async fn attempt(&self, letter: &Letter) -> bool {
        let Some(url) = self.url() else {
            return true;
        };
        let sent = self
            .client
            .post(url)
            .header("content-type", "application/json; charset=utf-8")
            .header("stripe-signature", &letter.signature)
            .body(letter.payload.clone())
            .send()
            .await;
        match sent {
            Ok(answer) if answer.status().is_success() => true,
            Ok(answer) => {
                tracing::info!(status = answer.status().as_u16(), "a webhook was refused");
                false
            }
            Err(error) => {
                tracing::info!(%error, "a webhook did not arrive");
                false
            }
        }
    }
}

/// What goes wrong with one event, and how long a held one is held.
#[derive(Debug, Clone, Copy)]
pub struct Wrong {
    /// Which faults.
    pub of: WebhookFaults,
    /// How long a reordered webhook is held back.
    pub held: Duration,
}

/// Carries letters in their order until the server stops.
pub async fn carry(webhooks: Arc<Webhooks>, mut outbox: Outbox) {
    let stopping = webhooks.stopping.clone();
    let carrying = async {
        while let Some((due, letter)) = outbox.recv().await {
            sleep_until(due).await;
            webhooks.deliver(letter).await;
        }
    };
    stopping.run_until_cancelled(carrying).await;
}

/// What somebody would like us to believe: the payment succeeded, with a hundredfold amount.
fn forged(mut body: Value) -> Value {
    if let Some(event) = body.as_object_mut() {
        event.insert("id".into(), "evt_forged".into());
        event.insert("type".into(), "payment_intent.succeeded".into());
    }
    if let Some(object) = body
        .pointer_mut("/data/object")
        .and_then(Value::as_object_mut)
    {
        let amount = object.get("amount").and_then(Value::as_i64).unwrap_or(1);
        object.insert("amount".into(), amount.saturating_mul(100).into());
        object.insert("status".into(), "succeeded".into());
    }
    body
}

/// The value of `Stripe-Signature` for a payload sent at `at`, in seconds since 1970.
#[must_use]
pub fn signature(secret: &str, at: i64, payload: &str) -> String {
    // HMAC takes a key of any length, so the error can't happen; no signature is then given.
    let Ok(mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else {
        return String::new();
    };
    let digest = mac
        .chain_update(format!("{at}.{payload}"))
        .finalize()
        .into_bytes();
    format!("t={at},v1={}", hex(&digest))
}

#[cfg(test)]
mod tests {
    use super::signature;

    /// As `printf 12.x | openssl dgst -sha256 -hmac whsec_1` says.
    #[test]
    fn a_signature_is_the_one_that_others_compute() {
        assert_eq!(
            signature("whsec_1", 12, "x"),
            format!(
                "t=12,v1={}",
                "1c94fcc6fe10ff3993fac56beead913391ef43afb98344136368b7cfd3449097"
            )
        );
    }
}
