//! What stands in the place of something that could not be loaded (product G3).

use leptos::prelude::*;

use super::{Button, Notice, Tone, Variant};

/// Says what is missing, why, and offers to try again in the same place.
#[component]
pub fn Failure(
    /// What could not be loaded.
    what: &'static str,
    /// Why, and what to do.
    why: &'static str,
    /// The label of the button.
    retry_label: &'static str,
    /// Whether the next try is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div role="alert">
            <Notice tone=Tone::Danger>
                <p>{what} " " {why}</p>
                <Button variant=Variant::Plain busy=busy on_press=retry>
                    {retry_label}
                </Button>
            </Notice>
        </div>
    }
}
