//! Requests that change something: who may, what goes wrong, and only once under one key.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use super::json;
use crate::{
    answer::{Answer, Refusal},
    bank::{Bank, Turn},
    faults::Fault,
    form::Form,
    running::HangUp,
    sandbox::{Key, Sandbox},
    work::{Context, Delivery, Done},
};

/// The longest key, in bytes.
const MAX_KEY: usize = 255;

/// Whether the dice are thrown for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Luck {
    /// It is a charge.
    Thrown,
    /// It is something that works.
    Spared,
}

/// Says 401 unless the secret key is shown.
pub fn authorised(sandbox: &Sandbox, headers: &HeaderMap) -> Result<(), Refusal> {
    let shown = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    match shown {
        Some(key) if sandbox.is_key(key) => Ok(()),
        Some(_) => Err(Refusal::new(
            401,
            "invalid_request_error",
            None,
            "Invalid API Key provided.",
        )),
        None => Err(Refusal::new(
            401,
            "invalid_request_error",
            None,
            "You did not provide an API key. Use `Authorization: Bearer YOUR_SECRET_KEY`.",
        )),
    }
}

/// Carries out a request as Stripe does: authorised, and once under one key.
pub async fn once<W>(
    sandbox: &Sandbox,
    luck: Luck,
    path: &str,
    headers: &HeaderMap,
    body: &Bytes,
    work: W,
) -> Response
where
    W: FnOnce(&mut Bank, &Context, &Form) -> Result<Done, Refusal> + Send + 'static,
{
    if let Err(refusal) = authorised(sandbox, headers) {
        return json(&refusal.into());
    }
    let fault = match luck {
        Luck::Thrown => sandbox.throw(),
        Luck::Spared => Fault::None,
    };
    match fault {
        Fault::ErrorBefore => return json(&Answer::broken()),
        Fault::ResetBefore => return hang_up(),
        Fault::RateLimited => return json(&rate_limited()),
        Fault::None
        | Fault::Decline
        | Fault::CapturedThenLost
        | Fault::CapturedThen500
        | Fault::Slow
        | Fault::SlowCapture => {}
    }
    let form = Form::parse(body);
    let key = match key(headers, &form, path) {
        Ok(key) => key,
        Err(refusal) => return json(&refusal.into()),
    };
    if let Some(key) = &key {
        match sandbox.turn(key) {
            Turn::First => {}
            Turn::Again(answered) => return replayed(&answered.answer),
            Turn::Other => return json(&other_request(&key.key)),
            Turn::Running => return json(&in_use(&key.key)),
        }
    }
    // In a task of its own: who hangs up does not stop work that has begun.
    let running = RunningKey {
        sandbox: sandbox.clone(),
        key,
    };
    let task = tokio::spawn(async move {
        let sandbox = &running.sandbox;
        if fault == Fault::SlowCapture {
            tokio::time::sleep(sandbox.slow()).await;
        }
        let work = |bank: &mut Bank, context: &Context| work(bank, context, &form);
        let (answer, delivery) = sandbox.carry_out(running.key.as_ref(), fault, work).await;
        if let Delivery::After(wait) = delivery {
            tokio::time::sleep(wait).await;
        }
        (answer, delivery)
    });
    match task.await {
        Ok((answer, Delivery::Normal | Delivery::After(_))) => json(&answer),
        Ok((_, Delivery::Lost)) => hang_up(),
        Ok((_, Delivery::Error)) | Err(_) => json(&Answer::broken()),
    }
}

/// A key while its request is being carried out; frees it however that ends.
struct RunningKey {
    sandbox: Sandbox,
    key: Option<Key>,
}

impl Drop for RunningKey {
    fn drop(&mut self) {
        if let Some(key) = &self.key {
            self.sandbox.ended(key);
        }
    }
}

fn key(headers: &HeaderMap, form: &Form, path: &str) -> Result<Option<Key>, Refusal> {
    let Some(value) = headers.get("idempotency-key") else {
        return Ok(None);
    };
    match value.to_str() {
        Ok(key) if (1..=MAX_KEY).contains(&key.len()) => {
            let request = form.digest(path);
            Ok(Some(Key {
                key: key.to_owned(),
                request,
            }))
        }
        Ok(_) | Err(_) => Err(Refusal::new(
            400,
            "invalid_request_error",
            None,
            "An Idempotency-Key has 1 to 255 characters.",
        )),
    }
}

fn replayed(answer: &Answer) -> Response {
    let mut response = json(answer);
    let replayed = HeaderValue::from_static("true");
    response
        .headers_mut()
        .insert("idempotent-replayed", replayed);
    response
}

fn other_request(key: &str) -> Answer {
    let message = format!(
        "Keys for idempotent requests can only be used with the same parameters they were first \
         used with. Try using a key other than '{key}' if you meant to execute a different request."
    );
    Refusal::new(400, "idempotency_error", None, message).into()
}

fn in_use(key: &str) -> Answer {
    let message =
        format!("There is currently another in-progress request using this Idempotent Key: {key}.");
    Refusal::new(
        409,
        "idempotency_error",
        Some("idempotency_key_in_use"),
        message,
    )
    .into()
}

fn rate_limited() -> Answer {
    let message = "Request rate limit exceeded.";
    Refusal::new(429, "invalid_request_error", Some("rate_limit"), message).into()
}

fn hang_up() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(HangUp);
    response
}
