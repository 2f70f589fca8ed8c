//! How many shared credits a member may use in a calendar month (O6).

use serde::{Deserialize, Serialize};

use crate::Credits;

/// How many credits may be used in a calendar month (Europe/Zurich).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// As many as there are.
    NoLimit,
    /// At most so many, zero included.
    AtMost(Credits),
}

impl Limit {
    /// The number, where there is one.
    pub const fn at_most(self) -> Option<Credits> {
        match self {
            Self::NoLimit => None,
            Self::AtMost(credits) => Some(credits),
        }
    }
}

/// The limit of one member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MemberLimit {
    /// The organisation's.
    Default,
    /// Their own, whatever the organisation's is.
    Own(Limit),
}

impl MemberLimit {
    /// What holds for the member, `default` being the organisation's.
    pub const fn or(self, default: Limit) -> Limit {
        match self {
            Self::Default => default,
            Self::Own(limit) => limit,
        }
    }
}

/// `PUT /organisations/{organisation}/member-limit`: for every member without one of their
/// own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetDefaultLimit {
    /// The limit.
    pub default_limit: Limit,
}

/// `PUT /organisations/{organisation}/members/{user}/limit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SetMemberLimit {
    /// The limit.
    pub limit: MemberLimit,
}
