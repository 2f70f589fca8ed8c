//! A payment as the page sees it.

use api::payment::{Attempt, AttemptOutcome, Payment, PaymentState};

use super::machine::State;
use crate::{
    Error,
    store::{
        Tx,
        payment::{AttemptResult, PaymentRow, attempts},
    },
};

/// The payment with its attempts, as its payer sees it.
///
/// # Errors
/// [`Error::Database`].
pub async fn view(tx: &mut Tx, row: &PaymentRow) -> Result<Payment, Error> {
    let attempts = attempts(tx, row.id).await?;
    Ok(Payment {
        id: row.id,
        cause: row.payment.cause,
        state: state(row)?,
        credits: row.deal.map(|deal| deal.credits),
        price: row.deal.map(|deal| deal.price),
        created_at: row.created_at,
        attempts: attempts
            .iter()
            .map(|attempt| Attempt {
                at: attempt.at,
                outcome: match attempt.result {
                    AttemptResult::Unknown => AttemptOutcome::Unknown,
                    AttemptResult::Charged => AttemptOutcome::Charged,
                    AttemptResult::Confirming => AttemptOutcome::NeedsConfirmation,
                    AttemptResult::Declined(reason) => AttemptOutcome::Declined(reason),
                },
            })
            .collect(),
    })
}

fn state(row: &PaymentRow) -> Result<PaymentState, Error> {
    let next = || {
        row.payment
            .next_at
            .ok_or_else(|| open_ended("when it goes on"))
    };
    let closed = || {
        row.closed_at
            .ok_or_else(|| open_ended("when it was closed"))
    };
    Ok(match &row.payment.state {
        State::Due | State::Charging => PaymentState::Pending,
        State::Waiting(reason) => PaymentState::Waiting {
            until: next()?,
            reason: *reason,
        },
        State::Confirming { url } => PaymentState::Confirm { url: url.clone() },
        State::Limited => PaymentState::Limited { until: next()? },
        State::Paid => PaymentState::Paid {
            reference: row
                .sales_number
                .clone()
                .ok_or_else(|| open_ended("its sales number"))?,
            at: closed()?,
        },
        State::Declined(reason) => PaymentState::Declined {
            reason: *reason,
            at: closed()?,
        },
        State::Dropped(reason) => PaymentState::Dropped {
            reason: *reason,
            at: closed()?,
        },
    })
}

/// What the schema promises is not there.
fn open_ended(what: &str) -> Error {
    Error::corrupt(format!("a payment without {what}"))
}
