//! Organisations and who belongs to them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{EmailAddress, OrganisationId, UserId};

/// What a member may do (rule 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Spends shared credits, sees their own usage and whom to ask.
    Member,
    /// Also manages the shared wallet, members and invitations, and sees everybody's usage.
    Admin,
    /// Also changes roles. An organisation always has one (rule 11).
    Owner,
}

impl Role {
    /// Whether this role sees everybody's usage (rule 10).
    pub const fn sees_everybody(self) -> bool {
        match self {
            Self::Owner | Self::Admin => true,
            Self::Member => false,
        }
    }
}

/// One organisation that the signed-in user belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Membership {
    /// The organisation.
    pub organisation: OrganisationId,
    /// Its name, 1–200 characters.
    pub name: String,
    /// What the user is in it.
    pub role: Role,
}

/// `GET /organisations/{organisation}`: an organisation as one of its members sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organisation {
    /// Opaque.
    pub id: OrganisationId,
    /// Its name, 1–200 characters.
    pub name: String,
    /// What the asking user is in it.
    pub role: Role,
    /// The present members, by role (owners first) and name. A plain member sees
    /// only owners and admins, whom to ask, and themselves (rule 10).
    pub members: Vec<Member>,
}

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Opaque.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// What they may do.
    pub role: Role,
    /// Member since.
    pub since: DateTime<Utc>,
}
