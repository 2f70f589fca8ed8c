//! On or off.

use leptos::prelude::*;

/// A switch. Its name never changes: whether it is on is its state, which the word
/// beside it only shows.
#[component]
pub fn Switch(
    /// The control's id, unique on the page; its label, which may be a heading's, is for it.
    id: &'static str,
    /// The words for on and off.
    words: (&'static str, &'static str),
    /// Whether it is on.
    #[prop(into)]
    on: Signal<bool>,
    /// The id of what describes it; empty for nothing.
    #[prop(into)]
    described_by: Signal<&'static str>,
    /// It was turned on, or off.
    on_change: Callback<bool>,
) -> impl IntoView {
    view! {
        <span class="rc-switch">
            <span aria-hidden="true">{move || if on.get() { words.0 } else { words.1 }}</span>
            <input
                id=id
                type="checkbox"
                role="switch"
                aria-describedby=move || Some(described_by.get()).filter(|id| !id.is_empty())
                prop:checked=move || on.get()
                on:change=move |event| on_change.run(event_target_checked(&event))
            />
        </span>
    }
}
