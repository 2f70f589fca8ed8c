//! **Download Excel** (X1): all rows of the filter, made into a file by a worker that is
//! loaded on the first click.

use api::{
    WalletId,
    export::{Failure, Order, Request, Texts},
    history::HistoryPage,
    transaction::TransactionType,
    wallet::{Owner, Wallet},
};
use leptos::prelude::*;

use super::query::HistoryQuery;
use crate::{
    browser::{self, calendar::Calendar},
    client, format,
    locale::{t, why_no_file},
    session::{Status, use_session},
    ui::{Button, Icon, Shape, Variant},
    worker::{self, Job, Progress},
};

/// Rows that fit on a sheet of 1,048,576 besides headers and totals (X6).
const SHEET_ROWS: u32 = 1_048_574;

/// The id of the button, which takes the focus when *Cancel* goes away.
const BUTTON_ID: &str = "export";

/// What the button is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Idle,
    Starting,
    Rows { rows: u64, total: u64 },
    Packing,
    Done(String),
    Cancelled,
    Failed(Failure),
}

impl State {
    const fn is_running(&self) -> bool {
        match self {
            Self::Starting | Self::Rows { .. } | Self::Packing => true,
            Self::Idle | Self::Done(_) | Self::Cancelled | Self::Failed(_) => false,
        }
    }
}

/// Starts a download, shows how far it is, and cancels it.
#[component]
pub fn ExportButton(
    /// Whose history.
    wallet: Wallet,
    /// The page that is shown; it knows how many rows there are in all.
    page: Memo<Option<HistoryPage>>,
    /// What the address says: which rows.
    query: Memo<HistoryQuery>,
) -> impl IntoView {
    let state = RwSignal::new(State::Idle);
    let job = StoredValue::new_local(None::<Job>);
    let account = account_name(&wallet.owner);
    let session = use_session();
    let start = Callback::new(move |()| {
        let query = query.get_untracked();
        let name = worker::file_name(&account);
        let request = request(&wallet, &account, &query);
        let order = Order::History(Box::new(request));
        state.set(State::Starting);
        let running = worker::start(&order, move |progress| {
            state.try_set(match progress {
                Progress::Rows { rows, total } => State::Rows { rows, total },
                Progress::Packing => State::Packing,
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
            });
        });
        job.set_value(Some(running));
    });
    let cancel = Callback::new(move |()| {
        job.set_value(None);
        state.set(State::Cancelled);
        browser::focus(BUTTON_ID);
    });
    let running = Memo::new(move |_| state.with(State::is_running));
    let nothing = Signal::derive(move || {
        page.with(|page| page.as_ref().is_none_or(|page| page.total == 0)) && !running.get()
    });
    let words = &t().export;
    view! {
        <div class="rc-export">
            <Button id=BUTTON_ID variant=Variant::Plain busy=running disabled=nothing on_press=start>
                {move || (!running.get()).then(|| view! { <Icon shape=Shape::Download/> })}
                {words.download}
            </Button>
            {move || {
                running
                    .get()
                    .then(|| {
                        view! {
                            <div class="rc-export-run">
                                <ExportProgress state=state/>
                                <Button variant=Variant::Quiet busy=false on_press=cancel>
                                    {t().general.cancel}
                                </Button>
                            </div>
                        }
                    })
            }}
            {move || {
                let total = page.with(|page| page.as_ref().map(|page| page.total))?;
                let idle = state.with(|state| *state == State::Idle) && total > 0;
                idle.then(|| view! { <p>{(words.scope)(total, &format::count(total))}</p> })
            }}
            <p class="rc-export-result" role="status">
                {move || match state.get() {
                    State::Done(name) => Some((words.done)(&name)),
                    State::Cancelled => Some(words.cancelled.to_owned()),
                    State::Starting => Some(words.starting.to_owned()),
                    State::Idle | State::Rows { .. } | State::Packing | State::Failed(_) => None,
                }}
            </p>
            <p class="rc-export-result" role="alert">
                {move || match state.get() {
                    State::Failed(failure) => Some(why_no_file(failure)),
                    State::Idle
                    | State::Starting
                    | State::Rows { .. }
                    | State::Packing
                    | State::Done(_)
                    | State::Cancelled => None,
                }}
            </p>
        </div>
    }
}

#[component]
fn ExportProgress(state: RwSignal<State>) -> impl IntoView {
    let words = &t().export;
    let text = move || match state.get() {
        State::Rows { rows, total } => Some((words.progress)(
            &format::count(rows),
            &format::count(total),
        )),
        State::Packing => Some(words.packing.to_owned()),
        State::Idle | State::Starting | State::Done(_) | State::Cancelled | State::Failed(_) => {
            None
        }
    };
    let part = move || match state.get() {
        State::Rows { rows, total } => Some((rows, total.max(1))),
        State::Idle
        | State::Starting
        | State::Packing
        | State::Done(_)
        | State::Cancelled
        | State::Failed(_) => None,
    };
    view! {
        <progress
            class="rc-progress"
            aria-label=words.download
            value=move || part().map(|(rows, _)| rows.to_string())
            max=move || part().map(|(_, total)| total.to_string())
        ></progress>
        <p>{text}</p>
    }
}

/// Whose account a file is about: the organisation's name, or the user's.
fn account_name(owner: &Owner) -> String {
    match (owner, use_session().status().get_untracked()) {
        (Owner::Shared { name, .. }, _) => name.clone(),
        (Owner::Personal, Status::SignedIn(session)) => session.user.name,
        (Owner::Personal, Status::Checking | Status::SignedOut { .. } | Status::Failed(_)) => {
            t().history.personal.to_owned()
        }
    }
}

fn request(wallet: &Wallet, account: &str, query: &HistoryQuery) -> Request {
    let calendar = Calendar::of_user();
    let filter = query.filter(|day| calendar.as_ref().and_then(|calendar| calendar.start(day)));
    Request {
        url: client::history::export_url(wallet, &filter),
        sheet_rows: SHEET_ROWS,
        names_members: wallet.owner.names_members(),
        zone: browser::zone(),
        texts: texts(),
        about: about(wallet.id, account, query),
    }
}

fn texts() -> Texts {
    let (words, history) = (&t().export, &t().history);
    Texts {
        title: words.title.to_owned(),
        transactions: words.sheet_transactions.to_owned(),
        by_member: words.sheet_by_member.to_owned(),
        about: words.sheet_about.to_owned(),
        date: (history.date)(&browser::zone()),
        kind: history.kind.to_owned(),
        reference: history.reference.to_owned(),
        amount: history.amount.to_owned(),
        balance: history.balance.to_owned(),
        member: history.member.to_owned(),
        used: words.used.to_owned(),
        share: words.share.to_owned(),
        total: words.total.to_owned(),
        rows: words.rows.to_owned(),
        removed: history.member_removed.to_owned(),
        types: TransactionType::ALL.map(|kind| history.type_name(kind).to_owned()),
    }
}

/// What the *About* sheet says before the number of rows (X3).
fn about(wallet: WalletId, account: &str, query: &HistoryQuery) -> Vec<(String, String)> {
    let words = &t().export;
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let period = match (query.from, query.until) {
        (None, None) => words.whole_history.to_owned(),
        (from, until) => format!("{} – {}", day(from), day(until)),
    };
    let kind = query
        .kind
        .map(|kind| t().history.type_name(kind).to_owned());
    let text = query.text.as_ref().map(|text| text.as_str().to_owned());
    let filter: Vec<_> = kind.into_iter().chain(text).collect();
    let filter = if filter.is_empty() {
        words.no_filter.to_owned()
    } else {
        filter.join(", ")
    };
    [
        (words.account, format!("{account} ({wallet})")),
        (words.filter, filter),
        (words.period, period),
        (words.zone, browser::zone()),
        (words.made_at, format::date_time(browser::now())),
    ]
    .map(|(label, value)| (label.to_owned(), value))
    .to_vec()
}
