//! A message with an icon, standing where something happened.

use leptos::prelude::*;

use super::{Icon, Shape};

/// What a notice is about; icon and words say it too, never the colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something failed.
    Danger,
    /// Something needs attention.
    Warning,
    /// Something was done.
    Success,
}

impl Tone {
    const fn name(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Warning => "warning",
            Self::Success => "success",
        }
    }

    const fn shape(self) -> Shape {
        match self {
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
