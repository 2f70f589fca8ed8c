//! A host page's server vouches for who is signed in there: with a JWT (RFC 7519), signed with
//! a key that both know. Called by `http`; `account` knows its guests.

use std::{fmt, str::FromStr};

use api::{EmailAddress, Name, session::Assertion};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;

/// For whom an assertion is made.
const AUDIENCE: &str = "relux-credits";

/// An assertion is good for so long at most. It can be used again meanwhile: it goes from
/// server to server, where nobody else sees it.
const LIFETIME: TimeDelta = TimeDelta::minutes(1);

/// So far the clocks of two servers may differ.
const SKEW: TimeDelta = TimeDelta::seconds(30);

/// The shortest key, in bytes: as long as what HS256 makes of it (RFC 7518, 3.2).
const KEY_MIN_BYTES: usize = 32;

/// The longest subject.
const SUBJECT_MAX_CHARS: usize = 200;

/// The key that a host signs with.
#[derive(Clone)]
pub struct HostKey(DecodingKey);

/// A key that is too short to keep anybody out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a key has 32 bytes at least")]
pub struct ShortKey;

/// Who somebody is at the host, for good: 1–200 characters, opaque.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Subject(String);

/// A text that names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a subject has 1 to 200 characters, none of which is a control character")]
pub struct NotASubject;

impl Subject {
    /// As the host says it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Subject {
    type Error = NotASubject;

    fn try_from(text: String) -> Result<Self, NotASubject> {
        let fits = (1..=SUBJECT_MAX_CHARS).contains(&text.chars().count());
        let is_one = fits && !text.chars().any(char::is_control);
        is_one.then_some(Self(text)).ok_or(NotASubject)
    }
}

/// Somebody who is signed in at the host.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Guest {
    /// Who they are, whatever their address.
    #[serde(rename = "sub")]
    pub subject: Subject,
    /// Their address there.
    pub email: EmailAddress,
    /// Whether the host has seen that mails to the address reach them (OpenID Connect Core
    /// 1.0, 5.1).
    #[serde(default)]
    pub email_verified: bool,
    /// What the host calls them.
    pub name: Name,
}

#[derive(Deserialize)]
struct Claims {
    #[serde(flatten)]
    guest: Guest,
    #[serde(with = "chrono::serde::ts_seconds")]
    iat: DateTime<Utc>,
    #[serde(with = "chrono::serde::ts_seconds")]
    exp: DateTime<Utc>,
}

impl HostKey {
    /// For whom an assertion vouches at that time; for nobody unless it is the host's, and
    /// fresh.
    pub fn guest(&self, assertion: &Assertion, now: DateTime<Utc>) -> Option<Guest> {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["aud"]);
        // By the clock that everything else here goes by, below.
        validation.validate_exp = false;
        let token =
            jsonwebtoken::decode::<Claims>(assertion.as_str(), &self.0, &validation).ok()?;
        let Claims { guest, iat, exp } = token.claims;
        let is_fresh = iat - SKEW <= now && now < exp + SKEW && exp - iat <= LIFETIME;
        is_fresh.then_some(guest)
    }
}

impl FromStr for HostKey {
    type Err = ShortKey;

    fn from_str(text: &str) -> Result<Self, ShortKey> {
        let is_long_enough = text.len() >= KEY_MIN_BYTES;
        let key = || Self(DecodingKey::from_secret(text.as_bytes()));
        is_long_enough.then(key).ok_or(ShortKey)
    }
}

/// Keeps it out of logs.
impl fmt::Debug for HostKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HostKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{EncodingKey, Header};
    use serde_json::{Value, json};

    use super::*;

    const KEY: &str = "0123456789abcdef0123456789abcdef";

    fn claims() -> Value {
        json!({
            "aud": "relux-credits",
            "sub": "b5f1/7",
            "email": "anna@example.ch",
            "email_verified": true,
            "name": "Änna",
            "iat": 1_790_000_000,
            "exp": 1_790_000_060,
        })
    }

    fn with(name: &str, value: Value) -> Value {
        let mut claims = claims();
        claims[name] = value;
        claims
    }

    fn signed(algorithm: Algorithm, claims: &Value, key: &str) -> String {
        let key = EncodingKey::from_secret(key.as_bytes());
        jsonwebtoken::encode(&Header::new(algorithm), claims, &key).unwrap()
    }

    fn guest(assertion: &str, second: i64) -> Option<Guest> {
        let assertion = Assertion::try_from(assertion.to_owned()).unwrap();
        let now = DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap();
        KEY.parse::<HostKey>().unwrap().guest(&assertion, now)
    }

    #[test]
    fn a_fresh_assertion_vouches_for_somebody() {
        let assertion = signed(Algorithm::HS256, &claims(), KEY);
        for second in [-30, 0, 60, 89] {
            let guest = guest(&assertion, second).unwrap();
            assert_eq!(guest.subject.as_str(), "b5f1/7");
            assert_eq!(guest.email.as_str(), "anna@example.ch");
            assert_eq!(guest.name.as_str(), "Änna");
            assert!(guest.email_verified);
        }
        for second in [-31, 90] {
            assert_eq!(guest(&assertion, second), None, "{second}");
        }
    }

    #[test]
    fn what_the_host_has_not_signed_for_us_and_for_now_vouches_for_nobody() {
        let other_key = "1123456789abcdef0123456789abcdef";
        let fresh = signed(Algorithm::HS256, &claims(), KEY);
        let (unsigned, _) = fresh.rsplit_once('.').unwrap();
        for assertion in [
            format!("{unsigned}.A"),
            signed(Algorithm::HS256, &claims(), other_key),
            signed(Algorithm::HS384, &claims(), KEY),
            signed(Algorithm::HS256, &with("aud", json!("another")), KEY),
            signed(Algorithm::HS256, &with("aud", Value::Null), KEY),
            signed(Algorithm::HS256, &with("exp", json!(1_790_000_061)), KEY),
            signed(Algorithm::HS256, &with("exp", Value::Null), KEY),
            signed(Algorithm::HS256, &with("iat", Value::Null), KEY),
            signed(Algorithm::HS256, &with("sub", Value::Null), KEY),
            signed(Algorithm::HS256, &with("sub", json!(7)), KEY),
            signed(Algorithm::HS256, &with("sub", json!("")), KEY),
            signed(Algorithm::HS256, &with("sub", json!("7\u{0}")), KEY),
            signed(Algorithm::HS256, &with("sub", json!("7".repeat(201))), KEY),
            signed(
                Algorithm::HS256,
                &with("email_verified", json!("true")),
                KEY,
            ),
            signed(Algorithm::HS256, &with("email", json!("anna")), KEY),
            signed(Algorithm::HS256, &with("name", json!(" ")), KEY),
        ] {
            assert_eq!(guest(&assertion, 1), None, "{assertion}");
        }
    }

    #[test]
    fn an_address_is_not_checked_unless_the_host_says_so() {
        let mut claims = claims();
        claims.as_object_mut().unwrap().remove("email_verified");
        let silent = guest(&signed(Algorithm::HS256, &claims, KEY), 1).unwrap();
        assert!(!silent.email_verified);
    }

    #[test]
    fn a_short_key_is_refused_and_none_is_shown() {
        assert_eq!(KEY[1..].parse::<HostKey>().unwrap_err(), ShortKey);
        assert_eq!(format!("{:?}", KEY.parse::<HostKey>()), "Ok(HostKey(…))");
    }
}
