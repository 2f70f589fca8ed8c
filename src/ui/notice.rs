//! A message with an icon, standing where something happened.

use leptos::prelude::*;

use super::{Icon, Shape};

/// What a notice is about; icon and words say it too, never the colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something is so.
    Neutral,
    /// Something failed.
    Danger,
    /// Something needs attention.
    Warning,
    /// Something was done.
    Success,
}

impl Tone {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Danger => "danger",
            Self::Warning => "warning",
            Self::Success => "success",
        }
    }

    pub(super) const fn shape(self) -> Shape {
        match self {
            Self::Neutral => Shape::Info,
            Self::Danger | Self::Warning => Shape::Alert,
            Self::Success => Shape::Check,
        }
    }
}

/// A message. It is not announced by itself: whoever shows it decides whether it
/// stands in a live region.
#[component]
pub fn Notice(
    /// What it is about.
    tone: Tone,
    /// What it says: a paragraph, and perhaps a button.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="rc-notice" data-tone=tone.name()>
            <Icon shape=tone.shape()/>
            {children()}
        </div>
    }
}

/// Why something was not done, announced when it turns out.
#[component]
pub fn Trouble(
    /// That it was not done, and why and what to do about it; nothing while nothing is wrong.
    of: RwSignal<Option<(&'static str, &'static str)>>,
) -> impl IntoView {
    view! {
        <div role="alert">
            {move || {
                of.get()
                    .map(|(what, why)| {
                        view! {
                            <Notice tone=Tone::Danger>
                                <p>
                                    <strong>{what}</strong>
                                    " "
                                    {why}
                                </p>
                            </Notice>
                        }
                    })
            }}
        </div>
    }
}
