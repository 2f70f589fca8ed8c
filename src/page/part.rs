//! Parts of the page that the browser loads after the first paint, each when its place on a
//! page is made.

use std::future::Future;

use api::{OrganisationId, UserId, WalletId, organisation::Membership, session::Session};
use leptos::prelude::*;

use super::{HEADING_ID, credits::Payments};
use crate::{
    browser,
    client::ClientError,
    invitation::InvitationOfLink,
    latest::Loader,
    locale::{advice, t},
    organisation::{Members, NewOrganisation},
    part::{NotThere, at_once, part},
    report::Report,
    ui::Failure,
};

part!(
    payments,
    load_payments,
    fn make_payments(session: Session) -> AnyView {
        Ok(view! { <Payments session=session/> }.into_any())
    }
);

part!(
    organisation,
    load_members,
    fn make_members(
        organisation: OrganisationId,
        shared: Option<WalletId>,
        reader: UserId,
    ) -> AnyView {
        let members = view! { <Members organisation=organisation shared=shared reader=reader/> };
        Ok(members.into_any())
    }
);

part!(
    organisation,
    load_new_organisation,
    fn make_new_organisation(user: UserId) -> AnyView {
        Ok(view! { <NewOrganisation user=user/> }.into_any())
    }
);

part!(
    invitation,
    load_invitation,
    fn make_invitation(session: Option<Session>) -> AnyView {
        Ok(view! { <InvitationOfLink session=session heading=HEADING_ID/> }.into_any())
    }
);

part!(
    report,
    load_report,
    fn make_report(organisation: OrganisationId, memberships: Vec<Membership>) -> AnyView {
        Ok(view! { <Report organisation=organisation memberships=memberships/> }.into_any())
    }
);

/// What is paid for the wallets that the user manages, once it is loaded.
pub fn payments(session: Session, waiting: impl Fn() -> AnyView + Send + 'static) -> impl IntoView {
    later(
        load_payments,
        move || make_payments(session.clone()),
        waiting,
    )
}

/// The members of an organisation, once that is loaded.
pub fn members(
    organisation: OrganisationId,
    shared: Option<WalletId>,
    reader: UserId,
    waiting: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    later(
        load_members,
        move || make_members(organisation, shared, reader),
        waiting,
    )
}

/// The way to create an organisation, once that is loaded.
pub fn new_organisation(user: UserId) -> impl IntoView {
    later(
        load_new_organisation,
        move || make_new_organisation(user),
        || ().into_any(),
    )
}

/// An invitation that somebody follows the link of, once that is loaded.
pub fn invitation(
    session: Option<Session>,
    waiting: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    later(
        load_invitation,
        move || make_invitation(session.clone()),
        waiting,
    )
}

/// What members and organisations have used, once that is loaded.
pub fn report(
    organisation: OrganisationId,
    memberships: Vec<Membership>,
    waiting: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView {
    later(
        load_report,
        move || make_report(organisation, memberships.clone()),
        waiting,
    )
}

/// A part, or what stands in its place until it is there.
fn later<L, M>(
    load: impl Fn() -> L + 'static,
    make: impl Fn() -> M + Send + 'static,
    waiting: impl Fn() -> AnyView + Send + 'static,
) -> impl IntoView
where
    L: Future<Output = Result<(), NotThere>> + 'static,
    M: Future<Output = Result<AnyView, NotThere>>,
{
    let loader = Loader::new(move || {
        let loaded = load();
        async move { loaded.await.map_err(|_missing| missing()) }
    });
    let is_there = loader.value();
    let error = loader.error();
    // A file that a newer page has replaced is not found again: only that page helps.
    let retry = Callback::new(move |()| match browser::online() {
        true => browser::reload(),
        false => loader.reload(),
    });
    view! {
        {move || match (is_there.get(), error.get()) {
            (Some(()), _) => at_once(make()).unwrap_or_else(|| ().into_any()),
            (None, Some(error)) => {
                view! {
                    <Failure
                        what=t().general.part_failed
                        why=advice(&error)
                        retry_label=t().general.retry
                        busy=loader.pending()
                        retry=retry
                    />
                }
                .into_any()
            }
            (None, None) => waiting(),
        }}
    }
}

/// Why a part did not come: the loader itself does not say.
fn missing() -> ClientError {
    match browser::online() {
        true => ClientError::Unexpected,
        false => ClientError::Offline,
    }
}
