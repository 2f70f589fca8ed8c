//! The transaction history: whose, which lines, which page, and its Excel download
//! (T1–T7, X1). The address holds what is shown; see [`query::HistoryQuery`].

mod export;
mod filters;
mod pager;
pub mod query;
mod table;

use api::{
    UserId,
    history::HistoryPage,
    wallet::{Owner, Wallet},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

pub use table::{HistorySkeleton, HistoryTable};

use crate::{
    browser::{self, calendar::Calendar},
    client::{self, ClientError},
    format, host,
    latest::Loader,
    locale::{advice, t},
    route,
    session::use_session,
    ui::{Button, Disclosure, Failure, Icon, Shape, Variant},
    wallet::on_change,
};
use export::ExportButton;
use filters::Filters;
use pager::Pager;
use query::HistoryQuery;

/// The history of one of the user's wallets, the one that the address names.
#[component]
pub fn History(
    /// The wallets whose history the user may see, the personal one first.
    wallets: Vec<Wallet>,
    /// The path of the screen that it stands on.
    path: String,
    /// Whose lines alone are shown, on a screen that is about them (O7).
    #[prop(default = None)]
    by: Option<UserId>,
    /// Leads to where credits are bought, for who manages a wallet without a history yet.
    #[prop(optional, into)]
    on_buy: Option<Callback<()>>,
) -> impl IntoView {
    let location = use_location();
    let query = Memo::new(move |_| {
        location.query.with(|map| HistoryQuery {
            by,
            ..HistoryQuery::read(|name| map.get(name))
        })
    });
    let go = Go::new(path);
    let listed = wallets.clone();
    let shown = Memo::new(move |_| {
        let named = query.with(|query| query.wallet);
        listed
            .iter()
            .find(|wallet| Some(wallet.id) == named)
            .or(listed.first())
            .cloned()
    });
    view! {
        <section class="rc-card rc-history" aria-labelledby="history-title">
            {move || {
                shown
                    .get()
                    .map(|wallet| {
                        let on_buy = on_buy.filter(|_| wallet.owner.may_manage());
                        view! {
                            <WalletHistory
                                wallet=wallet
                                wallets=wallets.clone()
                                query=query
                                go=go
                                on_buy=on_buy
                            />
                        }
                    })
            }}
        </section>
    }
}

/// Leads to another part of the history: the address changes, nothing else.
#[derive(Clone, Copy)]
struct Go(StoredValue<Box<dyn Fn(HistoryQuery, bool) + Send + Sync>>);

impl Go {
    fn new(path: String) -> Self {
        let navigate = use_navigate();
        Self(StoredValue::new(Box::new(move |query, replace| {
            let options = NavigateOptions {
                resolve: false,
                replace,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&(path.clone() + &query.write(browser::encode)), options);
        })))
    }

    /// To those lines, as a step that *back* undoes.
    fn to(self, query: HistoryQuery) {
        self.0.with_value(|go| go(query, false));
    }

    /// To those lines, in the place of the present ones.
    fn instead(self, query: HistoryQuery) {
        self.0.with_value(|go| go(query, true));
    }
}

/// The history of one wallet; made anew for another one.
#[component]
fn WalletHistory(
    wallet: Wallet,
    wallets: Vec<Wallet>,
    query: Memo<HistoryQuery>,
    go: Go,
    on_buy: Option<Callback<()>>,
) -> impl IntoView {
    let loader = load(wallet.clone(), query);
    let error = loader.error();
    // When the lines of a new filter can't be had, those of the old one are not shown
    // under it.
    let page = Memo::new(move |_| {
        let failed = error.with(Option::is_some);
        let fits = |asked: &HistoryQuery| !failed || query.with(|query| query == asked);
        loader.state().with(|state| {
            let (_, page) = state.value().filter(|(asked, _)| fits(asked))?;
            Some(page.clone())
        })
    });
    let pending = loader.pending();
    // The same lines read again block nobody.
    let turning = Memo::new(move |_| {
        let is_shown = |(asked, _): &(HistoryQuery, _)| query.with(|query| query == asked);
        let is_same = loader
            .state()
            .with(|state| state.value().is_some_and(is_shown));
        pending.get() && !is_same
    });
    use_session().follow(error);
    let held = move || {
        let whole = query.with_untracked(|query| !query.is_filtered() && query.cursor.is_none());
        page.with_untracked(|page| {
            page.as_ref()
                .filter(|_| whole)?
                .items
                .first()
                .map(|line| line.id.number)
        })
    };
    on_change(wallet.id, held, move || loader.reload());
    start_over_when_stale(error, query, go);
    let is_about_one = query.with_untracked(|query| query.by.is_some());
    let names_members = wallet.owner.names_members() && !is_about_one;
    let own_lines_only = matches!(
        wallet.owner,
        Owner::Shared {
            sees_everybody: false,
            ..
        }
    );
    let retry = Callback::new(move |()| loader.reload());
    view! {
        <div class="rc-history-head">
            <div class="rc-history-title">
                <h2 id="history-title">{t().history.title}</h2>
                <WalletTabs wallets=wallets shown=wallet.id/>
                {own_lines_only
                    .then(|| view! { <p class="rc-history-note">{t().history.own_lines_only}</p> })}
            </div>
            <ExportButton wallet=wallet page=page query=query/>
        </div>
        <Filters query=query go=go names_members=names_members/>
        {move || {
            error
                .get()
                .filter(|error| !is_stale_cursor(error))
                .map(|error| view! { <HistoryFailure error=error pending=pending retry=retry/> })
        }}
        <Lines page=page error=error pending=pending query=query go=go names_members=names_members on_buy=on_buy/>
        <Pager page=page query=query go=go busy=turning/>
        <TypesExplained/>
    }
}

/// What each transaction type means.
#[component]
fn TypesExplained() -> impl IntoView {
    let explained = t().history.types.into_iter().zip(t().help.meanings);
    let explained = explained.map(|(name, meaning)| {
        view! {
            <dt>{name}</dt>
            <dd>{meaning}</dd>
        }
    });
    view! {
        <Disclosure summary=t().help.types>
            <dl>{explained.collect_view()}</dl>
        </Disclosure>
    }
}

/// Reads the page that the address names.
fn load(wallet: Wallet, query: Memo<HistoryQuery>) -> Loader<(HistoryQuery, HistoryPage)> {
    let calendar = StoredValue::new_local(Calendar::of_user());
    Loader::new(move || {
        let wallet = wallet.clone();
        let query = query.get();
        let filter = query.filter(|day| {
            calendar
                .with_value(|calendar| calendar.as_ref().and_then(|calendar| calendar.start(day)))
        });
        async move {
            let page = client::history::history(&wallet, &filter, query.cursor).await?;
            Ok((query, page))
        }
    })
}

/// A cursor that the backend no longer takes (an old link) shows the first page instead.
fn start_over_when_stale(error: Memo<Option<ClientError>>, query: Memo<HistoryQuery>, go: Go) {
    // The address lies outside of the graph.
    Effect::new(move |_| {
        if error.with(|error| error.as_ref().is_some_and(is_stale_cursor)) {
            go.instead(query.get_untracked().at(None));
        }
    });
}

fn is_stale_cursor(error: &ClientError) -> bool {
    matches!(error, ClientError::Refused(problem) if problem.code == api::Code::InvalidCursor)
}

/// The lines, or what stands in their place.
#[component]
fn Lines(
    page: Memo<Option<HistoryPage>>,
    error: Memo<Option<ClientError>>,
    pending: Signal<bool>,
    query: Memo<HistoryQuery>,
    go: Go,
    names_members: bool,
    on_buy: Option<Callback<()>>,
) -> impl IntoView {
    let newest = StoredValue::new(None::<(HistoryQuery, i64)>);
    let spoken = RwSignal::new(None);
    let lines = move || {
        let Some(page) = page.get() else {
            return match error.with(Option::is_some) {
                true => ().into_any(),
                false => view! { <HistorySkeleton names_members=names_members/> }.into_any(),
            };
        };
        if page.items.is_empty() {
            let clear = Callback::new(move |()| {
                go.to(query.get_untracked().unfiltered());
                browser::focus(filters::TYPE_ID);
            });
            spoken.set((!page.wallet_is_empty).then(|| t().history.no_hits_title.to_owned()));
            return match page.wallet_is_empty {
                true => view! { <NothingYet on_buy=on_buy/> }.into_any(),
                false => view! { <NoHits clear=clear/> }.into_any(),
            };
        }
        let first_page = page.newer.is_none();
        let known = first_page
            .then(|| news_since(newest, &query.get_untracked(), &page))
            .flatten();
        let arrived = page
            .items
            .first()
            .filter(|line| known.is_some_and(|known| line.id.number > known));
        let words = &t().history;
        spoken.set(arrived.map(|line| {
            (words.new_line)(words.type_name(line.kind), &format::signed(line.amount))
        }));
        view! {
            <HistoryTable
                page=page
                names_members=names_members
                busy=pending
                known=known
            />
        }
        .into_any()
    };
    view! {
        <p class="rc-only-spoken" role="status">
            {move || spoken.get()}
        </p>
        {lines}
    }
}

/// The newest line that this first page has shown before, if it has; from now on it is
/// this page's. Lines of another filter are not news (T7).
fn news_since(
    newest: StoredValue<Option<(HistoryQuery, i64)>>,
    query: &HistoryQuery,
    page: &HistoryPage,
) -> Option<i64> {
    let before = newest.get_value();
    newest.set_value(
        page.items
            .first()
            .map(|line| (query.clone(), line.id.number)),
    );
    before
        .filter(|(shown, _)| shown == query)
        .map(|(_, number)| number)
}

/// No history and no hits are different things, and look different (T4).
#[component]
fn NothingYet(on_buy: Option<Callback<()>>) -> impl IntoView {
    let words = &t().history;
    view! {
        <div class="rc-empty">
            <Icon shape=Shape::Coins/>
            <h3>{words.empty_title}</h3>
            <p>{words.empty}</p>
            {on_buy.map(|buy| view! {
                <Button variant=Variant::Plain busy=false on_press=buy>{t().purchase.title}</Button>
            })}
        </div>
    }
}

#[component]
fn NoHits(clear: Callback<()>) -> impl IntoView {
    let words = &t().history;
    view! {
        <div class="rc-empty">
            <Icon shape=Shape::Search/>
            <h3>{words.no_hits_title}</h3>
            <p>{words.no_hits}</p>
            <Button variant=Variant::Plain busy=false on_press=clear>
                {words.clear_filters}
            </Button>
        </div>
    }
}

#[component]
fn HistoryFailure(error: ClientError, pending: Signal<bool>, retry: Callback<()>) -> impl IntoView {
    view! {
        <div class="rc-history-state">
            <Failure
                what=t().history.failed
                why=advice(&error)
                retry_label=t().general.retry
                busy=pending
                retry=retry
            />
        </div>
    }
}

/// Whose history: links, so that each has an address (T4). Nothing where there is no choice.
#[component]
fn WalletTabs(wallets: Vec<Wallet>, shown: api::WalletId) -> impl IntoView {
    let words = &t().history;
    let tab = move |wallet: Wallet| {
        let (name, address) = match wallet.owner {
            Owner::Personal => (words.personal.to_owned(), None),
            Owner::Shared { name, .. } => (name, Some(wallet.id)),
        };
        let current = (wallet.id == shown).then_some("true");
        let path = route::history_path(&host::get().base, address);
        view! {
            <li>
                <a class="rc-tab" href=path aria-current=current>
                    <bdi>{name}</bdi>
                </a>
            </li>
        }
    };
    (wallets.len() > 1).then(|| {
        view! {
            <nav aria-label=words.wallets>
                <ul class="rc-tabs">{wallets.into_iter().map(tab).collect_view()}</ul>
            </nav>
        }
    })
}
