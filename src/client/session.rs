//! `/session`: who is signed in.

use api::session::{Session, SignIn};
use gloo_net::http::Method;

use super::{
    ClientError,
    request::{Write, json, parse, read_text, send, send_text},
};

const PATH: &str = "/session";

/// Who is signed in, and what they may look at.
///
/// # Errors
/// [`ClientError::SignedOut`] when nobody is.
pub async fn session() -> Result<Session, ClientError> {
    match &*read_text(PATH, Some(PATH)).await? {
        "" => Err(ClientError::SignedOut),
        session => parse(session),
    }
}

/// Signs in. Only for the reference deployment: elsewhere the host does it.
///
/// # Errors
/// [`ClientError::Refused`] with `wrong_credentials` or `too_many_requests`.
pub async fn sign_in(sign_in: &SignIn) -> Result<Session, ClientError> {
    send(Write {
        method: Method::POST,
        path: PATH,
        body: Some(json(sign_in)?),
        key: None,
    })
    .await
}

/// Signs out. When nobody was signed in any more, that is fine too.
///
/// # Errors
/// Any but [`ClientError::SignedOut`]; the user may then still be signed in.
pub async fn sign_out() -> Result<(), ClientError> {
    let outcome = send_text(Write {
        method: Method::DELETE,
        path: PATH,
        body: None,
        key: None,
    })
    .await;
    match outcome {
        Ok(_) | Err(ClientError::SignedOut) => Ok(()),
        Err(error) => Err(error),
    }
}
