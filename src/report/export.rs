//! The report as Excel (U2): made by the same worker as that of a history.

use api::export::{Failure, Order, Report, ReportSheet};
use leptos::prelude::*;

use super::table::Row;
use crate::{
    browser, format,
    locale::{t, why_no_file},
    session::use_session,
    ui::{Button, Icon, Shape, Variant},
    worker::{self, Job, Progress},
};

/// What the button is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Idle,
    Running,
    Done(String),
    Failed(Failure),
}

/// A table of the report: what it is called, what its first column holds, and its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// What it is called.
    pub title: &'static str,
    /// What the first column holds.
    pub name: &'static str,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// Makes the file of what is shown.
#[component]
pub fn ReportExport(
    /// What the file is called after.
    account: String,
    /// What it shows; nothing until all of it is there.
    sheets: Signal<Option<Vec<Sheet>>>,
    /// The period in words.
    period: Signal<String>,
) -> impl IntoView {
    let state = RwSignal::new(State::Idle);
    let job = StoredValue::new_local(None::<Job>);
    let session = use_session();
    let start = Callback::new(move |()| {
        let Some(sheets) = sheets.get_untracked() else {
            return;
        };
        let name = worker::file_name(&account);
        let order = Order::Report(report(&account, &sheets, period.get_untracked()));
        state.set(State::Running);
        let running = worker::start(&order, move |progress| {
            let next = match progress {
                Progress::Rows { .. } | Progress::Packing => State::Running,
                Progress::Done { file, .. } => {
                    worker::save(&name, &file);
                    State::Done(name.clone())
                }
                Progress::Failed(failure) => {
                    if failure == Failure::SignedOut {
                        session.reload();
                    }
                    State::Failed(failure)
                }
            };
            state.try_set(next);
        });
        job.set_value(Some(running));
    });
    let running = Signal::derive(move || state.with(|state| *state == State::Running));
    let nothing = Signal::derive(move || sheets.with(Option::is_none));
    let words = &t().export;
    view! {
        <div class="rc-export">
            <Button variant=Variant::Plain busy=running disabled=nothing on_press=start>
                {move || (!running.get()).then(|| view! { <Icon shape=Shape::Download/> })}
                {words.download}
            </Button>
            <p class="rc-export-result" role="status">
                {move || match state.get() {
                    State::Done(name) => Some((words.done)(&name)),
                    State::Running => Some(words.starting.to_owned()),
                    State::Idle | State::Failed(_) => None,
                }}
            </p>
            <p class="rc-export-result" role="alert">
                {move || match state.get() {
                    State::Failed(failure) => Some(why_no_file(failure)),
                    State::Idle | State::Running | State::Done(_) => None,
                }}
            </p>
        </div>
    }
}

fn report(account: &str, sheets: &[Sheet], period: String) -> Report {
    let words = &t().export;
    let sheet = |sheet: &Sheet| ReportSheet {
        name: sheet.title.to_owned(),
        header: [sheet.name, words.used, words.share].map(str::to_owned),
        rows: sheet
            .rows
            .iter()
            .map(|row| (label(row), row.used.hundredths()))
            .collect(),
        total: words.total.to_owned(),
    };
    let about = [
        (words.account, account.to_owned()),
        (words.period, period),
        (words.zone, browser::zone()),
        (words.made_at, format::date_time(browser::now())),
    ];
    Report {
        title: t().usage.report.to_owned(),
        sheets: sheets.iter().map(sheet).collect(),
        about_name: words.sheet_about.to_owned(),
        about: about
            .map(|(label, value)| (label.to_owned(), value))
            .to_vec(),
    }
}

fn label(row: &Row) -> String {
    if row.is_removed {
        format!("{} {}", row.name, t().history.member_removed)
    } else {
        row.name.clone()
    }
}
