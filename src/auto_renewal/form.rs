//! The form itself (A1–A9, A11, A12): draws what is edited and says what to save.

use api::{
    Credits, Money,
    auto_renewal::{AutoRenewal, SaveAutoRenewal},
    payment::PaymentMethod,
};
use leptos::prelude::*;

use super::{
    conflict::{CONFLICT_ID, Conflict},
    draft::{Flaws, at_once, may_buy_at_once},
    editing::{Editing, Progress},
    fields::{LIMIT_ID, PACKAGE_ID, RuleFields, THRESHOLD_ID},
    help::Help,
    outcome::SaveRow,
    renewals::Renewals,
    sentence,
    standing::{Resume, StandingNotice, tone},
};
use crate::{
    browser::{
        self,
        timer::{SILENCE_MS, Timer},
    },
    format,
    locale::t,
    stored_card::{self, CardLink},
    ui::{Chip, Confirm, Notice, Switch, Tone, Variant},
};

/// The id of the card's heading, which is also the switch's label.
pub const TITLE_ID: &str = "renewal-title";

const SWITCH_ID: &str = "renewal-switch";
const NO_CARD_ID: &str = "renewal-no-card";

/// What the form asks of the card that it stands in.
#[derive(Debug, Clone, Copy)]
pub struct Actions {
    /// Saves.
    pub send: Callback<SaveAutoRenewal>,
    /// Finds out about a save whose answer was lost.
    pub check: Callback<()>,
    /// Reads again what the server holds.
    pub refresh: Callback<()>,
    /// Resumes what is paused.
    pub resume: Resume,
}

/// The form, from its heading to the list of renewals.
#[component]
pub fn AutoRenewalForm(
    /// What is being edited.
    editing: Editing,
    /// What the form asks for.
    actions: Actions,
    /// What would have happened (A11).
    replay: ViewFn,
) -> impl IntoView {
    let save = save(editing, actions);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.run(());
    };
    let on = Memo::new(move |_| editing.draft.with(|draft| draft.on));
    view! {
        <div class="rc-renewal-body">
            <form novalidate on:submit=submit>
                {head(editing, on)}
                <StandingNotice editing=editing resume=actions.resume/>
                {stored_card(editing, on)}
                {move || on.get().then(|| view! { <RuleFields editing=editing/> })}
                <div class="rc-renewal-sum">
                    <p>{move || editing.sentence()}</p>
                    {move || on.get().then(|| replay.run())}
                </div>
                {below(editing)}
                <Conflict editing=editing save=save/>
                <SaveRow editing=editing check=actions.check/>
                <Help editing=editing/>
            </form>
            <Renewals renewals=Memo::new(move |_| {
                editing.newest.with(|newest| newest.renewals.clone())
            })/>
        </div>
        {question(editing, actions.send)}
    }
}

/// The heading that names the switch, what the server holds, and the switch (A1).
fn head(editing: Editing, on: Memo<bool>) -> impl IntoView {
    let words = &t().auto_renewal;
    let standing = Memo::new(move |_| editing.newest.with(|newest| newest.standing.clone()));
    let has_card = Memo::new(move |_| editing.has_card());
    view! {
        <div class="rc-renewal-head">
            <h2 id=TITLE_ID>
                <label for=SWITCH_ID>{words.title}</label>
            </h2>
            {move || {
                standing
                    .with(|standing| {
                        view! { <Chip tone=tone(standing) text=words.standing(standing)/> }
                    })
            }}
            <Switch
                id=SWITCH_ID
                words=(words.on, words.off)
                on=on
                described_by=Signal::derive(move || if has_card.get() { "" } else { NO_CARD_ID })
                on_change=Callback::new(move |on| editing.draft.update(|draft| draft.on = on))
            />
            <p>{words.intro}</p>
        </div>
    }
}

/// The card that is charged, or that there is none (A7). The latter is said aloud when
/// the switch is turned on.
fn stored_card(editing: Editing, on: Memo<bool>) -> impl IntoView {
    let words = &t().auto_renewal;
    let wallet = editing.newest.with_untracked(|newest| newest.wallet.id);
    let card = Memo::new(move |_| editing.newest.with(|newest| newest.payment_method.clone()));
    let missing = move |tone| {
        view! {
            <Notice tone=tone>
                <p id=NO_CARD_ID>{words.no_card}</p>
                <CardLink wallet=wallet label=words.add_card variant=Variant::Plain/>
            </Notice>
        }
        .into_any()
    };
    let charged = move |card: &PaymentMethod| {
        let text = (words.card)(&stored_card::name(card), &stored_card::expiry(card));
        view! {
            <p class="rc-renewal-card">
                <span>{text}</span>
                " "
                <CardLink wallet=wallet label=words.change_card variant=Variant::Quiet/>
            </p>
        }
        .into_any()
    };
    view! {
        {move || {
            (!on.get() && card.with(Option::is_none)).then(|| missing(Tone::Neutral))
        }}
        <div role="status">
            {move || {
                on.get()
                    .then(|| {
                        card.with(|card| match card {
                            Some(card) => charged(card),
                            None => missing(Tone::Warning),
                        })
                    })
            }}
        </div>
    }
}

/// What saving charges at once, said before *Save* (rule 6).
fn below(editing: Editing) -> impl IntoView {
    let text = Memo::new(move |_| {
        let price = editing.at_once().filter(|_| editing.dirty.get())?;
        Some(editing.newest.with(|newest| sentence::below(newest, price)))
    });
    move || {
        text.get().map(|text| {
            view! {
                <Notice tone=Tone::Warning>
                    <p>{text}</p>
                </Notice>
            }
        })
    }
}

/// The question before what is bought at once (rule 6).
fn question(editing: Editing, send: Callback<SaveAutoRenewal>) -> impl IntoView {
    let words = &t().auto_renewal;
    let price = Memo::new(move |_| editing.at_once());
    let title = move || {
        let (_, price) = price.get()?;
        Some((words.charge_now)(&format::money(price)))
    };
    let text = move || {
        let price = price.get()?;
        Some(
            editing
                .newest
                .with(|newest| sentence::charges_at_once(newest, price)),
        )
    };
    let confirmed = Callback::new(move |()| {
        editing.asking.set(false);
        if let Ok(setting) = editing.parsed.get_untracked() {
            send.run(SaveAutoRenewal {
                setting,
                renew_at_once: true,
            });
        }
    });
    view! {
        <Confirm
            id="renewal-at-once"
            open=editing.asking
            title=Signal::derive(move || title().unwrap_or_default())
            yes=words.save_and_charge
            no=t().general.cancel
            on_yes=confirmed
        >
            <p>{text}</p>
        </Confirm>
    }
}

impl Editing {
    fn has_card(self) -> bool {
        self.newest.with(|newest| newest.payment_method.is_some())
    }

    /// What saving the draft buys at once; zero where the limit leaves no room.
    fn at_once(self) -> Option<(Credits, Money)> {
        let rule = self.rule()?;
        self.newest
            .with(|newest| at_once(newest, &rule).filter(|_| may_buy_at_once(&newest.standing)))
    }
}

/// Saves the draft: once, however often and by whatever means it is asked for (A8).
fn save(editing: Editing, actions: Actions) -> Callback<()> {
    let words = &t().auto_renewal;
    Callback::new(move |()| {
        let progress = editing.progress;
        if progress.get_untracked().is_busy() {
            return;
        }
        if editing.conflict.get_untracked() {
            say(editing, Progress::failed(words.why_stale));
            browser::focus(CONFLICT_ID);
            return;
        }
        let setting = match editing.parsed.get_untracked() {
            Ok(setting) => setting,
            Err(flaws) => {
                editing.tried.set(true);
                say(editing, Progress::failed(words.why_fields));
                browser::focus(first(flaws));
                return;
            }
        };
        if progress.get_untracked() == Progress::Saved && !editing.dirty.get_untracked() {
            // The server holds it: there is nothing to send.
            say(editing, Progress::Saved);
        } else if setting != AutoRenewal::Off && !untrack(|| editing.has_card()) {
            say(editing, Progress::failed(words.why_card));
            // Perhaps there is one by now.
            actions.refresh.run(());
        } else if untrack(|| editing.at_once()).is_some_and(|(credits, _)| credits > Credits::ZERO)
        {
            editing.asking.set(true);
        } else {
            actions.send.run(SaveAutoRenewal {
                setting,
                renew_at_once: false,
            });
        }
    })
}

/// Says an outcome for which nothing is sent, also if it is what was said before.
fn say(editing: Editing, outcome: Progress) {
    if editing.progress.get_untracked() != outcome {
        editing.progress.set(outcome);
        return;
    }
    // What is saved needs no further request; what failed may be tried again at once.
    let silence = if outcome == Progress::Saved {
        Progress::Saving
    } else {
        Progress::Idle
    };
    editing.progress.set(silence);
    let draft = editing.draft.get_untracked();
    Timer::after(SILENCE_MS, move || {
        if editing.progress.try_get_untracked() == Some(silence) {
            let is_edited = editing.draft.with_untracked(|now| *now != draft);
            let next = if is_edited { Progress::Idle } else { outcome };
            editing.progress.set(next);
        }
    })
    .forget();
}

/// The first field in reading order that makes no rule.
const fn first(flaws: Flaws) -> &'static str {
    if flaws.threshold {
        THRESHOLD_ID
    } else if flaws.package {
        PACKAGE_ID
    } else {
        LIMIT_ID
    }
}
