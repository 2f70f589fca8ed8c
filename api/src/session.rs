//! Who is signed in.
//!
//! Inside of a host page the host signs people in ([`HostSignIn`]) and the page only reads
//! [`Session`]; the reference deployment has a sign-in of its own.

use serde::{Deserialize, Serialize};

use crate::{EmailAddress, UserId, organisation::Membership, wallet::Wallet};

/// The longest password that is looked at, in bytes: Argon2id's work grows with it.
pub const PASSWORD_MAX_BYTES: usize = 256;

/// `POST /session`: sign in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// As typed.
    pub email: EmailAddress,
    /// As typed, at most [`PASSWORD_MAX_BYTES`].
    #[cfg_attr(feature = "openapi", schema(format = Password, max_length = 256))]
    pub password: String,
}

/// Keeps the password out of logs.
impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignIn")
            .field("email", &self.email)
            .finish_non_exhaustive()
    }
}

/// A host's word for who is signed in there: a JWT (RFC 7519) of at most 4096 characters,
/// signed with HS256 and a key that both know. `aud` is `relux-credits`; `sub` is who the person
/// is at the host, for good: 1–200 characters, opaque; `email` and `name` are theirs;
/// `email_verified` is `true` if the host has seen that mails to the address reach them
/// (OpenID Connect Core 1.0, 5.1); between `iat` and `exp` lies a minute at most.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String, max_length = 4096, pattern = r"^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$"))]
#[serde(into = "String", try_from = "String")]
pub struct Assertion(String);

/// A string that is no signed JWT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an assertion")]
pub struct NotAnAssertion;

impl Assertion {
    /// As it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Assertion> for String {
    fn from(assertion: Assertion) -> String {
        assertion.0
    }
}

impl TryFrom<String> for Assertion {
    type Error = NotAnAssertion;

    fn try_from(text: String) -> Result<Self, NotAnAssertion> {
        let is_digit = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
        let is_part = |part: &str| !part.is_empty() && part.bytes().all(is_digit);
        let is_signed = text.split('.').count() == 3 && text.split('.').all(is_part);
        let is_one = text.len() <= 4096 && is_signed;
        is_one.then_some(Self(text)).ok_or(NotAnAssertion)
    }
}

/// Keeps it out of logs.
impl std::fmt::Debug for Assertion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Assertion(…)")
    }
}

/// `POST /session/host`: a host says who is signed in there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct HostSignIn {
    /// Its word.
    pub assertion: Assertion,
}

/// `GET /session`: who is signed in, and what they may look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Session {
    /// The person.
    pub user: User,
    /// Their personal wallet first, then one per organisation, by the
    /// organisation's name.
    pub wallets: Vec<Wallet>,
    /// The organisations they belong to, by name (rule 14).
    pub memberships: Vec<Membership>,
}

/// A person who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// Opaque.
    pub id: UserId,
    /// As the person wrote it, 1–200 characters, any script.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
}
