//! Organisations and who belongs to them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    EmailAddress, Name, OrganisationId, UserId,
    invitation::Invitation,
    limit::{Limit, MemberLimit},
};

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

    /// Whether this role changes roles (O5).
    pub const fn changes_roles(self) -> bool {
        match self {
            Self::Owner => true,
            Self::Admin | Self::Member => false,
        }
    }

    /// Whether somebody with this role removes another one with theirs: owners anybody,
    /// admins whoever is no owner. So an owner is always left (rule 11).
    pub const fn may_remove(self, other: Self) -> bool {
        match (self, other) {
            (Self::Owner, _) | (Self::Admin, Self::Admin | Self::Member) => true,
            (Self::Admin, Self::Owner) | (Self::Member, _) => false,
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
    /// How much members without a limit of their own may use a month.
    pub default_limit: Limit,
    /// The invitations that were neither used nor revoked, the newest first; none for a
    /// plain member (O2).
    pub invitations: Vec<Invitation>,
}

/// `POST /organisations`: create one, as its owner (O8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CreateOrganisation {
    /// What it is called.
    pub name: Name,
}

/// `PUT /organisations/{organisation}/members/{user}`: what a member may do from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeRole {
    /// Their new role.
    pub role: Role,
}

/// `GET /organisations/{organisation}/members/{user}/removal-mail`: what they would be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MailPreview {
    /// Their language, in which it is written: a BCP 47 tag.
    pub language: String,
    /// Its subject.
    pub subject: String,
    /// Its body as text.
    pub text: String,
}

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// How much they may use a month; absent where the reader is a plain member (O6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<MemberLimit>,
}
