//! What customers are told by mail.

use api::{
    Credits, Money,
    payment::{Decline, PaymentCause},
    transaction::SalesNumber,
};
use chrono::{DateTime, Utc};

/// What somebody is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Letter {
    /// A renewal was declined for the first time; it is tried again by itself (rule 8).
    Declined {
        /// Why.
        reason: Decline,
        /// Of which wallet.
        of: Whose,
    },
    /// Auto-renewal is paused (rule 8).
    Paused {
        /// Why.
        reason: Decline,
        /// Of which wallet.
        of: Whose,
    },
    /// A renewal waits for the customer's confirmation (rule 8).
    Confirm {
        /// Where it is given.
        url: String,
        /// Of which wallet.
        of: Whose,
    },
    /// A card was charged and the credits are there (rule 8).
    Charged {
        /// What was bought.
        charged: Charged,
        /// Of which wallet.
        of: Whose,
    },
    /// The reader has used most of their monthly limit, or all of it (O6).
    LimitUsed {
        /// What they have used this month.
        used: Credits,
        /// Of how much.
        limit: Credits,
        /// Whether nothing more fits.
        reached: bool,
        /// Whose shared credits.
        of: Whose,
    },
    /// The reader may belong to an organisation if they wish (rule 13).
    Invited {
        /// Who invites them.
        by: String,
        /// To which organisation.
        organisation: String,
        /// Where they accept.
        link: String,
        /// Until when they can.
        expires_at: DateTime<Utc>,
    },
    /// The reader belongs to an organisation no longer (rule 12).
    Removed {
        /// Who has removed them.
        by: String,
        /// Whose shared wallet they may spend from no longer.
        of: Whose,
    },
}

/// The wallet that a letter is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whose {
    /// The organisation that shares it; absent for a personal one.
    pub organisation: Option<String>,
    /// Where the page shows it.
    pub page: String,
}

/// A charge that succeeded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charged {
    /// A purchase by hand, or a renewal.
    pub cause: PaymentCause,
    /// What was bought.
    pub credits: Credits,
    /// What was paid, with VAT.
    pub price: Money,
    /// What is in the wallet now.
    pub balance: Credits,
    /// The number of the sale.
    pub sales_number: SalesNumber,
}
