//! How much of something is used up.

use leptos::prelude::*;

/// How much of something is used up; the words beside it say the same.
#[component]
pub fn Meter(
    /// What is measured.
    label: &'static str,
    /// How much is used up.
    #[prop(into)]
    part: Signal<i64>,
    /// Of how much.
    #[prop(into)]
    whole: Signal<i64>,
    /// Both in words.
    #[prop(into)]
    spoken: Signal<String>,
) -> impl IntoView {
    view! {
        <meter
            class="rc-meter"
            aria-label=label
            aria-valuetext=move || spoken.get()
            min="0"
            max=move || whole.get()
            prop:value=move || part.get().to_string()
            data-full=move || (part.get() >= whole.get()).then_some("true")
        ></meter>
    }
}
