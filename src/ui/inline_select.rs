//! A choice that stands in a table.

use leptos::{ev::Event, prelude::*};
use wasm_bindgen::JsCast;

use super::field::told;

/// A choice that is asked about before it counts: it shows what is held, and goes back to
/// that at once when another value is chosen.
#[component]
pub fn InlineSelect(
    /// The control's id, unique on the page.
    id: String,
    /// What it is, which is said.
    name: String,
    /// The value that is held.
    held: &'static str,
    /// The values and their names, in order.
    options: Vec<(&'static str, &'static str)>,
    /// Another value was chosen.
    on_choose: Callback<String>,
) -> impl IntoView {
    let choose = move |event: Event| {
        let chosen = event_target_value(&event);
        let control = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
        if let Some(control) = control {
            control.set_value(held);
        }
        told(on_choose, chosen);
    };
    let option = move |(value, name)| {
        view! {
            <option value=value prop:selected=value == held>
                {name}
            </option>
        }
    };
    view! {
        <select class="rc-input rc-inline-select" id=id aria-label=name on:change=choose>
            {options.into_iter().map(option).collect_view()}
        </select>
    }
}
