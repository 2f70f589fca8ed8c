//! One of a few, each in sight.

use leptos::prelude::*;

/// One of several choices of the same `name`; they stand in a `<fieldset>` whose
/// `<legend>` says what is chosen.
#[component]
pub fn Radio(
    /// What the choices of the set have in common, unique on the page.
    name: &'static str,
    /// Whether this one is chosen.
    #[prop(into)]
    chosen: Signal<bool>,
    /// This one was chosen.
    on_choose: Callback<()>,
    /// Whether a dialog in which it stands gives it the focus when it is chosen.
    #[prop(optional)]
    takes_focus: bool,
    /// What it is called.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="rc-radio">
            <input
                type="radio"
                name=name
                autofocus=move || takes_focus && chosen.get()
                prop:checked=move || chosen.get()
                on:change=move |_| on_choose.run(())
            />
            <span>{children()}</span>
        </label>
    }
}
