//! What becomes of a purchase: said in passing, or until something is done about it.

use api::{
    Code, Problem, WalletId,
    payment::{Decline, PaymentMethod},
    transaction::SalesNumber,
};
use leptos::prelude::*;

use super::{Actions, Purchase, course::Progress, form::credits, intent::Intent};
use crate::{
    browser,
    client::ClientError,
    format,
    locale::{advice, t},
    stored_card::{self, CardLink},
    ui::{Button, Notice, Tone, Variant},
};

/// The id of what takes the focus when the button goes away.
pub const RESULT_ID: &str = "buy-result";

/// How far it is, what the customer is asked, and the receipt.
#[component]
pub fn Status(
    /// What was asked for.
    purchase: Purchase,
    /// How far it is.
    progress: Memo<Progress>,
    /// The card that was charged.
    card: Memo<Option<PaymentMethod>>,
    /// What can be done.
    actions: Actions,
) -> impl IntoView {
    let words = &t().purchase;
    let text = |text: &'static str| view! { <p>{text}</p> }.into_any();
    let intent = move || purchase.intent.get_untracked();
    view! {
        <div class="rc-buy-status" role="status">
            {move || match progress.get() {
                Progress::Sending => text(words.sending),
                Progress::Offline => text(words.offline),
                Progress::Charging { slow: false } => text(words.charging),
                Progress::Charging { slow: true } => text(words.charging_slowly),
                Progress::Checking => checking(actions),
                Progress::Unsure => intent().map(|intent| unsure(&intent, actions)).into_any(),
                Progress::Confirm { url } => {
                    intent().map(|intent| confirm(&intent, url, actions)).into_any()
                }
                Progress::Paid { reference } => {
                    intent()
                        .map(|intent| receipt(&intent, reference, card.get_untracked(), actions))
                        .into_any()
                }
                Progress::Idle
                | Progress::Declined(_)
                | Progress::Dropped
                | Progress::Refused(_) => ().into_any(),
            }}
        </div>
    }
}

/// A lost answer; the page finds out by itself, or at once if the customer likes (I23).
fn checking(actions: Actions) -> AnyView {
    view! {
        <p>{t().purchase.checking}</p>
        <Button variant=Variant::Plain busy=false on_press=actions.go_on>
            {t().auto_renewal.check_again}
        </Button>
    }
    .into_any()
}

/// An intent left over from long ago: it is not carried out behind the customer's back.
fn unsure(intent: &Intent, actions: Actions) -> AnyView {
    let words = &t().purchase;
    let text = (words.unsure)(
        &credits(intent.credits),
        &format::money(intent.price),
        &format::date_time(intent.at),
    );
    view! {
        <div id=RESULT_ID tabindex="-1">
            <Notice tone=Tone::Warning>
                <p>{text}</p>
                <Button variant=Variant::Plain busy=false on_press=actions.go_on>
                    {words.go_on}
                </Button>
                <Button variant=Variant::Quiet busy=false on_press=actions.let_go>
                    {words.drop}
                </Button>
            </Notice>
        </div>
    }
    .into_any()
}

/// The bank asks the customer. When they come back the page goes on by itself.
fn confirm(intent: &Intent, url: String, actions: Actions) -> AnyView {
    let words = &t().purchase;
    let link = browser::is_page(&url).then(|| {
        view! {
            <a class="rc-button" data-variant="primary" data-keeps href=url rel="external">
                {t().auto_renewal.confirm_link}
            </a>
        }
    });
    let text = (words.confirm)(&format::money(intent.price));
    view! {
        <div id=RESULT_ID tabindex="-1">
            <Notice tone=Tone::Warning>
                <p>{text}</p>
                {link}
                <Button variant=Variant::Quiet busy=false on_press=actions.let_go>
                    {words.buy_other}
                </Button>
            </Notice>
        </div>
    }
    .into_any()
}

/// What was bought. In the place of the form: the second half of a double click buys
/// nothing.
fn receipt(
    intent: &Intent,
    reference: SalesNumber,
    card: Option<PaymentMethod>,
    actions: Actions,
) -> AnyView {
    let words = &t().purchase;
    let bought = (words.bought)(&credits(intent.credits));
    let row =
        |term: &'static str, text: String| view! { <div><dt>{term}</dt><dd>{text}</dd></div> };
    view! {
        <div class="rc-receipt" id=RESULT_ID tabindex="-1">
            <Notice tone=Tone::Success>
                <p>{bought}</p>
            </Notice>
            <dl class="rc-bill">
                {row(t().history.reference, reference.as_str().to_owned())}
                {card.map(|card| row(words.card, stored_card::name(&card)))}
                {row(words.total, format::money(intent.price))}
            </dl>
        </div>
        <Button variant=Variant::Plain busy=false on_press=actions.let_go>
            {words.buy_more}
        </Button>
    }
    .into_any()
}

/// Why nothing was bought, and what to do.
#[component]
pub fn Trouble(
    /// How far it is.
    progress: Memo<Progress>,
    /// Whose credits.
    wallet: WalletId,
) -> impl IntoView {
    let words = &t().purchase;
    let notice = move || {
        let (why, hint, of_card) = match progress.get() {
            Progress::Declined(reason) => {
                let why = t().auto_renewal.decline(reason);
                (why, words.hint(reason), is_of_card(reason))
            }
            Progress::Dropped => (words.not_needed, "", false),
            Progress::Refused(code) => (refusal(code), "", false),
            Progress::Idle
            | Progress::Sending
            | Progress::Offline
            | Progress::Checking
            | Progress::Unsure
            | Progress::Charging { .. }
            | Progress::Confirm { .. }
            | Progress::Paid { .. } => return None,
        };
        let link = of_card.then(|| {
            let label = t().auto_renewal.change_card;
            view! { <CardLink wallet=wallet label=label variant=Variant::Plain/> }
        });
        Some(view! {
            <Notice tone=Tone::Danger>
                <p>
                    <strong>{words.not_bought}</strong>
                    " "
                    {why}
                    " "
                    {hint}
                </p>
                {link}
            </Notice>
        })
    };
    view! { <div role="alert">{notice}</div> }
}

/// Whether another card is the remedy.
const fn is_of_card(reason: Decline) -> bool {
    match reason {
        Decline::InsufficientFunds
        | Decline::CardExpired
        | Decline::CardLost
        | Decline::Refused => true,
        Decline::NotConfirmed | Decline::NoAnswer | Decline::NoCard | Decline::PackageGone => false,
    }
}

fn refusal(code: Code) -> &'static str {
    match code {
        Code::Forbidden | Code::NotFound => t().auto_renewal.why_forbidden,
        _ => t()
            .purchase
            .refusal(code)
            .unwrap_or_else(|| advice(&ClientError::Refused(Problem::new(code)))),
    }
}
