//! Labelled form controls. A label is required; an error is tied to its control.

use leptos::prelude::*;

use super::{Icon, Shape};

/// What a text field is for; it decides the keyboard and what browsers fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// The user's own address.
    OwnEmail,
    /// The user's password.
    Password,
    /// A text to look for.
    Search,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::OwnEmail => "email",
            Self::Password => "password",
            Self::Search => "search",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::OwnEmail => "username",
            Self::Password => "current-password",
            Self::Search => "off",
        }
    }
}

/// A line of text.
#[component]
pub fn TextField(
    /// The control's id, unique on the page.
    id: &'static str,
    /// What it is called.
    label: &'static str,
    /// What it is for.
    kind: TextKind,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it, and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Characters at most.
    max_chars: usize,
) -> impl IntoView {
    view! {
        <Field id=id label=label error=error>
            <input
                class="rc-input"
                id=id
                name=id
                type=kind.input_type()
                autocomplete=kind.autocomplete()
                autocapitalize="none"
                spellcheck="false"
                maxlength=max_chars
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || error.with(Option::is_some).then(|| error_id(id))
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}

/// A calendar day.
#[component]
pub fn DateField(
    /// The control's id, unique on the page.
    id: &'static str,
    /// What it is called.
    label: &'static str,
    /// The day as `YYYY-MM-DD`; empty for none.
    #[prop(into)]
    value: Signal<String>,
    /// A day was chosen, or cleared.
    on_change: Callback<String>,
    /// What is wrong with it, and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Field id=id label=label error=error>
            <input
                class="rc-input"
                id=id
                type="date"
                min="2000-01-01"
                max="2999-12-31"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || error.with(Option::is_some).then(|| error_id(id))
                prop:value=value
                on:change=move |event| on_change.run(event_target_value(&event))
            />
        </Field>
    }
}

/// One of several values.
#[component]
pub fn SelectField(
    /// The control's id, unique on the page.
    id: &'static str,
    /// What it is called.
    label: &'static str,
    /// The values and their names, in order.
    options: Vec<(&'static str, &'static str)>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Another value was chosen.
    on_change: Callback<String>,
) -> impl IntoView {
    view! {
        <Field id=id label=label>
            <select
                class="rc-input"
                id=id
                prop:value=value
                on:change=move |event| on_change.run(event_target_value(&event))
            >
                {options
                    .into_iter()
                    .map(|(key, name)| {
                        view! {
                            <option value=key selected=move || value.with(|value| value == key)>
                                {name}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
        </Field>
    }
}

/// A control between its label and what is wrong with it.
#[component]
fn Field(
    id: &'static str,
    label: &'static str,
    #[prop(optional)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="rc-field">
            <label class="rc-label" for=id>
                {label}
            </label>
            {children()}
            <p class="rc-field-error" id=error_id(id)>
                {move || error.get().map(|text| view! { <Icon shape=Shape::Alert/> {text} })}
            </p>
        </div>
    }
}

fn error_id(id: &str) -> String {
    format!("{id}-error")
}
