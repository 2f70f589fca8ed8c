//! What one member has used of an organisation's credits.

use api::{OrganisationId, UserId, session::Session};
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
    session: Session,
) -> impl IntoView {
    let Some((name, Some(shared))) = membership(&session, organisation) else {
        return view! { <NotFoundPage/> }.into_any();
    };
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
    let screen = move || {
        if is_nobody.get() {
            return view! { <NotFoundPage/> }.into_any();
        }
        let ancestors = vec![credits.clone(), members.clone()];
        view! {
            {breadcrumb(ancestors, record.name())}
            <MemberHead record=record heading=HEADING_ID/>
            {move || {
                is_awaited.get().then(|| view! { <span class="rc-skeleton rc-shell-table"></span> })
            }}
            // It would jump when the name above it comes.
            <div hidden=is_awaited>
                <History wallets=vec![shared.clone()] path=path.clone() by=Some(member)/>
            </div>
        }
        .into_any()
    };
    screen.into_any()
}
