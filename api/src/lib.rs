//! Everything that crosses a wire, and the rules about it.
//!
//! The page, the spreadsheet worker and the backend all speak these types, so a
//! value that exists here is well formed everywhere: parsing happens once, at the
//! edge, and a malformed value cannot be built. One noun a file.
//!
//! Amounts are integers (hundredths of a credit), instants are UTC.

#[cfg(feature = "openapi")]
#[macro_use]
mod openapi;

pub mod auto_renewal;
pub mod credits;
pub mod email;
pub mod event;
pub mod export;
pub mod generation;
pub mod history;
pub mod id;
pub mod invitation;
pub mod limit;
pub mod log;
pub mod money;
pub mod name;
pub mod organisation;
pub mod package;
pub mod payment;
pub mod problem;
pub mod replay;
pub mod session;
pub mod transaction;
pub mod usage;
pub mod wallet;

pub use credits::Credits;
pub use email::EmailAddress;
pub use id::{
    GenerationId, InvitationId, OrganisationId, PaymentId, TransactionId, UserId, WalletId,
};
pub use money::Money;
pub use name::Name;
pub use package::PackageId;
pub use problem::{Code, Problem};
