//! An organisation and its members.

use api::{
    OrganisationId,
    session::Session,
    wallet::{Owner, Wallet},
};
use leptos::prelude::*;

use super::{HEADING_ID, breadcrumb};
use crate::{
    host,
    locale::t,
    page::{not_found::NotFoundPage, part},
    route::Route,
    ui::Crumb,
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
    let Some((name, shared)) = membership(&session, organisation) else {
        return view! { <NotFoundPage/> }.into_any();
    };
    let shared = shared.map(|wallet| wallet.id);
    view! {
        {breadcrumb(vec![credits], name.clone())}
        <div class="rc-page-head">
            <h1 id=HEADING_ID tabindex="-1">
                <bdi>{name}</bdi>
            </h1>
        </div>
        {part::members(organisation, shared, session.user.id, || view! { <span class="rc-skeleton rc-shell-card"></span> }.into_any())}
    }
    .into_any()
}

/// The name of an organisation that somebody belongs to, and the wallet that it shares.
pub fn membership(
    session: &Session,
    organisation: OrganisationId,
) -> Option<(String, Option<Wallet>)> {
    let mut memberships = session.memberships.iter();
    let name = memberships.find(|one| one.organisation == organisation)?;
    let shared = session.wallets.iter().find(|wallet| match &wallet.owner {
        Owner::Shared {
            organisation: of, ..
        } => *of == organisation,
        Owner::Personal => false,
    });
    Some((name.name.clone(), shared.cloned()))
}
