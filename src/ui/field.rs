//! Labelled form controls. A label is required; an error is tied to its control.

use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::{Icon, Shape};

/// What a text field is for; it decides the keyboard and what browsers fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// The user's own address.
    OwnEmail,
    /// The user's password.
    Password,
    /// A password that the user thinks up.
    NewPassword,
    /// The user's name.
    OwnName,
    /// What an organisation is called.
    Organisation,
    /// A whole number of things.
    Count,
    /// A text to look for.
    Search,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Password | Self::NewPassword => "password",
            // A field of the type email has the browser rewrite what is typed.
            Self::OwnEmail | Self::OwnName | Self::Organisation | Self::Count => "text",
            Self::Search => "search",
        }
    }

    const fn keyboard(self) -> Option<&'static str> {
        match self {
            Self::Count => Some("numeric"),
            Self::OwnEmail => Some("email"),
            Self::Password
            | Self::NewPassword
            | Self::OwnName
            | Self::Organisation
            | Self::Search => None,
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::OwnEmail => "username",
            Self::Password => "current-password",
            Self::NewPassword => "new-password",
            Self::OwnName => "name",
            Self::Organisation => "organization",
            Self::Count | Self::Search => "off",
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
    /// What helps to fill it in.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Units of UTF-16 at most, of which the browser takes no more. Not for what may be too
    /// long to be taken: the browser would cut it without a word.
    #[prop(optional)]
    max_chars: Option<usize>,
) -> impl IntoView {
    let described = described(id, hint.is_some(), error);
    view! {
        <Field id=id label=label hint=hint error=error>
            <input
                class="rc-input"
                id=id
                name=id
                type=kind.input_type()
                inputmode=kind.keyboard()
                autocomplete=kind.autocomplete()
                autocapitalize="none"
                spellcheck="false"
                maxlength=max_chars
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Field>
    }
}

/// Several lines of text.
#[component]
pub fn TextAreaField(
    /// The control's id, unique on the page.
    id: &'static str,
    /// What it is called.
    label: &'static str,
    /// What helps to fill it in.
    hint: String,
    /// What is typed.
    value: RwSignal<String>,
    /// What is wrong with it, and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let described = described(id, true, error);
    view! {
        <Field id=id label=label hint=Some(hint) error=error>
            <textarea
                class="rc-input rc-text-area"
                id=id
                rows="3"
                autofocus=true
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Field>
    }
}

/// The ids of what describes a control: its hint, and what is wrong with it.
fn described(
    id: &'static str,
    has_hint: bool,
    error: Signal<Option<String>>,
) -> impl Fn() -> Option<String> {
    move || match (has_hint, error.with(Option::is_some)) {
        (true, true) => Some(format!("{} {}", error_id(id), hint_id(id))),
        (true, false) => Some(hint_id(id)),
        (false, true) => Some(error_id(id)),
        (false, false) => None,
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
                on:change=move |event| {
                    let field: HtmlInputElement = event_target(&event);
                    // A day that is typed in part is no day yet: the browser calls it empty.
                    if field.validity().valid() {
                        told(on_change, field.value());
                    }
                }
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
    options: Vec<(String, String)>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Another value was chosen.
    on_change: Callback<String>,
    /// What the chosen value means, at its right: announced when it changes.
    #[prop(optional, into)]
    note: Option<Signal<String>>,
    /// What is wrong with it, and how to mend it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <Field id=id label=label error=error>
            <div class="rc-select">
            <select
                class="rc-input"
                id=id
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=move || error.with(Option::is_some).then(|| error_id(id))
                prop:value=value
                on:change=move |event| told(on_change, event_target_value(&event))
            >
                {options
                    .into_iter()
                    .map(|(key, name)| {
                        view! {
                            <option
                                value=key.clone()
                                selected=move || value.with(|value| *value == key)
                            >
                                {name}
                            </option>
                        }
                    })
                    .collect_view()}
            </select>
            {note
                .map(|note| {
                    view! {
                        <output for=id aria-live="polite" aria-atomic="true">
                            {move || note.get()}
                        </output>
                    }
                })}
            </div>
        </Field>
    }
}

/// What a number field holds: text, because what is typed need not be a number.
#[derive(Debug, Clone, Copy)]
pub struct Typed {
    /// What is typed.
    pub text: Signal<String>,
    /// What is wrong with it, and how to mend it.
    pub error: Signal<Option<String>>,
    /// Something was typed.
    pub on_input: Callback<String>,
    /// The user has finished typing.
    pub on_commit: Callback<()>,
}

/// A number, named by its own label or by that of a part of the page. `mode` is the
/// keyboard: `numeric` or `decimal`. Not `type=number`, which a turn of the wheel changes.
pub(super) fn number_input(
    id: &'static str,
    named_by: Option<&'static str>,
    mode: &'static str,
    typed: Typed,
) -> AnyView {
    let Typed {
        text,
        error,
        on_input,
        on_commit,
    } = typed;
    view! {
        <input
            class="rc-input"
            id=id
            inputmode=mode
            autocomplete="off"
            spellcheck="false"
            maxlength="20"
            aria-labelledby=named_by
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            aria-describedby=move || error.with(Option::is_some).then(|| error_id(id))
            prop:value=move || text.get()
            on:input=move |event| on_input.run(event_target_value(&event))
            on:change=move |_| told(on_commit, ())
        />
    }
    .into_any()
}

/// A number that stands in a sentence, whose words name it.
#[component]
pub fn NumberField(
    /// The control's id, unique on the page.
    id: &'static str,
    /// The ids of the words that name it.
    named_by: &'static str,
    /// What it holds.
    typed: Typed,
) -> impl IntoView {
    (
        number_input(id, Some(named_by), "decimal", typed),
        problem(id, typed.error),
    )
}

/// Tells whoever is still there: a control that is taken away while it has the focus says
/// that it has changed, when the view that it stood in is gone already.
pub(super) fn told<T: 'static>(listener: Callback<T>, value: T) {
    let _gone = listener.try_run(value);
}

/// What is wrong with a control, and how to mend it.
pub(super) fn problem(id: &'static str, error: Signal<Option<String>>) -> AnyView {
    view! {
        <p class="rc-field-error" id=error_id(id)>
            {move || error.get().map(|text| view! { <Icon shape=Shape::Alert/> {text} })}
        </p>
    }
    .into_any()
}

/// A control between its label and what is wrong with it.
#[component]
fn Field(
    id: &'static str,
    label: &'static str,
    #[prop(default = None)] hint: Option<String>,
    #[prop(optional)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="rc-field">
            <label class="rc-label" for=id>
                {label}
            </label>
            {hint
                .map(|hint| {
                    view! {
                        <p class="rc-field-hint" id=hint_id(id)>
                            {hint}
                        </p>
                    }
                })}
            {children()}
            {problem(id, error)}
        </div>
    }
}

fn error_id(id: &str) -> String {
    format!("{id}-error")
}

fn hint_id(id: &str) -> String {
    format!("{id}-hint")
}
