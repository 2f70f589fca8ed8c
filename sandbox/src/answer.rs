//! What a request is answered with, in Stripe's shapes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::decline::Decline;

/// A status and a JSON body: what an idempotency key remembers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The JSON body.
    pub body: Value,
}

impl Answer {
    /// 200.
    #[must_use]
    pub fn ok(body: Value) -> Self {
        Self { status: 200, body }
    }

    /// 402: the bank said no to this intent.
    #[must_use]
    pub fn declined(decline: Decline, intent: Value) -> Self {
        let mut error = decline.to_json();
        if let Some(error) = error.as_object_mut() {
            error.insert("payment_intent".into(), intent);
        }
        Self {
            status: 402,
            body: json!({ "error": error }),
        }
    }

    /// 500: something broke.
    #[must_use]
    pub fn broken() -> Self {
        Refusal::new(500, "api_error", None, "Something went wrong on our end.").into()
    }
}

/// Why a request is not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    status: u16,
    kind: &'static str,
    code: Option<&'static str>,
    param: Option<String>,
    message: String,
}

impl Refusal {
    /// A refusal with Stripe's type and code.
    pub fn new(
        status: u16,
        kind: &'static str,
        code: Option<&'static str>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            status,
            kind,
            code,
            param: None,
            message: message.into(),
        }
    }

    /// 400: this parameter is not as it should be.
    pub fn parameter(code: &'static str, param: &str, message: impl Into<String>) -> Self {
        let refusal = Self::new(400, "invalid_request_error", Some(code), message);
        Self {
            param: Some(param.to_owned()),
            ..refusal
        }
    }

    /// The thing named by a parameter is not here: 400.
    #[must_use]
    pub fn no_such(what: &str, param: &str, id: &str) -> Self {
        Self::parameter("resource_missing", param, format!("No such {what}: '{id}'"))
    }

    /// The thing named by the path is not here: 404.
    #[must_use]
    pub fn not_found(what: &str, id: &str) -> Self {
        Self {
            status: 404,
            ..Self::no_such(what, "id", id)
        }
    }

    /// What is asked for does not fit what the thing has become.
    pub fn state(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(400, "invalid_request_error", Some(code), message)
    }

    /// Nothing could be written down, so nothing was done.
    #[must_use]
    pub fn not_written() -> Self {
        Self::new(500, "api_error", None, "The sandbox can't write its state.")
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let mut error = json!({ "type": refusal.kind, "message": refusal.message });
        if let Some(error) = error.as_object_mut() {
            if let Some(code) = refusal.code {
                error.insert("code".into(), code.into());
            }
            if let Some(param) = refusal.param {
                error.insert("param".into(), param.into());
            }
        }
        Self {
            status: refusal.status,
            body: json!({ "error": error }),
        }
    }
}
