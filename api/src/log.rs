//! What owners and admins have changed about an organisation, and who came and went.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    EmailAddress,
    auto_renewal::AutoRenewal,
    limit::{Limit, MemberLimit},
    organisation::Role,
};

/// Entries on a page of the log.
pub const PAGE_ENTRIES: u32 = 20;

/// `GET /organisations/{organisation}/log`: a page of what was changed, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogPage {
    /// At most [`PAGE_ENTRIES`].
    pub entries: Vec<LogEntry>,
    /// The `before` of the next page; absent on the last one.
    pub older: Option<i64>,
}

/// One thing that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LogEntry {
    /// From 1, without gaps.
    pub number: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who has changed it, under the name of that time.
    pub by: String,
    /// What was changed, and from what to what.
    pub change: Change,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The organisation was created.
    Created,
    /// Somebody was invited, or once more.
    Invited {
        /// Who.
        email: EmailAddress,
    },
    /// An invitation was revoked.
    Revoked {
        /// Whose.
        email: EmailAddress,
    },
    /// Somebody has accepted their invitation.
    Joined,
    /// Somebody was removed.
    Removed {
        /// Their name of that time.
        name: String,
    },
    /// Somebody has left.
    Left,
    /// Somebody's role was changed.
    RoleChanged {
        /// Their name of that time.
        name: String,
        /// From what.
        was: Role,
        /// To what.
        became: Role,
    },
    /// The limit of members without one of their own was changed.
    DefaultLimitChanged {
        /// From what.
        was: Limit,
        /// To what.
        became: Limit,
    },
    /// The limit of one member was changed.
    MemberLimitChanged {
        /// Their name of that time.
        name: String,
        /// From what.
        was: MemberLimit,
        /// To what.
        became: MemberLimit,
    },
    /// The auto-renewal of the shared wallet was changed.
    AutoRenewalChanged {
        /// From what.
        was: AutoRenewal,
        /// To what.
        became: AutoRenewal,
    },
}
