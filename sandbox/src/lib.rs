//! The sandbox: a card network to try things on. It speaks the subset of Stripe's HTTP API
//! that Relux Credits uses, takes test cards on pages of its own, keeps a book of every
//! movement of money, and can be told to misbehave. It knows nothing of the other crates;
//! whoever talks to it talks HTTP, and tests may also hold its handle.

mod answer;
mod bank;
mod card;
mod change;
mod charge;
mod checkout;
mod clock;
mod customer;
mod decline;
mod faults;
mod form;
mod http;
mod ids;
mod intent;
mod journal;
mod method;
mod movement;
mod options;
mod page;
mod running;
mod sandbox;
mod session;
mod webhook;
mod work;

pub use card::TestCard;
pub use clock::Clock;
pub use faults::{Faults, Replay};
pub use journal::JournalError;
pub use movement::Movement;
pub use options::Options;
pub use running::{Running, StartError};
pub use sandbox::{Sandbox, StoreError};
pub use webhook::signature;
pub use work::OffSession;
