//! What one member has used of an organisation's credits.

use api::{OrganisationId, UserId, session::Session, wallet::Wallet};
use leptos::prelude::*;

use super::{HEADING_ID, breadcrumb, organisation::membership};
use crate::{
    history::History,
    host,
    locale::t,
    organisation::{MemberHead, MemberRecord},
    page::not_found::NotFoundPage,
    route::Route,
    ui::Crumb,
};

/// A member's usage history (O7).
#[component]
pub fn MemberPage(
    /// Of which organisation.
    organisation: OrganisationId,
    /// Whose.
    member: UserId,
    /// Who is signed in.
    session: Memo<Session>,
) -> impl IntoView {
    let found = Memo::new(move |_| session.with(|session| membership(session, organisation)));
    move || match found.get() {
        Some((name, Some(shared))) => {
            view! { <Usage organisation=organisation name=name shared=shared member=member/> }
                .into_any()
        }
        _ => view! { <NotFoundPage/> }.into_any(),
    }
}

/// What they have used of what an organisation shares.
#[component]
fn Usage(
    organisation: OrganisationId,
    name: String,
    shared: Wallet,
    member: UserId,
) -> impl IntoView {
    let base = &host::get().base;
    let path = Route::Member(organisation, member).path(base);
    let credits = Crumb {
        name: t().credits.title.to_owned(),
        href: Route::Credits.path(base),
    };
    let members = Crumb {
        name,
        href: Route::Organisation(organisation).path(base),
    };
    let record = MemberRecord::of(organisation, member);
    let (is_nobody, is_awaited) = (record.is_nobody(), record.is_awaited());
    move || {
        if is_nobody.get() {
            return view! { <NotFoundPage/> }.into_any();
        }
        let ancestors = vec![credits.clone(), members.clone()];
        view! {
            {breadcrumb(ancestors, record.name())}
            <MemberHead record=record heading=HEADING_ID/>
            // It would jump when the name above it comes.
            <div class=move || is_awaited.get().then_some("rc-unseen")>
                <History wallets=vec![shared.clone()] path=path.clone() by=Some(member)/>
            </div>
        }
        .into_any()
    }
}
