//! Bodies: JSON in, of exactly the contract's shape, and JSON out.

use api::Code;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};

use super::problem::{Answer, Refused};

/// The largest body that is read, in bytes.
pub const BODY_MAX_BYTES: usize = 64 * 1024;

/// A JSON body. As an extractor it refuses other media types, unknown, duplicate and
/// missing fields, and anything after the value, and names the field to blame.
pub struct Json<T>(pub T);

impl<S, T> FromRequest<S> for Json<T>
where
    S: Send + Sync,
    T: DeserializeOwned,
{
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Answer<Self> {
        require_json(request.headers())?;
        let bytes = read(request, state).await?;
        parse(&bytes).map(Self)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match serde_json::to_vec(&self.0) {
            Ok(bytes) => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
            Err(error) => {
                tracing::error!(%error, "an answer could not be written as JSON");
                Refused::new(Code::Internal).into_response()
            }
        }
    }
}

/// No body, or an empty object: what a request without parameters may carry.
pub struct NoBody;

/// The object without fields, for those who always send one.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Empty {}

impl<S: Send + Sync> FromRequest<S> for NoBody {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Answer<Self> {
        let headers = request.headers().clone();
        let bytes = read(request, state).await?;
        if !bytes.is_empty() {
            require_json(&headers)?;
            parse::<Empty>(&bytes)?;
        }
        Ok(Self)
    }
}

fn require_json(headers: &HeaderMap) -> Answer<()> {
    let essence = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    if essence.trim().eq_ignore_ascii_case("application/json") {
        Ok(())
    } else {
        Err(Refused::new(Code::UnsupportedMediaType))
    }
}

async fn read<S: Send + Sync>(request: Request, state: &S) -> Answer<Bytes> {
    Bytes::from_request(request, state)
        .await
        .map_err(|rejection: BytesRejection| {
            let code = if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                Code::BodyTooLarge
            } else {
                Code::MalformedBody
            };
            Refused::new(code)
        })
}

/// The one object that these bytes are.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Answer<T> {
    // serde would also take an array, with the fields in their order.
    if bytes.trim_ascii_start().first() != Some(&b'{') {
        return Err(Refused::new(Code::MalformedBody).detail("not an object"));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let inner = error.into_inner();
        let refused = Refused::new(Code::MalformedBody).detail(inner.to_string());
        match field_to_blame(&path, &inner) {
            Some(field) => refused.field(field),
            None => refused,
        }
    })?;
    reader
        .end()
        .map_err(|error| Refused::new(Code::MalformedBody).detail(error.to_string()))?;
    Ok(value)
}

/// The path where reading stopped, or, when a whole object was refused, the field that
/// serde names between back-quotes ("missing field `email`").
fn field_to_blame(path: &str, error: &serde_json::Error) -> Option<String> {
    if !path.is_empty() && path != "." && path != "?" {
        return Some(path.to_owned());
    }
    let text = error.to_string();
    let named = text
        .strip_prefix("missing field `")
        .or_else(|| text.strip_prefix("duplicate field `"))?;
    named.split('`').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Form {
        email: api::EmailAddress,
        count: u8,
    }

    fn refusal(text: &str) -> String {
        let refused = parse::<Form>(text.as_bytes()).map(|form| (form.email, form.count));
        let answer = refused.unwrap_err();
        assert_eq!(answer.code(), Code::MalformedBody);
        format!("{answer:?}")
    }

    #[test]
    fn a_malformed_body_names_the_field_to_blame() {
        for (text, field) in [
            (r#"{"email":"a@b.ch"}"#, "count"),
            (r#"{"email":"a@b.ch","count":256}"#, "count"),
            (r#"{"email":"a@b.ch","count":1,"count":1}"#, "count"),
            (r#"{"email":"a@b.ch","count":1,"extra":1}"#, "extra"),
            (r#"{"email":"nobody","count":1}"#, "email"),
            (r#"{"email":"\ud800","count":1}"#, "email"),
        ] {
            let refused = refusal(text);
            assert!(
                refused.contains(&format!("field: Some({field:?})")),
                "{text}: {refused}"
            );
        }
    }

    #[test]
    fn a_body_is_one_value_and_not_too_deep() {
        refusal("");
        refusal("null");
        refusal(r#"["a@b.ch", 1]"#);
        refusal(r#"{"email":"a@b.ch","count":1} {}"#);
        refusal(&format!(r#"{{"email":{}"#, "[".repeat(200)));
        refusal(&format!(r#"{{"x":{}"#, "[".repeat(200)));
    }
}
