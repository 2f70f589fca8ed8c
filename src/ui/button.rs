//! A button that stays focusable while it is busy.

use leptos::prelude::*;

use super::{Icon, Shape};

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
    /// What the style sheet calls it.
    pub const fn name(self) -> &'static str {
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
    #[prop(optional, into)]
    id: Option<String>,
    /// Its name, where what stands on it says too little; it begins with that.
    #[prop(optional, into)]
    name: Option<String>,
    /// Whether the dialog that it stands in opens on it.
    #[prop(optional)]
    autofocus: bool,
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
            aria-label=name
            autofocus=autofocus
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

/// A button that is an icon alone, named by what it does to what.
#[component]
pub fn IconButton(
    /// Its id, unique on the page.
    id: String,
    /// Its name, which is said and shown when it is pointed at.
    name: String,
    /// What it shows.
    shape: Shape,
    /// What it does.
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="rc-icon-button"
            id=id
            type="button"
            title=name.clone()
            aria-label=name
            on:click=move |_| on_press.run(())
        >
            <Icon shape=shape/>
        </button>
    }
}
