//! Who is asking: a browser with a session's cookie, or ReluxDesktop with a token.

use api::{Code, UserId};
use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use super::{
    problem::{Answer, Refused},
    state::App,
};
use crate::{desktop, secret::Secret, session};

/// The cookie. The prefix makes browsers refuse it from elsewhere and without TLS
/// (or a loopback address).
pub const COOKIE: &str = "__Host-relux_sid";

/// The header that a form of another site can't send.
pub const OWN_HEADER: &str = "x-relux-credits";

/// A browser with a running session. Extracting it refuses writes that another site may
/// have sent, counts the request, and keeps the session from falling asleep.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn {
    /// The person.
    pub user: UserId,
    /// What the session is stored under.
    pub session: [u8; 32],
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        if !parts.method.is_safe() {
            require_own_page(&parts.headers)?;
        }
        let secret = cookie(&parts.headers).ok_or_else(|| Refused::new(Code::SignedOut))?;
        let hash = secret.hash();
        let running = app
            .read(move |tx| Box::pin(session::running(tx, hash)))
            .await?
            .ok_or_else(|| Refused::new(Code::SignedOut))?;
        app.limits.request(hash)?;
        if running.is_drowsy {
            app.write(move |tx| Box::pin(session::keep_awake(tx, hash)))
                .await?;
        }
        Ok(Self {
            user: running.user,
            session: hash,
        })
    }
}

/// Whoever asks may be signed in, or not.
impl OptionalFromRequestParts<App> for SignedIn {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Option<Self>> {
        match <Self as FromRequestParts<App>>::from_request_parts(parts, app).await {
            Ok(signed_in) => Ok(Some(signed_in)),
            Err(refused) if refused.code() == Code::SignedOut => Ok(None),
            Err(refused) => Err(refused),
        }
    }
}

/// ReluxDesktop with a token that is good.
#[derive(Debug, Clone, Copy)]
pub struct Desktop {
    /// The person whose token it is.
    pub user: UserId,
}

impl FromRequestParts<App> for Desktop {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Answer<Self> {
        let secret = bearer(&parts.headers).ok_or_else(|| Refused::new(Code::SignedOut))?;
        let hash = secret.hash();
        let user = app
            .read(move |tx| Box::pin(desktop::user_of(tx, hash)))
            .await?
            .ok_or_else(|| Refused::new(Code::SignedOut))?;
        app.limits.request(hash)?;
        Ok(Self { user })
    }
}

/// A write that comes from our own page, whether or not somebody is signed in.
pub struct OwnPage;

impl<S: Send + Sync> FromRequestParts<S> for OwnPage {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Answer<Self> {
        require_own_page(&parts.headers).map(|()| Self)
    }
}

/// The secret in the session's cookie, if there is one that can be ours.
pub fn cookie(headers: &HeaderMap) -> Option<Secret> {
    text_of_cookie(headers)?.parse().ok()
}

/// Whether there is a session's cookie, whatever it is worth.
pub fn has_cookie(headers: &HeaderMap) -> bool {
    text_of_cookie(headers).is_some()
}

fn text_of_cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, text)| text)
}

fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    token.parse().ok().filter(|_| is_bearer)
}

/// The browser's own word that the request is of the same origin, and a header that only
/// a script of the page can set. A browser that says nothing is not believed.
fn require_own_page(headers: &HeaderMap) -> Answer<()> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_same_origin = match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => {
            let origin = text("origin").and_then(|origin| origin.split_once("://"));
            origin.is_some_and(|(_, authority)| text("host") == Some(authority))
        }
    };
    if is_same_origin && text(OWN_HEADER) == Some("1") {
        Ok(())
    } else {
        Err(Refused::new(Code::CrossSite))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        headers
    }

    #[test]
    fn a_write_that_another_site_may_have_sent_is_refused() {
        let own = (OWN_HEADER, "1");
        let host = ("host", "credits.example:8080");
        for good in [
            headers(&[own, ("sec-fetch-site", "same-origin")]),
            headers(&[own, host, ("origin", "https://credits.example:8080")]),
        ] {
            assert!(require_own_page(&good).is_ok(), "{good:?}");
        }
        for bad in [
            headers(&[own]),
            headers(&[("sec-fetch-site", "same-origin")]),
            headers(&[own, ("sec-fetch-site", "same-site")]),
            headers(&[own, ("sec-fetch-site", "cross-site")]),
            headers(&[own, ("sec-fetch-site", "none")]),
            headers(&[own, host, ("origin", "null")]),
            headers(&[own, host, ("origin", "https://credits.example")]),
            headers(&[own, ("origin", "https://credits.example")]),
            headers(&[
                own,
                host,
                ("origin", "https://credits.example:8080"),
                ("sec-fetch-site", "cross-site"),
            ]),
        ] {
            assert!(require_own_page(&bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn only_our_cookie_with_256_bits_is_a_session() {
        let value = "A".repeat(43);
        let ours = format!("theme=dark; {COOKIE}={value}; x=y");
        assert!(cookie(&headers(&[("cookie", &ours)])).is_some());
        for other in [
            format!("{COOKIE}="),
            format!("{COOKIE}={value}A"),
            format!("{COOKIE}=\"{value}\""),
            format!("relux_sid={value}"),
        ] {
            assert!(cookie(&headers(&[("cookie", &other)])).is_none(), "{other}");
        }
    }
}
