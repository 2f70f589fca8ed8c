//! Bodies: JSON in, of exactly the contract's shape, and JSON out.

use api::Code;
use axum::{
    body::Bytes,
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::problem::{Answer, Refused};

/// The largest body that is read, in bytes.
pub const BODY_MAX_BYTES: usize = 64 * 1024;

/// A JSON body. As an extractor it refuses other media types, unknown, duplicate and
/// missing fields, and anything after the value, and names the field to blame.
pub struct Json<T>(pub T);

impl<S, T> FromRequest<S> for Json<T>
where
    S: Send + Sync,
    T: DeserializeOwned + Serialize,
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
#[derive(Serialize, serde::Deserialize)]
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

/// A body as it was sent, for who checks a signature of it.
pub struct Raw(pub Bytes);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Answer<Self> {
        read(request, state).await.map(Self)
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
fn parse<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Answer<T> {
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
    let sent = serde_json::from_slice(bytes).unwrap_or_default();
    let meant = serde_json::to_value(&value).unwrap_or_default();
    match array_for_object(&sent, &meant, "") {
        None => Ok(value),
        Some(field) => Err(Refused::new(Code::MalformedBody)
            .detail("not an object")
            .field(field)),
    }
}

/// The path of an array that was sent where an object is meant: serde takes one within the
/// body too.
fn array_for_object(sent: &Value, meant: &Value, path: &str) -> Option<String> {
    match (sent, meant) {
        (Value::Array(_), Value::Object(_)) => Some(path.to_owned()),
        (Value::Object(sent), Value::Object(meant)) => sent.iter().find_map(|(name, sent)| {
            let path = match path {
                "" => name.clone(),
                path => format!("{path}.{name}"),
            };
            array_for_object(sent, meant.get(name)?, &path)
        }),
        (Value::Array(sent), Value::Array(meant)) => {
            let mut pairs = sent.iter().zip(meant);
            pairs.find_map(|(sent, meant)| array_for_object(sent, meant, path))
        }
        (_, _) => None,
    }
}

/// The path where reading stopped, and, when a whole object was refused there, the field
/// that serde names between back-quotes ("missing field `email`").
fn field_to_blame(path: &str, error: &serde_json::Error) -> Option<String> {
    let text = error.to_string();
    let named = text
        .strip_prefix("missing field `")
        .or_else(|| text.strip_prefix("duplicate field `"))
        .and_then(|rest| rest.split('`').next());
    let is_the_whole = path.is_empty() || path == "." || path == "?";
    match (is_the_whole, named) {
        (true, named) => named.map(str::to_owned),
        (false, Some(named)) => Some(format!("{path}.{named}")),
        (false, None) => Some(path.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Serialize, serde::Deserialize)]
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
