//! What was changed about the organisation, by whom, from what to what.

use api::{
    OrganisationId, WalletId,
    auto_renewal::{AutoRenewal, MonthlyLimit},
    limit::MemberLimit,
    log::{Change, LogEntry},
};
use leptos::{prelude::*, task::spawn_local};

use super::{limit::limit_words, role::role_name};
use crate::{
    browser, client, format,
    latest::Loader,
    locale::{advice, t},
    session::use_session,
    ui::{Button, Failure, Trouble, Variant},
    wallet::on_payment_change,
};

/// The id of the heading, which takes the focus when there is nothing older.
const HEADING_ID: &str = "log";

/// The newest changes, and the way to those before.
#[component]
pub fn Log(
    /// Whose.
    organisation: OrganisationId,
    /// What its members share.
    shared: Option<WalletId>,
) -> impl IntoView {
    let words = &t().log;
    let session = use_session();
    let loader = Loader::new(move || client::organisation::log(organisation, None));
    let (newest, error, pending) = (loader.value(), loader.error(), loader.pending());
    session.follow(error);
    if let Some(shared) = shared {
        on_payment_change(shared, move || loader.reload());
    }
    // What was read beyond the newest page, and where that goes on.
    let beyond = RwSignal::new((Vec::<LogEntry>::new(), None::<Option<i64>>));
    let busy = RwSignal::new(false);
    let trouble = RwSignal::new(None::<(&'static str, &'static str)>);
    let next = Memo::new(move |_| {
        let first = newest.with(|page| page.as_ref().and_then(|page| page.older));
        beyond.with(|(_, next)| next.unwrap_or(first))
    });
    let has_more = Memo::new(move |_| next.with(Option::is_some));
    let more = Callback::new(move |()| {
        let Some(before) = next.get_untracked() else {
            return;
        };
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let outcome = client::organisation::log(organisation, Some(before)).await;
            if busy.try_set(false).is_some() {
                // The view is gone.
                return;
            }
            match outcome {
                Ok(page) => {
                    let is_all = page.older.is_none();
                    beyond.update(|(entries, next)| {
                        entries.extend(page.entries);
                        *next = Some(page.older);
                    });
                    // The button that had the focus is gone.
                    if is_all {
                        browser::focus(HEADING_ID);
                    }
                }
                Err(error) => {
                    session.heed(&error);
                    trouble.set(Some((t().log.failed, advice(&error))));
                }
            }
        });
    });
    let entries = Memo::new(move |_| {
        let mut entries = newest.with(|page| Some(page.as_ref()?.entries.clone()))?;
        let last = entries.last().map(|entry| entry.number);
        let is_older = |entry: &&LogEntry| last.is_none_or(|last| entry.number < last);
        beyond.with(|(beyond, _)| entries.extend(beyond.iter().filter(is_older).cloned()));
        Some(entries)
    });
    view! {
        <section class="rc-card rc-log" aria-labelledby=HEADING_ID>
            <h2 id=HEADING_ID tabindex="-1">{words.title}</h2>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! {
                            <Failure
                                what=words.failed
                                why=advice(&error)
                                retry_label=t().general.retry
                                busy=pending
                                retry=Callback::new(move |()| loader.reload())
                            />
                        }
                    })
            }}
            {move || match entries.get() {
                None if error.with(Option::is_none) => {
                    view! { <span class="rc-skeleton rc-shell-card"></span> }.into_any()
                }
                None => ().into_any(),
                Some(entries) if entries.is_empty() => {
                    view! { <p class="rc-muted">{words.empty}</p> }.into_any()
                }
                Some(entries) => {
                    view! { <ol class="rc-log-entries">{entries.iter().map(line).collect_view()}</ol> }
                        .into_any()
                }
            }}
            <Trouble of=trouble/>
            {move || {
                has_more
                    .get()
                    .then(|| {
                        view! {
                            <Button variant=Variant::Quiet busy=busy on_press=more>
                                {words.older}
                            </Button>
                        }
                    })
            }}
        </section>
    }
}

fn line(entry: &LogEntry) -> impl IntoView + use<> {
    view! {
        <li>
            <time class="rc-muted" datetime=format::machine(entry.at)>
                {format::date_time(entry.at)}
            </time>
            <span>{sentence(entry)}</span>
        </li>
    }
}

/// What was changed, in a sentence.
fn sentence(entry: &LogEntry) -> String {
    let words = &t().log;
    let by = format::name(&entry.by);
    match &entry.change {
        Change::Created => (words.created)(&by),
        Change::Invited { email } => (words.invited)(&by, email.as_str()),
        Change::Revoked { email } => (words.revoked)(&by, email.as_str()),
        Change::Joined => (words.joined)(&by),
        Change::Removed { name } => (words.removed)(&by, &format::name(name)),
        Change::Left => (words.left)(&by),
        Change::RoleChanged { name, was, became } => (words.role)(
            &by,
            &format::name(name),
            role_name(*was),
            role_name(*became),
        ),
        Change::DefaultLimitChanged { was, became } => {
            (t().limit.changed_each)(&by, &limit_words(*was), &limit_words(*became))
        }
        Change::MemberLimitChanged { name, was, became } => (t().limit.changed_one)(
            &by,
            &format::name(name),
            &own_limit(*was),
            &own_limit(*became),
        ),
        Change::AutoRenewalChanged { was, became } => {
            (words.renewal)(&by, &setting(was), &setting(became))
        }
    }
}

fn own_limit(limit: MemberLimit) -> String {
    match limit {
        MemberLimit::Default => t().limit.as_all.to_owned(),
        MemberLimit::Own(limit) => limit_words(limit),
    }
}

fn setting(setting: &AutoRenewal) -> String {
    let words = &t().log;
    match setting {
        AutoRenewal::Off => words.off.to_owned(),
        AutoRenewal::On(rule) => {
            let limit = match rule.monthly_limit {
                MonthlyLimit::NoLimit => words.no_limit.to_owned(),
                MonthlyLimit::AtMost(limit) => (words.at_most)(&format::money(limit)),
            };
            (words.on)(
                &format::brief(rule.threshold),
                rule.package.as_str(),
                &limit,
            )
        }
    }
}
