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
    let several = session.memberships.len() > 1;
    let card = move |wallet| view! { <BalanceCard wallet=wallet links_to_organisation=several/> };
    let cards = session.wallets.clone().into_iter().map(card);
    view! {
        {breadcrumb(Vec::new(), words.title.to_owned())}
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                {words.title}
            </h1>
            {manage_link(&session)}
        </div>
        <div class="rc-balances">
            {cards.collect_view()} {alone.then(|| view! { <NoOrganisation/> })}
        </div>
        {(!alone).then(|| view! { <p class="rc-aside">{words.which_pays}</p> })}
        <History wallets=session.wallets/>
    }
}

/// **Manage organisation** (C1), for who belongs to one. With several, each one's card
/// has the link: two buttons of the same name would say nothing.
fn manage_link(session: &Session) -> Option<impl IntoView + use<>> {
    let [membership] = session.memberships.as_slice() else {
        return None;
    };
    let path = Route::Organisation(membership.organisation).path(&host::get().base);
    Some(view! {
        <a class="rc-button" href=path>
            {t().credits.manage_organisation}
        </a>
    })
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
