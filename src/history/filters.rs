//! What to show of a history: type, period, text (T4). Every change is a new address.

use api::transaction::TransactionType;
use chrono::{Datelike, NaiveDate};
use leptos::prelude::*;

use super::{
    Go,
    query::{FIRST_YEAR, HistoryQuery},
};
use crate::{
    browser::{self, timer::Timer},
    locale::t,
    ui::{Button, DateField, SelectField, TextField, TextKind, Variant},
};

/// The pause after the last letter before a text is looked for, in milliseconds.
const TYPING_MS: i32 = 300;

/// The value of the select for every type; no type has an empty word.
const ALL: &str = "";

/// The id of the type's select, which takes the focus when *Clear filters* goes away.
pub const TYPE_ID: &str = "filter-type";

/// Type, period and text, and the way back to everything.
#[component]
pub fn Filters(
    /// What the address says.
    query: Memo<HistoryQuery>,
    /// Leads to other lines.
    go: Go,
    /// Whether members can be looked for.
    names_members: bool,
) -> impl IntoView {
    let words = &t().history;
    let change = move |edit: fn(&mut HistoryQuery, String)| {
        Callback::new(move |value| {
            let present = query.get_untracked();
            let mut changed = present.at(None);
            edit(&mut changed, value);
            if changed != present.at(None) {
                go.to(changed);
            }
        })
    };
    let types = std::iter::once((ALL, words.all_types))
        .chain(TransactionType::ALL.map(|kind| (kind.as_str(), words.type_name(kind))))
        .map(|(key, name)| (key.to_owned(), name.to_owned()))
        .collect();
    let kind = Signal::derive(move || {
        query.with(|query| query.kind.map_or(ALL, TransactionType::as_str).to_owned())
    });
    let from = Signal::derive(move || query.with(|query| written(query.from)));
    let until = Signal::derive(move || query.with(|query| written(query.until)));
    let reversed = Signal::derive(move || {
        query
            .with(HistoryQuery::is_reversed)
            .then(|| words.period_reversed.to_owned())
    });
    let clear = Callback::new(move |()| {
        go.to(query.get_untracked().unfiltered());
        browser::focus(TYPE_ID);
    });
    view! {
        <form class="rc-filters" role="search" aria-label=words.filter on:submit=|event| event.prevent_default()>
            <SelectField
                id=TYPE_ID
                label=words.kind
                options=types
                value=kind
                on_change=change(|query, word| query.kind = TransactionType::parse(&word))
            />
            <DateField
                id="filter-from"
                label=words.from
                value=from
                on_change=change(|query, day| set_day(&mut query.from, &day))
            />
            <DateField
                id="filter-until"
                label=words.until
                value=until
                on_change=change(|query, day| set_day(&mut query.until, &day))
                error=reversed
            />
            <TextField
                id="filter-text"
                label=if names_members { words.text_of_members } else { words.text }
                kind=TextKind::Search
                value=search_text(query, go)
                max_chars=api::history::TEXT_MAX_CHARS
            />
            {move || {
                query
                    .with(HistoryQuery::is_filtered)
                    .then(|| {
                        view! {
                            <div class="rc-filters-clear">
                                <Button variant=Variant::Quiet busy=false on_press=clear>
                                    {words.clear_filters}
                                </Button>
                            </div>
                        }
                    })
            }}
        </form>
    }
}

/// The text field's draft: it follows the address, and the address follows it once the
/// typing pauses, without a step in the browser's history for every letter.
fn search_text(query: Memo<HistoryQuery>, go: Go) -> RwSignal<String> {
    let address = Memo::new(move |_| {
        query.with(|query| query.text.as_ref().map(|text| text.as_str().to_owned()))
    });
    let draft = RwSignal::new(String::new());
    let timer = StoredValue::new_local(None);
    let same =
        move |text: &str| address.get_untracked().as_deref().unwrap_or_default() == text.trim();
    // The field lies outside of the graph: it holds what the user is typing.
    Effect::new(move |_| {
        let text = address.get().unwrap_or_default();
        if draft.with_untracked(|draft| draft.trim() != text) {
            draft.set(text);
        }
    });
    // The address lies outside of the graph.
    Effect::watch(
        move || draft.get(),
        move |text, _, _| {
            if same(text) {
                timer.set_value(None);
                return;
            }
            let parsed = text.parse().ok();
            timer.set_value(Some(Timer::after(TYPING_MS, move || {
                let present = query.get_untracked();
                let changed = HistoryQuery {
                    text: parsed.clone(),
                    ..present.at(None)
                };
                if present.text.is_some() {
                    go.instead(changed)
                } else {
                    go.to(changed)
                }
            })));
        },
        false,
    );
    draft
}

/// Takes over a day that was chosen, or none; a year that is still being typed is neither.
fn set_day(day: &mut Option<NaiveDate>, text: &str) {
    match text.parse::<NaiveDate>() {
        Ok(chosen) if chosen.year() < FIRST_YEAR => {}
        chosen => *day = chosen.ok(),
    }
}

fn written(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}
