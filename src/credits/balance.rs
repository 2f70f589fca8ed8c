//! The face of a balance card: what it shows once the balance is there (C2–C4).

use api::wallet::{Balance, Owner};
use leptos::prelude::*;

use crate::{
    format,
    locale::t,
    ui::{Chip, Sparkline, Step, Tone},
};

/// The card's heading and, for a shared wallet, the organisation's name.
#[component]
pub fn BalanceHead(
    /// Whose balance it is.
    owner: Owner,
    /// The heading's id, which names the card.
    id: String,
) -> impl IntoView {
    let words = &t().credits;
    let owner_id = owner_id(&id);
    let (title, name) = match owner {
        Owner::Personal => (words.current_balance, None),
        Owner::Shared { name, .. } => (words.current_shared_balance, Some(name)),
    };
    view! {
        <div class="rc-balance-head">
            <h2 id=id>{title}</h2>
            {name
                .map(|name| {
                    view! {
                        <p class="rc-balance-owner" id=owner_id>
                            <bdi>{name}</bdi>
                        </p>
                    }
                })}
        </div>
    }
}

/// The id of the organisation's name, which names the card together with its heading.
pub fn owner_id(heading: &str) -> String {
    format!("{heading}-owner")
}

/// The amount, what to know about it, and how it came about.
#[component]
pub fn BalanceFace(
    /// What the backend holds.
    balance: Balance,
) -> impl IntoView {
    view! {
        <p class="rc-balance-value">
            {format::credits(balance.balance)} " " <small>{(t().credits.unit)(balance.balance)}</small>
        </p>
        <div class="rc-balance-notes">{notes(&balance)}</div>
        {trend(&balance)}
    }
}

/// The face before the balance is there: of the same size, and without a number.
#[component]
pub fn BalanceSkeleton() -> impl IntoView {
    view! {
        <p class="rc-balance-value" aria-hidden="true">
            <span class="rc-skeleton"></span>
        </p>
        <div class="rc-balance-notes" aria-hidden="true">
            <span class="rc-skeleton"></span>
        </div>
        <span class="rc-skeleton rc-balance-trend" aria-hidden="true"></span>
    }
}

fn notes(balance: &Balance) -> impl IntoView + use<> {
    let words = &t().credits;
    let warning = if balance.balance.is_negative() {
        Some(words.overdrawn.to_owned())
    } else if balance.is_low() {
        balance
            .threshold
            .map(|threshold| (words.low)(&format::credits(threshold)))
    } else {
        None
    };
    (
        warning.map(|text| view! { <Chip tone=Tone::Warning text=text/> }),
        balance
            .days_left
            .map(|days| view! { <span>{(words.days_left)(days)}</span> }),
    )
}

fn trend(balance: &Balance) -> Option<impl IntoView + use<>> {
    let words = &t().credits;
    let (first, last) = (balance.trend.first()?, balance.trend.last()?);
    let label = (words.trend)(
        &format::credits(first.balance),
        &format::credits(last.balance),
    );
    let steps: Vec<_> = balance
        .trend
        .iter()
        .map(|point| Step {
            at: point.at.timestamp(),
            value: point.balance.hundredths(),
        })
        .collect();
    (steps.len() > 1).then(|| {
        let threshold = balance.threshold;
        view! {
            <figure class="rc-balance-trend">
                <Sparkline label=label steps=steps level=threshold.map(api::Credits::hundredths)/>
                <figcaption>
                    <span>{words.trend_caption}</span>
                    {threshold
                        .map(|threshold| {
                            view! { <span>{(words.threshold)(&format::credits(threshold))}</span> }
                        })}
                </figcaption>
            </figure>
        }
    })
}
