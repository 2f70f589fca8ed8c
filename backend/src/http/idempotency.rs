//! One effect per key, however often a request is sent (I7).
//!
//! The answer is stored in the transaction of its effect, so either both exist or
//! neither. A refusal has no effect and is not stored: the same key may succeed later,
//! for example after credits were bought.

use std::sync::Arc;

use api::{Code, UserId};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use futures_util::future::BoxFuture;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    problem::{Answer, Refused},
    state::App,
};
use crate::{
    Error,
    store::{
        Tx,
        idempotency::{self, Scope, StoredAnswer},
    },
};

/// The longest key, in characters.
const KEY_MAX: usize = 128;

/// The `Idempotency-Key` of a request: 1–128 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Answer<Self> {
        let mut values = parts.headers.get_all("idempotency-key").iter();
        let key = values.next().and_then(|value| value.to_str().ok());
        let is_only = values.next().is_none();
        key.filter(|key| is_only && (1..=KEY_MAX).contains(&key.len()))
            .filter(|key| key.bytes().all(|b| b.is_ascii_graphic()))
            .map(|key| Self(key.to_owned()))
            .ok_or_else(|| Refused::new(Code::MissingIdempotencyKey).field("Idempotency-Key"))
    }
}

/// A POST that has one effect: who sent it, where to, under which key, and what.
pub struct Once {
    /// Who.
    pub user: UserId,
    /// The path, with its parameters filled in.
    pub route: String,
    /// The key.
    pub key: Key,
    /// SHA-256 of the request, however it was spaced.
    pub request_hash: [u8; 32],
    /// The status of the answer.
    pub status: StatusCode,
}

impl Once {
    fn scope(&self) -> Scope<'_> {
        Scope {
            user: self.user,
            method: "POST",
            route: &self.route,
            key: &self.key.0,
        }
    }
}

/// SHA-256 of a request in the one way that we write it.
///
/// # Errors
/// [`Code::Internal`] when it can't be written, which no type of the contract makes happen.
pub fn hash<B: Serialize>(request: &B) -> Answer<[u8; 32]> {
    let text = serde_json::to_vec(request).map_err(unwritable)?;
    Ok(Sha256::digest(text).into())
}

/// What an effect does, within one transaction. It may be run again after a conflict.
pub type Effect<A> =
    Box<dyn for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<A, Error>> + Send + Sync>;

/// Runs the effect unless its key has an answer already.
///
/// # Errors
/// [`Code::KeyReused`] when the key belongs to another request, [`Code::InFlight`] while
/// the same one is being worked on, and what the effect refuses.
pub async fn once<A>(app: &App, once: Once, effect: Effect<A>) -> Answer<Response>
where
    A: Serialize + Send + 'static,
{
    let claim = app.claim(format!("{} {} {}", once.user, once.route, once.key.0))?;
    let work = Arc::new((once, effect, claim));
    let stored = app
        .write(move |tx| {
            let work = Arc::clone(&work);
            Box::pin(async move { answer(tx, &work.0, &work.1).await })
        })
        .await?;
    let status = StatusCode::from_u16(stored.status).map_err(unwritable)?;
    let kind = [(header::CONTENT_TYPE, stored.content_type)];
    Ok((status, kind, stored.body).into_response())
}

/// The stored answer, or a new one that is stored with its effect.
async fn answer<A: Serialize>(
    tx: &mut Tx,
    once: &Once,
    effect: &Effect<A>,
) -> Result<StoredAnswer, Error> {
    idempotency::claim(tx, once.scope()).await?;
    if let Some(stored) = idempotency::find(tx, once.scope()).await? {
        if stored.request_hash == once.request_hash {
            return Ok(stored);
        }
        return Err(Error::refused(Code::KeyReused));
    }
    let value = effect(tx).await?;
    let stored = StoredAnswer {
        request_hash: once.request_hash,
        status: once.status.as_u16(),
        content_type: "application/json".to_owned(),
        body: serde_json::to_vec(&value).map_err(|error| Error::System(error.to_string()))?,
    };
    idempotency::insert(tx, once.scope(), &stored).await?;
    Ok(stored)
}

fn unwritable(error: impl std::fmt::Display) -> Refused {
    tracing::error!(%error, "an answer can't be written");
    Refused::new(Code::Internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    async fn key(values: &[&str]) -> Answer<Key> {
        let mut request = Request::post("/");
        for value in values {
            request = request.header("idempotency-key", *value);
        }
        let mut parts = request.body(()).unwrap().into_parts().0;
        Key::from_request_parts(&mut parts, &()).await
    }

    #[tokio::test]
    async fn i7_a_key_is_1_to_128_visible_characters_and_there_is_one() {
        let longest = "k".repeat(128);
        for good in ["k", "01JD-…".trim_end_matches('…'), &longest] {
            assert_eq!(key(&[good]).await.unwrap(), Key(good.to_owned()));
        }
        for bad in [
            &[][..],
            &[""],
            &["a b"],
            &["ä"],
            &[&"k".repeat(129)],
            &["a", "a"],
        ] {
            let refused = key(bad).await.unwrap_err();
            assert_eq!(refused.code(), Code::MissingIdempotencyKey, "{bad:?}");
        }
    }
}
