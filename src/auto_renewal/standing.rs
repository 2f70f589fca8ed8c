//! How auto-renewal stands, and what the customer can do about it (A1, rule 8).

use api::{
    Credits,
    auto_renewal::{AutoRenewalState, Standing},
};
use leptos::prelude::*;

use super::{draft::at_once, editing::Editing, sentence};
use crate::{
    browser, format,
    locale::t,
    stored_card::CardLink,
    ui::{Button, Confirm, Notice, Tone, Variant},
};

/// Resuming what is paused.
#[derive(Debug, Clone, Copy)]
pub struct Resume {
    /// Does it.
    pub run: Callback<()>,
    /// Whether it is being done.
    pub busy: Signal<bool>,
    /// What went wrong, and what to do.
    pub trouble: Signal<Option<&'static str>>,
}

/// The colour of a standing; its words say the same.
pub const fn tone(standing: &Standing) -> Tone {
    match standing {
        Standing::Off | Standing::Renewing => Tone::Neutral,
        Standing::On => Tone::Success,
        Standing::Retrying { .. } | Standing::Confirm { .. } | Standing::Limited { .. } => {
            Tone::Warning
        }
        Standing::Paused { .. } => Tone::Danger,
    }
}

/// What there is to say about the standing; nothing while all is well.
#[component]
pub fn StandingNotice(
    /// What is being edited; the standing is the server's.
    editing: Editing,
    /// Resuming.
    resume: Resume,
) -> impl IntoView {
    let asking = RwSignal::new(false);
    let newest = editing.newest;
    let standing = Memo::new(move |_| {
        newest.with(|newest| (newest.standing.clone(), newest.payment_method.is_some()))
    });
    let price = move || newest.with(resumed_at_once);
    let press = Callback::new(move |()| match untrack(price) {
        Some(_) => asking.set(true),
        None => resume.run.run(()),
    });
    let confirmed = Callback::new(move |()| {
        asking.set(false);
        resume.run.run(());
    });
    let words = &t().auto_renewal;
    view! {
        {move || {
            let (standing, has_card) = standing.get();
            notice(editing, standing, has_card, press, resume)
        }}
        <Confirm
            id="renewal-resume"
            open=asking
            title=Signal::derive(move || {
                price().map(|(_, price)| (words.charge_now)(&format::money(price))).unwrap_or_default()
            })
            yes=words.resume_and_charge
            no=t().general.cancel
            on_yes=confirmed
        >
            <p>
                {move || {
                    let price = price()?;
                    Some(newest.with(|newest| sentence::charges_at_once(newest, price)))
                }}
            </p>
        </Confirm>
    }
}

/// What resuming charges at once, if anything.
fn resumed_at_once(state: &AutoRenewalState) -> Option<(Credits, api::Money)> {
    at_once(state, state.setting.rule()?).filter(|(credits, _)| *credits > Credits::ZERO)
}

fn notice(
    editing: Editing,
    standing: Standing,
    has_card: bool,
    press: Callback<()>,
    resume: Resume,
) -> Option<AnyView> {
    let words = &t().auto_renewal;
    let wallet = editing.newest.with_untracked(|newest| newest.wallet.id);
    let card = move |label| {
        view! { <CardLink wallet=wallet label=label variant=Variant::Plain/> }
    };
    let tone = tone(&standing);
    let (text, actions) = match standing {
        Standing::Off | Standing::On => return None,
        Standing::Renewing => (words.renewing.to_owned(), ().into_any()),
        Standing::Limited { until } => ((words.limited)(&format::date(until)), ().into_any()),
        Standing::Retrying { at, reason } => {
            let again = (words.try_again_at)(&format::date_time(at));
            let text = words.decline(reason).to_owned() + " " + &again;
            (text, card(words.change_card).into_any())
        }
        Standing::Confirm { url } => {
            let link = browser::is_page(&url).then(|| {
                view! {
                    <a class="rc-button" data-keeps href=url rel="external">
                        {words.confirm_link}
                    </a>
                }
            });
            (words.confirm.to_owned(), link.into_any())
        }
        Standing::Paused { reason, since } => {
            let since = (words.paused_since)(&format::date_time(since));
            let text = words.decline(reason).to_owned() + " " + &since;
            let actions = view! {
                {has_card
                    .then(|| {
                        view! {
                            <Button variant=Variant::Plain busy=resume.busy on_press=press>
                                {words.resume}
                            </Button>
                        }
                    })}
                {card(if has_card { words.change_card } else { words.add_card })}
                <p class="rc-renewal-trouble" role="alert">{move || resume.trouble.get()}</p>
            };
            (text, actions.into_any())
        }
    };
    let view = view! {
        <Notice tone=tone>
            <p>{text}</p>
            {actions}
        </Notice>
    };
    Some(view.into_any())
}
