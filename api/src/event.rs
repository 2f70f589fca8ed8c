//! What the backend tells an open page by itself (`GET /events`, server-sent events).

use serde::{Deserialize, Serialize};

use crate::WalletId;

/// Something changed. An event says what to read again, never the new value: the
/// page shows answers, in the order of its own requests (I24).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A wallet has a new line (C5, T7).
    WalletChanged {
        /// Which.
        wallet: WalletId,
        /// The number of its newest line.
        number: i64,
    },
    /// A payment, the stored card or the auto-renewal of a wallet has changed, or who shares
    /// it.
    PaymentChanged {
        /// Which wallet's.
        wallet: WalletId,
    },
    /// What the user may see or do has changed: read the session again.
    SessionChanged,
    /// Events may have been missed: read everything on screen again.
    Missed,
}
