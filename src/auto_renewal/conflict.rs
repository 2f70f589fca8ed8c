//! Changed elsewhere since it was read: both versions, and the choice (A9).

use leptos::prelude::*;

use super::{editing::Editing, outcome::SAVE_ID, sentence::sentence};
use crate::{
    browser,
    locale::t,
    ui::{Button, Notice, Tone, Variant},
};

/// The id of the heading, which takes the focus when *Save* is pressed all the same.
pub const CONFLICT_ID: &str = "renewal-conflict";

/// Both versions, while there are two.
#[component]
pub fn Conflict(
    /// What is being edited.
    editing: Editing,
    /// Saves what is being edited.
    save: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="rc-conflict">
            <div role="status">{move || editing.conflict.get().then(warning)}</div>
            {move || editing.conflict.get().then(|| versions(editing, save))}
        </div>
    }
}

fn warning() -> AnyView {
    let words = &t().auto_renewal;
    view! {
        <Notice tone=Tone::Warning>
            <div>
                <h3 id=CONFLICT_ID tabindex="-1">
                    {words.conflict}
                </h3>
                <p>{words.conflict_text}</p>
            </div>
        </Notice>
    }
    .into_any()
}

fn versions(editing: Editing, save: Callback<()>) -> AnyView {
    let words = &t().auto_renewal;
    let theirs = move || {
        editing
            .newest
            .with(|newest| sentence(newest, &newest.setting))
    };
    let yours = move || editing.sentence();
    let keep_theirs = Callback::new(move |()| {
        editing.discard();
        browser::focus(SAVE_ID);
    });
    let keep_yours = Callback::new(move |()| {
        editing.keep_mine();
        browser::focus(SAVE_ID);
        save.run(());
    });
    view! {
        <dl>
            <div>
                <dt>{words.theirs}</dt>
                <dd>{theirs}</dd>
                <dd>
                    <Button variant=Variant::Plain busy=false on_press=keep_theirs>
                        {words.keep_theirs}
                    </Button>
                </dd>
            </div>
            <div>
                <dt>{words.yours}</dt>
                <dd>{yours}</dd>
                <dd>
                    <Button variant=Variant::Plain busy=false on_press=keep_yours>
                        {words.keep_yours}
                    </Button>
                </dd>
            </div>
        </dl>
    }
    .into_any()
}
