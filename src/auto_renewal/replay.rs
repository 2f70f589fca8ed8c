//! What would have happened: the draft, replayed over the wallet's own past (A11).

use api::replay::{Past, Replayed, replay};
use leptos::prelude::*;

use super::{draft::package_of, editing::Editing};
use crate::{
    client, format,
    latest::{Loaded, Loader},
    locale::t,
    ui::{Button, Variant},
};

/// Loads the past, and replays it.
#[component]
pub fn Replay(
    /// What is being edited.
    editing: Editing,
) -> impl IntoView {
    let wallet = editing.newest.with_untracked(|newest| newest.wallet.id);
    let loader = Loader::new(move || client::auto_renewal::past(wallet));
    let retry = Callback::new(move |()| loader.reload());
    view! { <ReplayLine editing=editing past=loader.state().into() retry=retry/> }
}

/// One line, true to the draft while the slider moves. It is not announced: whoever moves
/// the slider hears where it stands.
#[component]
pub fn ReplayLine(
    /// What is being edited.
    editing: Editing,
    /// The wallet's past.
    past: Signal<Loaded<Past>>,
    /// Reads the past again.
    retry: Callback<()>,
) -> impl IntoView {
    let replayed = Memo::new(move |_| {
        let rule = editing.rule()?;
        let newest = editing.newest.read();
        let package = package_of(&newest, &rule.package)?;
        past.with(|past| replay(past.value()?, &rule, package))
    });
    let failed = Memo::new(move |_| past.with(|past| past.error().is_some()));
    let busy = Signal::derive(move || past.with(Loaded::is_pending));
    view! {
        <p class="rc-renewal-replay">
            {move || replayed.get().map(text)}
            {move || {
                failed
                    .get()
                    .then(|| {
                        view! {
                            {t().auto_renewal.replay_failed}
                            <Button variant=Variant::Quiet busy=busy on_press=retry>
                                {t().general.retry}
                            </Button>
                        }
                    })
            }}
        </p>
    }
}

fn text(replayed: Replayed) -> String {
    let words = &t().auto_renewal;
    let mut text = (words.replay)(replayed.charges, &format::money(replayed.total));
    if replayed.is_limited {
        text.push(' ');
        text.push_str(words.replay_limited);
    }
    text
}
