//! A value between two ends, by dragging, by keys, or typed.

use leptos::prelude::*;

use super::field::{Typed, number_input, problem};

/// The values that can be chosen, as decimal text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// The smallest.
    pub min: String,
    /// The largest.
    pub max: String,
    /// The distance between two.
    pub step: String,
}

/// A native range with a number field. The range has the browser's own keys: arrows one
/// step, Page Up and Page Down a tenth, Home and End. What is typed is taken as it is.
#[component]
pub fn Slider(
    /// The number field's id, unique on the page.
    id: &'static str,
    /// What it is called.
    label: &'static str,
    /// What the number counts.
    unit: &'static str,
    /// The values that can be chosen.
    bounds: Bounds,
    /// What stands below its two ends.
    ends: (String, String),
    /// What is typed, what is wrong with it, and what happens to it.
    typed: Typed,
    /// Where the range stands: the last value that it has a place for.
    #[prop(into)]
    position: Signal<String>,
    /// That value in words.
    #[prop(into)]
    spoken: Signal<String>,
) -> impl IntoView {
    let Bounds { min, max, step } = bounds;
    let label_id = format!("{id}-label");
    view! {
        <div class="rc-field">
            <div class="rc-slider-head">
                <label class="rc-label" for=id id=label_id.clone()>
                    {label}
                </label>
                <span class="rc-affixed">{number_input(id, None, "numeric", typed)} <span>{unit}</span></span>
            </div>
            // Its ends before its value, which would be cut to the ends of no range.
            <input
                class="rc-range"
                type="range"
                aria-labelledby=label_id
                aria-valuetext=move || spoken.get()
                min=min
                max=max
                step=step
                prop:value=move || position.get()
                on:input=move |event| typed.on_input.run(event_target_value(&event))
            />
            <div class="rc-slider-ends" aria-hidden="true">
                <span>{ends.0}</span>
                <span>{ends.1}</span>
            </div>
            {problem(id, typed.error)}
        </div>
    }
}
