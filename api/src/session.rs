//! Who is signed in.
//!
//! On relux.com the host signs people in and the page only reads [`Session`]; the
//! reference deployment has a sign-in of its own.

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
