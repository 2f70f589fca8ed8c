//! Leaving an organisation (O8).

use api::{OrganisationId, UserId};
use leptos::prelude::*;

use super::question::{Question, QuestionDialog};
use crate::{
    browser, client, format, host,
    locale::t,
    route::Route,
    ui::{Button, Variant},
};

/// The way out, with its question; or why there is none for the last owner (rule 11).
#[component]
pub fn Leaving(
    /// Which one is left.
    organisation: OrganisationId,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// Who would leave.
    reader: UserId,
    /// Whether they are its only owner.
    #[prop(into)]
    is_last_owner: Signal<bool>,
) -> impl IntoView {
    let words = &t().organisation;
    let question = Question::new();
    let ask = Callback::new(move |()| question.ask(()));
    let leave = question.carry_out(
        move |()| async move {
            client::organisation::remove_member(organisation, reader).await?;
            // What was on screen was the organisation's, and may be gone before the answer.
            browser::go_to(&Route::Credits.path(&host::get().base));
            Ok(())
        },
        words.not_left,
        Callback::new(|()| ()),
    );
    view! {
        <div>
            {move || {
                if is_last_owner.get() {
                    view! { <p class="rc-muted">{words.leave_last}</p> }.into_any()
                } else {
                    view! {
                        <Button variant=Variant::Plain busy=false on_press=ask>
                            {words.leave}
                        </Button>
                    }
                    .into_any()
                }
            }}
        </div>
        <QuestionDialog
            id="organisation-leave"
            question=question
            title=Signal::derive(move || name.with(|name| (t().organisation.leave_title)(&format::name(name))))
            yes=words.leave_yes
            on_yes=leave
        >
            <p>{words.leave_text}</p>
        </QuestionDialog>
    }
}
