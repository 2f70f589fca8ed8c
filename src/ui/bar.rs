//! A number as a length.

use leptos::prelude::*;

/// A bar that is as long as a number among others; the number itself stands beside it.
#[component]
pub fn Bar(
    /// The number.
    part: i64,
    /// The longest of them.
    whole: i64,
) -> impl IntoView {
    let thousandths = part
        .clamp(0, whole.max(0))
        .checked_mul(1_000)
        .and_then(|part| part.checked_div(whole))
        .unwrap_or_default();
    view! {
        <svg
            class="rc-bar-line"
            viewBox="0 0 1000 8"
            preserveAspectRatio="none"
            aria-hidden="true"
            focusable="false"
        >
            <rect width=thousandths height="8"></rect>
        </svg>
    }
}
