//! How many shared credits a member may use a month, and changing it (O6).

use api::{
    Credits, OrganisationId, UserId,
    limit::{Limit, MemberLimit},
    organisation::Member,
};
use leptos::{prelude::*, task::spawn_local};

use crate::{
    browser::{self, storage::Store},
    client, format,
    locale::{advice, not_done, t},
    session::{keep, kept, use_session},
    ui::{Button, Modal, Radio, TextField, TextKind, Trouble, Variant},
};

const FIELD_ID: &str = "limit-credits";

/// The most credits that can be typed.
const MOST: i32 = 1_000_000;

/// Whose limit is to be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// That of every member without one of their own.
    Each(Limit),
    /// One member's; everybody's stands beside.
    One(Member, Limit),
}

/// What is chosen in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Default,
    NoLimit,
    AtMost,
}

/// A limit in a word or two: `200`, `no limit`.
pub fn limit_words(limit: Limit) -> String {
    match limit {
        Limit::NoLimit => t().limit.none.to_owned(),
        Limit::AtMost(credits) => (t().limit.amount)(&format::brief(credits)),
    }
}

/// What is typed as credits.
fn parse(text: &str) -> Option<Credits> {
    let digits: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !['\'', '’', ','].contains(c))
        .collect();
    let is_number = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let whole: i32 = digits.parse().ok().filter(|_| is_number)?;
    (whole <= MOST).then(|| Credits::whole(whole))
}

/// The dialog that changes a limit; open while `about` says whose.
#[component]
pub fn LimitDialog(
    /// Of which organisation.
    organisation: OrganisationId,
    /// Who changes it.
    reader: UserId,
    /// Whose limit; the dialog opens when it is set.
    about: RwSignal<Option<Whose>>,
    /// It is changed.
    on_saved: Callback<()>,
) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let choice = RwSignal::new(Choice::NoLimit);
    let typed = RwSignal::new(String::new());
    let (tried, busy) = (RwSignal::new(false), RwSignal::new(false));
    let trouble = RwSignal::new(None::<(&'static str, &'static str)>);
    Effect::watch(
        move || about.get(),
        move |whose, _, _| {
            let Some(whose) = whose else { return };
            let held = match whose {
                Whose::Each(limit) => MemberLimit::Own(*limit),
                Whose::One(member, _) => member.limit.unwrap_or(MemberLimit::Default),
            };
            choice.set(match held {
                MemberLimit::Default => Choice::Default,
                MemberLimit::Own(Limit::NoLimit) => Choice::NoLimit,
                MemberLimit::Own(Limit::AtMost(_)) => Choice::AtMost,
            });
            typed.set(match held {
                MemberLimit::Own(Limit::AtMost(credits)) => format::plain(credits),
                MemberLimit::Own(Limit::NoLimit) | MemberLimit::Default => String::new(),
            });
            // What was typed when a session ended (G5).
            if let Some(unsaved) = Store::Session.get(&place(organisation, reader, whose)) {
                choice.set(Choice::AtMost);
                typed.set(unsaved);
            }
            tried.set(false);
            trouble.set(None);
            open.set(true);
        },
        false,
    );
    // Once closed it may be asked about the same again.
    Effect::watch(
        move || open.get(),
        move |is_open, _, _| {
            if !is_open && let Some(whose) = about.get_untracked() {
                Store::Session.remove(&place(organisation, reader, &whose));
                about.set(None);
            }
        },
        false,
    );
    Effect::watch(
        move || (choice.get() == Choice::AtMost).then(|| typed.get()),
        move |unsaved, _, _| {
            if open.get_untracked()
                && let Some(whose) = about.get_untracked()
            {
                let place = place(organisation, reader, &whose);
                keep(&place, unsaved.as_deref().unwrap_or_default());
            }
        },
        false,
    );
    let wanted = move || match choice.get() {
        Choice::Default => Some(MemberLimit::Default),
        Choice::NoLimit => Some(MemberLimit::Own(Limit::NoLimit)),
        Choice::AtMost => typed
            .with(|text| parse(text))
            .map(|credits| MemberLimit::Own(Limit::AtMost(credits))),
    };
    let flaw = Signal::derive(move || {
        let is_wrong = tried.get() && wanted().is_none();
        is_wrong.then(|| (t().limit.wrong)(&format::brief(Credits::whole(MOST))))
    });
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let Some(whose) = about.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        let Some(limit) = untrack(wanted) else {
            browser::focus(FIELD_ID);
            return;
        };
        busy.set(true);
        trouble.set(None);
        // Not cancelled with the view: what is on its way is better seen through.
        spawn_local(async move {
            let outcome = match (&whose, limit) {
                (Whose::One(member, _), limit) => {
                    client::organisation::set_member_limit(organisation, member.user, limit).await
                }
                (Whose::Each(_), limit) => {
                    let limit = limit.or(Limit::NoLimit);
                    client::organisation::set_default_limit(organisation, limit).await
                }
            };
            if busy.try_set(false).is_some() {
                // The view is gone.
                return;
            }
            match outcome {
                Ok(()) => {
                    open.set(false);
                    on_saved.run(());
                }
                Err(error) => {
                    session.heed(&error);
                    trouble.set(Some(not_done(t().limit.failed, advice(&error), &error)));
                }
            }
        });
    };
    view! {
        <Modal id="limit" open=open title=Signal::derive(move || title(about.get()))>
            <form class="rc-invite" novalidate on:submit=submit>
                <Choices about=about choice=choice typed=typed flaw=flaw/>
                <Trouble of=trouble/>
                <div class="rc-dialog-answers">
                    <Button
                        variant=Variant::Plain
                        busy=false
                        on_press=Callback::new(move |()| open.set(false))
                    >
                        {t().general.cancel}
                    </Button>
                    <Button variant=Variant::Primary busy=busy>
                        {t().limit.save}
                    </Button>
                </div>
            </form>
        </Modal>
    }
}

/// Where this tab keeps what is typed for somebody.
fn place(organisation: OrganisationId, reader: UserId, whose: &Whose) -> String {
    kept(
        reader,
        &match whose {
            Whose::Each(_) => format!("limit-{organisation}"),
            Whose::One(member, _) => format!("limit-{organisation}-{}", member.user),
        },
    )
}

fn title(about: Option<Whose>) -> String {
    match about {
        Some(Whose::One(member, _)) => (t().limit.title_of)(&format::name(&member.name)),
        Some(Whose::Each(_)) | None => t().limit.title_each.to_owned(),
    }
}

#[component]
fn Choices(
    about: RwSignal<Option<Whose>>,
    choice: RwSignal<Choice>,
    typed: RwSignal<String>,
    flaw: Signal<Option<String>>,
) -> impl IntoView {
    let words = &t().limit;
    let radio = move |of: Choice, text: String| {
        view! {
            <Radio
                name="limit-choice"
                takes_focus=true
                chosen=Signal::derive(move || choice.get() == of)
                on_choose=Callback::new(move |()| choice.set(of))
            >
                {text}
            </Radio>
        }
    };
    let default = move || match about.get() {
        Some(Whose::One(_, default)) => Some(radio(
            Choice::Default,
            (words.default)(&limit_words(default)),
        )),
        Some(Whose::Each(_)) | None => None,
    };
    view! {
        <fieldset class="rc-limit-choices">
            <legend class="rc-label">{words.legend}</legend>
            {default}
            {radio(Choice::NoLimit, words.no_limit.to_owned())}
            {radio(Choice::AtMost, words.at_most.to_owned())}
        </fieldset>
        {move || {
            (choice.get() == Choice::AtMost)
                .then(|| {
                    view! {
                        <TextField
                            id=FIELD_ID
                            label=words.credits
                            kind=TextKind::Count
                            value=typed
                            error=flaw
                            max_chars=12
                        />
                    }
                })
        }}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o6_a_limit_is_typed_as_people_write_whole_numbers() {
        for (text, credits) in [
            ("0", 0),
            ("200", 200),
            (" 1'000 ", 1_000),
            ("1,000,000", MOST),
        ] {
            assert_eq!(parse(text), Some(Credits::whole(credits)), "{text:?}");
        }
        for text in ["", " ", "-1", "1.5", "1e3", "1000001", "99999999999", "١"] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
