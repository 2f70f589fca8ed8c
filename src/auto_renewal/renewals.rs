//! Every renewal and every attempt, those that charged nothing included (A12).

use api::payment::{Attempt, AttemptOutcome, Payment, PaymentState};
use leptos::prelude::*;

use super::sentence;
use crate::{
    format,
    locale::t,
    ui::{Icon, Shape},
};

/// So many are in sight; older ones are a press away.
const IN_SIGHT: usize = 3;

/// The newest renewals, newest first.
#[component]
pub fn Renewals(
    /// What there is.
    #[prop(into)]
    renewals: Signal<Vec<Payment>>,
) -> impl IntoView {
    let words = &t().auto_renewal;
    let list = move || {
        let mut all = renewals.get();
        if all.is_empty() {
            return view! { <p class="rc-muted">{words.renewals_empty}</p> }.into_any();
        }
        let older = all.split_off(all.len().min(IN_SIGHT));
        let count = u64::try_from(older.len()).unwrap_or_default();
        view! {
            {items(all)}
            {(count > 0)
                .then(|| {
                    view! {
                        <details>
                            <summary>{(words.renewals_all)(&format::count(count))}</summary>
                            {items(older)}
                        </details>
                    }
                })}
        }
        .into_any()
    };
    view! {
        <section class="rc-renewals" aria-labelledby="renewals-title">
            <h3 id="renewals-title">{words.renewals}</h3>
            {list}
        </section>
    }
}

fn items(renewals: Vec<Payment>) -> AnyView {
    view! { <ol>{renewals.into_iter().map(item).collect_view()}</ol> }.into_any()
}

/// What became of it, why, and how often the card was tried.
fn item(payment: Payment) -> AnyView {
    let words = &t().auto_renewal;
    let bought = match (payment.price, payment.credits) {
        (Some(price), Some(credits)) => {
            (words.charged)(&format::money(price), &sentence::credits(credits))
        }
        (None, _) | (_, None) => words.renewing.to_owned(),
    };
    let nothing = || words.charged_nothing.to_owned();
    let (shape, headline, why) = match payment.state {
        PaymentState::Paid { reference, .. } => {
            (Shape::Check, bought, reference.as_str().to_owned())
        }
        PaymentState::Pending => (Shape::Info, bought, words.charging.to_owned()),
        PaymentState::Confirm { .. } => (Shape::Alert, bought, words.to_be_confirmed.to_owned()),
        PaymentState::Waiting { until, reason } => {
            let again = (words.try_again_at)(&format::date_time(until));
            let why = words.decline(reason).to_owned() + " " + &again;
            (Shape::Alert, nothing(), why)
        }
        PaymentState::Limited { until } => {
            let why = (words.no_room)(&format::date(until));
            (Shape::Info, nothing(), why)
        }
        PaymentState::Declined { reason, .. } => {
            (Shape::Alert, nothing(), words.decline(reason).to_owned())
        }
        PaymentState::Dropped { reason, .. } => {
            (Shape::Info, nothing(), words.drop_reason(reason).to_owned())
        }
    };
    let attempts = (payment.attempts.len() > 1)
        .then(|| view! { <ol>{payment.attempts.into_iter().map(attempt).collect_view()}</ol> });
    view! {
        <li>
            <Icon shape=shape/>
            <div>
                <p>
                    <strong>{headline}</strong>
                    " "
                    <span>{why}</span>
                </p>
                {time(payment.created_at)}
                {attempts}
            </div>
        </li>
    }
    .into_any()
}

fn attempt(attempt: Attempt) -> AnyView {
    let words = &t().auto_renewal;
    let outcome = match attempt.outcome {
        AttemptOutcome::Unknown => words.attempt_unknown,
        AttemptOutcome::Charged => words.attempt_charged,
        AttemptOutcome::NeedsConfirmation => words.attempt_confirm,
        AttemptOutcome::Declined(reason) => words.decline(reason),
    };
    view! { <li>{time(attempt.at)} " " <span>{outcome}</span></li> }.into_any()
}

fn time(at: chrono::DateTime<chrono::Utc>) -> impl IntoView {
    view! { <time datetime=format::machine(at)>{format::date_time(at)}</time> }
}
