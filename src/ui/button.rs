//! A button that stays focusable while it is busy.

use leptos::prelude::*;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// The one thing to do here.
    Primary,
    /// One of several things.
    Plain,
    /// A thing beside the point.
    Quiet,
}

impl Variant {
    const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Plain => "plain",
            Self::Quiet => "quiet",
        }
    }
}

/// A button. While `busy` it shows a spinner, keeps its label and its focus, and
/// ignores presses, so that impatience never does a thing twice.
#[component]
pub fn Button(
    /// How much it asks for attention.
    variant: Variant,
    /// Whether what it does is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Whether there is nothing to do; it stays in place and keeps its focus.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Its id, where something leads the focus to it.
    #[prop(optional)]
    id: Option<&'static str>,
    /// What it does; without it the button submits its form.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// What stands on it.
    children: Children,
) -> impl IntoView {
    let inert = Signal::derive(move || busy.get() || disabled.get());
    let press = move |event: leptos::ev::MouseEvent| {
        if inert.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class="rc-button"
            id=id
            data-variant=variant.name()
            type=if on_press.is_some() { "button" } else { "submit" }
            aria-disabled=move || inert.get().then_some("true")
            on:click=press
        >
            {move || busy.get().then(|| view! { <span class="rc-spinner" aria-hidden="true"></span> })}
            {children()}
        </button>
    }
}
