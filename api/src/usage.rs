//! What the members of an organisation have used of its shared credits.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Credits, UserId};

/// `GET /organisations/{organisation}/usage`: who has used how much in a period (U1). A plain
/// member sees only their own (rule 10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Usage {
    /// When the period begins.
    pub from: DateTime<Utc>,
    /// When it has ended: the first instant after it.
    pub until: DateTime<Utc>,
    /// What the members below have used in all: the sum of theirs.
    pub used: Credits,
    /// Who belongs to the organisation, and who has used something and belongs to it no
    /// longer; who has used most comes first.
    pub members: Vec<MemberUsage>,
}

/// What one member has used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberUsage {
    /// Who.
    pub user: UserId,
    /// Their name; of who belongs to the organisation no longer, the one that they used it
    /// under (I18).
    pub name: String,
    /// Whether they belong to it no longer.
    pub removed: bool,
    /// Generations less refunds. Below zero when more was given back than used.
    pub used: Credits,
    /// How much they may use a calendar month; absent without a limit (O6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Credits>,
}
