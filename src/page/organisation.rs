//! An organisation and its members.

use api::{OrganisationId, session::Session};
use leptos::prelude::*;

use super::{HEADING_ID, breadcrumb};
use crate::{
    host, locale::t, organisation::Members, page::not_found::NotFoundPage, route::Route, ui::Crumb,
};

/// An organisation (O1).
#[component]
pub fn OrganisationPage(
    /// Which one.
    organisation: OrganisationId,
    /// Who is signed in.
    session: Session,
) -> impl IntoView {
    let credits = Crumb {
        name: t().credits.title.to_owned(),
        href: Route::Credits.path(&host::get().base),
    };
    let membership = session
        .memberships
        .into_iter()
        .find(|membership| membership.organisation == organisation);
    let Some(membership) = membership else {
        return view! { <NotFoundPage/> }.into_any();
    };
    view! {
        {breadcrumb(vec![credits], membership.name.clone())}
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                <bdi>{membership.name}</bdi>
            </h1>
        </div>
        <Members organisation=organisation reader=session.user.id/>
    }
    .into_any()
}
