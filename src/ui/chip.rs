//! A word or two about how something stands.

use leptos::prelude::*;

use super::{Icon, Tone};

/// How something stands, in words; the icon and the colour only say it again.
#[component]
pub fn Chip(
    /// What it is about.
    tone: Tone,
    /// What it says.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <span class="rc-chip" data-tone=tone.name()>
            <Icon shape=tone.shape()/>
            {text}
        </span>
    }
}
