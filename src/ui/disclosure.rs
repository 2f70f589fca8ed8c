//! What is there to read for who wants to.

use leptos::prelude::*;

/// A line that opens what is below it.
#[component]
pub fn Disclosure(
    /// The line.
    summary: &'static str,
    /// What it opens.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="rc-disclosure">
            <summary>{summary}</summary>
            <div>{children()}</div>
        </details>
    }
}
