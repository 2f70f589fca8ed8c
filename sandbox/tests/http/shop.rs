//! A shop that talks to the sandbox as an adapter does.

use std::{sync::Arc, time::Duration};

use reqwest::{Client, Method, redirect};
use sandbox::{Options, Running, Sandbox, TestCard};
use serde_json::Value;

/// A sandbox, a client, and a customer.
pub struct Shop {
    pub running: Running,
    pub client: Client,
    pub customer: String,
}

/// An answer, read to its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    pub status: u16,
    pub replayed: bool,
    pub body: Value,
}

impl Reply {
    /// A text in the body, by JSON pointer.
    pub fn text(&self, pointer: &str) -> &str {
        let value = self.body.pointer(pointer);
        value.and_then(Value::as_str).unwrap_or("(nothing)")
    }
}

pub fn client() -> Client {
    Client::builder()
        .no_proxy()
        .redirect(redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .build()
        .unwrap()
}

impl Shop {
    pub async fn open(options: Options) -> Self {
        let running = Sandbox::start(options).await.unwrap();
        let mut shop = Self {
            running,
            client: client(),
            customer: String::new(),
        };
        let made = shop
            .post(
                "/v1/customers",
                None,
                &[("name", "Ada"), ("metadata[user]", "7")],
            )
            .await;
        made.text("/id").clone_into(&mut shop.customer);
        shop
    }

    pub async fn send(
        &self,
        method: Method,
        path: &str,
        key: Option<&str>,
        pairs: &[(&str, &str)],
    ) -> reqwest::Result<Reply> {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.running.url()))
            .header("authorization", "Bearer sk_test_sandbox")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        if let Some(key) = key {
            request = request.header("idempotency-key", key);
        }
        let response = request.send().await?;
        let status = response.status().as_u16();
        let replayed = response.headers().get("idempotent-replayed").is_some();
        let body = serde_json::from_slice(&response.bytes().await?).unwrap();
        Ok(Reply {
            status,
            replayed,
            body,
        })
    }

    pub async fn post(&self, path: &str, key: Option<&str>, pairs: &[(&str, &str)]) -> Reply {
        self.send(Method::POST, path, key, pairs).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None, &[]).await.unwrap()
    }

    pub fn card(&self, card: TestCard) -> String {
        self.running
            .sandbox()
            .store_card(&self.customer, card)
            .unwrap()
    }

    /// Charges 10.00 EUR; the reference is the key.
    pub async fn try_charge(
        &self,
        key: &str,
        method: &str,
        more: &[(&str, &str)],
    ) -> reqwest::Result<Reply> {
        let mut pairs = vec![
            ("amount", "1000"),
            ("currency", "eur"),
            ("customer", self.customer.as_str()),
            ("payment_method", method),
            ("off_session", "true"),
            ("confirm", "true"),
            ("description", "10 credits"),
            ("metadata[reference]", key),
        ];
        pairs.extend_from_slice(more);
        self.send(Method::POST, "/v1/payment_intents", Some(key), &pairs)
            .await
    }

    pub async fn charge(&self, key: &str, method: &str) -> Reply {
        self.try_charge(key, method, &[]).await.unwrap()
    }

    pub async fn open_session(&self, locale: &str) -> Reply {
        let pairs = [
            ("mode", "setup"),
            ("customer", self.customer.as_str()),
            (
                "success_url",
                "http://shop.test/back?session={CHECKOUT_SESSION_ID}#card",
            ),
            ("cancel_url", "http://shop.test/cancelled?a=1&b=2"),
            ("currency", "eur"),
            ("locale", locale),
        ];
        self.post("/v1/checkout/sessions", None, &pairs).await
    }

    pub async fn only_intent(&self) -> Value {
        let list = self
            .get(&format!(
                "/v1/payment_intents?customer={}&limit=100",
                self.customer
            ))
            .await;
        let data = list.body["data"].as_array().unwrap();
        assert_eq!(data.len(), 1, "{list:?}");
        data[0].clone()
    }

    /// What the book says was taken, per reference.
    pub fn taken(&self) -> Vec<(String, i64)> {
        let book = self.running.sandbox().book();
        book.into_iter()
            .map(|movement| (movement.reference.unwrap_or_default(), movement.amount))
            .collect()
    }
}

/// Asks until it is so, for at most ten seconds.
pub async fn eventually(what: &str, so: impl Fn() -> bool) {
    for _ in 0..1_000 {
        if so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(so(), "it never came to be: {what}");
}

pub fn shared(shop: Shop) -> Arc<Shop> {
    Arc::new(shop)
}
