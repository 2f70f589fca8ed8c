//! The one module that speaks HTTP: one function per endpoint, each giving what the
//! server now holds.
//!
//! Every request ends within 15 s and is aborted when nobody waits for its answer (G4).
//! Reads are tried again when the network or a gateway fails; writes never are by
//! themselves. Views call it through [`crate::latest::Loader`]; `page` and `ui` never do.

pub mod auto_renewal;
pub mod event;
pub mod history;
pub mod invitation;
pub mod organisation;
pub mod payment;
pub mod session;
pub mod wallet;

mod answer;
mod path;
mod request;

use api::Problem;

/// Why there is no answer, by what the user can do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientError {
    /// The network failed: check the connection and try again.
    Offline,
    /// No answer within 15 s: try again. After a write, see [`ClientError::is_undecided`].
    Timeout,
    /// Nobody is signed in any more: sign in.
    SignedOut,
    /// The backend said no, and its code says why.
    Refused(Problem),
    /// An answer that makes no sense: try again later, or tell support.
    Unexpected,
}

impl ClientError {
    /// Whether a *write* that ended so may have taken effect all the same. The page then
    /// says "checking", never "failed", and asks again under the same key (I23).
    pub const fn is_undecided(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout | Self::Unexpected => true,
            Self::SignedOut => false,
            Self::Refused(problem) => {
                problem.status >= 500
                    || matches!(problem.code, api::Code::InFlight | api::Code::Timeout)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use api::{Code, Problem};

    use super::ClientError;

    #[test]
    fn i23_a_write_without_a_definite_answer_is_undecided() {
        let refused = |code| ClientError::Refused(Problem::new(code));
        for undecided in [
            ClientError::Offline,
            ClientError::Timeout,
            ClientError::Unexpected,
            refused(Code::Internal),
            refused(Code::Unavailable),
            refused(Code::InFlight),
            refused(Code::Timeout),
        ] {
            assert!(undecided.is_undecided(), "{undecided:?}");
        }
        for definite in [
            ClientError::SignedOut,
            refused(Code::InsufficientCredits),
            refused(Code::KeyReused),
        ] {
            assert!(!definite.is_undecided(), "{definite:?}");
        }
    }
}
