//! *Save*, and what becomes of it (A2, A8).

use leptos::prelude::*;

use super::editing::{Editing, Progress};
use crate::{
    locale::t,
    stored_card::CardLink,
    ui::{Button, Icon, Notice, Shape, Tone, Variant},
};

/// The id of *Save*, which takes the focus when what had it goes away.
pub const SAVE_ID: &str = "renewal-save";

/// *Save*, what is unsaved, and how saving went.
#[component]
pub fn SaveRow(
    /// What is being edited.
    editing: Editing,
    /// Finds out about a save whose answer was lost.
    check: Callback<()>,
) -> impl IntoView {
    let words = &t().auto_renewal;
    let progress = editing.progress;
    let busy = Signal::derive(move || progress.get().is_busy());
    let pending = Memo::new(move |_| editing.dirty.get() && !busy.get());
    let discard = Callback::new(move |()| {
        editing.discard();
        crate::browser::focus(SAVE_ID);
    });
    view! {
        <div class="rc-renewal-save">
            <Button variant=Variant::Primary id=SAVE_ID busy=busy>
                {words.save}
            </Button>
            <p role="status">{move || status(progress.get())}</p>
            {move || {
                pending
                    .get()
                    .then(|| {
                        view! {
                            <span class="rc-renewal-unsaved">{words.unsaved}</span>
                            <Button variant=Variant::Quiet busy=false on_press=discard>
                                {words.discard}
                            </Button>
                        }
                    })
            }}
            {move || {
                (progress.get() == Progress::Unknown)
                    .then(|| {
                        view! {
                            <Button variant=Variant::Plain busy=false on_press=check>
                                {words.check_again}
                            </Button>
                        }
                    })
            }}
        </div>
        <div role="alert">{move || failure(editing, progress.get())}</div>
    }
}

/// What is said in passing.
fn status(progress: Progress) -> AnyView {
    let words = &t().auto_renewal;
    match progress {
        Progress::Saved => view! {
            <span class="rc-in">
                <Icon shape=Shape::Check/>
                {words.saved}
            </span>
        }
        .into_any(),
        Progress::Checking => words.checking.into_any(),
        Progress::Unknown => words.unknown.into_any(),
        Progress::Idle | Progress::Saving | Progress::Failed { .. } => ().into_any(),
    }
}

/// What stays until something is done about it.
fn failure(editing: Editing, progress: Progress) -> Option<AnyView> {
    let words = &t().auto_renewal;
    let Progress::Failed { why, .. } = progress else {
        return None;
    };
    let wallet = editing.newest.with_untracked(|newest| newest.wallet.id);
    let needs_card = why == words.why_card;
    let view = view! {
        <Notice tone=Tone::Danger>
            <p>
                <strong>{words.not_saved}</strong>
                " "
                {why}
            </p>
            {needs_card
                .then(|| {
                    view! {
                        <CardLink wallet=wallet label=words.add_card variant=Variant::Plain/>
                    }
                })}
        </Notice>
    };
    Some(view.into_any())
}
