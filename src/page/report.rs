//! The report of an organisation's usage.

use api::{OrganisationId, session::Session};
use leptos::prelude::*;

use super::{HEADING_ID, breadcrumb, organisation::membership};
use crate::{
    host,
    locale::t,
    page::{not_found::NotFoundPage, part},
    route::Route,
    ui::Crumb,
};

/// The report (U1).
#[component]
pub fn ReportPage(
    /// Of which organisation.
    organisation: OrganisationId,
    /// Who is signed in.
    session: Session,
) -> impl IntoView {
    let Some((name, _)) = membership(&session, organisation) else {
        return view! { <NotFoundPage/> }.into_any();
    };
    let base = &host::get().base;
    let ancestors = vec![
        Crumb {
            name: t().credits.title.to_owned(),
            href: Route::Credits.path(base),
        },
        Crumb {
            name,
            href: Route::Organisation(organisation).path(base),
        },
    ];
    view! {
        {breadcrumb(ancestors, t().usage.report.to_owned())}
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                {t().usage.report}
            </h1>
        </div>
        {part::report(organisation, session.memberships, || view! { <span class="rc-skeleton rc-shell-card"></span> }.into_any())}
    }
    .into_any()
}
