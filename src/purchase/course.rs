//! The course of a purchase, from the press of the button to its end: a lost answer is
//! found out about, never taken for a failure (I23).

use std::rc::Rc;

use api::{
    Code, WalletId,
    payment::{Decline, Payment, PaymentState},
    transaction::SalesNumber,
};

use super::intent::Intent;
use crate::{
    browser::{self, timer::Bell},
    client::{self, ClientError},
};

/// The first and the longest pause between two looks, in milliseconds.
const PAUSE_MS: (i32, i32) = (1_000, 30_000);

/// From this pause on it takes longer than usual.
const SLOW_MS: i32 = 8_000;

/// How far a purchase is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Nothing was asked for yet.
    Idle,
    /// It is being sent.
    Sending,
    /// It is sent as soon as there is a network.
    Offline,
    /// It was sent, and no answer came.
    Checking,
    /// Something was asked for long ago, and no answer came.
    Unsure,
    /// The card is being charged.
    Charging {
        /// Whether that takes longer than usual.
        slow: bool,
    },
    /// The bank asks the customer.
    Confirm {
        /// On that page.
        url: String,
    },
    /// The credits are there.
    Paid {
        /// The sales number.
        reference: SalesNumber,
    },
    /// Nothing was charged, for that reason.
    Declined(Decline),
    /// Nothing was charged, because nothing had to be any more.
    Dropped,
    /// The backend has refused it, and nothing was bought.
    Refused(Code),
}

impl Progress {
    /// Whether something asked for has not come to its end.
    pub const fn is_open(&self) -> bool {
        match self {
            Self::Sending
            | Self::Offline
            | Self::Checking
            | Self::Unsure
            | Self::Charging { .. }
            | Self::Confirm { .. } => true,
            Self::Idle
            | Self::Paid { .. }
            | Self::Declined(_)
            | Self::Dropped
            | Self::Refused(_) => false,
        }
    }

    /// Whether the page is at work, and the customer waits.
    pub const fn is_busy(&self) -> bool {
        self.is_open() && !self.asks()
    }

    /// Whether it is the customer's turn, in another place than the form.
    pub const fn asks(&self) -> bool {
        match self {
            Self::Unsure | Self::Confirm { .. } => true,
            Self::Idle
            | Self::Sending
            | Self::Offline
            | Self::Checking
            | Self::Charging { .. }
            | Self::Paid { .. }
            | Self::Declined(_)
            | Self::Dropped
            | Self::Refused(_) => false,
        }
    }

    fn of(payment: Payment, slow: bool) -> Self {
        match payment.state {
            // The last two are states of renewals, which are tried again by themselves.
            PaymentState::Pending | PaymentState::Waiting { .. } | PaymentState::Limited { .. } => {
                Self::Charging { slow }
            }
            PaymentState::Confirm { url } => Self::Confirm { url },
            PaymentState::Paid { reference, .. } => Self::Paid { reference },
            PaymentState::Declined { reason, .. } => Self::Declined(reason),
            PaymentState::Dropped { .. } => Self::Dropped,
        }
    }
}

/// Is shown how far an intent is, if there is something new, and says whether it still
/// looks at that intent.
pub type Onlooker = Rc<dyn Fn(&Intent, Option<Progress>) -> bool>;

/// Where a purchase runs, and who looks on.
#[derive(Clone)]
pub struct Course {
    /// Whose credits.
    pub wallet: WalletId,
    /// Where the intent is kept.
    pub place: String,
    /// Rings when there is a reason to look at once.
    pub bell: Bell,
    /// Who looks on.
    pub show: Onlooker,
    /// Somebody may have been signed out.
    pub signed_out: Rc<dyn Fn()>,
}

/// Sends the intent until the backend has it, then follows the payment to its end, or
/// until nobody looks on. `in_doubt` says whether it may have been sent before.
pub async fn pursue(course: Course, mut intent: Intent, mut in_doubt: bool) {
    let mut pause_ms = PAUSE_MS.0;
    loop {
        let known = intent.payment.is_some();
        let progress = match ask(course.wallet, &intent).await {
            Ok(None) if in_doubt => Some(Progress::Checking),
            Ok(None) => Some(Progress::Offline),
            Ok(Some(payment)) => {
                intent.became(&payment, &course.place);
                in_doubt = true;
                if !known {
                    pause_ms = PAUSE_MS.0;
                }
                Some(Progress::of(payment, pause_ms > SLOW_MS))
            }
            // What is being paid is not undone by who may no longer look at it.
            Err(_) if known => None,
            Err(ClientError::Refused(problem)) if is_definite(problem.code, in_doubt) => {
                Some(Progress::Refused(problem.code))
            }
            Err(error) => {
                if error == ClientError::SignedOut {
                    (course.signed_out)();
                }
                in_doubt = true;
                Some(Progress::Checking)
            }
        };
        let is_open = progress.as_ref().is_none_or(Progress::is_open);
        if !is_open {
            intent.forget(&course.place);
        }
        if !(course.show)(&intent, progress) || !is_open {
            return;
        }
        course.bell.sleep(pause_ms).await;
        if !(course.show)(&intent, None) {
            return;
        }
        pause_ms = pause_ms.saturating_mul(2).min(PAUSE_MS.1);
    }
}

/// Asks once what has become of it; before that is known, by asking for it. `None`
/// without a network: nothing was sent.
async fn ask(wallet: WalletId, intent: &Intent) -> Result<Option<Payment>, ClientError> {
    let payment = match intent.payment {
        Some(payment) => client::payment::payment(wallet, payment).await,
        None if !browser::online() => return Ok(None),
        None => client::payment::buy(wallet, &intent.key, &intent.buy()).await,
    };
    payment.map(Some)
}

/// Whether a refusal means that nothing was bought under the key. After a lost answer
/// only those do that the purchase itself gives: it looks for its earlier answer first.
fn is_definite(code: Code, in_doubt: bool) -> bool {
    match code {
        Code::NoPaymentMethod
        | Code::UnknownPackage
        | Code::PriceChanged
        | Code::PaymentInProgress
        | Code::Forbidden
        | Code::NotFound => true,
        Code::InFlight | Code::Timeout => false,
        _ => !in_doubt && code.status() < 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn i23_after_a_lost_answer_only_the_purchase_itself_can_deny_it() {
        for code in [Code::PriceChanged, Code::PaymentInProgress, Code::Forbidden] {
            assert!(
                is_definite(code, true) && is_definite(code, false),
                "{code:?}"
            );
        }
        // The limiter knows nothing of what an earlier request has done.
        assert!(is_definite(Code::TooManyRequests, false));
        assert!(!is_definite(Code::TooManyRequests, true));
        // The write may go on after the answer.
        assert!(!is_definite(Code::Timeout, false));
        for code in [
            Code::InFlight,
            Code::Internal,
            Code::Unavailable,
            Code::Unknown,
        ] {
            assert!(!is_definite(code, false), "{code:?}");
        }
    }
}
