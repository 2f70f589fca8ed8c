//! The Credits page: balances, then the history.

use api::session::Session;
use leptos::prelude::*;

use super::{HEADING_ID, breadcrumb};
use crate::{
    credits::{BalanceCard, NoOrganisation},
    history::History,
    host,
    locale::t,
    route::Route,
};

/// The Credits page (C, T).
#[component]
pub fn CreditsPage(
    /// Who is signed in.
    session: Session,
) -> impl IntoView {
    let words = &t().credits;
    let alone = session.memberships.is_empty();
    let cards = session
        .wallets
        .clone()
        .into_iter()
        .map(|wallet| view! { <BalanceCard wallet=wallet/> });
    view! {
        {breadcrumb(Vec::new(), words.title.to_owned())}
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                {words.title}
            </h1>
            {manage_links(&session)}
        </div>
        <div class="rc-balances">
            {cards.collect_view()} {alone.then(|| view! { <NoOrganisation/> })}
        </div>
        {(!alone).then(|| view! { <p class="rc-aside">{words.which_pays}</p> })}
        <History wallets=session.wallets/>
    }
}

/// **Manage organisation** (C1): one link, or one for each of several organisations.
fn manage_links(session: &Session) -> impl IntoView + use<> {
    let words = &t().credits;
    let several = session.memberships.len() > 1;
    let link = |membership: &api::organisation::Membership| {
        let label = if several {
            (words.manage_named)(&membership.name)
        } else {
            words.manage_organisation.to_owned()
        };
        let path = Route::Organisation(membership.organisation).path(&host::get().base);
        view! { <a class="rc-button" href=path>{label}</a> }
    };
    let links: Vec<_> = session.memberships.iter().map(link).collect();
    view! { <div class="rc-page-links">{links}</div> }
}

/// The Credits page before it is known who is signed in: the same frame as the html's.
#[component]
pub fn CreditsSkeleton() -> impl IntoView {
    view! {
        {breadcrumb(Vec::new(), t().credits.title.to_owned())}
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                {t().credits.title}
            </h1>
        </div>
        <div class="rc-balances" aria-hidden="true">
            <div class="rc-card rc-shell-card"></div>
            <div class="rc-card rc-shell-card"></div>
        </div>
        <div class="rc-card rc-shell-table" aria-hidden="true"></div>
        <p class="rc-only-spoken" role="status">
            {t().general.loading}
        </p>
    }
}
